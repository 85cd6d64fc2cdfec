public import HomewardCalendar
public import HomewardCore
public import HomewardGeometry
public import HomewardIncidents

/// Tests each area for a peak after school and finds the hours that fit it best.
///
/// An area peaks after school where the window on school days sees a higher rate of incidents than **both** the same hours
/// on days that are no school days and the rest of the school day. Both are compared exactly; the larger p-value counts
/// (an intersection–union test: it holds its level without a correction), and the areas' p-values are turned into
/// false-discovery rates.
///
/// Sources: R. L. Berger (1982), "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24(4), 295–300;
/// for the rates see ``RateRatio`` and ``FalseDiscoveryRate``, for the hours `BestWindow`.
public struct AfterSchoolPeaks: Configurable, Equatable {
    /// The hours after school, local time.
    public var window = HourWindow.afterSchool
    /// The false-discovery rate at which a peak is called significant.
    public var fdr = 0.05

    /// The standard method.
    public init() {}

    /// The parameters but the window, which a plan states once for peaks, hotspots and routes.
    public static let settings: [Setting<Self>] = [
        .number(
            "peaks.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which a peak is called significant")
    ]

    /// The peak of each area, in the order of `names`.
    public func peaks(
        of table: IncidentTable, areas: AreaAssignment, names: [String], days: DayTable
    ) throws(SettingError) -> [AreaPeak] {
        try peaks(of: table, areas: areas.area, names: names, days: days)
    }

    /// The peak of each area, in the order of `names`.
    ///
    /// Incidents without a time of day, or on a day that `days` does not know, count nowhere. O(incidents + areas × slots²).
    ///
    /// - Parameters:
    ///   - table: The incidents, of all hours and all days.
    ///   - areas: The index of each incident's area in `names`, or −1.
    ///   - names: The areas' names, in the order of the assignment.
    ///   - days: The kind of each day of the period; it gives the exposure.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func peaks(
        of table: IncidentTable, areas: [Int32], names: [String], days: DayTable
    ) throws(SettingError) -> [AreaPeak] {
        try check()
        var school = [[Int]](repeating: [], count: names.count)
        var other = [[Int]](repeating: [], count: names.count)
        var allOther: [Int] = []
        for row in 0..<min(table.count, areas.count) {
            guard let minute = table.minuteOfDay(row), minute < 1440, let kind = days.kind(of: table.civilDay(row))
            else {
                continue
            }
            if kind != .school { allOther.append(minute) }
            let area = Int(areas[row])
            guard names.indices.contains(area) else { continue }
            if kind == .school { school[area].append(minute) } else { other[area].append(minute) }
        }
        let schoolDays = Double(days.count(.school))
        let otherDays = Double(days.count(.nonSchool))
        let hours = Double(window.minutes) / 60
        let finder = BestWindow(window: window, background: allOther)
        var peaks = names.indices.map { area in
            let inWindow = school[area].count { window.contains(minute: $0) }
            let elsewhen = RateRatio(
                count: inWindow, hours: schoolDays * hours,
                comparisonCount: other[area].count { window.contains(minute: $0) }, comparisonHours: otherDays * hours)
            let rest = RateRatio(
                count: inWindow, hours: schoolDays * hours, comparisonCount: school[area].count - inWindow,
                comparisonHours: schoolDays * (24 - hours))
            return AreaPeak(
                area: names[area], incidents: school[area].count + other[area].count, window: window,
                againstNonSchoolDays: elsewhen, againstRestOfSchoolDay: rest, p: max(elsewhen.p, rest.p), q: 1,
                isSignificant: false, bestWindow: finder.window(of: school[area]))
        }
        for (area, q) in FalseDiscoveryRate.benjaminiHochberg(peaks.map(\.p)).enumerated() {
            peaks[area].q = q
            peaks[area].isSignificant = q <= fdr
        }
        return peaks
    }
}
