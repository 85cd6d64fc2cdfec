import Foundation
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPlanner

/// One fixed discretised instance, so that other solvers can be held against this one.
///
/// The plan is made on the first four fifths of a made-up town's two years. The file holds the problem in numbers, the days that this
/// solver finds, the same teams standing still, and the incidents of the last fifth with the places from which a team meets each.
struct PeerBench {
    private struct File: Encodable {
        var instance: PresenceInstance
        /// For each team the place in each minute.
        var ours: [[Int]]
        var still: [[Int]]
        /// For each incident the minute and the places within reach.
        var unseen: [Pair]
    }

    private struct Pair: Encodable {
        var minute: Int
        var places: [Int]

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(minute)
            try list.encode(places)
        }
    }

    /// Writes the instance and prints what this solver finds: two teams around that school of a
    /// made-up town where most happens, an hour and a half.
    func run(to path: String) throws {
        let town = try SimulatedTown(
            seed: 1, side: 5000, block: 150, schools: 9, chains: 4, rows: 12_000, planted: 120)
        let planner = ChaperonePlanner {
            $0.teams = 2
            $0.minutes = 90
            $0.journeys.homeDistance = 450
        }
        let days = town.period.lowerBound.distance(to: town.period.upperBound) + 1
        let cut = town.period.lowerBound.advanced(by: days - days / 5)
        func part(_ isSeen: Bool) -> IncidentTable {
            town.table.selecting((0..<town.table.count).filter { (town.table.civilDay($0) < cut) == isSeen })
        }
        /// What happens a year in all.
        func total(_ instance: PresenceInstance) -> Double { instance.weights.joined().reduce(0, +) }
        var best: (instance: PresenceInstance, unseen: [ChaperonePlanner.Unseen])?
        for school in town.schools {
            let made = try planner.instance(
                of: school, incidents: part(true), period: town.period.lowerBound...cut.advanced(by: -1),
                network: town.network, clock: town.clock, unseen: part(false))
            if let made, total(made.instance) > best.map({ total($0.instance) }) ?? 0 { best = made }
        }
        guard let (instance, unseen) = best else {
            throw BenchError(description: "no school of the town has a gate on a street")
        }
        let clock = ContinuousClock()
        let start = clock.now
        let (found, bound) = instance.solve()
        let took = clock.now - start
        let still = instance.standing()
        let file = File(
            instance: instance, ours: found.at, still: still.at,
            unseen: unseen.map { Pair(minute: $0.minute, places: $0.places) })
        try JSONText.text(of: file).write(toFile: path, atomically: true, encoding: .utf8)
        print(
            "instance: \(instance.places) places, \(instance.hops.count) walks, \(instance.weights.count) items, \(instance.minutes) minutes, \(instance.teams) teams"
        )
        print(
            String(
                format: "Homeward: worth %.4f, bound %.4f, %.1f s; standing still %.4f", found.worth, bound,
                took / .seconds(1), still.worth))
    }
}
