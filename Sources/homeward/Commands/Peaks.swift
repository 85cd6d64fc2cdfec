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
            as rate ratios with exact intervals. A peak is called where both intervals lie above --least-ratio, the least \
            ratio that matters: on much data a ratio of 1.05 is no chance and no peak either. The third ratio says how many \
            times more an area rises after school than the rest of the town; it counts with --against town or both. p is the \
            least p at which the intervals would lie above that ratio, q the false-discovery rate over the areas tested; the \
            intervals allow for the number of areas, so a peak never stands beside an interval that holds the least ratio. \
            Without areas the study area is tested as a whole, and without a calendar the clock alone is told. What cannot be \
            tested is "not tested", with the reason.

              homeward peaks Samples/incidents.csv --areas GeoData/areas.geojson \\
                --calendar GeoData/calendar.yml
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<PeakChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }

    func require(_ study: Study, _ plan: PlanFile) throws {
        try study.requireTimesOfDay(for: "after-school peaks")
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<PeaksFinding> {
        try study.requireTimesOfDay(for: "peaks")
        let peaks = try study.peaks(plan.peaksMethod)
        let finding = PeaksFinding(
            allDays: study.dataClock(), schoolDays: study.days == nil ? nil : try study.schoolDayClock(), peaks: peaks)
        return Outcome(finding: finding) { try AreaLayer.make(study: study, peaks: peaks) }
    }
}
