import ArgumentParser
import HomewardCore
import HomewardPublishing
import HomewardStreets
import HomewardWorkflow

/// The settings of the routes.
enum RouteChoice: SettingChoice {
    static let paths = [
        "chaperones", "schools", "stops", "homes", "streets", "walking", "keep", "window", "limits.schools",
        "score.methods", "score.cells_m", "score.shares", "score.step", "score.test_from", "score.training_days",
    ]
    static let except = ["streets.synthetic"]
}

/// `homeward routes`: chaperone routes.
struct Routes: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: "Plan chaperone routes from school gates along the streets.",
        discussion: """
            Each team is out from a school's finish and stands, walks and stands again where and when most is expected to \
            happen. The plan says how it fares on incidents that it has not seen, what the same teams would meet standing \
            still, and an upper bound on what any plan could meet by the same model.

              homeward routes Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --calendar GeoData/calendar.yml \\
                --schools GeoData/schools.geojson --stops GeoData/stops.geojson \\
                --streets GeoData/streets.gpkg --out routes.geojson
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<RouteChoice>

    @Option(help: ArgumentHelp("Write the posts too.", valueName: "file"), completion: .file())
    var posts: String?

    @OptionGroup var output: OutputOptions

    /// How forecasts are scored has a say where the plan goes by one.
    func uses(_ path: String) -> Bool {
        !path.hasPrefix("score.") || (try? plan())?.chaperones.risk == .forecast
    }

    var moreFiles: [String] { [posts].compactMap { $0 } }

    func validate() throws {
        try requireCalendar("finish times come from the calendar")
        guard settings.isGiven("schools.file") else { throw ValidationError("name the schools: --schools FILE") }
        guard settings.isGiven("streets.file") else { throw ValidationError("name the streets: --streets FILE") }
    }

    func require(_ study: Study, _ plan: PlanFile) throws {
        try study.requireHours(for: "chaperone routes")
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<RoutesFinding> {
        guard let schools = plan.schools.reference, let streets = plan.streets.reference else {
            throw UsageError("routes need --schools and --streets")
        }
        let places = Places(system: study.workingSystem, calendar: try study.schoolCalendar())
        let (network, report) = try StreetFile.read(
            path: streets.file, layer: streets.layer, in: study.workingSystem,
            builder: plan.streetBuilder)
        let served = try places.schools(schools, names: plan.schoolNames, atMost: plan.mostSchools)
        let chaperones = try study.chaperones(
            plan.chaperones.with(\.usesHarm, plan.study.weighsHarm), window: plan.window, schools: served,
            stops: try plan.stops.reference.map { try Places.stops($0, in: study.workingSystem) } ?? [],
            network: network,
            kept: try plan.keep.reference.map { try KeptPlaces($0, in: study.workingSystem, schools: served) }
                ?? KeptPlaces(),
            homes: try plan.homes.reference.map { try Places.homes($0, in: study.workingSystem) } ?? [],
            score: plan.scoreMethod)
        return Outcome(
            finding: RoutesFinding(chaperones, syntheticStreets: report.isSynthetic),
            layer: { RouteLayer.make(chaperones, system: study.workingSystem) },
            more: moreFiles.map { ($0, { PostLayer.make(chaperones, system: study.workingSystem) }) },
            madeUp: report.isSynthetic ? [.streets] : [],
            assumptions: report.notes
                + RouteAssumptions.sentences(schools: served, hasMadeUpStreets: report.isSynthetic)
                + chaperones.assumptions)
    }
}
