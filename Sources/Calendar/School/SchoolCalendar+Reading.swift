import HomewardCore

extension SchoolCalendar {
    /// Reads a calendar file. Its keys are `academic_years`, `bank_holidays`, `default_finish` and `finishes`:
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
    ///     default_finish: { time: "15:10", status: assumed }
    ///     finishes:
    ///       Grace Academy Coventry: { time: "15:00", status: known, source: school's website }
    ///       Caludon Castle School: { time: "15:10", fri: "13:30", status: known }   # mon, tue, wed, thu, fri
    ///
    /// - Throws: `FileError` where the file cannot be read, `YAMLError` that names the key, ``CalendarError``.
    public init(path: String) throws {
        try self.init(yaml: TextFile.contents(of: path), file: path)
    }

    /// Reads a calendar from the text of a calendar file; `file` is what errors call it.
    ///
    /// - Throws: `YAMLError` that names the key; ``CalendarError`` where academic years overlap.
    public init(yaml: String, file: String) throws {
        let root = try YAMLNode(text: yaml, file: file)
        let keys = try root.mapping(known: ["academic_years", "bank_holidays", "default_finish", "finishes"])
        guard let years = keys["academic_years"] else {
            throw root.error("the key academic_years is missing; add at least one year")
        }
        var academicYears: [AcademicYear] = []
        for (name, year) in try years.entries() { academicYears.append(try year.academicYear(name: name)) }
        var holidays: [CivilDay: String] = [:]
        for (name, holiday) in try keys["bank_holidays"]?.entries() ?? [] {
            guard let day = CivilDay(iso: name), day.isRecorded else {
                throw holiday.error("\(name.quoted) is no date; write 2023-12-25")
            }
            holidays[day] = try holiday.text()
        }
        var finishes: [String: SchoolFinish] = [:]
        for (name, finish) in try keys["finishes"]?.entries() ?? [] { finishes[name] = try finish.finish() }
        try self.init(
            academicYears: academicYears, bankHolidays: holidays, defaultFinish: keys["default_finish"]?.finish(),
            finishes: finishes, file: file)
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
