import ArgumentParser
import HomewardCalendar
import HomewardIncidents
import HomewardPublishing
import HomewardWorkflow

/// `homeward peaks`: the data clock and the after-school peak of each area.
struct Peaks: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell when incidents peak: the week's clock, and after school by area.",
        discussion: """
            The window on school days is held against the same hours on other days and against the rest of the school day, \
            as rate ratios with exact 95 % intervals; q is the false-discovery rate over the areas.

              homeward peaks Samples/incidents.csv --areas GeoData/areas.geojson \\
                --calendar GeoData/calendar.yml
            """)

    @OptionGroup var study: StudyOptions

    @Option(help: ArgumentHelp("The after-school window, half-open local time.", valueName: "hours"))
    var hours: HourWindow?

    @Option(help: ArgumentHelp("The false-discovery rate at which a peak is called significant.", valueName: "rate"))
    var fdr = 0.05

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(0.0001...0.5).contains(fdr) { throw ValidationError("--fdr is a rate from 0.0001 to 0.5") }
        if study.calendar == nil {
            throw ValidationError(
                "peaks compares school days with others: give --calendar, such as GeoData/calendar.yml")
        }
    }

    func run() throws {
        try output.check()
        let loaded = try Study(loading: try study.request())
        let window = try hours ?? PlanKey.defaultHours("window.hours")
        let peaks = try loaded.peaks(window: window, falseDiscoveryRate: fdr)
        let clocks = try loaded.clocks()
        let summary = PeaksSummary(study: loaded, peaks: peaks, clock: clocks.all, schoolDayClock: clocks.schoolDays)
        try output.deliver(
            try AreaLayer.make(study: loaded, peaks: peaks), json: try summary.json(), text: summary.text)
    }
}
