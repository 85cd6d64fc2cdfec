public import HomewardCalendar
import HomewardCore
public import HomewardIncidents
public import HomewardStreets

/// The problem of one shift in numbers, so that other solvers can be held against this one.
///
/// As many teams as there are stand and walk among places for some minutes. A day is a row of stays of at least ``leastStay``
/// minutes, the first from the first minute and the last to the end, with walks between them; on a walk of k minutes a team
/// counts as being at the first place for the first half, rounded up, and at the second for the rest. In each minute a team
/// meets the items that its place covers, each once whatever the number of teams.
public struct PresenceInstance: Codable, Sendable, Equatable {
    /// The number of places.
    public var places: Int
    /// The walks: from, to and whole minutes.
    public var hops: [[Int]]
    /// For each place the items that it covers.
    public var cover: [[Int]]
    /// For each item what a minute of it is worth in each slot.
    public var weights: [[Double]]
    /// The minutes of a slot.
    public var slotMinutes: Int
    /// How many minutes the shift lasts.
    public var minutes: Int
    /// The shortest stay, minutes.
    public var leastStay: Int
    /// The number of teams.
    public var teams: Int

    /// Days of the teams: for each the place in each minute, and what they meet together.
    public struct Days: Sendable, Equatable {
        /// `at[team][minute]`.
        public var at: [[Int]]
        /// What they meet.
        public var worth: Double
    }

    /// What this solver finds, and what no days can exceed.
    public func solve() -> (days: Days, bound: Double) {
        let problem = self.problem
        let found = days(PresenceSolver().days(of: problem), of: problem)
        return (found, PresenceBound(enough: 1e-6).bound(of: problem, value: found.worth))
    }

    /// The same teams standing still at the best places.
    public func standing() -> Days { days(ChaperoneChoice.standing(problem), of: problem) }

    private func days(_ days: [TeamDay], of problem: PresenceProblem) -> Days {
        Days(at: days.map { $0.at.map { Int($0) } }, worth: problem.worth(of: days))
    }

    private var problem: PresenceProblem {
        let rows = Dictionary(grouping: hops, by: { $0[0] })
        return PresenceProblem(
            placeCount: places,
            hops: CompressedRows(
                (0..<places).map { place in
                    (rows[place] ?? []).map { PresenceProblem.Hop(to: Int32($0[1]), minutes: Int32($0[2])) }
                        .sorted { ($0.minutes, $0.to) < ($1.minutes, $1.to) }
                }),
            cover: CompressedRows(cover.map { $0.map { Int32($0) } }), itemCount: weights.count,
            slotMinutes: slotMinutes, firstMinute: 0, slots: weights.first?.count ?? 0, weight: weights.flatMap { $0 },
            shifts: [.init(start: 0, minutes: minutes, places: Array(0..<Int32(places)), gates: [])], teams: teams,
            leastStay: leastStay)
    }
}

extension ChaperonePlanner {
    /// The problem of the teams of one school, start and number of posts being free; nil where its gate is on no street.
    ///
    /// - Parameters:
    ///   - school: The school.
    ///   - incidents: The incidents on the days on which teams go out, at any hour.
    ///   - period: The days that they span.
    ///   - network: The streets.
    ///   - clock: The local clock, which reads times known only as a range; nil leaves those of more than an hour out.
    ///   - unseen: Incidents on other days, to be counted; those in the shift within reach of a place are kept.
    /// - Throws: `SettingError` for a parameter outside its range; ``PlannerError`` for a position that is not finite.
    public func instance(
        of school: School, incidents: IncidentTable, period: ClosedRange<CivilDay>, network: StreetNetwork,
        clock: LocalClock? = nil, unseen: IncidentTable? = nil
    ) throws -> (instance: PresenceInstance, unseen: [Unseen])? {
        try check()
        guard school.gate.isFinite else { throw PlannerError.badPosition(of: "The gate of \(school.name)") }
        let field = ChaperoneField(
            planner: self, schools: [school], stops: [],
            evidence: ChaperoneEvidence(
                planner: self, schools: [school], incidents: incidents, period: period, network: network, clock: clock),
            network: network, fixed: [], forbidden: [])
        guard let problem = field.problem, let shift = problem.shifts.first else { return nil }
        let number = Dictionary(uniqueKeysWithValues: shift.places.enumerated().map { ($0.element, $0.offset) })
        let first = shift.start - problem.firstMinute
        // Slots are cut where the shift begins, so that each of its minutes has its own.
        let weights = (0..<problem.itemCount).map { item in
            (first..<first + shift.minutes).map { problem.weight[item * problem.slots + problem.slot($0)] }
        }
        let instance = PresenceInstance(
            places: shift.places.count,
            hops: shift.places.enumerated().flatMap { index, place in
                problem.hops[Int(place)].compactMap { hop in number[hop.to].map { [index, $0, Int(hop.minutes)] } }
            },
            cover: shift.places.map { problem.cover[Int($0)].map { Int($0) } }, weights: weights, slotMinutes: 1,
            minutes: shift.minutes, leastStay: problem.leastStay, teams: problem.teams)
        let places = shift.places.map { field.ground.places[Int($0)] }
        return (
            instance,
            unseen.map { meetings(of: $0, from: shift.start, minutes: shift.minutes, at: places, network) } ?? []
        )
    }

    /// An incident that a plan has not seen.
    public struct Unseen: Sendable, Equatable {
        /// The minute of the shift in which it happened.
        public var minute: Int
        /// The places of the instance within reach of it, ascending.
        public var places: [Int]
    }

    private func meetings(
        of incidents: IncidentTable, from start: Int, minutes: Int, at places: [Snap], _ network: StreetNetwork
    ) -> [Unseen] {
        var search = StreetSearch(network: network)
        return (0..<incidents.count).compactMap { index in
            guard let minute = incidents.minuteOfDay(index), (start..<start + minutes).contains(minute),
                let here = network.snap(incidents.point(index), within: nearStreet, component: nil)
            else { return nil }
            search.run(from: here, limit: reach)
            let near = places.indices.filter { search.distance(to: places[$0], from: here) <= reach }
            return near.isEmpty ? nil : Unseen(minute: minute - start, places: near)
        }
    }
}
