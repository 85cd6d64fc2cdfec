import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardPlanner
import HomewardStreets
import HomewardWorkflow

/// Counts patrol visits on incidents that they have not seen.
///
/// For each of ten ways to cut the period in two, areas and visits are planned on one part for every day of the period, and
/// the incidents of the other part's days are counted that lie in an area, and those of them that happen during a visit to it, as
/// `timetable.csv` says. Beside it: the share of the areas' time that visits fill, and an even rota of as many visits on each
/// day, spread over the patrol hours at moments drawn by a seed and over the areas in turn.
struct VisitBench {
    let plan: PlanFile
    let study: Study
    let network: StreetNetwork?
    /// The incidents in the patrol hours.
    let table: IncidentTable

    init(plan path: String) throws {
        plan = try PlanFile(path: path)
        study = try Study(loading: plan.study)
        let system = study.workingSystem
        network = try plan.streets.reference.map {
            try StreetFile.read(path: $0.file, layer: $0.layer, in: system).network
        }
        let hours = plan.patrols.hours
        table = try study.selecting(
            StudyWindow {
                $0.days = .all
                $0.hours = hours
            }
        ).table
    }

    /// Prints a table for each number of visits a day, and for as many without the limit of what a visit must be worth, so that the
    /// number is filled; for more than ten the latter alone.
    func run(visits: [Int] = [14, 10, 8]) throws {
        for most in visits {
            let planner = plan.patrolsMethod.with(\.teamVisitsPerDay, most)
            if most <= 10 { try run(planner) }
            try run(planner.with(\.leastWorth, 0))
        }
    }

    private func run(_ planner: PatrolPlanner) throws {
        print(
            "at most \(planner.teamVisitsPerDay) visits a team and day, each worth at least \(planner.leastWorth) of the best"
        )
        print(
            "split                   visits/day in areas   met  share   time  ratio   (95 % interval)  even rota  of best    gap apart min days of a week"
        )
        var ratios: [Double] = []
        var even: [Double] = []
        for split in Split.all(of: study.period) {
            let seen = split.part(table, of: study.period, isSeen: true)
            let unseen = split.part(table, of: study.period, isSeen: false)
            let (visits, areas, worth) = try timetable(planner, seen, split)
            let days = study.period.filter { !split.isSeen[study.period.lowerBound.distance(to: $0)] }
            let count = Count(visits: visits, areas: areas, hours: planner.hours)
            let (inAreas, met) = count.incidents(unseen)
            let rota = Count(
                visits: rota(like: visits, areas: areas, planner), areas: areas, hours: planner.hours
            ).incidents(unseen).met
            let outside = Set(days)
            let made = visits.filter { outside.contains($0.day) }
            let time =
                Double(made.count * planner.visitMinutes)
                / Double(areas.count * days.count * planner.hours.minutes)
            let share = inAreas > 0 ? Double(met) / Double(inAreas) : 0
            let ratio = time > 0 ? share / time : 0
            ratios.append(ratio)
            let (low, high) = wilson(met, of: inAreas)
            let times = time > 0 ? 1 / time : 0
            even.append(inAreas > 0 ? Double(rota) / Double(inAreas) * times : 0)
            print(
                split.name.padding(toLength: 24, withPad: " ", startingAt: 0)
                    + String(
                        format: "%10.1f %8d %5d %6.3f %6.3f %6.2f   (%5.2f to %5.2f) %10.2f %8.3f %6.3f %9d %9d",
                        Double(made.count) / Double(days.count), inAreas, met, share, time, ratio, low * times,
                        high * times, even[even.count - 1], worth.ofBest, worth.gap, count.leastApart,
                        count.mostDays))
        }
        let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
        print(
            String(
                format: "mean ratio %.2f (from %.2f to %.2f), of an even rota %.2f\n", mean(ratios),
                ratios.min() ?? 0, ratios.max() ?? 0, mean(even)))
    }

    /// As many visits on each day, evenly over the hours and the areas.
    private func rota(like visits: [Visit], areas: [PatrolArea], _ planner: PatrolPlanner) -> [Visit] {
        var generator = SeededGenerator(seed: 1)
        var turn = 0
        return Dictionary(grouping: visits, by: \.day).sorted { $0.key < $1.key }.flatMap { day, own in
            let room = Double(planner.hours.minutes - planner.visitMinutes)
            let first = generator.unit()
            return (0..<own.count).map { number in
                turn += 1
                let moment = (Double(number) + first) / Double(own.count) * room
                return Visit(
                    area: areas[turn % areas.count].id, day: day,
                    start: planner.hours.start + Int(moment / 5) * 5, minutes: planner.visitMinutes)
            }
        }
    }

    /// The 95 % interval of a share (Wilson).
    private func wilson(_ count: Int, of all: Int) -> (Double, Double) {
        guard all > 0 else { return (0, 1) }
        let (n, p, z) = (Double(all), Double(count) / Double(all), 1.96)
        let middle = p + z * z / (2 * n)
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return ((middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n))
    }

    /// The visits of every day of the period, 52 weeks at a time, planned on what was seen.
    private func timetable(_ planner: PatrolPlanner, _ seen: IncidentTable, _ split: Split) throws -> (
        [Visit], [PatrolArea], (ofBest: Double, gap: Double)
    ) {
        let calendar = try study.schoolCalendar()
        var visits: [Visit] = []
        var areas: [PatrolArea] = []
        var sums = (worth: 0.0, best: 0.0, bound: 0.0)
        // From a Monday, so that no week is cut in two.
        var first = study.period.lowerBound.advanced(by: -study.period.lowerBound.weekday)
        while first <= study.period.upperBound {
            let made = try planner.with(\.weeks, 52).with(\.nodeLimit, 20).plan(
                incidents: seen, studyArea: study.studyArea.outline, network: network, period: split.days,
                firstDay: first
            ) { day in calendar.kind(of: day) ?? (day.isWeekend ? .weekend : .school) }
            visits += made.visits
            areas = made.areas
            sums = (sums.worth + made.visitRisk, sums.best + made.visitBest, sums.bound + made.visitBound)
            first = first.advanced(by: 7 * 52)
        }
        return (
            visits, areas,
            (sums.best > 0 ? sums.worth / sums.best : 1, sums.bound > 0 ? 1 - sums.worth / sums.bound : 0)
        )
    }

    /// What can be counted of visits.
    private struct Count {
        let visits: [Visit]
        let areas: [PatrolArea]
        let hours: HourWindow

        /// The incidents in areas, and those during a visit.
        func incidents(_ table: IncidentTable) -> (inAreas: Int, met: Int) {
            let starts = Dictionary(grouping: visits) { "\($0.area) \($0.day.number)" }
            let locator = AreaLocator(
                areas.map { NamedArea(name: $0.id, outline: MultiPolygon([$0.outline])) })
            var inAreas = 0
            var met = 0
            for index in 0..<table.count {
                guard let minute = table.minuteOfDay(index),
                    let area = locator.area(at: table.point(index)).map({ areas[$0] })
                else { continue }
                inAreas += 1
                let own = starts["\(area.id) \(table.day[index])"] ?? []
                if own.contains(where: { minute >= $0.start && minute < $0.start + $0.minutes }) { met += 1 }
            }
            return (inAreas, met)
        }

        /// The least minutes between two visits of an area.
        var leastApart: Int {
            var least = Int.max
            for own in Dictionary(grouping: visits, by: \.area).values {
                let moments = own.map { $0.day.number * 1440 + $0.start }.sorted()
                for (one, next) in zip(moments, moments.dropFirst()) {
                    least = min(least, next - one - (own.first?.minutes ?? 0))
                }
            }
            return least
        }

        /// On how many days of a week from Monday an area is visited in the same quarter of an hour, at most.
        var mostDays: Int {
            var days: [String: Set<Int>] = [:]
            for visit in visits {
                for quarter in visit.start / 15...(visit.start + visit.minutes - 1) / 15 {
                    days["\(visit.area) \(quarter)", default: []].insert(visit.day.number)
                }
            }
            return days.values.map { own in
                Dictionary(grouping: own) { ($0 + 3) / 7 }.values.map(\.count).max() ?? 0
            }.max() ?? 0
        }
    }
}
