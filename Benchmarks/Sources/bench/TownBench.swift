import Foundation
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPlanner

/// Routes in made-up towns: where risk moves after the bell, and how long a large one takes.
struct TownBench {
    /// Plans on the first year of 20 towns and counts on the second, beside the same teams standing still.
    func moving() throws {
        print("town with moving risk   incidents   met  still  ratio    gap")
        var ratios: [Double] = []
        for seed in 1...20 {
            let town = try SimulatedTown(
                seed: UInt64(seed), side: 5000, block: 150, schools: 9, chains: 4, rows: 12_000, planted: 120)
            let planner = ChaperonePlanner {
                $0.teams = 4
                $0.minutes = 95
            }
            let half = town.period.lowerBound.advanced(by: 363)
            let rows = (0..<town.table.count).map { town.table.civilDay($0) }
            let seen = town.table.selecting(rows.indices.filter { rows[$0] <= half })
            let unseen = town.table.selecting(
                rows.indices.filter { index in
                    rows[index] > half
                        && town.table.minuteOfDay(index).map { (900..<995).contains($0) } ?? false
                })
            func met(_ planner: ChaperonePlanner) throws -> (count: Int, gap: Double) {
                let plan = try planner.plan(
                    schools: town.schools, stops: [], incidents: seen, period: town.period.lowerBound...half,
                    network: town.network, clock: town.clock)
                let count = PresenceCount(reach: planner.reach, nearStreet: planner.nearStreet)
                return (count.met(unseen, by: plan.routes, network: town.network).count { $0 }, plan.gap)
            }
            let plan = try met(planner)
            let still = try met(planner.with(\.mostPosts, 1).with(\.gate, .free)).count
            let ratio = Double(plan.count) / Double(max(1, still))
            ratios.append(ratio)
            print(
                "seed \(seed)".padding(toLength: 22, withPad: " ", startingAt: 0)
                    + String(format: "%11d %5d %6d %6.3f %6.4f", unseen.count, plan.count, still, ratio, plan.gap))
        }
        print(String(format: "mean ratio %.3f\n", ratios.reduce(0, +) / Double(ratios.count)))
    }

    /// 100 schools, 50 teams, 55,000 edges and 60,000 incidents.
    func large() throws {
        let town = try SimulatedTown(
            seed: 1, side: 16_000, block: 97, schools: 100, chains: 50, rows: 60_000, planted: 20)
        let before = memory()
        let clock = ContinuousClock()
        let start = clock.now
        let plan = try ChaperonePlanner { $0.teams = 50 }.plan(
            schools: town.schools, stops: [], incidents: town.table, period: town.period, network: town.network,
            clock: town.clock)
        print(
            "large: \(town.schools.count) schools, 50 teams, \(town.network.edges.count) edges, \(town.table.count) incidents on school days of 60,000"
        )
        print(
            String(
                format:
                    "%.1f s with the count on unseen incidents, at most %d MB (%d MB before), %.1f met a year, gap %.4f, %d routes\n",
                (clock.now - start) / .seconds(1), memory(), before, plan.risk, plan.gap, plan.routes.count))
    }

    /// The most memory that the process has had, MB; 0 where the system does not tell.
    private func memory() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
    }
}
