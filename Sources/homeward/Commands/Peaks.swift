import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// The settings of the peaks.
enum PeakChoice: SettingChoice {
    static let paths = ["peaks", "window.hours"]
}

/// `homeward peaks`: the data clock and the after-school peak of each area.
struct Peaks: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: "Tell when incidents peak: the week's clock, and after school by area.",
        discussion: """
            The window on school days is held against the same hours on other days and against the rest of the school day, \
            as rate ratios with exact 95 % intervals; q is the false-discovery rate over the areas.

              homeward peaks Samples/incidents.csv --areas GeoData/areas.geojson \\
                --calendar GeoData/calendar.yml
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<PeakChoice>
    @OptionGroup var output: OutputOptions

    func validate() throws { try requireCalendar("peaks compares school days with others") }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<PeaksFinding> {
        let peaks = try study.peaks(plan.peaksMethod)
        let clocks = try study.clocks()
        return Outcome(finding: PeaksFinding(allDays: clocks.all, schoolDays: clocks.schoolDays, peaks: peaks)) {
            try AreaLayer.make(study: study, peaks: peaks)
        }
    }
}
