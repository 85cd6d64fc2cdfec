import Foundation
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPlanner
import HomewardStreets
import HomewardWorkflow

/// Counts routes on incidents that they have not seen.
///
/// For each of ten ways to cut the period in two, the routes are planned on one part, and the incidents of the other part are
/// counted that happen within reach of a post while the team stands there, as `timetable.csv` says. Beside it: the same teams
/// standing still the whole time at the best places by the same risk.
struct RouteBench {
    let plan: PlanFile
    let study: Study
    let schools: [School]
    let network: StreetNetwork
    /// The incidents on the days of the plan's window, at any hour.
    let table: IncidentTable

    init(plan path: String) throws {
        plan = try PlanFile(path: path)
        study = try Study(loading: plan.study)
        guard let schools = plan.schools.reference, let streets = plan.streets.reference else {
            throw BenchError(description: "\(path) names no schools or no streets")
        }
        let places = Places(system: study.workingSystem, calendar: try study.schoolCalendar())
        self.schools = try places.schools(schools, names: plan.schoolNames, atMost: plan.mostSchools)
        network = try StreetFile.read(path: streets.file, layer: streets.layer, in: study.workingSystem).network
        table = try study.selecting(plan.window.with(\.hours, nil)).table
    }

    /// Prints the table.
    func run() throws {
        let planner = plan.chaperones.with(\.usesHarm, plan.study.harm != nil)
        let still = planner.with(\.mostPosts, 1).with(\.gate, .free)
        print("split                 incidents   met  still  ratio    gap")
        var ratios: [Double] = []
        for split in Split.all(of: study.period) {
            let seen = split.part(table, of: study.period, isSeen: true)
            let unseen = inHours(split.part(table, of: study.period, isSeen: false))
            func routes(_ planner: ChaperonePlanner) throws -> ChaperonePlan {
                try planner.plan(
                    schools: schools, stops: [], incidents: seen, period: split.days, network: network,
                    clock: study.clock)
            }
            let moving = try routes(planner)
            let met = count(unseen, metBy: moving)
            let standing = count(unseen, metBy: try routes(still))
            let ratio = standing > 0 ? Double(met) / Double(standing) : 1
            ratios.append(ratio)
            print(
                split.name.padding(toLength: 22, withPad: " ", startingAt: 0)
                    + String(format: "%9d %5d %6d %6.3f %6.4f", unseen.count, met, standing, ratio, moving.gap))
        }
        print(String(format: "mean ratio %.3f", ratios.reduce(0, +) / Double(ratios.count)))
    }

    private func inHours(_ table: IncidentTable) -> IncidentTable {
        let starts = schools.map { $0.finish - plan.chaperones.lead }
        let hours = (starts.min() ?? 0)..<((starts.max() ?? 0) + plan.chaperones.minutes)
        return table.selecting(
            (0..<table.count).filter { table.minuteOfDay($0).map(hours.contains) ?? false })
    }

    /// The incidents that a plan's posts meet; what its walks meet is left out.
    private func count(_ incidents: IncidentTable, metBy plan: ChaperonePlan) -> Int {
        let posts = plan.routes.flatMap { route in
            route.posts.map { post in
                var only = route
                only.posts = [post]
                return only
            }
        }
        let presence = PresenceCount(reach: self.plan.chaperones.reach, nearStreet: self.plan.chaperones.nearStreet)
        return presence.met(incidents, by: posts, network: network).count { $0 }
    }
}

/// Why nothing can be counted.
struct BenchError: Error, CustomStringConvertible {
    var description: String
}
