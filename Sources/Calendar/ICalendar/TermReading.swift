import HomewardCore

/// Academic years and bank holidays out of the events of a council's calendars.
///
/// Every event about terms sets bounds: a term its first and last day, holidays the day before and the day after. In order of
/// time, a term goes from each beginning to the end that follows. Where several beginnings stand together the last counts
/// and of several ends the first, those that are said before those that follow from holidays. Whatever is not bounded on
/// both sides is not known; two beginnings without an end between, or a term of twenty weeks, are refused.
struct TermReading {
    /// The academic years, in order of time.
    private(set) var years: [AcademicYear] = []
    /// The bank holidays that the events name.
    private(set) var bankHolidays: [CivilDay: String] = [:]
    /// What a reader must know.
    private(set) var remarks: [String] = []

    /// The day from which children go to school, or the last on which they do.
    private struct Bound {
        var day: CivilDay
        /// Whether the events say so, and it does not merely follow from holidays.
        var isSaid: Bool
    }

    private let file: String

    /// Reads the events of `files`.
    ///
    /// - Throws: ``CalendarError/unclearTerms(file:problem:)``.
    init(_ files: [(name: String, calendar: ICalendarFile)]) throws(CalendarError) {
        file = files.map { Path.name(of: $0.name) }.joined(separator: " and ")
        var (beginnings, endings): ([Bound], [Bound]) = ([], [])
        var inset: Set<CivilDay> = []
        var others: [String] = []
        for event in files.flatMap(\.calendar.events) {
            let (first, last) = (event.days.lowerBound, event.days.upperBound)
            let told = TermEvent.told(by: event.title, days: event.days.count)
            if told.isEmpty { others.append(event.title) }
            for what in told {
                switch what {
                case .term:
                    beginnings.append(Bound(day: first, isSaid: true))
                    endings.append(Bound(day: last, isSaid: true))
                case .begins: beginnings.append(Bound(day: first, isSaid: true))
                case .ends: endings.append(Bound(day: last, isSaid: true))
                case .holiday:
                    endings.append(Bound(day: first.advanced(by: -1), isSaid: false))
                    beginnings.append(Bound(day: last.advanced(by: 1), isSaid: false))
                case .holidayBegins: endings.append(Bound(day: first.advanced(by: -1), isSaid: false))
                case .holidayEnds: beginnings.append(Bound(day: last.advanced(by: 1), isSaid: false))
                case .shortHoliday:
                    throw .unclearTerms(
                        file: file,
                        problem:
                            "\(event.title.quoted) on \(first) has \(Counted.days(event.days.count)), and nothing tells whether holidays begin or end there"
                    )
                case .inset: inset.formUnion(event.days.filter { !$0.isWeekend })
                case .bankHoliday:
                    for day in event.days where !day.isWeekend { bankHolidays[day] = event.title }
                }
            }
        }
        let terms = try TermReading.terms(beginnings, endings, file: file)
        years = academicYears(terms, beginnings, endings, inset: inset)
        for term in terms where term.count > 77 {
            remarks.append(
                "\(file) names no half-term from \(term.lowerBound) to \(term.upperBound): all its weekdays count as school days."
            )
        }
        let unread = files.flatMap(\.calendar.unread)
        remarks += TermReading.remark(others, "say nothing about terms and are not used", in: file, of: files)
        remarks += TermReading.remark(
            unread.map { "\($0.title) (\($0.reason))" }, "could not be read", in: file, of: files)
    }

    /// What was found, for who finds it too little.
    var found: String {
        "\(bankHolidays.count) bank holidays" + (remarks.isEmpty ? "" : ". " + remarks.joined(separator: " "))
    }

    /// The terms that have a beginning and an end.
    private static func terms(
        _ beginnings: [Bound], _ endings: [Bound], file: String
    ) throws(CalendarError) -> [ClosedRange<CivilDay>] {
        // A term of one day begins before it ends.
        let all =
            (beginnings.map { (bound: $0, isBeginning: true) } + endings.map { (bound: $0, isBeginning: false) })
            .sorted { ($0.bound.day, $0.isBeginning ? 0 : 1) < ($1.bound.day, $1.isBeginning ? 0 : 1) }
        var terms: [ClosedRange<CivilDay>] = []
        var begin: CivilDay?
        var rest = all[...]
        while let kind = rest.first?.isBeginning {
            let run = rest.prefix { $0.isBeginning == kind }.map(\.bound)
            rest = rest.dropFirst(run.count)
            guard let first = run.first?.day, let last = run.last?.day else { break }
            guard last.number - first.number <= 14 else {
                throw .unclearTerms(
                    file: file,
                    problem: kind
                        ? "school begins on \(first) and again on \(last), and no end of term lies between"
                        : "school ends on \(first) and again on \(last), and no beginning of term lies between")
            }
            let said = run.filter(\.isSaid)
            let settled = said.isEmpty ? run : said
            if kind {
                begin = settled.last?.day
            } else if let start = begin, let end = settled.first?.day {
                begin = nil
                guard start <= end else { continue }
                guard end.number - start.number < 140 else {
                    throw .unclearTerms(
                        file: file, problem: "no holidays lie from \(start) to \(end), which is longer than any term")
                }
                terms.append(start...end)
            }
        }
        return terms
    }

    private func academicYears(
        _ terms: [ClosedRange<CivilDay>], _ beginnings: [Bound], _ endings: [Bound], inset: Set<CivilDay>
    ) -> [AcademicYear] {
        // Some counties begin in the last week of August.
        func year(of day: CivilDay) -> Int { day.parts.month >= 8 ? day.parts.year : day.parts.year - 1 }
        var years: [AcademicYear] = []
        for (number, terms) in Dictionary(grouping: terms, by: { year(of: $0.lowerBound) }).sorted(by: {
            $0.key < $1.key
        }) {
            guard let opening = terms.first?.lowerBound, let closing = terms.last?.upperBound else { continue }
            // What lies before the first bound or behind the last is not known, but for August.
            let known = endings.map { $0.day.advanced(by: 1) }.filter { year(of: $0) == number && $0 < opening }
            let first =
                opening <= CivilDay(inRuleOf: number, 10, 15)
                ? min(opening, CivilDay(inRuleOf: number, 9, 1)) : known.min() ?? opening
            let after = beginnings.map { $0.day.advanced(by: -1) }.filter { year(of: $0) == number && $0 > closing }
            let last =
                closing >= CivilDay(inRuleOf: number + 1, 6, 15)
                ? CivilDay(inRuleOf: number + 1, 8, 31) : after.max() ?? closing
            if let earlier = years.indices.last, years[earlier].last >= first {
                years[earlier].last = first.advanced(by: -1)
            }
            years.append(
                AcademicYear(
                    name: AcademicYear.name(from: number), first: first, last: last, terms: terms,
                    inset: inset.filter { day in terms.contains { $0.contains(day) } }, source: file))
        }
        return years
    }

    /// A sentence about the titles of events, the most frequent first and ties in order of the alphabet.
    private static func remark(
        _ titles: [String], _ what: String, in file: String, of files: [(name: String, calendar: ICalendarFile)]
    ) -> [String] {
        guard !titles.isEmpty else { return [] }
        let all = files.reduce(0) { $0 + $1.calendar.events.count + $1.calendar.unread.count }
        let counts = Dictionary(titles.map { ($0, 1) }, uniquingKeysWith: +).sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        let named = counts.prefix(6).map { PlainText.shown($0.key).quoted + ($0.value > 1 ? " (\($0.value))" : "") }
        let more = counts.count > 6 ? " and \(counts.count - 6) more" : ""
        return ["\(titles.count) of \(all) events of \(file) \(what): \(named.joined(separator: ", "))\(more)."]
    }
}

private enum Counted {
    static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
