import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// The settings of a scan.
enum ScanChoice: SettingChoice {
    static let paths = ["scan", "limits.circles", "seed"]
    static let except = ["scan.run"]
}

/// `homeward scan`: where and when more happened than place and time by themselves explain.
struct Scan: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: "Find bursts: where and when more happened than place and time explain.",
        discussion: """
            Use it to ask whether anything flared up, where, and from when to when, without naming a street or a week beforehand; \
            with --ongoing, whether anything is flaring up now. It is the space-time permutation scan of SaTScan. A place \
            that is always busy is no cluster, nor is a season that is busy everywhere: hotspots and peaks tell those.

            Circles round every place are held against windows of days, each with what the place and the window have by \
            themselves. S1 is the likeliest cluster, and no place is in two of them. The ratio, observed by expected, says how \
            much more there was; p says how often chance makes a cluster as strong anywhere in town. Up to 0.05 it stands out; \
            far above, it is the best of what chance makes, and no finding. The circle says about where and the window about \
            when: a street further, or a day before, often does nearly as well.

            --time hours scans the 24-hour clock instead, over midnight too, on all days or with --days school on school days: \
            which place has hours of its own. Take it to decide when to be where.

            The work grows with the square of the incidents: 10,000 take a minute or less, and --cell 100 makes cells of 100 m \
            the places where there are more. A plan scans only where it says scan.run: true.

              homeward scan Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --age-under 25 --from 2025-03-01 --to 2025-08-31 \\
                --out scan.geojson
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ScanChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<ScanFinding> {
        let result = try study.scan(plan.scanMethod)
        return Outcome(finding: ScanFinding(result, method: plan.scan)) {
            ScanLayer.make(result, by: plan.scan.time, system: study.workingSystem)
        }
    }
}
