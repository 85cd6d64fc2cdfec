import ArgumentParser
import HomewardAnalysis
import HomewardPublishing
import HomewardWorkflow

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
    @OptionGroup var window: WindowOptions

    @Option(help: "place-hour or dbscan.")
    var method = Method.placeHour

    @Option(help: ArgumentHelp("How near in place.", valueName: "metres"))
    var radius = 150.0

    @Option(help: ArgumentHelp("How near on the clock.", valueName: "hours"))
    var within = 1.0

    @Option(help: ArgumentHelp("Incidents that make a core.", valueName: "count"))
    var minimum = 12

    @Option(help: ArgumentHelp("Permutations of the test.", valueName: "count"))
    var permutations = 999

    @Option(help: "The seed of the test.")
    var seed: UInt64 = 1

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(1...10_000).contains(radius) { throw ValidationError("--radius is 1 to 10000 m") }
        if !(0.1...12).contains(within) { throw ValidationError("--within is 0.1 to 12 hours") }
        if !(2...1000).contains(minimum) { throw ValidationError("--minimum is 2 to 1000 incidents") }
        if !(99...99_999).contains(permutations) { throw ValidationError("--permutations is 99 to 99999") }
        if method == .placeHour, study.calendar == nil {
            throw ValidationError(
                "place-hour keeps school days apart: give --calendar, such as GeoData/calendar.yml, or --method dbscan")
        }
        if method == .placeHour, window.days != .all || window.hours != nil {
            throw ValidationError(
                "place-hour finds days and hours by itself: leave out --days and --hours, or use --method dbscan")
        }
    }

    func run() throws {
        try output.check()
        let loaded = try Study(loading: try study.request())
        switch method {
        case .placeHour:
            var settings = PlanFile.ClusterSettings()
            settings.radius = radius
            settings.hours = within
            settings.minimum = minimum
            settings.permutations = permutations
            let result = try loaded.clusters(settings, seed: seed)
            let summary = ClustersSummary(study: loaded, result: result)
            try output.deliver(
                ClusterLayer.make(result, system: loaded.workingSystem), json: try summary.json(),
                text: summary.text)
        case .dbscan:
            let selected = try loaded.selecting(days: window.days, hours: window.hours)
            let groups = try loaded.placeClusters(of: selected.table, radius: radius, minimum: minimum)
            let summary = PlaceClustersSummary(
                study: loaded, selected: selected.table, filtered: selected.filtered, clusters: groups)
            try output.deliver(
                PlaceClusterLayer.make(groups, system: loaded.workingSystem), json: try summary.json(),
                text: summary.text)
        }
    }
}
