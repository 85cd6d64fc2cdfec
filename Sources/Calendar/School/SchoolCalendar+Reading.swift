import HomewardCore

extension SchoolCalendar {
    /// Reads a calendar file, YAML or, where its name ends in `.ics`, iCalendar; see ``init(paths:clock:needsTerms:)``.
    ///
    /// - Throws: `FileError` where the file cannot be read, `YAMLError` that names the key, ``CalendarError``.
    public init(path: String) throws {
        try self.init(paths: [path], clock: LocalClock(timeZone: "Europe/London"))
    }

    /// Reads calendar files as one calendar. What any of them says holds; what two say of one day or school is refused.
    ///
    /// A file whose name ends in `.ics` is the iCalendar of a council, a school or of GOV.UK's bank holidays; all of them
    /// together tell academic years, as `TermReading` says, which are known and not assumed. Any other file is YAML with the keys
    /// `academic_years`, `bank_holidays`, `default_finish`, `finishes`, `calendars`, `schools` and `areas`:
    ///
    ///     academic_years:
    ///       2023-24:
    ///         status: known                       # or assumed
    ///         source: Coventry City Council       # source and note are free text and may be left out
    ///         first: 2023-09-01
    ///         last: 2024-08-31
    ///         terms: [[2023-09-01, 2023-10-27], [2023-11-06, 2023-12-22]]
    ///         inset: [2023-09-01]
    ///     bank_holidays: { 2023-12-25: Christmas Day }
    ///     default_finish: { time: "15:10", fri: "14:30", status: assumed }   # mon, tue, wed, thu, fri
    ///     finishes:
    ///       Grace Academy Coventry: { time: "15:00", status: known, source: school's website }
    ///     calendars:                              # other terms for some schools and areas
    ///       Solihull:
    ///         academic_years: …                   # as above; bank holidays and finish are those above where not given
    ///         default_finish: { time: "15:20", status: known }
    ///     schools: { Some Academy: Solihull }
    ///     areas: { Castle Bromwich: Solihull }
    ///
    /// - Parameters:
    ///   - paths: The files.
    ///   - clock: Where the schools are: it tells the local day of times in UTC. In London, years whose files name no bank holiday
    ///     get England's by rule, and the remarks say so.
    ///   - needsTerms: Whether files that tell no terms at all are refused.
    /// - Throws: `FileError` where a file cannot be read, `YAMLError` that names the key, ``CalendarError``.
    public init(paths: [String], clock: LocalClock, needsTerms: Bool = true) throws {
        var parts: [CalendarPart] = []
        var feeds: [(name: String, calendar: ICalendarFile)] = []
        for path in paths {
            let text = try TextFile.contents(of: path)
            if path.lowercased().hasSuffix(".ics") {
                feeds.append((path, try ICalendarFile(text: text, file: path, clock: clock)))
            } else {
                parts.append(try CalendarPart(yaml: text, file: path))
            }
        }
        try self.init(parts, feeds, file: paths.joined(separator: ", "), clock: clock, needsTerms: needsTerms)
    }

    /// Reads a calendar from the text of a calendar file in YAML; `file` is what errors call it.
    ///
    /// - Throws: `YAMLError` that names the key; ``CalendarError``.
    public init(yaml: String, file: String) throws {
        try self.init([CalendarPart(yaml: yaml, file: file)], [], file: file, clock: nil, needsTerms: true)
    }

    /// Reads a calendar from the text of an iCalendar file; `file` is what errors call it.
    ///
    /// - Throws: ``CalendarError``.
    public init(iCalendar: String, file: String, clock: LocalClock) throws {
        let feed = try ICalendarFile(text: iCalendar, file: file, clock: clock)
        try self.init([], [(file, feed)], file: file, clock: clock, needsTerms: true)
    }

    private init(
        _ parts: [CalendarPart], _ feeds: [(name: String, calendar: ICalendarFile)], file: String, clock: LocalClock?,
        needsTerms: Bool
    ) throws {
        let feed = try TermReading(feeds)
        var whole = CalendarPart(file: file)
        for part in parts { try whole.add(part) }
        whole.holidays.merge(feed.bankHolidays) { first, _ in first }
        whole.years += feed.years
        guard !whole.years.isEmpty || !needsTerms else {
            throw CalendarError.noTerms(file: file, found: feeds.isEmpty ? "no academic year" : feed.found)
        }
        var remarks = feed.remarks
        for year in feed.years {
            let days = year.first...year.last
            let isNamed = whole.holidays.keys.contains(where: days.contains)
            let isEnglish = clock?.timeZone == "Europe/London"
            let known = whole.holidays.count
            if isEnglish { whole.holidays.merge(EnglishBankHolidays.days(in: days)) { first, _ in first } }
            // A council's list of bank holidays may name some alone; a day that it leaves out is none of lessons.
            if isNamed {
                let added = whole.holidays.count - known
                if added > 0 {
                    remarks.append(
                        "The calendar leaves out \(added == 1 ? "one bank holiday" : "\(added) bank holidays") of \(year.name), taken by England's rule."
                    )
                }
                continue
            }
            remarks.append(
                "The calendar names no bank holidays for \(year.name)"
                    + (isEnglish
                        ? ": those of England are taken by rule."
                        : ": those within its terms count as school days."))
        }
        var others: [String: SchoolTerms] = [:]
        for (name, pattern) in whole.calendars {
            others[name] = try SchoolTerms(
                academicYears: pattern.years,
                bankHolidays: pattern.holidays.isEmpty ? whole.holidays : pattern.holidays, file: file,
                key: "calendars.\(name).academic_years")
        }
        try self.init(
            terms: SchoolTerms(academicYears: whole.years, bankHolidays: whole.holidays, file: file), others: others,
            calendarOfSchool: whole.schools, calendarOfArea: whole.areas, defaultFinish: whole.finish,
            finishOfCalendar: whole.calendars.compactMapValues(\.finish), finishes: whole.finishes, remarks: remarks)
    }
}

/// What one file in YAML says.
private struct CalendarPart {
    var file: String
    var years: [AcademicYear] = []
    var holidays: [CivilDay: String] = [:]
    var finish: SchoolFinish?
    var finishes: [String: SchoolFinish] = [:]
    var calendars: [String: CalendarPart] = [:]
    var schools: [String: String] = [:]
    var areas: [String: String] = [:]

    init(file: String) { self.file = file }

    init(yaml: String, file: String) throws {
        self.file = file
        let root = try YAMLNode(text: yaml, file: file)
        let keys = try root.mapping(known: [
            "academic_years", "bank_holidays", "default_finish", "finishes", "calendars", "schools", "areas",
        ])
        try readTerms(keys)
        for (name, finish) in try keys["finishes"]?.entries() ?? [] { finishes[name] = try finish.finish() }
        for (name, calendar) in try keys["calendars"]?.entries() ?? [] {
            let keys = try calendar.mapping(known: ["academic_years", "bank_holidays", "default_finish"])
            var part = CalendarPart(file: file)
            try part.readTerms(keys)
            guard !part.years.isEmpty else {
                throw calendar.error("the key academic_years is missing; add at least one year")
            }
            calendars[name] = part
        }
        for (name, calendar) in try keys["schools"]?.entries() ?? [] { schools[name] = try calendar.text() }
        for (name, calendar) in try keys["areas"]?.entries() ?? [] { areas[name] = try calendar.text() }
    }

    private mutating func readTerms(_ keys: [String: YAMLNode]) throws(YAMLError) {
        for (name, year) in try keys["academic_years"]?.entries() ?? [] {
            years.append(try year.academicYear(name: name))
        }
        for (name, holiday) in try keys["bank_holidays"]?.entries() ?? [] {
            guard let day = CivilDay(iso: name), day.isRecorded else {
                throw holiday.error("\(name.quoted) is no date; write 2023-12-25")
            }
            holidays[day] = try holiday.text()
        }
        finish = try keys["default_finish"]?.finish()
    }

    /// Adds what another file says.
    mutating func add(_ part: CalendarPart) throws(CalendarError) {
        func once<Value>(_ key: String, _ mine: inout [String: Value], _ new: [String: Value]) throws(CalendarError) {
            for (name, value) in new.sorted(by: { $0.key < $1.key }) {
                guard mine.updateValue(value, forKey: name) == nil else {
                    throw .saidTwice(file: part.file, key: "\(key).\(name)")
                }
            }
        }
        years += part.years
        holidays.merge(part.holidays) { first, _ in first }
        if part.finish != nil {
            guard finish == nil else { throw .saidTwice(file: part.file, key: "default_finish") }
            finish = part.finish
        }
        try once("finishes", &finishes, part.finishes)
        try once("calendars", &calendars, part.calendars)
        try once("schools", &schools, part.schools)
        try once("areas", &areas, part.areas)
    }
}

extension YAMLNode {
    /// The date that stands here.
    fileprivate func day() throws(YAMLError) -> CivilDay {
        let text = try text()
        guard let day = CivilDay(iso: text), day.isRecorded else {
            throw error("\(text.quoted) is no date; write it as 2023-09-01")
        }
        return day
    }

    /// Whether `status` says `assumed` and not `known`.
    fileprivate func isAssumed() throws(YAMLError) -> Bool {
        switch try text() {
        case "known": return false
        case "assumed": return true
        case let other: throw error("\(other.quoted) is no status; write known or assumed")
        }
    }

    /// The finish time that stands here.
    fileprivate func finish() throws(YAMLError) -> SchoolFinish {
        let weekdays = ["mon", "tue", "wed", "thu", "fri"]
        let keys = try mapping(known: ["time", "status", "source", "note"] + weekdays)
        guard let status = keys["status"] else { throw error("the key status is missing; write known or assumed") }
        var byWeekday: [Int: Int] = [:]
        for (day, name) in weekdays.enumerated() { byWeekday[day] = try keys[name]?.minute() }
        // Where every weekday has its own time there is none left for the general one.
        guard let minute = try keys["time"]?.minute() ?? (byWeekday.count == weekdays.count ? byWeekday[0] : nil) else {
            throw error("the key time is missing")
        }
        return SchoolFinish(
            minute: minute, isAssumed: try status.isAssumed(), source: try keys["source"]?.text(),
            byWeekday: byWeekday.filter { $0.value != minute })
    }

    /// The time of day that stands here.
    private func minute() throws(YAMLError) -> Int {
        let text = try text()
        guard let minute = HourWindow.minute(text), minute < 1440 else {
            throw error("\(text.quoted) is no time; write it as \("15:10".quoted)")
        }
        return minute
    }

    /// The academic year that stands here.
    fileprivate func academicYear(name: String) throws(YAMLError) -> AcademicYear {
        let keys = try mapping(known: ["status", "source", "note", "first", "last", "terms", "inset"])
        func required(_ key: String) throws(YAMLError) -> YAMLNode {
            guard let value = keys[key] else { throw error("the key \(key) is missing") }
            return value
        }
        let (first, last) = (try required("first").day(), try required("last").day())
        guard first <= last else { throw error("the year ends on \(last), before it begins on \(first)") }
        var terms: [ClosedRange<CivilDay>] = []
        for term in try required("terms").items() {
            terms.append(try term.term(from: first, to: last, after: terms.last))
        }
        guard !terms.isEmpty else { throw error("the year has no term") }
        var inset: Set<CivilDay> = []
        for item in try keys["inset"]?.items() ?? [] {
            let day = try item.day()
            guard terms.contains(where: { $0.contains(day) }) else {
                throw item.error("\(day) lies in no term of \(name), so it cannot be an INSET day")
            }
            inset.insert(day)
        }
        return AcademicYear(
            name: name, first: first, last: last, terms: terms, inset: inset,
            isAssumed: try required("status").isAssumed(), source: try keys["source"]?.text())
    }

    private func term(from first: CivilDay, to last: CivilDay, after earlier: ClosedRange<CivilDay>?)
        throws(YAMLError) -> ClosedRange<CivilDay>
    {
        let ends = try items()
        guard ends.count == 2 else { throw error("a term has two dates, its first and its last day") }
        let (begin, end) = (try ends[0].day(), try ends[1].day())
        guard begin <= end else { throw error("the term ends on \(end), before it begins on \(begin)") }
        guard begin >= first, end <= last else {
            throw error("the term from \(begin) to \(end) lies not within the year from \(first) to \(last)")
        }
        if let earlier, begin <= earlier.upperBound {
            throw error("the term begins on \(begin), before the one above it ends on \(earlier.upperBound)")
        }
        return begin...end
    }
}
