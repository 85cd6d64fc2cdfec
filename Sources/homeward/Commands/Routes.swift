import ArgumentParser
import HomewardCalendar
import HomewardIncidents
import HomewardPublishing
import HomewardStreets
import HomewardWorkflow

/// `homeward routes`: chaperone routes.
struct Routes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plan chaperone routes from school gates along the streets.",
        discussion: """
            Each team starts at a school's gate at its finish and holds posts where the after-school risk on the children's \
            ways is highest. The plan says an upper bound on what any plan could cover, and the gap to it.

              homeward routes Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --calendar GeoData/calendar.yml \\
                --schools GeoData/schools.geojson --stops GeoData/stops.geojson \\
                --streets GeoData/streets.gpkg --out routes.geojson
            """)

    @OptionGroup var study: StudyOptions

    @Option(help: ArgumentHelp("A layer of points with names.", valueName: "file"), completion: .file())
    var schools: String

    @Option(help: ArgumentHelp("A layer of points with names.", valueName: "file"), completion: .file())
    var stops: String?

    @Option(help: ArgumentHelp("A layer of street lines, or OpenStreetMap.", valueName: "file"), completion: .file())
    var streets: String

    @Option(help: ArgumentHelp("Which days: school, non-school, weekend or all.", valueName: "days"))
    var days = DaySelection.school

    @Option(help: ArgumentHelp("The hours of the risk, half-open local time.", valueName: "hours"))
    var hours: HourWindow?

    @Option(help: ArgumentHelp("Teams on a school day.", valueName: "count"))
    var teams = 6

    @Option(help: ArgumentHelp("People on a team.", valueName: "count"))
    var peoplePerTeam = 2

    @Option(help: ArgumentHelp("The time of a team from the school's finish.", valueName: "minutes"))
    var minutes = 120.0

    @Option(help: ArgumentHelp("Walking speed.", valueName: "m/s"))
    var walk = 1.2

    @Option(help: ArgumentHelp("Write the posts too.", valueName: "file"), completion: .file())
    var posts: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if study.calendar == nil {
            throw ValidationError("finish times come from the calendar: give --calendar, such as GeoData/calendar.yml")
        }
        if !(1...200).contains(teams) { throw ValidationError("--teams is 1 to 200") }
        if !(1...10).contains(peoplePerTeam) { throw ValidationError("--people-per-team is 1 to 10") }
        if !(15...300).contains(minutes) { throw ValidationError("--minutes is 15 to 300") }
        if !(0.3...3).contains(walk) { throw ValidationError("--walk is 0.3 to 3 m/s") }
    }

    func run() throws {
        try output.check()
        if let posts { try OutputOptions.check(posts) }
        let loaded = try Study(loading: try study.request())
        let places = Places(system: loaded.workingSystem, calendar: try loaded.schoolCalendar())
        let (network, report) = try StreetFile.read(path: streets, layer: nil, in: loaded.workingSystem)
        let selected = try loaded.selecting(days: days, hours: try hours ?? PlanKey.defaultHours("window.hours"))
        var settings = PlanFile.ChaperoneSettings()
        settings.teams = teams
        settings.peoplePerTeam = peoplePerTeam
        settings.minutes = minutes
        settings.walkSpeed = walk
        let plan = try loaded.chaperones(
            for: selected.table, schools: try places.schools(.init(file: schools), names: nil),
            stops: try stops.map { try Places.stops(.init(file: $0), in: loaded.workingSystem) } ?? [],
            network: network, settings)
        if let posts { try output.write(PostLayer.make(plan, system: loaded.workingSystem), to: posts) }
        let summary = RoutesSummary(study: loaded, plan: plan, report: report)
        try output.deliver(
            RouteLayer.make(plan, system: loaded.workingSystem), json: try summary.json(), text: summary.text)
    }
}
