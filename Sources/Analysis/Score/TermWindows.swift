public import HomewardCalendar
public import HomewardIncidents

/// Whether the hours after school that were chosen by earlier terms hold in the next.
///
/// For each term but the first the hours are those in which school days of the terms before exceed the usual course of the afternoon most
/// (as the peaks choose them, `BestWindow`); the usual course is that of days before the term that are no school days. Then the term's own
/// school days, which had no part in the choice, are counted: incidents in those hours against the rest of the afternoon, by what
/// the usual course has there. The ratio's interval is exact (``RateRatio``).
///
/// O(terms × incidents).
public enum TermWindows {
    /// Tests each term.
    ///
    /// - Parameters:
    ///   - table: The incidents; those without a time of day have no say.
    ///   - days: The kind of each day of the period.
    ///   - areaDays: The days of areas with school terms of their own.
    ///   - terms: The terms, in the order of time. One of which the period holds no school day is left out.
    ///   - window: The hours after school, around which the best are looked for.
    public static func test(
        of table: IncidentTable, days: DayTable, areaDays: AreaDays = AreaDays(), terms: [ClosedRange<CivilDay>],
        around window: HourWindow = .afterSchool
    ) -> [TermWindow] {
        let minutes = (0..<table.count).compactMap { row -> (day: CivilDay, kind: DayKind, minute: Int)? in
            let day = table.civilDay(row)
            guard let minute = table.minuteOfDay(row), let kind = areaDays.days(of: row, else: days).kind(of: day)
            else {
                return nil
            }
            return (day, kind, minute)
        }
        let known = terms.filter { term in
            term.contains { days.kind(of: $0) == .school }
        }
        return known.dropFirst().map { term in
            let before = minutes.filter { $0.day < term.lowerBound }
            let finder = BestWindow(
                window: window, background: before.filter { $0.kind != .school }.map(\.minute))
            let learnt = before.filter { $0.kind == .school }.map(\.minute)
            let own = minutes.filter { $0.kind == .school && term.contains($0.day) }.map(\.minute)
            guard let chosen = finder.window(of: learnt) else {
                return TermWindow(term: term, learnt: learnt.count, hours: nil, ratio: nil)
            }
            let parts = finder.parts(of: own, in: chosen)
            return TermWindow(
                term: term, learnt: learnt.count, hours: chosen,
                ratio: RateRatio(
                    count: parts.inside, hours: parts.share, comparisonCount: parts.outside,
                    comparisonHours: 1 - parts.share))
        }
    }
}

/// How the hours that earlier terms chose did in one term.
public struct TermWindow: Sendable, Equatable {
    /// The term.
    public var term: ClosedRange<CivilDay>
    /// Incidents of earlier school days by which the hours were chosen.
    public var learnt: Int
    /// The hours; nil where too few incidents, or none above the usual course, were there to choose by.
    public var hours: HourWindow?
    /// The term's incidents in those hours against the rest of the afternoon, where `hours` are shares of the usual course; nil without hours.
    public var ratio: RateRatio?
}
