/// England's bank holidays, by rule.
///
/// Sources: Banking and Financial Dealings Act 1971, schedule 1, and the proclamations under it: since 1974 New Year's Day, since
/// 1978 the first Monday of May, Mondays and Tuesdays in place of holidays that fall on a weekend, and the days moved or
/// added in single years. Checked against GOV.UK's list. What will be proclaimed for years to come nobody knows.
public enum EnglishBankHolidays {
    /// The years for which the rules hold.
    public static let years = 1978...CivilDay.recordedYears.upperBound

    /// The bank holidays of `year` by day, all of them weekdays; none outside ``years``. O(1).
    public static func days(of year: Int) -> [CivilDay: String] {
        guard years.contains(year) else { return [:] }
        var days = proclaimed[year]?.added ?? [:]
        func add(_ day: CivilDay, _ name: String) { days[day] = days[day].map { "\($0), \(name)" } ?? name }

        let newYear = CivilDay(inRuleOf: year, 1, 1)
        add(newYear.weekdayFromHere, "New Year's Day" + (newYear.isWeekend ? " (substitute day)" : ""))
        let easter = easterSunday(of: year)
        add(easter.advanced(by: -2), "Good Friday")
        add(easter.advanced(by: 1), "Easter Monday")
        let moved = proclaimed[year]
        add(moved?.earlyMay ?? CivilDay(inRuleOf: year, 5, 1).mondayFromHere, "Early May bank holiday")
        add(moved?.spring ?? CivilDay(inRuleOf: year, 5, 25).mondayFromHere, "Spring bank holiday")
        add(CivilDay(inRuleOf: year, 8, 25).mondayFromHere, "Summer bank holiday")
        // A Christmas on a Sunday leaves Monday to Boxing Day and takes the Tuesday.
        let (christmas, boxing) = (CivilDay(inRuleOf: year, 12, 25), CivilDay(inRuleOf: year, 12, 26))
        let instead = CivilDay(inRuleOf: year, 12, christmas.weekday == 5 ? 28 : 27).weekdayFromHere
        switch christmas.weekday {
        case 4:
            add(christmas, "Christmas Day")
            add(instead, "Boxing Day (substitute day)")
        case 5:
            add(boxing.mondayFromHere, "Christmas Day (substitute day)")
            add(instead, "Boxing Day (substitute day)")
        case 6:
            add(boxing, "Boxing Day")
            add(instead, "Christmas Day (substitute day)")
        default:
            add(christmas, "Christmas Day")
            add(boxing, "Boxing Day")
        }
        return days
    }

    /// The bank holidays of a period by day. O(years).
    public static func days(in period: ClosedRange<CivilDay>) -> [CivilDay: String] {
        var days: [CivilDay: String] = [:]
        let years = Self.years.clamped(to: period.lowerBound.parts.year...period.upperBound.parts.year)
        for year in years { days.merge(Self.days(of: year)) { first, _ in first } }
        return days.filter { period.contains($0.key) }
    }

    /// Easter Sunday of a year of the Gregorian calendar.
    ///
    /// Source: "To find Easter", Nature 13, 487 (1876); J. Meeus (1991), "Astronomical Algorithms", chapter 8. O(1).
    public static func easterSunday(of year: Int) -> CivilDay {
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let g = (b - (b + 8) / 25 + 1) / 3
        let h = (19 * a + b - b / 4 - g + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let n = h + l - 7 * m + 114
        return CivilDay(inRuleOf: year, n / 31, n % 31 + 1)
    }

    /// What a proclamation changed in one year.
    private struct Change {
        var earlyMay: CivilDay?
        var spring: CivilDay?
        var added: [CivilDay: String] = [:]
    }

    private static let proclaimed: [Int: Change] = [
        1981: Change(added: [CivilDay(inRuleOf: 1981, 7, 29): "Royal wedding"]),
        1995: Change(earlyMay: CivilDay(inRuleOf: 1995, 5, 8)),
        1999: Change(added: [CivilDay(inRuleOf: 1999, 12, 31): "Millennium"]),
        2002: Change(
            spring: CivilDay(inRuleOf: 2002, 6, 4), added: [CivilDay(inRuleOf: 2002, 6, 3): "Golden Jubilee"]),
        2011: Change(added: [CivilDay(inRuleOf: 2011, 4, 29): "Royal wedding"]),
        2012: Change(
            spring: CivilDay(inRuleOf: 2012, 6, 4), added: [CivilDay(inRuleOf: 2012, 6, 5): "Diamond Jubilee"]),
        2020: Change(earlyMay: CivilDay(inRuleOf: 2020, 5, 8)),
        2022: Change(
            spring: CivilDay(inRuleOf: 2022, 6, 2),
            added: [
                CivilDay(inRuleOf: 2022, 6, 3): "Platinum Jubilee",
                CivilDay(inRuleOf: 2022, 9, 19): "State Funeral of Queen Elizabeth II",
            ]),
        2023: Change(added: [CivilDay(inRuleOf: 2023, 5, 8): "Coronation of King Charles III"]),
    ]
}
