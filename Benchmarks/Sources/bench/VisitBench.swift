import Foundation
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPlanner
import HomewardStreets
import HomewardWorkflow

/// Counts patrol visits on incidents that they have not seen.
///
/// For each of ten ways to cut the period in two, areas and visits are planned on one part for every day of the period, and
/// the incidents of the other part's days are counted that lie in an area, and those of them that happen during a visit to it, as
/// `timetable.csv` says. Beside it: the share of the areas' time that visits fill.
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

    /// Prints a table for each number of visits a day; 14 without the limit of what a visit must be worth.
    func run(visits: [Int] = [14, 10, 8]) throws {
        for most in visits {
            var planner = plan.patrolsMethod.with(\.teamVisitsPerDay, most)
            if most >= 14 { planner.leastWorth = 0 }
            try run(planner)
        }
    }

    private func run(_ planner: PatrolPlanner) throws {
        print("at most \(planner.teamVisitsPerDay) visits a team and day")
        print("split                   visits/day in areas   met  share   time  ratio  of best    gap apart min days")
        var ratios: [Double] = []
        for split in Split.all(of: study.period) {
            let seen = split.part(table, of: study.period, isSeen: true)
            let unseen = split.part(table, of: study.period, isSeen: false)
            let (visits, areas, worth) = try timetable(planner, seen, split)
            let days = study.period.filter { !split.isSeen[study.period.lowerBound.distance(to: $0)] }
            let count = Count(visits: visits, areas: areas, hours: planner.hours, radius: planner.radius)
            let (inAreas, met) = count.incidents(unseen)
            let outside = Set(days)
            let made = visits.filter { outside.contains($0.day) }
            let time =
                Double(made.count * planner.visitMinutes)
                / Double(areas.count * days.count * planner.hours.minutes)
            let share = inAreas > 0 ? Double(met) / Double(inAreas) : 0
            let ratio = time > 0 ? share / time : 0
            ratios.append(ratio)
            print(
                split.name.padding(toLength: 24, withPad: " ", startingAt: 0)
                    + String(
                        format: "%10.1f %8d %5d %6.3f %6.3f %6.2f %8.3f %6.3f %9d %4d",
                        Double(made.count) / Double(days.count), inAreas, met, share, time, ratio, worth.ofBest,
                        worth.gap, count.leastApart, count.mostDays))
        }
        print(String(format: "mean ratio %.2f\n", ratios.reduce(0, +) / Double(ratios.count)))
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
            let made = try planner.with(\.weeks, 52).plan(
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
        let radius: Double

        /// The incidents in areas, and those during a visit.
        func incidents(_ table: IncidentTable) -> (inAreas: Int, met: Int) {
            let starts = Dictionary(grouping: visits) { "\($0.area) \($0.day.number)" }
            var inAreas = 0
            var met = 0
            for index in 0..<table.count {
                guard let minute = table.minuteOfDay(index),
                    let area = areas.first(where: { $0.centre.distance(to: table.point(index)) <= radius })
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

        /// The most days of a week, Monday to Sunday, on which an area is visited in the same quarter of an hour.
        var mostDays: Int {
            var days: [String: Set<Int>] = [:]
            for visit in visits {
                let week = (visit.day.number + 3) / 7
                for quarter in visit.start / 15...(visit.start + visit.minutes - 1) / 15 {
                    days["\(visit.area) \(week) \(quarter)", default: []].insert(visit.day.number)
                }
            }
            return days.values.map(\.count).max() ?? 0
        }
    }
}
