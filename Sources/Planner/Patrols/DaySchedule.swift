import HomewardGeometry
import HomewardIncidents

/// One team's stays on one day: never two at once, with time to travel between them, and each area's own stays apart.
struct DaySchedule {
    struct Stay: Equatable {
        var area: Int
        /// Minutes after the patrol hours began.
        var start: Int
    }

    private(set) var stays: [Stay] = []
    private let planner: PatrolPlanner
    private let areas: [PatrolArea]

    /// The better of two schedules, by the number of stays and then by their risk: one that gives each area in turn the
    /// best time left, and one that goes round the areas without waiting. Each is then bettered by moving single stays.
    static func best(
        planner: PatrolPlanner, areas: [PatrolArea], own: [Int], risks: [RiskCurve], weekday: Int
    ) -> DaySchedule {
        let curves = risks.map { $0.risk[weekday] }
        var byPeak = DaySchedule(planner: planner, areas: areas)
        for _ in 0..<planner.visitsPerDay { for area in own { byPeak.placeAtPeak(area, curves[area]) } }
        byPeak.better(curves)
        guard byPeak.stays.count < own.count * planner.visitsPerDay else { return byPeak }
        var round = DaySchedule(planner: planner, areas: areas)
        round.goRound(own)
        round.better(curves)
        if round.stays.count != byPeak.stays.count { return round.stays.count > byPeak.stays.count ? round : byPeak }
        return round.risk(curves) > byPeak.risk(curves) ? round : byPeak
    }

    private init(planner: PatrolPlanner, areas: [PatrolArea]) {
        self.planner = planner
        self.areas = areas
    }

    private func risk(_ curves: [[Double]]) -> Double {
        stays.reduce(0) { $0 + curves[$1.area][$1.start / RiskCurve.step] }
    }

    /// The minutes from the start of a stay in one area to the earliest start in another.
    private func step(_ a: Int, _ b: Int) -> Int {
        if a == b { return planner.visitMinutes + planner.apartMinutes }
        let way = areas[a].centre.distance(to: areas[b].centre) * planner.detour
        return planner.visitMinutes + Int((way / planner.travelSpeed / 60).rounded(.up))
    }

    private func allows(_ area: Int, _ start: Int) -> Bool {
        stays.allSatisfy { other in
            other.start <= start
                ? start - other.start >= step(other.area, area) : other.start - start >= step(area, other.area)
        }
    }

    private mutating func add(_ area: Int, _ start: Int) {
        let index = stays.firstIndex { $0.start > start } ?? stays.count
        stays.insert(Stay(area: area, start: start), at: index)
    }

    @discardableResult private mutating func placeAtPeak(_ area: Int, _ curve: [Double]) -> Bool {
        var best: Int?
        for slot in curve.indices where curve[slot] > (best.map { curve[$0] } ?? -1) {
            if allows(area, slot * RiskCurve.step) { best = slot }
        }
        if let best { add(area, best * RiskCurve.step) }
        return best != nil
    }

    /// Goes from area to nearest area, and round again, each stay as early as it can be.
    private mutating func goRound(_ own: [Int]) {
        var order: [Int] = []
        while let next = own.filter({ !order.contains($0) }).min(by: { a, b in
            guard let last = order.last else { return a < b }
            return (step(last, a), a) < (step(last, b), b)
        }) { order.append(next) }
        let last = planner.hours.minutes - planner.visitMinutes
        for _ in 0..<planner.visitsPerDay {
            for area in order {
                if let start = stride(from: 0, through: last, by: RiskCurve.step).first(where: { allows(area, $0) }) {
                    add(area, start)
                }
            }
        }
    }

    /// Moves single stays to times with more risk while that helps.
    private mutating func better(_ curves: [[Double]]) {
        for _ in 0..<10 {
            var moved = false
            for index in stays.indices {
                let old = stays.remove(at: index)
                var best = old
                let curve = curves[old.area]
                for slot in curve.indices where curve[slot] > curve[best.start / RiskCurve.step] {
                    if allows(old.area, slot * RiskCurve.step) { best.start = slot * RiskCurve.step }
                }
                moved = moved || best != old
                add(best.area, best.start)
            }
            if !moved { return }
        }
    }
}
