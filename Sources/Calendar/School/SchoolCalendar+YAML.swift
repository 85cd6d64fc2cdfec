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
    ///     finishes: { Grace Academy Coventry: { time: "15:00", status: known, source: school's website } }
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
            guard let day = CivilDay(iso: name) else {
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
