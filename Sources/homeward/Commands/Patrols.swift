import ArgumentParser
import HomewardCalendar
import HomewardIncidents
import HomewardPublishing
import HomewardWorkflow

/// `homeward patrols`: guardian patrol areas and visits.
struct Patrols: ParsableCommand {
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

    @Option(help: ArgumentHelp("The timetable's first day.", valueName: "YYYY-MM-DD"))
    var firstDay: CivilDay

    @Option(
        help: ArgumentHelp("A layer of points with names, for the names of places.", valueName: "file"),
        completion: .file())
    var stops: String?

    @Option(help: ArgumentHelp("The hours of the patrols, half-open local time.", valueName: "hours"))
    var hours: HourWindow?

    @Option(help: ArgumentHelp("Patrol areas.", valueName: "count"))
    var count = 5

    @Option(help: ArgumentHelp("The radius of an area.", valueName: "metres"))
    var radius = 150.0

    @Option(help: ArgumentHelp("The least distance between two centres.", valueName: "metres"))
    var spacing = 500.0

    @Option(help: ArgumentHelp("The length of a visit.", valueName: "minutes"))
    var visit = 15

    @Option(help: ArgumentHelp("Visits to each area on a day.", valueName: "count"))
    var visitsPerDay = 3

    @Option(help: ArgumentHelp("Weeks of the timetable.", valueName: "count"))
    var weeks = 1

    @Option(help: ArgumentHelp("Teams that share the visits.", valueName: "count"))
    var teams = 1

    @Option(help: ArgumentHelp("Write the visits too.", valueName: "file"), completion: .file())
    var visits: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(1...50).contains(count) { throw ValidationError("--count is 1 to 50 areas") }
        if !(25...2000).contains(radius) { throw ValidationError("--radius is 25 to 2000 m") }
        if !(50...20_000).contains(spacing) { throw ValidationError("--spacing is 50 to 20000 m") }
        if spacing < 2 * radius {
            throw ValidationError("--spacing is less than twice --radius, so that areas would overlap; make it larger")
        }
        if !(5...120).contains(visit) { throw ValidationError("--visit is 5 to 120 minutes") }
        if !(1...24).contains(visitsPerDay) { throw ValidationError("--visits-per-day is 1 to 24") }
        if !(1...52).contains(weeks) { throw ValidationError("--weeks is 1 to 52") }
        if !(1...50).contains(teams) { throw ValidationError("--teams is 1 to 50") }
    }

    func run() throws {
        try output.check()
        if let visits { try OutputOptions.check(visits) }
        let loaded = try Study(loading: try study.request())
        var settings = try PlanFile.PatrolSettings(hours: hours ?? PlanKey.defaultHours("patrols.hours"))
        settings.areas = count
        settings.radius = radius
        settings.spacing = spacing
        settings.visitMinutes = visit
        settings.visitsPerDay = visitsPerDay
        settings.weeks = weeks
        settings.teams = teams
        let stopList = try stops.map { try Places.stops(.init(file: $0), in: loaded.workingSystem) } ?? []
        let plan = try loaded.patrols(settings, stops: stopList, network: nil, firstDay: firstDay)
        if let visits { try output.write(VisitLayer.make(plan), to: visits) }
        let summary = PatrolsSummary(study: loaded, plan: plan)
        try output.deliver(
            PatrolAreaLayer.make(plan, system: loaded.workingSystem), json: try summary.json(), text: summary.text)
    }
}
