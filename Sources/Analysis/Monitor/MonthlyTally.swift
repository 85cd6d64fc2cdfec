import HomewardCalendar
import HomewardIncidents

/// What is counted of one area in one month.
public struct MonthlyCounts: Sendable, Equatable {
    /// Incidents.
    public var incidents = 0
    /// Their harm by the harm table; nil where none is given.
    public var harm: Double?
    /// Incidents of which an age is known.
    public var withAge = 0
    /// Those of them with a young person.
    public var young = 0
    /// Incidents with a time of day of their own; nil where no calendar tells school days.
    public var timed: Int?
    /// Those of them after school on a school day.
    public var afterSchool: Int?
    /// Incidents with a knife.
    public var knife = 0
    /// Incidents of each named source.
    public var bySource: [Int] = []
    /// Places with two incidents or more in the twelve months up to this one; nil before there are twelve whole months, and where
    /// places cannot be told apart.
    public var repeatPlaces: Int?
    /// The incidents at them.
    public var repeatIncidents: Int?
}

/// One month of the period.
public struct MonitoredMonth: Sendable, Equatable {
    /// The month.
    public var month: CalendarMonth
    /// Its days in the period.
    public var days: Int
    /// School days among them; nil where no calendar tells them.
    public var schoolDays: Int?
    /// Whether all of its days are in the period.
    public var isWhole: Bool
}

/// Incidents counted by month and group: the whole, each area, and what is in none.
struct MonthlyTally {
    let months: [MonitoredMonth]
    /// By group, then by month.
    let counts: [[MonthlyCounts]]
    /// Incidents that no month can count, by reason.
    let aside: [TimeGap: Int]
    /// Incidents in all.
    let incidents: Int
    /// Whether any incident has an age, or a weapon.
    let anyAge: Bool
    let anyWeapon: Bool

    /// Counts. O(incidents + days + groups × months).
    init(
        _ method: Monitor, _ table: IncidentTable, places: MonitoredPlaces, days: DayTable, areSchoolDaysKnown: Bool,
        areaDays: AreaDays
    ) {
        months = MonthlyTally.months(of: days, areSchoolDaysKnown: areSchoolDaysKnown)
        incidents = table.count
        anyAge = table.age.contains { $0 >= 0 }
        let knifeWeapons = method.standForKnife(table.weapons)
        let knifeCategories = method.standForKnife(table.categories)
        var sourceOfFile: [Int: Int] = [:]
        for (index, source) in places.sources.enumerated() {
            for file in source.files { sourceOfFile[file] = index }
        }
        let groups = places.names.isEmpty ? 1 : places.names.count + 2
        var empty = MonthlyCounts()
        empty.bySource = [Int](repeating: 0, count: places.sources.count)
        if areSchoolDaysKnown { (empty.timed, empty.afterSchool) = (0, 0) }
        var counts = [[MonthlyCounts]](
            repeating: [MonthlyCounts](repeating: empty, count: months.count), count: groups)
        var harms = [[[Double]]](
            repeating: [[Double]](repeating: [], count: places.weighsHarm ? months.count : 0), count: groups)
        var rowsOfMonth = [[Int]](repeating: [], count: months.count)
        var aside: [TimeGap: Int] = [:]
        var anyWeapon = false
        let calendar = DayPlaces(days: days, selection: .all, hours: nil)
        let monthOfDay = MonthlyTally.monthOfDay(days)
        func group(_ row: Int) -> Int? {
            guard groups > 1 else { return nil }
            let area = places.area.indices.contains(row) ? Int(places.area[row]) : -1
            return places.names.indices.contains(area) ? area + 1 : groups - 1
        }
        for row in 0..<table.count {
            let weapon = Int(table.weapon[row])
            let hasWeapon = table.weapons.indices.contains(weapon) && !table.weapons[weapon].isEmpty
            anyWeapon = anyWeapon || hasWeapon
            let day: Int
            switch calendar.place(of: row, in: table) {
            case .day(let index, _): day = index
            case .filtered: continue
            case .aside(let gap):
                aside[gap, default: 0] += 1
                continue
            }
            let month = monthOfDay[day]
            if places.arePlacesKnown { rowsOfMonth[month].append(row) }
            let category = Int(table.category[row])
            let isKnife =
                hasWeapon && knifeWeapons[weapon]
                || knifeCategories.indices.contains(category) && knifeCategories[category]
            let source = sourceOfFile[Int(table.source[row])]
            // A day alone and a range of hours have no time of day of their own.
            let minute = table.minuteOfDay(row)
            let isAfterSchool =
                minute.map { minute in
                    method.window.contains(minute: minute)
                        && areaDays.days(of: row, else: days).kind(of: table.civilDay(row)) == .school
                } ?? false
            for group in [0, group(row)].compactMap({ $0 }) {
                counts[group][month].incidents += 1
                if table.age[row] >= 0 {
                    counts[group][month].withAge += 1
                    if Int(table.age[row]) < method.young { counts[group][month].young += 1 }
                }
                if areSchoolDaysKnown, minute != nil {
                    counts[group][month].timed? += 1
                    if isAfterSchool { counts[group][month].afterSchool? += 1 }
                }
                if isKnife { counts[group][month].knife += 1 }
                if let source { counts[group][month].bySource[source] += 1 }
                if places.weighsHarm { harms[group][month].append(table.harm[row]) }
            }
        }
        for group in counts.indices {
            // In an order of their own, so that the order of rows does not matter.
            for month in harms[group].indices { counts[group][month].harm = harms[group][month].sorted().reduce(0, +) }
        }
        if places.arePlacesKnown {
            var found = [RepeatPlaces](repeating: RepeatPlaces(size: method.place), count: groups)
            for month in months.indices {
                for row in rowsOfMonth[month] {
                    for group in [0, group(row)].compactMap({ $0 }) {
                        found[group].add(x: table.x[row], y: table.y[row])
                    }
                }
                if month >= 12 {
                    for row in rowsOfMonth[month - 12] {
                        for group in [0, group(row)].compactMap({ $0 }) {
                            found[group].remove(x: table.x[row], y: table.y[row])
                        }
                    }
                }
                guard MonthlyTally.isYear(months, to: month) else { continue }
                for group in counts.indices {
                    counts[group][month].repeatPlaces = found[group].found.places
                    counts[group][month].repeatIncidents = found[group].found.incidents
                }
            }
        }
        self.counts = counts
        self.aside = aside
        self.anyWeapon = anyWeapon || knifeCategories.contains(true)
    }

    /// Whether a month and the eleven before it are whole.
    static func isYear(_ months: [MonitoredMonth], to month: Int) -> Bool {
        month >= 11 && months[(month - 11)...month].allSatisfy { $0.isWhole }
    }

    private static func months(of days: DayTable, areSchoolDaysKnown: Bool) -> [MonitoredMonth] {
        var months: [MonitoredMonth] = []
        for (index, kind) in days.kinds.enumerated() {
            let month = CalendarMonth(of: days.first.advanced(by: index))
            if months.last?.month != month {
                months.append(
                    MonitoredMonth(
                        month: month, days: 0, schoolDays: areSchoolDaysKnown ? 0 : nil,
                        isWhole: month.first >= days.first && month.last <= days.last))
            }
            months[months.count - 1].days += 1
            if areSchoolDaysKnown, kind == .school { months[months.count - 1].schoolDays? += 1 }
        }
        return months
    }

    private static func monthOfDay(_ days: DayTable) -> [Int] {
        var index = -1
        var current: CalendarMonth?
        return days.kinds.indices.map { step in
            let month = CalendarMonth(of: days.first.advanced(by: step))
            if month != current {
                index += 1
                current = month
            }
            return index
        }
    }
}
