import Foundation
import HomewardCore
import HomewardIncidents
import HomewardPlanner

/// One fixed discretised instance, so that another solver can be held against this one.
struct PeerBench {
    /// Writes the instance and prints what this solver finds: two teams of one school of a made-up town, an hour, within 350 m.
    func run(to path: String) throws {
        let town = try SimulatedTown(
            seed: 1, side: 5000, block: 150, schools: 9, chains: 4, rows: 12_000, planted: 120)
        let planner = ChaperonePlanner {
            $0.teams = 3
            $0.minutes = 90
            $0.journeys.homeDistance = 450
        }
        var best: PresenceInstance?
        for school in town.schools {
            let made = try planner.instance(
                of: school, incidents: town.table, period: town.period, network: town.network, clock: town.clock)
            if let made, made.places > best?.places ?? 0 { best = made }
        }
        guard let instance = best else { throw BenchError(description: "no school of the town has a gate on a street") }
        try JSONText.text(of: instance).write(toFile: path, atomically: true, encoding: .utf8)
        let clock = ContinuousClock()
        let start = clock.now
        let (worth, bound) = instance.solve()
        print(
            "instance: \(instance.places) places, \(instance.hops.count) walks, \(instance.weights.count) items, \(instance.minutes) minutes, \(instance.teams) teams"
        )
        print(
            String(format: "Homeward: worth %.4f, bound %.4f, %.1f s", worth, bound, (clock.now - start) / .seconds(1)))
    }
}
