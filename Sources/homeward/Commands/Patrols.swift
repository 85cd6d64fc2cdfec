import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// The settings of the patrols.
enum PatrolChoice: SettingChoice {
    static let paths = ["patrols", "stops", "timetable.first_day"]
}

/// `homeward patrols`: guardian patrol areas and visits.
struct Patrols: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: "Choose guardian patrol areas and time the visits to them.",
        discussion: """
            Compact areas that do not overlap and hold the most harm in the patrol hours, then visits of 15 minutes at each \
            area's own peaks.

              homeward patrols Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --first-day 2025-09-08 \\
                --out patrol_areas.geojson
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<PatrolChoice>

    @Option(help: ArgumentHelp("Write the visits too.", valueName: "file"), completion: .file())
    var visits: String?

    @OptionGroup var output: OutputOptions

    var moreFiles: [String] { [visits].compactMap { $0 } }

    func validate() throws {
        guard settings.isGiven("timetable.first_day") else {
            throw ValidationError("say on which day the timetable begins: --first-day 2025-09-08")
        }
    }

    func sharedWindow(_ plan: PlanFile) -> StudyWindow {
        StudyWindow {
            $0.days = .all
            $0.hours = plan.patrols.hours
        }
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<PatrolsFinding> {
        let stops = try plan.stops.reference.map { try Places.stops($0, in: study.workingSystem) } ?? []
        let patrols = try study.patrols(
            plan.patrols, stops: stops, network: nil, firstDay: plan.firstDay ?? study.period.upperBound)
        return Outcome(
            finding: PatrolsFinding(patrols),
            layer: { PatrolAreaLayer.make(patrols, system: study.workingSystem) },
            more: moreFiles.map { ($0, { VisitLayer.make(patrols) }) })
    }
}
