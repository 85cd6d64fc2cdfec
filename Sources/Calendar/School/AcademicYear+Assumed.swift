extension AcademicYear {
    /// Where an assumed year says that it comes from.
    public static let assumedSource = "England's usual pattern"

    /// The academic year that begins in September of `year`, as most of England's councils set it.
    ///
    /// 195 days of which 190 are taught, in six half-terms:
    /// 1. Autumn begins on the first Monday or Tuesday of September, whichever is first.
    /// 2. Its half-term is the week whose Monday lies from 23 to 29 October.
    /// 3. Christmas takes two weeks, after the Friday that lies from 16 to 22 December.
    /// 4. The half-term of spring is the week whose Monday lies from 12 to 18 February.
    /// 5. Easter takes the weeks before and after; where it falls before 5 April, Good Friday and the two weeks after.
    /// 6. The half-term of summer is the week of the last Monday of May.
    /// 7. Summer ends when 195 days are complete, and on 22 July at the latest.
    ///
    /// The first day of each half-term but the one after February is an INSET day. A council's own dates often differ by a week at
    /// half-terms and at Easter, a school's INSET days nearly always.
    ///
    /// Sources: Education (School Day and School Year) (England) Regulations 1999, regulation 3 (380 sessions); the Local
    /// Government Association's standard school year. O(1).
    public static func assumedForEngland(from year: Int) -> AcademicYear {
        func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDay { CivilDay(inRuleOf: year, month, day) }
        let (first, last) = (day(year, 9, 1), day(year + 1, 8, 31))
        let christmas = day(year, 12, 19).mondayFromHere
        let easter = EnglishBankHolidays.easterSunday(of: year + 1)
        let isEarly = easter < day(year + 1, 4, 5)
        // Each break from its first day to the day on which school is back.
        let breaks = [
            (day(year, 10, 23).mondayFromHere, 7), (christmas, 14), (day(year + 1, 2, 12).mondayFromHere, 7),
            (easter.advanced(by: isEarly ? -2 : -6), isEarly ? 17 : 14), (day(year + 1, 5, 25).mondayFromHere, 7),
        ]
        let holidays = EnglishBankHolidays.days(in: first...last)
        func isTaught(_ day: CivilDay) -> Bool { !day.isWeekend && holidays[day] == nil }

        var begins = [first.weekday <= 1 ? first : first.mondayFromHere]
        var ends: [CivilDay] = []
        for (start, length) in breaks {
            ends.append(start.advanced(by: -1))
            begins.append(start.advanced(by: length))
        }
        ends.append(day(year + 1, 7, 22))
        var (terms, taught): ([ClosedRange<CivilDay>], Int) = ([], 0)
        for (begin, end) in zip(begins, ends) {
            let days = (begin...end).filter(isTaught).prefix(195 - taught)
            guard let first = days.first, let last = days.last else { continue }
            taught += days.count
            terms.append(first...last)
        }
        let inset = terms.enumerated().filter { $0.offset != 3 }.map(\.element.lowerBound)
        return AcademicYear(
            name: name(from: year), first: first, last: last, terms: terms, inset: Set(inset), isAssumed: true,
            source: assumedSource)
    }

    /// The year without what lies outside `span`; nil where nothing is left.
    func clamped(to span: ClosedRange<CivilDay>) -> AcademicYear? {
        guard first <= span.upperBound, last >= span.lowerBound else { return nil }
        var year = self
        year.first = max(first, span.lowerBound)
        year.last = min(last, span.upperBound)
        let whole = year.first...year.last
        year.terms = terms.filter { $0.overlaps(whole) }.map { $0.clamped(to: whole) }
        year.inset = inset.filter { whole.contains($0) }
        return year
    }

    /// `2023-24` for the year that begins in 2023.
    static func name(from year: Int) -> String {
        let ending = (year + 1) % 100
        return "\(year)-\(ending < 10 ? "0" : "")\(ending)"
    }

    /// The calendar year in whose September the academic year of `day` begins.
    static func beginning(_ day: CivilDay) -> Int { day.parts.month >= 9 ? day.parts.year : day.parts.year - 1 }
}
