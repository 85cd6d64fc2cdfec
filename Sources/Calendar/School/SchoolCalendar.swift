import HomewardCore

/// Which days children go to school, and when schools finish.
///
/// One pattern of terms holds for all schools and areas but those that go by another: a neighbouring council's, a trust's.
public struct SchoolCalendar: Sendable, Equatable {
    /// The terms that hold where nothing else is said.
    public let terms: SchoolTerms
    /// Other patterns of terms by name.
    public let others: [String: SchoolTerms]
    /// The schools that go by one of ``others``, and its name.
    public let calendarOfSchool: [String: String]
    /// The areas that go by one of ``others``, and its name.
    public let calendarOfArea: [String: String]
    /// When a school finishes that the file does not name.
    public let defaultFinish: SchoolFinish
    /// When the schools finish that go by one of ``others`` and are not named, where that is said.
    public let finishOfCalendar: [String: SchoolFinish]
    /// When the schools that the file names finish.
    public let finishes: [String: SchoolFinish]
    /// What a reader must know of how the files were read.
    public let remarks: [String]
    private let finishByKey: [String: SchoolFinish]
    private let calendarBySchoolKey: [String: String]

    /// A calendar of `terms`, with other patterns for some schools and areas.
    ///
    /// - Throws: ``CalendarError/unknownCalendar(file:key:name:known:)`` where a school or an area goes by none of `others`.
    public init(
        terms: SchoolTerms, others: [String: SchoolTerms] = [:], calendarOfSchool: [String: String] = [:],
        calendarOfArea: [String: String] = [:], defaultFinish: SchoolFinish? = nil,
        finishOfCalendar: [String: SchoolFinish] = [:], finishes: [String: SchoolFinish] = [:],
        remarks: [String] = []
    ) throws(CalendarError) {
        for (key, names) in [("schools", calendarOfSchool), ("areas", calendarOfArea)] {
            for (holder, name) in names.sorted(by: { $0.key < $1.key }) where others[name] == nil {
                throw .unknownCalendar(
                    file: terms.file, key: "\(key).\(holder)", name: name, known: others.keys.sorted())
            }
        }
        self.terms = terms
        self.others = others
        self.calendarOfSchool = calendarOfSchool
        self.calendarOfArea = calendarOfArea
        self.defaultFinish = defaultFinish ?? SchoolFinish(minute: 15 * 60, isAssumed: true)
        self.finishOfCalendar = finishOfCalendar
        self.finishes = finishes
        self.remarks = remarks
        finishByKey = SchoolCalendar.byKey(finishes)
        calendarBySchoolKey = SchoolCalendar.byKey(calendarOfSchool)
    }

    /// A calendar of `academicYears`, in any order, which must not overlap.
    ///
    /// - Throws: ``CalendarError/overlappingYears(file:key:earlier:later:day:)``.
    public init(
        academicYears: [AcademicYear], bankHolidays: [CivilDay: String] = [:], defaultFinish: SchoolFinish? = nil,
        finishes: [String: SchoolFinish] = [:], file: String = "calendar"
    ) throws(CalendarError) {
        try self.init(
            terms: SchoolTerms(academicYears: academicYears, bankHolidays: bankHolidays, file: file),
            defaultFinish: defaultFinish, finishes: finishes)
    }

    /// The file or files that the calendar was read from, as the caller named them.
    public var file: String { terms.file }
    /// The academic years, in order of time; they do not overlap.
    public var academicYears: [AcademicYear] { terms.academicYears }
    /// The bank holidays by day.
    public var bankHolidays: [CivilDay: String] { terms.bankHolidays }

    /// The academic year that `day` belongs to, or nil. O(years).
    public func academicYear(of day: CivilDay) -> AcademicYear? { terms.academicYear(of: day) }

    /// What sort of day `day` is, or nil outside every academic year. O(terms).
    public func kind(of day: CivilDay) -> DayKind? { terms.kind(of: day) }

    /// The kind of every day from `from` to `to`, both included. O(days × terms).
    ///
    /// - Throws: ``CalendarError/backwardsPeriod(from:to:)``; ``CalendarError/daysInNoYear(file:key:spans:known:)``.
    public func table(from: CivilDay, to: CivilDay) throws(CalendarError) -> DayTable {
        try terms.table(from: from, to: to)
    }

    /// Whether what is said about `day` rests on an assumption; true as well outside every academic year. O(years).
    public func isAssumed(_ day: CivilDay) -> Bool { terms.isAssumed(day) }

    /// The terms of `school`. Case and spaces do not count.
    public func terms(ofSchool school: String) -> SchoolTerms {
        calendarBySchoolKey[SchoolCalendar.key(school)].flatMap { others[$0] } ?? terms
    }

    /// The terms of `area`, named as in the areas' layer.
    public func terms(ofArea area: String) -> SchoolTerms { calendarOfArea[area].flatMap { others[$0] } ?? terms }

    /// This calendar with England's usual terms wherever `period` and the year after it are not known, in every pattern; see
    /// ``SchoolTerms/assumingEnglishTerms(over:)``.
    ///
    /// - Throws: ``CalendarError/overlappingYears(file:key:earlier:later:day:)`` never, for only gaps are filled.
    public func assumingEnglishTerms(over period: ClosedRange<CivilDay>) throws(CalendarError) -> SchoolCalendar {
        var filled: [String: SchoolTerms] = [:]
        for (name, other) in others { filled[name] = try other.assumingEnglishTerms(over: period) }
        return try SchoolCalendar(
            terms: terms.assumingEnglishTerms(over: period), others: filled, calendarOfSchool: calendarOfSchool,
            calendarOfArea: calendarOfArea, defaultFinish: defaultFinish, finishOfCalendar: finishOfCalendar,
            finishes: finishes, remarks: remarks)
    }

    /// A calendar of which nothing is known.
    public static let unknown = SchoolCalendar()

    private init() {
        terms = .unknown
        (others, calendarOfSchool, calendarOfArea, calendarBySchoolKey) = ([:], [:], [:], [:])
        (finishes, finishByKey, finishOfCalendar, remarks) = ([:], [:], [:], [])
        defaultFinish = SchoolFinish(minute: 15 * 60, isAssumed: true)
    }

    /// When `school` lets its children go; the default where the file does not name it. Case and spaces do not count.
    public func finish(of school: String) -> (minute: Int, isAssumed: Bool) {
        let finish = finishes(of: school)
        return (finish.minute, finish.isAssumed)
    }

    /// When `school` lets its children go on each weekday: its own time, else that of the calendar that it goes by, else the
    /// default. Case and spaces do not count.
    public func finishes(of school: String) -> SchoolFinish {
        let key = SchoolCalendar.key(school)
        return finishByKey[key] ?? calendarBySchoolKey[key].flatMap { finishOfCalendar[$0] } ?? defaultFinish
    }

    /// What a reader of the results must know: which years and times are assumed.
    public var notes: [String] {
        var notes = academicYears.filter(\.isAssumed).map { year in
            "The school terms of \(year.name) are assumed" + (year.source.map { " (\($0))" } ?? "") + "."
        }
        if defaultFinish.isAssumed {
            notes.append("Schools without a known finish time are assumed to finish at \(defaultFinish.shown).")
        }
        return notes + remarks
    }

    /// Names that differ in case and spaces are one; of two the first in order of the alphabet counts.
    private static func byKey<Value>(_ values: [String: Value]) -> [String: Value] {
        Dictionary(
            values.sorted { $0.key < $1.key }.map { (key($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
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

    /// `15:10`, or `15:10, Fri 13:30` where weekdays differ.
    public var shown: String {
        let days = Dictionary(grouping: byWeekday.keys.sorted()) { byWeekday[$0] ?? minute }
        return
            ([Shown.clock(minute)]
            + days.sorted { ($0.value.first ?? 0) < ($1.value.first ?? 0) }
            .map { "\(Shown.weekdays($0.value)) \(Shown.clock($0.key))" }).joined(separator: ", ")
    }
}
