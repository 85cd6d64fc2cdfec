import Foundation
public import HomewardCalendar
public import HomewardCore
public import HomewardGeometry
public import HomewardIncidents

/// Tests each area for a peak after school and finds the hours that fit it best.
///
/// An area peaks after school where the window on school days sees a higher rate of incidents than **both** the same hours
/// on days that are no school days and the rest of the school day, and each ratio exceeds ``leastRatio`` beyond chance: on
/// much data a ratio of 1.05 is no chance, and no peak that matters either. The whole town may rise after school; so the
/// area's rise is held against that of the rest of the town too, and ``against`` says whether that counts.
///
/// Test and interval are one thing, so that they cannot disagree:
///
/// 1. Each comparison has an exact conditional test that the ratio is `leastRatio` at most. Its p is twice the probability
///    of one tail, which is where a two-sided interval of confidence 1 − p begins to hold `leastRatio`.
/// 2. All comparisons that count must hold, so the area's p is the largest (an intersection–union test: it holds its level
///    without a correction).
/// 3. The p of the m areas that could be tested are turned into false-discovery rates q; the R areas with q ≤ `fdr` peak.
///    These are the areas with p ≤ R·fdr/m, so intervals of confidence 1 − R·fdr/m (1 − fdr/m where none peaks) lie above
///    `leastRatio` in all comparisons of an area **exactly** where it peaks. Such intervals miss the truth among the areas
///    chosen no more often than `fdr` (false coverage rate).
///
/// An area has *not been tested* where something is lacking (``PeakGap``), and then it is none of the m. It has too few
/// incidents where even all of them in the window on school days would be no peak at `fdr`; that depends on their number alone
/// and not on when they happened, so it spoils no test.
///
/// An incident counts at its minute where that is known to the hour; a longer range counts where it lies wholly in one of
/// the places that are compared, and is set aside otherwise (``PeakSetAside``). A range fits less often into the
/// window than into the rest of the day, so many ranges make the second comparison err towards no peak; the first and the
/// third are not affected.
///
/// Incidents count as independent. Where they come in bunches on single days the tests are a little too sure, for which
/// `leastRatio` leaves room.
///
/// Sources: R. L. Berger (1982), "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24(4), 295–300;
/// Y. Benjamini, D. Yekutieli (2005), "False discovery rate–adjusted multiple confidence intervals for selected
/// parameters", Journal of the American Statistical Association 100(469), 71–81; for the least attainable p
/// R. E. Tarone (1990), "A modified Bonferroni method for discrete data", Biometrics 46(2), 515–522; for the ratios
/// ``RateRatio``, ``TownRatio`` and ``FalseDiscoveryRate``, for the hours `BestWindow`.
public struct AfterSchoolPeaks: Configurable, Equatable {
    /// What a peak must stand out from.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        /// The area's own other days and hours.
        case own
        /// The rise of the rest of the town.
        case town
        /// Both.
        case both
    }

    /// The hours after school, local time.
    public var window = HourWindow.afterSchool
    /// The false-discovery rate at which a peak is called.
    public var fdr = 0.05
    /// The ratio that every comparison must exceed.
    public var leastRatio = 1.25
    /// Which comparisons count.
    public var against = Comparison.own

    /// The standard method.
    public init() {}

    /// The parameters but the window, which a plan states once for peaks, hotspots and routes.
    public static let settings: [Setting<Self>] = [
        .number("peaks.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which a peak is called"),
        .number(
            "peaks.least_ratio", \.leastRatio, in: 1...10,
            "the least ratio that matters: a peak is called where the intervals lie above it"),
        .choice(
            "peaks.against", \.against,
            "what an area must stand out from: its own other days and hours, the rise of the rest of the town, or both"),
    ]

    /// The peak of each area, in the order of `names`.
    public func peaks(
        of table: IncidentTable, areas: AreaAssignment, names: [String], days: DayTable?,
        areaDays: AreaDays = AreaDays(), clock: LocalClock
    ) throws(SettingError) -> PeakSurvey {
        try peaks(of: table, areas: areas.area, names: names, days: days, areaDays: areaDays, clock: clock)
    }

    /// The peak of each area, in the order of `names`.
    ///
    /// O(incidents × calendars + areas × (slots² + √incidents)).
    ///
    /// - Parameters:
    ///   - table: The incidents, of all hours and all days.
    ///   - areas: The index of each incident's area in `names`, or −1: then it belongs to the rest of the town.
    ///   - names: The areas' names, in the order of the assignment.
    ///   - days: The kind of each day of the period; it gives the exposure. Nil where there is no calendar: then no area
    ///     is tested.
    ///   - areaDays: The days of areas with school terms of their own: such an area is compared, and the town with it, by these.
    ///   - clock: The local clock, the one with which the incidents were read.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func peaks(
        of table: IncidentTable, areas: [Int32], names: [String], days: DayTable?, areaDays: AreaDays = AreaDays(),
        clock: LocalClock
    ) throws(SettingError) -> PeakSurvey {
        try check()
        let rows = min(table.count, areas.count)
        guard let days else {
            var counts = [Int](repeating: 0, count: names.count)
            for row in 0..<rows where names.indices.contains(Int(areas[row])) { counts[Int(areas[row])] += 1 }
            return PeakSurvey(
                areas: zip(names, counts).map { name, count in
                    AreaPeak(
                        area: name, incidents: count, counted: 0, inWindow: 0, window: window,
                        verdict: .notTested(.noCalendar))
                },
                method: self, confidence: 1 - fdr, incidents: rows, counted: 0, setAside: [:], schoolDays: 0,
                otherDays: 0)
        }
        // The town by the days of the whole, and once more by those of each area that has its own.
        var towns = [Town(PeakPlaces(window: window, days: days, clock: clock))]
        var townOfArea = [Int](repeating: 0, count: names.count)
        for (area, own) in areaDays.own.sorted(by: { $0.key < $1.key }) where names.indices.contains(Int(area)) {
            townOfArea[Int(area)] = towns.count
            towns.append(Town(PeakPlaces(window: window, days: own, clock: clock)))
        }
        var own = [PeakTally](repeating: PeakTally(), count: names.count)
        var all = PeakTally()
        var otherMinutes: [Int] = []
        for row in 0..<rows {
            let area = names.indices.contains(Int(areas[row])) ? Int(areas[row]) : nil
            for index in towns.indices {
                let place = towns[index].places.place(of: row, in: table)
                towns[index].tally.add(place)
                if index == 0, case .cell(false, _, let minute?) = place { otherMinutes.append(minute) }
                guard index == area.map({ townOfArea[$0] }) ?? 0 else { continue }
                all.add(place)
                if let area { own[area].add(place) }
            }
        }
        let finder = BestWindow(window: window, background: otherMinutes)
        var peaks = names.indices.map { area in
            let tally = own[area]
            let town = towns[townOfArea[area]]
            return AreaPeak(
                area: names[area], incidents: tally.incidents, counted: tally.counted, setAside: tally.setAside,
                inWindow: tally.inWindow, window: window,
                verdict: gap(of: tally, in: town.tally, town.exposure).map { .notTested($0) } ?? .noPeak,
                bestWindow: finder.window(of: tally.schoolMinutes))
        }
        func compareAll(_ areas: [Int], confidence: Double) {
            for area in areas {
                let town = towns[townOfArea[area]]
                compare(&peaks[area], own[area], town.tally, town.exposure, confidence: confidence)
            }
        }
        let tested = peaks.indices.filter { peaks[$0].verdict == .noPeak }
        compareAll(tested, confidence: 1 - fdr)
        let rates = FalseDiscoveryRate.benjaminiHochberg(tested.map { peaks[$0].p ?? 1 })
        for (area, q) in zip(tested, rates) {
            peaks[area].q = q
            if q <= fdr { peaks[area].verdict = .peak }
        }
        let share = Double(max(1, rates.count { $0 <= fdr })) / Double(max(1, tested.count))
        if share < 1 { compareAll(tested, confidence: 1 - fdr * share) }
        return PeakSurvey(
            areas: peaks, method: self, confidence: 1 - fdr * share, incidents: rows, counted: all.counted,
            setAside: all.setAside, schoolDays: days.count(.school), otherDays: days.count(.nonSchool))
    }

    /// All incidents, told by one calendar.
    private struct Town {
        let places: PeakPlaces
        let exposure: Exposure
        var tally = PeakTally()

        init(_ places: PeakPlaces) {
            self.places = places
            exposure = Exposure(window: places.window, days: places.days)
        }
    }

    /// The hours that the comparisons see.
    private struct Exposure {
        /// The window on school days.
        let inWindow: Double
        /// The window on other days.
        let otherDays: Double
        /// The rest of the school days.
        let restOfSchoolDay: Double

        init(window: HourWindow, days: DayTable) {
            let hours = Double(window.minutes) / 60
            inWindow = Double(days.count(.school)) * hours
            otherDays = Double(days.count(.nonSchool)) * hours
            restOfSchoolDay = Double(days.count(.school)) * (24 - hours)
        }
    }

    /// Makes the comparisons of one area, and its p of those that count.
    private func compare(
        _ peak: inout AreaPeak, _ own: PeakTally, _ town: PeakTally, _ exposure: Exposure, confidence: Double
    ) {
        let elsewhen = RateRatio(
            count: own.inWindow, hours: exposure.inWindow, comparisonCount: own.otherDays,
            comparisonHours: exposure.otherDays, least: leastRatio, confidence: confidence)
        let rest = RateRatio(
            count: own.inWindow, hours: exposure.inWindow, comparisonCount: own.restOfSchoolDay,
            comparisonHours: exposure.restOfSchoolDay, least: leastRatio, confidence: confidence)
        let others =
            hasRest(of: town, beside: own)
            ? TownRatio(
                count: own.inWindow, comparisonCount: own.otherDays, townCount: town.inWindow - own.inWindow,
                townComparisonCount: town.otherDays - own.otherDays, least: leastRatio, confidence: confidence) : nil
        peak.againstNonSchoolDays = elsewhen
        peak.againstRestOfSchoolDay = rest
        peak.againstTown = others
        peak.p =
            switch against {
            case .own: max(elsewhen.p, rest.p)
            case .town: others?.p ?? 1
            case .both: max(elsewhen.p, rest.p, others?.p ?? 1)
            }
    }

    /// Whether the town beside an area has incidents in the hours of the window.
    private func hasRest(of town: PeakTally, beside own: PeakTally) -> Bool {
        town.inWindow + town.otherDays > own.inWindow + own.otherDays
    }

    /// What the test of an area lacks; nil where it can be tested.
    private func gap(of own: PeakTally, in town: PeakTally, _ exposure: Exposure) -> PeakGap? {
        if town.counted == 0, town.incidents > 0 { return .noTimeOfDay }
        if exposure.inWindow == 0 { return .noSchoolDay }
        if exposure.otherDays == 0 { return .noOtherDay }
        if exposure.restOfSchoolDay == 0 { return .wholeDay }
        if own.incidents == 0 { return .noIncident }
        if own.counted == 0 { return .noneCounted }
        if against != .own, !hasRest(of: town, beside: own) { return .noRestOfTown }
        if leastP(own.counted, own, town, exposure) <= fdr { return nil }
        // The least p falls as the incidents grow, but where the town has too few to compare with.
        var (low, high) = (own.counted, own.counted + 1)
        while leastP(high, own, town, exposure) > fdr {
            guard high < 1 << 30 else { return .noRestOfTown }
            (low, high) = (high, 2 * high)
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if leastP(middle, own, town, exposure) <= fdr { high = middle } else { low = middle }
        }
        return .tooFew(needed: high)
    }

    /// The p of an area all of whose `count` incidents lie in the window on school days, in a town whose other incidents in
    /// these hours are shared out as those of the whole town are. It knows no more than the sums on which each test rests.
    private func leastP(_ count: Int, _ own: PeakTally, _ town: PeakTally, _ exposure: Exposure) -> Double {
        func ratio(_ comparisonHours: Double) -> Double {
            let share = RateRatio.share(
                ofHours: exposure.inWindow, comparisonHours: comparisonHours, ratio: leastRatio)
            return min(1, 2 * pow(share, Double(count)))
        }
        let ofOwn = against == .town ? 0 : max(ratio(exposure.otherDays), ratio(exposure.restOfSchoolDay))
        guard against != .own else { return ofOwn }
        let all = town.inWindow + town.otherDays
        let others = all - own.inWindow - own.otherDays
        let onSchoolDays = Int(nearest: Double(others) * Double(town.inWindow) / Double(max(1, all)))
        let table = NoncentralHypergeometric(first: count, second: others, drawn: count + onSchoolDays)
        return max(ofOwn, min(1, 2 * table.upperTail(count, odds: leastRatio)))
    }
}
