import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// The settings of the peaks.
enum PeakChoice: SettingChoice {
    static let paths = ["peaks", "window.hours", "seed"]
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

            The peak of the day is the window, up to --longest hours, in which the rate rises above that of the rest of the day most \
            clearly; take a shorter --longest for the hours of a patrol. Its p is for all windows together and is small in \
            every town, because nights are quiet: read the hours and how many times the rest they hold. The mean time of day \
            goes with it: a resultant length near 1 says that incidents lie round it, near 0 that they are spread, or that \
            two peaks cancel. Rayleigh's p says whether the clock matters at all. homeward trends tells weekdays and months.

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
            allDays: study.dataClock(), schoolDays: study.days == nil ? nil : try study.schoolDayClock(), peaks: peaks,
            rhythms: try study.dayRhythms(plan.dayPeaksMethod))
        return Outcome(finding: finding) { try AreaLayer.make(study: study, peaks: peaks) }
    }
}
