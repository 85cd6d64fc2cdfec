import Foundation
import HomewardCalendar
import HomewardCore
import HomewardIncidents

/// A sort of day with a risk of its own: what it is for a school child, and the weekday.
struct PatrolDayType: Hashable, Comparable, Sendable {
    var kind: DayKind
    /// 0 is Monday.
    var weekday: Int

    private var order: Int { (DayKind.allCases.firstIndex(of: kind) ?? 0) * 7 + weekday }

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.order < rhs.order }
}

/// How an area's risk is worked out from incidents.
struct PatrolSpread: Sendable, Hashable {
    /// How far an incident is spread on the clock, minutes each way (Epanechnikov).
    var clockBandwidth = 45.0
    /// After how many days an incident counts half; 0: age does not matter.
    var halfLife = 365.0
    /// How many expected incidents the wider estimate weighs as much as: all areas' for an area, and so on.
    var prior = 1.0
    /// The same for a weekday against all weekdays of its kind.
    var weekdayPrior = 20.0
}

extension PatrolSpread {
    /// The spread by which earlier incidents foretold the times of later ones best, over the last three of six stretches of the
    /// period: by the likelihood of a Poisson process in area and step. One parameter after the other takes its best value.
    /// The standard one where there are fewer than 30 to foretell.
    static func chosen(
        _ events: [PatrolRisk.Event], areas: Int, steps: Int, period: ClosedRange<CivilDay>,
        kind: @escaping @Sendable (CivilDay) -> DayKind
    ) -> PatrolSpread {
        let days = period.lowerBound.distance(to: period.upperBound) + 1
        guard days >= 60, areas > 0, steps > 0 else { return PatrolSpread() }
        let cuts = (0...6).map { period.lowerBound.advanced(by: days * $0 / 6) }
        let folds = (3...5).map { fold in (cuts[fold], cuts[fold + 1]) }
        guard events.count(where: { $0.day >= cuts[3] && $0.day < cuts[6] }) >= 30 else { return PatrolSpread() }
        func scores(_ spreads: [PatrolSpread]) -> [Double] {
            let parts = Parallel.map(spreads.count * folds.count) { job -> Double in
                let (from, to) = folds[job % folds.count]
                let last = to.advanced(by: -1)
                var count: [PatrolDayType: Double] = [:]
                for day in from...last { count[PatrolDayType(kind: kind(day), weekday: day.weekday), default: 0] += 1 }
                let risk = PatrolRisk(
                    events.map { event in
                        var event = event
                        event.harm = 1
                        return event
                    }, areas: areas, steps: steps, period: period.lowerBound...from.advanced(by: -1), kind: kind,
                    types: count.keys.sorted(), spread: spreads[job / folds.count])
                var score = 0.0
                for (type, days) in count.sorted(by: { $0.key < $1.key }) {
                    score -= days * (risk.rates[type]?.reduce(0, +) ?? 0)
                }
                for event in events where event.day >= from && event.day <= last {
                    let type = PatrolDayType(kind: kind(event.day), weekday: event.day.weekday)
                    let step = Int(((event.from + event.to) / 2 / Double(PatrolRisk.step)).rounded(.down))
                    let key = event.area * steps + min(steps - 1, max(0, step))
                    score += log(max(risk.rates[type]?[key] ?? 0, 1e-9))
                }
                return score
            }
            return spreads.indices.map { spread in
                folds.indices.reduce(0) { $0 + parts[spread * folds.count + $1] }
            }
        }
        var best = PatrolSpread()
        for (key, values) in [
            (\PatrolSpread.clockBandwidth, [10.0, 20, 30, 60, 90]), (\PatrolSpread.halfLife, [0, 150]),
            (\PatrolSpread.prior, [0.2, 5]), (\PatrolSpread.weekdayPrior, [5, 100, 1e6]),
        ] {
            let spreads =
                [best]
                + values.map { value in
                    var spread = best
                    spread[keyPath: key] = value
                    return spread
                }
            let found = scores(spreads)
            var top = 0
            for index in found.indices.dropFirst() where found[index] > found[top] + 1e-6 { top = index }
            best = spreads[top]
        }
        return best
    }
}

/// The incidents (or harm) to expect in each area on a day, by the sort of day and by steps of five minutes.
///
/// The estimate goes from the wide to the narrow: all areas on all days; on school days, holidays and weekends; one area on
/// those; one weekday of them. With E incidents expected in the kernel's window, the narrower estimate counts E / (E + prior)
/// and the wider one the rest (the posterior mean of a Poisson count under a gamma prior). The evidence is counted in
/// incidents and never in harm; an area's mean harm is drawn to the mean of all by as many. Hours after midnight belong to
/// the day on which the patrol began. Source: as ``RiskSpread``.
struct PatrolRisk: Sendable {
    /// The length of a step, minutes.
    static let step = 5

    /// An incident in one of the areas.
    struct Event: Sendable {
        var area: Int
        /// The patrol's day.
        var day: CivilDay
        /// Minutes after the patrol hours began: from and until, the same where one moment is known.
        var from: Double
        var to: Double
        var harm: Double
    }

    let areas: Int
    let steps: Int
    /// Incidents (or harm) a day by area and step, for each sort of day: `rates[area × steps + step]`.
    private(set) var rates: [PatrolDayType: [Double]] = [:]

    /// A risk that is known.
    init(areas: Int, steps: Int, rates: [PatrolDayType: [Double]]) {
        self.areas = areas
        self.steps = steps
        self.rates = rates
    }

    /// The incidents that lie in areas, in patrol hours, at a known time of day. By day, area and time, whatever the order of
    /// the rows.
    static func events(
        of table: IncidentTable, hours: HourWindow, area: (Int) -> Int?
    ) -> [Event] {
        var events: [Event] = []
        for index in 0..<table.count {
            guard let minute = table.minuteOfDay(index), hours.contains(minute: minute), let area = area(index) else {
                continue
            }
            let isLate = hours.end <= hours.start && minute < hours.end
            let middle = Double(table.second[index]) / 60 + (isLate ? 1440 : 0) - Double(hours.start)
            let length = table.precision[index].isStretch ? Double(table.end[index] - table.start[index]) / 60 : 0
            let harm = table.harm[index]
            events.append(
                Event(
                    area: area, day: table.civilDay(index).advanced(by: isLate ? -1 : 0), from: middle - length / 2,
                    to: middle + length / 2, harm: harm.isFinite ? max(0, harm) : 0))
        }
        return events.sorted {
            ($0.day, $0.area, $0.from, $0.to, $0.harm) < ($1.day, $1.area, $1.from, $1.to, $1.harm)
        }
    }

    /// Works the risk out for sorts of day from the incidents of `period`. O(incidents × kernel + sorts × areas × steps).
    init(
        _ events: [Event], areas: Int, steps: Int, period: ClosedRange<CivilDay>, kind: (CivilDay) -> DayKind,
        types: [PatrolDayType], spread: PatrolSpread
    ) {
        self.areas = areas
        self.steps = steps
        func recency(_ day: CivilDay) -> Double {
            spread.halfLife > 0 ? exp2(-Double(day.distance(to: period.upperBound)) / spread.halfLife) : 1
        }
        var exposure: [PatrolDayType: Double] = [:]
        for day in period {
            exposure[PatrolDayType(kind: kind(day), weekday: day.weekday), default: 0] += recency(day)
        }
        let kinds = DayKind.allCases
        func days(_ kind: DayKind) -> Double {
            (0..<7).reduce(0) { $0 + (exposure[PatrolDayType(kind: kind, weekday: $1)] ?? 0) }
        }
        let allDays = kinds.reduce(0) { $0 + days($1) }
        guard areas > 0, steps > 0, allDays > 0 else { return }
        let size = areas * steps
        var seen: [PatrolDayType: [Double]] = [:]
        var harm = [Double](repeating: 0, count: areas)
        var count = harm
        // Those of one day stand together.
        var next = 0
        while next < events.count {
            let day = events[next].day
            var end = next + 1
            while end < events.count, events[end].day == day { end += 1 }
            defer { next = end }
            guard period.contains(day) else { continue }
            let type = PatrolDayType(kind: kind(day), weekday: day.weekday)
            let weight = recency(day)
            var field = seen.removeValue(forKey: type) ?? [Double](repeating: 0, count: size)
            for event in events[next..<end] {
                harm[event.area] += weight * event.harm
                count[event.area] += weight
                PatrolRisk.enter(event, weight: weight, width: spread.clockBandwidth, steps: steps, into: &field)
            }
            seen[type] = field
        }
        func sum(_ kind: DayKind) -> [Double] {
            var sum = [Double](repeating: 0, count: size)
            for weekday in 0..<7 {
                guard let part = seen[PatrolDayType(kind: kind, weekday: weekday)] else { continue }
                for key in 0..<size { sum[key] += part[key] }
            }
            return sum
        }
        let window = max(1, 4.0 / 3 * spread.clockBandwidth / Double(PatrolRisk.step))
        func drawn(_ own: Double, of days: Double, to wide: Double, prior: Double) -> Double {
            let expected = wide * days * window
            return days > 0 ? (expected * own / days + prior * wide) / (expected + prior) : wide
        }
        let byKind = kinds.map(sum)
        // All areas on all days, a mean area's.
        let town = (0..<steps).map { step -> Double in
            var all = 0.0
            for part in byKind { for area in 0..<areas { all += part[area * steps + step] } }
            return all / allDays / Double(areas)
        }
        let allCount = count.reduce(0, +)
        let meanCount = allCount / Double(areas)
        let meanHarm = allCount > 0 ? harm.reduce(0, +) / allCount : 0
        for (index, kind) in kinds.enumerated() {
            let days = days(kind)
            let hood = (0..<steps).map { step -> Double in
                let own = (0..<areas).reduce(0) { $0 + byKind[index][$1 * steps + step] }
                return drawn(
                    own / Double(areas), of: days, to: town[step], prior: spread.prior / Double(areas))
            }
            let level = hood.reduce(0, +) * days
            var kindRates = [Double](repeating: 0, count: size)
            for area in 0..<areas {
                let share = meanCount > 0 ? (count[area] + spread.prior) / (meanCount + spread.prior) : 1
                let seenHere = byKind[index][(area * steps)..<((area + 1) * steps)].reduce(0, +)
                let factor = share * (seenHere + spread.prior) / (level * share + spread.prior)
                for step in 0..<steps {
                    kindRates[area * steps + step] = drawn(
                        byKind[index][area * steps + step], of: days, to: hood[step] * factor, prior: spread.prior)
                }
            }
            for type in types where type.kind == kind {
                let days = exposure[type] ?? 0
                let own = seen[type]
                rates[type] = (0..<size).map { key in
                    let area = key / steps
                    let weight = (harm[area] + spread.prior * meanHarm) / (count[area] + spread.prior)
                    return weight
                        * drawn(own?[key] ?? 0, of: days, to: kindRates[key], prior: spread.weekdayPrior)
                }
            }
        }
    }

    /// Spreads an incident over the steps around it; what the kernel would put outside the patrol hours stays inside, because
    /// nothing is known of the incidents there.
    private static func enter(
        _ event: Event, weight: Double, width: Double, steps: Int, into field: inout [Double]
    ) {
        let width = max(width, Double(step))
        let length = event.to - event.from
        let points = max(1, Int((length / Double(step)).rounded(.up)))
        let rows = Int((width / Double(step)).rounded(.up)) + 1
        for point in 0..<points {
            let time = event.from + length * (Double(point) + 0.5) / Double(points)
            let home = Int((time / Double(step)).rounded(.down))
            let low = max(0, home - rows)
            let high = min(steps - 1, home + rows)
            guard low <= high else { continue }
            func height(_ row: Int) -> Double {
                let away = ((Double(row) + 0.5) * Double(step) - time) / width
                return max(0, 1 - away * away)
            }
            var mass = 0.0
            for row in low...high { mass += height(row) }
            guard mass > 0 else { continue }
            for row in low...high {
                field[event.area * steps + row] += weight * height(row) / mass / Double(points)
            }
        }
    }

    /// What a visit is worth that starts at each step, with what of its effect lasts after it: `[area × starts + start]`.
    ///
    /// - Parameters:
    ///   - minutes: The length of a visit.
    ///   - residual: For how many minutes after it something of its effect is left; it falls evenly to nothing.
    func worth(on type: PatrolDayType, starts: Int, minutes: Int, residual: Int) -> [Double] {
        guard let rates = rates[type] else { return [Double](repeating: 0, count: areas * starts) }
        let length = Double(PatrolRisk.step)
        let reach = (minutes + residual + PatrolRisk.step - 1) / PatrolRisk.step
        // The share of each step after the start that counts.
        let shares = (0..<reach).map { step -> Double in
            let from = Double(step) * length
            let during = max(0, min(Double(minutes), from + length) - from) / length
            guard residual > 0 else { return during }
            let low = max(from, Double(minutes))
            let high = min(from + length, Double(minutes + residual))
            guard high > low else { return during }
            let left = 1 - ((low + high) / 2 - Double(minutes)) / Double(residual)
            return during + left * (high - low) / length
        }
        return (0..<areas).flatMap { area in
            (0..<starts).map { start in
                shares.indices.reduce(0) { sum, index in
                    start + index < steps ? sum + shares[index] * rates[area * steps + start + index] : sum
                }
            }
        }
    }
}
