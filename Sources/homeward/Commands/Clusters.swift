import ArgumentParser
import HomewardAnalysis
import HomewardPublishing
import HomewardWorkflow

/// The settings of clusters; place-hour finds days and hours by itself.
enum ClusterChoice: SettingChoice {
    static let paths = ["clusters", "window", "seed"]
    static let except = ["clusters.method"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward clusters`: dense groups in place, or in place and hour.
struct Clusters: ParsableCommand {
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case placeHour = "place-hour"
        case dbscan
    }

    static let configuration = CommandConfiguration(
        abstract: "Find dense groups of incidents in place and on the clock.",
        discussion: """
            place-hour: density clusters in place and on the 24-hour clock, school days and other days apart, with a p-value \
            by seeded permutation of the hours. dbscan: density clusters in place alone.

              homeward clusters Samples/incidents.csv \\
                --calendar GeoData/calendar.yml --out clusters.geojson
            """)

    @OptionGroup var study: StudyOptions

    @Option(help: "place-hour or dbscan.")
    var method = Method.placeHour

    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard method == .placeHour else { return }
        guard study.hasCalendar else {
            throw ValidationError(
                "place-hour keeps school days apart: give --calendar, such as GeoData/calendar.yml, --assume-terms, or --method dbscan"
            )
        }
        guard !settings.isGiven("window.days"), !settings.isGiven("window.hours") else {
            throw ValidationError(
                "place-hour finds days and hours by itself: leave out --days and --hours, or use --method dbscan")
        }
    }

    func run() throws {
        switch method {
        case .placeHour: try PlaceHourVerb(study: _study, settings: _settings, output: _output).run()
        case .dbscan: try PlaceVerb(study: _study, settings: _settings, output: _output).run()
        }
    }
}

/// Clusters in place and hour.
private struct PlaceHourVerb: AnalysisVerb {
    static let configuration = CommandConfiguration(
        commandName: "clusters", abstract: Clusters.configuration.abstract)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var output: OutputOptions

    var way: String? { Clusters.Method.placeHour.rawValue }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<ClustersFinding> {
        let result = try study.placeHourClusters(plan.clustersMethod)
        return Outcome(finding: ClustersFinding(result, of: study.table, method: plan.clusters)) {
            ClusterLayer.make(result, system: study.workingSystem)
        }
    }
}

/// Clusters in place alone.
private struct PlaceVerb: AnalysisVerb {
    static let configuration = PlaceHourVerb.configuration

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var output: OutputOptions

    var way: String? { Clusters.Method.dbscan.rawValue }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<PlaceClustersFinding> {
        let selected = try study.selectingSome(plan.window, for: "clusters")
        try study.requirePlaces(asFineAs: plan.clusters.radius, key: "clusters.radius_m", for: "clusters")
        let method = DBSCAN {
            $0.radius = plan.clusters.radius
            $0.minimum = plan.clusters.minimum
        }
        let groups = try method.clusters(of: selected.mostly.points)
        return Outcome(
            finding: PlaceClustersFinding(selected: selected, clusters: groups)
        ) { PlaceClusterLayer.make(groups, system: study.workingSystem) }
    }
}
