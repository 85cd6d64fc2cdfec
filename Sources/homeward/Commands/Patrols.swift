import ArgumentParser
import HomewardPublishing
import HomewardStreets
import HomewardWorkflow

/// The settings of the patrols.
enum PatrolChoice: SettingChoice {
    static let paths = [
        "patrols", "stops", "streets", "walking", "keep", "timetable.first_day", "score.methods", "score.cells_m",
        "score.step", "score.test_from", "score.training_days",
    ]
    static let except = ["streets.synthetic"]
}

/// `homeward patrols`: guardian patrol areas and visits.
struct Patrols: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: "Choose guardian patrol areas and time the visits to them.",
        discussion: """
            Compact areas that do not overlap and where most harm is to be expected in the patrol hours, then visits of 15 \
            minutes when it is, drawn anew for each day. The plan says how areas and visits fare on incidents that it has not \
            seen. With streets, teams travel along them; without a calendar every weekday stands for a school day.

              homeward patrols Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --first-day 2025-09-08 \\
                --out patrol_areas.geojson
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<PatrolChoice>

    @Option(help: ArgumentHelp("Write the visits too.", valueName: "file"), completion: .file())
    var visits: String?

    @OptionGroup var output: OutputOptions

    /// How forecasts are scored has a say where the plan goes by one.
    func uses(_ path: String) -> Bool {
        !path.hasPrefix("score.") || (try? plan())?.patrols.risk == .forecast
    }

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

    func require(_ study: Study, _ plan: PlanFile) throws {
        try study.requireHours(for: "guardian patrols")
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<PatrolsFinding> {
        let stops = try plan.stops.reference.map { try Places.stops($0, in: study.workingSystem) } ?? []
        let streets = try plan.streets.reference.map {
            try StreetFile.read(
                path: $0.file, layer: $0.layer, in: study.workingSystem,
                builder: plan.streetBuilder)
        }
        let patrols = try study.patrols(
            plan.patrolsMethod, stops: stops, network: streets?.network,
            firstDay: plan.firstDay ?? study.period.upperBound,
            kept: try plan.keep.reference.map { try KeptPlaces($0, in: study.workingSystem, schools: []) }
                ?? KeptPlaces(),
            score: plan.scoreMethod)
        return Outcome(
            finding: PatrolsFinding(patrols, usesHarm: plan.study.weighsHarm),
            layer: { PatrolAreaLayer.make(patrols, system: study.workingSystem) },
            more: moreFiles.map { ($0, { VisitLayer.make(patrols) }) },
            madeUp: streets?.report.isSynthetic == true ? [.streets] : [], assumptions: patrols.assumptions)
    }
}
