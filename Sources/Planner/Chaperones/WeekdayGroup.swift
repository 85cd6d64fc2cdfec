import HomewardCalendar
import HomewardCore

/// Weekdays on which every school finishes when it does on the others of the group.
///
/// What happens on a Friday that ends early has little to do with the hours of the other days, so that each group is planned
/// by itself: its own windows, the risk of its own days, the same teams.
struct WeekdayGroup: Equatable {
    /// The weekdays, 0 for Monday, ascending.
    var weekdays: [Int]
    /// The schools with their finishes on those days.
    var schools: [School]
    /// The routes that stay as they are on those days.
    var routes: [ChaperoneOrders.Route] = []

    /// The groups, by their first day. Saturdays and Sundays, on which no school has a finish of its own, stand with the first.
    ///
    /// - Parameters:
    ///   - routes: Routes that stay as they are, some on some days only.
    ///   - planner: What says when a team is out.
    static func groups(
        of schools: [School], keeping routes: [ChaperoneOrders.Route] = [], planner: ChaperonePlanner = .init()
    ) -> [WeekdayGroup] {
        let days = routes.map { KeptRoutes.weekdays(of: $0, schools: schools, planner: planner) }
        var groups: [WeekdayGroup] = []
        for weekday in 0..<5 {
            let then = schools.map { $0.asOn(weekday) }
            let kept = routes.indices.filter { days[$0].contains(weekday) }.map { routes[$0] }
            if let index = groups.firstIndex(where: { $0.schools == then && $0.routes == kept }) {
                groups[index].weekdays.append(weekday)
            } else {
                groups.append(WeekdayGroup(weekdays: [weekday], schools: then, routes: kept))
            }
        }
        return groups
    }

    /// Whether a day belongs to the group.
    func contains(_ day: CivilDay) -> Bool { weekdays.contains(day.weekday > 4 ? 0 : day.weekday) }

    /// `Fri`, `Mon–Thu`.
    var name: String { Shown.weekdays(weekdays) }

    /// The name as part of an identifier: `Fri`, `Mon-Thu`, `Mon-Wed-Fri`.
    var slug: String { name.replacing("–", with: "-").replacing(", ", with: "-") }
}

extension ChaperonePlan {
    /// The plans of all groups of weekdays as one: what is counted a year adds up, routes and posts carry the days in their names,
    /// and what is said of every group is said once.
    init(joining parts: [(group: WeekdayGroup, plan: ChaperonePlan)]) {
        self.init(routes: [], unserved: [], risk: 0, upperBound: 0)
        isTooFew = true
        let kept = parts.flatMap { $0.plan.routes.filter(\.isKept).map(\.id) }
        for (group, plan) in parts {
            routes += plan.routes.map { route in
                var route = route
                route.weekdays = group.weekdays
                // A route that was kept has its own name, which stays where it is the only one of it.
                if !route.isKept || kept.count(where: { $0 == route.id }) > 1 { route.id += "-\(group.slug)" }
                for index in route.posts.indices { route.posts[index].id = "\(route.id)-P\(index + 1)" }
                return route
            }
            risk += plan.risk
            upperBound += plan.upperBound
            standing += plan.standing
            gatePrice += plan.gatePrice
            oneMore += plan.oneMore
            evidence += plan.evidence
            usesHarm = plan.usesHarm
            hasTimeForTwoPosts = plan.hasTimeForTwoPosts
            isTooFew = isTooFew && plan.isTooFew
        }
        unserved = ChaperonePlan.joined(parts.map { ($0.group, $0.plan.unserved) }) { group, entry in
            Unserved(name: entry.name, reason: "\(group.name): \(entry.reason)")
        }
        assumptions =
            [
                "\(Set(parts.map { $0.group.schools.map(\.finish) }).count > 1 ? "Schools finish at other times" : "Other routes are kept") on some weekdays: \(parts.map(\.group.name).joined(separator: " and ")) are planned by themselves, with the same teams."
            ]
            + ChaperonePlan.joined(parts.map { ($0.group, $0.plan.assumptions) }) { group, sentence in
                "\(group.name): \(sentence)"
            }
        for (group, plan) in parts where plan.isTooFew && !isTooFew {
            assumptions.append(
                "\(group.name): too few to say; the routes of those days rest on \(plan.evidence) incidents in the teams' hours."
            )
        }
        proof = parts.dropFirst().reduce(parts.first?.plan.proof) { sum, part in
            guard let sum, let next = part.plan.proof else { return nil }
            return sum.joined(with: next)
        }
    }

    /// What all groups say as it stands, then what only some say, with the group's name.
    private static func joined<Entry: Hashable>(
        _ parts: [(group: WeekdayGroup, entries: [Entry])], naming: (WeekdayGroup, Entry) -> Entry
    ) -> [Entry] {
        let common = parts.map { Set($0.entries) }.reduce(Set(parts.first?.entries ?? [])) { $0.intersection($1) }
        return (parts.first?.entries ?? []).filter(common.contains)
            + parts.flatMap { part in
                part.entries.filter { !common.contains($0) }.map { naming(part.group, $0) }
            }
    }
}

extension PresenceProof {
    /// The count of two plans on different days of the same period.
    func joined(with other: PresenceProof) -> PresenceProof {
        let teams = max(metByTeams.count, other.metByTeams.count)
        func counted(_ proof: PresenceProof, _ team: Int) -> Int {
            proof.metByTeams.isEmpty ? 0 : proof.metByTeams[min(team, proof.metByTeams.count - 1)]
        }
        return PresenceProof(
            days: days, incidents: incidents + other.incidents, met: met + other.met,
            standing: standing + other.standing, rota: rota + other.rota,
            metByTeams: (0..<teams).map { counted(self, $0) + counted(other, $0) }, least: least)
    }
}
