import HomewardCore

/// Which days children go to school, and when schools finish.
///
/// A weekday inside a term that is no bank holiday and no INSET day is a school day; any other weekday of an academic
/// year is a holiday; Saturdays and Sundays are weekends even where a bank holiday falls on them. Days outside every
/// academic year of the file are unknown, never guessed.
public struct SchoolCalendar: Sendable, Equatable {
    /// The file that the calendar was read from, as the caller named it.
    public let file: String
    /// The academic years, in order of time; they do not overlap.
    public let academicYears: [AcademicYear]
    /// The bank holidays by day.
    public let bankHolidays: [CivilDay: String]
    /// When a school finishes that the file does not name.
    public let defaultFinish: SchoolFinish
    /// When the schools that the file names finish.
    public let finishes: [String: SchoolFinish]
    private let finishByKey: [String: SchoolFinish]

    /// A calendar of `academicYears`, in any order, which must not overlap.
    ///
    /// - Throws: ``CalendarError/overlappingYears(file:earlier:later:day:)``.
    public init(
        academicYears: [AcademicYear], bankHolidays: [CivilDay: String] = [:], defaultFinish: SchoolFinish? = nil,
        finishes: [String: SchoolFinish] = [:], file: String = "calendar"
    ) throws(CalendarError) {
        let sorted = academicYears.sorted { ($0.first, $0.name) < ($1.first, $1.name) }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.first <= earlier.last {
            throw .overlappingYears(file: file, earlier: earlier.name, later: later.name, day: later.first)
        }
        self.file = file
        self.academicYears = sorted
        self.bankHolidays = bankHolidays
        self.defaultFinish = defaultFinish ?? SchoolFinish(minute: 15 * 60, isAssumed: true)
        self.finishes = finishes
        finishByKey = Dictionary(finishes.map { (SchoolCalendar.key($0), $1) }, uniquingKeysWith: { first, _ in first })
    }

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
    /// - Throws: ``CalendarError/backwardsPeriod(from:to:)``; ``CalendarError/dayInNoYear(file:day:known:)``.
    public func table(from: CivilDay, to: CivilDay) throws(CalendarError) -> DayTable {
        guard from <= to else { throw .backwardsPeriod(from: from, to: to) }
        var kinds: [DayKind] = []
        kinds.reserveCapacity(to.number - from.number + 1)
        for day in from...to {
            guard let kind = kind(of: day) else { throw .dayInNoYear(file: file, day: day, known: known) }
            kinds.append(kind)
        }
        return DayTable(first: from, kinds: kinds)
    }

    /// Whether what is said about `day` rests on an assumption; true as well outside every academic year. O(years).
    public func isAssumed(_ day: CivilDay) -> Bool { academicYear(of: day)?.isAssumed ?? true }

    /// When `school` lets its children go; the default where the file does not name it. Case and spaces do not count.
    public func finish(of school: String) -> (minute: Int, isAssumed: Bool) {
        let finish = finishes(of: school)
        return (finish.minute, finish.isAssumed)
    }

    /// When `school` lets its children go on each weekday; the default where the file does not name it. Case and spaces do not
    /// count.
    public func finishes(of school: String) -> SchoolFinish { finishByKey[SchoolCalendar.key(school)] ?? defaultFinish }

    /// What a reader of the results must know: which years and times are assumed.
    public var notes: [String] {
        var notes = academicYears.filter(\.isAssumed).map { year in
            "The school terms of \(year.name) are assumed" + (year.source.map { " (\($0))" } ?? "") + "."
        }
        if defaultFinish.isAssumed {
            notes.append(
                "Schools without a known finish time are assumed to finish at \(Shown.clock(defaultFinish.minute))."
            )
        }
        return notes
    }

    private var known: String {
        academicYears.isEmpty
            ? "none is given"
            : "known: " + academicYears.map { "\($0.name) from \($0.first) to \($0.last)" }.joined(separator: ", ")
    }

    private static func key(_ school: String) -> String {
        String(school.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}

/// When a school lets its children go.
public struct SchoolFinish: Sendable, Hashable {
    /// The minute of the day, on weekdays that have no other.
    public var minute: Int
    /// The weekdays with a time of their own, 0 for Monday, and that time.
    public var byWeekday: [Int: Int]
    /// Whether the time is an assumption.
    public var isAssumed: Bool
    /// Where the time comes from, if the file says so.
    public var source: String?

    /// A finish at `minute`, and at other times on some weekdays.
    public init(minute: Int, isAssumed: Bool, source: String? = nil, byWeekday: [Int: Int] = [:]) {
        self.minute = minute
        self.byWeekday = byWeekday
        self.isAssumed = isAssumed
        self.source = source
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
