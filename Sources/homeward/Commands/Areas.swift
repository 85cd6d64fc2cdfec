import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// `homeward areas` has no settings of its own.
enum AreaChoice: SettingChoice {
    static let paths: [String] = []
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward areas`: the named areas with size, overlaps and incidents.
struct Areas: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: "List the areas with their size, overlaps and incidents.",
        discussion: """
            Where areas overlap, the first listed has the incident; --areas-names sets the order.

              homeward areas Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<AreaChoice>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard study.settings.isGiven("areas.file") else { throw ValidationError("name the areas: --areas FILE") }
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<AreasFinding> {
        Outcome(finding: try AreasFinding(study)) { try AreaLayer.make(study: study, peaks: nil) }
    }
}
