import HomewardCore

/// One pattern of terms: the academic years and bank holidays of a council, a trust or a school.
///
/// A weekday inside a term that is no bank holiday and no INSET day is a school day; any other weekday of an academic
/// year is a holiday; Saturdays and Sundays are weekends even where a bank holiday falls on them. Days outside every
/// academic year are unknown, never guessed.
public struct SchoolTerms: Sendable, Equatable {
    /// The file that the terms were read from, as the caller named it.
    public let file: String
    /// The key under which they stand in it.
    public let key: String
    /// The academic years, in order of time; they do not overlap.
    public let academicYears: [AcademicYear]
    /// The bank holidays by day.
    public let bankHolidays: [CivilDay: String]

    /// Terms of `academicYears`, in any order, which must not overlap.
    ///
    /// - Throws: ``CalendarError/overlappingYears(file:key:earlier:later:day:)``.
    public init(
        academicYears: [AcademicYear], bankHolidays: [CivilDay: String] = [:], file: String = "calendar",
        key: String = "academic_years"
    ) throws(CalendarError) {
        let sorted = academicYears.sorted { ($0.first, $0.name) < ($1.first, $1.name) }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.first <= earlier.last {
            throw .overlappingYears(
                file: file, key: key, earlier: earlier.name, later: later.name, day: later.first)
        }
        self.file = file
        self.key = key
        self.academicYears = sorted
        self.bankHolidays = bankHolidays
    }

    /// Terms of which nothing is known.
    static let unknown = SchoolTerms()

    private init() { (file, key, academicYears, bankHolidays) = ("calendar", "academic_years", [], [:]) }

    /// The academic year that `day` belongs to, or nil. O(years).
    public func academicYear(of day: CivilDay) -> AcademicYear? {
        academicYears.first { $0.first <= day && day <= $0.last }
    }

    /// What sort of day `day` is, or nil outside every academic year. O(terms).
    public func kind(of day: CivilDay) -> DayKind? {
        guard let year = academicYear(of: day) else { return nil }
        if day.isWeekend { return .weekend }
        let isTaught = bankHolidays[day] == nil && !year.inset.contains(day)
        return isTaught && year.terms.contains { $0.contains(day) } ? .school : .holiday
    }

    /// The kind of every day from `from` to `to`, both included. O(days × terms).
    ///
    /// - Throws: ``CalendarError/backwardsPeriod(from:to:)``; ``CalendarError/daysInNoYear(file:key:spans:known:)``.
    public func table(from: CivilDay, to: CivilDay) throws(CalendarError) -> DayTable {
        guard from <= to else { throw .backwardsPeriod(from: from, to: to) }
        let missing = missing(in: from...to)
        guard missing.isEmpty else { throw .daysInNoYear(file: file, key: key, spans: missing, known: known) }
        return DayTable(first: from, kinds: (from...to).compactMap { kind(of: $0) })
    }

    /// Whether what is said about `day` rests on an assumption; true as well outside every academic year. O(years).
    public func isAssumed(_ day: CivilDay) -> Bool { academicYear(of: day)?.isAssumed ?? true }

    /// The spans of `period` that no academic year holds, in order. O(years).
    public func missing(in period: ClosedRange<CivilDay>) -> [ClosedRange<CivilDay>] {
        var spans: [ClosedRange<CivilDay>] = []
        var next = period.lowerBound
        for year in academicYears where year.last >= next && year.first <= period.upperBound {
            if year.first > next { spans.append(next...year.first.advanced(by: -1)) }
            next = year.last.advanced(by: 1)
        }
        if next <= period.upperBound { spans.append(next...period.upperBound) }
        return spans
    }

    /// These terms, in which every day around `period` that no academic year holds is filled with England's usual pattern,
    /// marked as assumed, and with England's bank holidays.
    ///
    /// Whole academic years are filled, and the one after the period, in which a timetable lies. Years from 1978 on can be
    /// assumed. What is known stays. O(days).
    ///
    /// - Throws: ``CalendarError/overlappingYears(file:key:earlier:later:day:)`` never, for only gaps are filled.
    public func assumingEnglishTerms(over period: ClosedRange<CivilDay>) throws(CalendarError) -> SchoolTerms {
        let all = EnglishBankHolidays.years
        let begins = AcademicYear.beginning(period.lowerBound)...AcademicYear.beginning(period.upperBound) + 1
        guard begins.overlaps(all) else { return self }
        let assumed = begins.clamped(to: all).map(AcademicYear.assumedForEngland)
        guard let first = assumed.first?.first, let last = assumed.last?.last else { return self }
        var years = academicYears
        var holidays = bankHolidays
        for gap in missing(in: first...last) {
            years += assumed.compactMap { $0.clamped(to: gap) }
            holidays.merge(EnglishBankHolidays.days(in: gap)) { known, _ in known }
        }
        return try SchoolTerms(academicYears: years, bankHolidays: holidays, file: file, key: key)
    }

    private var known: String {
        academicYears.isEmpty
            ? "none is given"
            : "known: " + academicYears.map { "\($0.name) from \($0.first) to \($0.last)" }.listed
    }
}

/// One school year: its terms, what is not taught within them, and whether anybody confirmed it.
public struct AcademicYear: Sendable, Hashable {
    /// Its name in the calendar file, such as `2023-24`.
    public var name: String
    /// The first day that belongs to the year.
    public var first: CivilDay
    /// The last day that belongs to the year, holidays after the last term included.
    public var last: CivilDay
    /// The terms and half-terms, in order, both ends included.
    public var terms: [ClosedRange<CivilDay>]
    /// Weekdays within terms on which no child is taught.
    public var inset: Set<CivilDay>
    /// Whether the dates are an assumption.
    public var isAssumed: Bool
    /// Where the dates come from, if the file says so.
    public var source: String?

    /// A school year; its terms stand in order.
    public init(
        name: String, first: CivilDay, last: CivilDay, terms: [ClosedRange<CivilDay>], inset: Set<CivilDay> = [],
        isAssumed: Bool = false, source: String? = nil
    ) {
        self.name = name
        self.first = first
        self.last = last
        self.terms = terms
        self.inset = inset
        self.isAssumed = isAssumed
        self.source = source
    }
}
