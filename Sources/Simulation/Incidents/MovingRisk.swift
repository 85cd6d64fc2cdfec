import HomewardCalendar
import HomewardCore
public import HomewardGeometry

/// Risk that moves while children go home, for plans to follow: at a school's gate at the bell, at the shops half an hour
/// later, at an interchange half an hour after that, each 300 to 700 m from the one before.
///
/// Nobody who stands still is there more than a third of the time. The schools are drawn by the seed, one for each chain and at
/// least 1,500 m apart where that is possible; shops and interchange are street corners, drawn too.
public struct MovingRisk: Sendable, Hashable {
    /// How many chains of three places.
    public var chains: Int
    /// When the bell rings, minute of the day.
    public var bell = 15 * 60
    /// How long it lasts at each place, minutes.
    public var stay = 25
    /// From one place to the next, minutes.
    public var step = 30
    /// How many incidents at each place, at the reference number of rows.
    public var count = 150
    /// The standard deviation of the spots around each place, along each axis, m.
    public var spread = 30.0

    /// How far it is from one place to the next as the crow flies, m.
    static let distance = 300.0...700

    /// Chains with the standard times.
    public init(chains: Int) {
        self.chains = chains
    }

    /// What is to be planted, and the places that it names.
    ///
    /// - Parameters:
    ///   - schools: The schools.
    ///   - streets: The streets, on whose ends shops and interchanges lie.
    ///   - area: The area that holds all of it.
    ///   - seed: The seed of every draw.
    /// - Throws: ``SimulationError`` where there are fewer schools than chains or no street corner at the right distance.
    public func planting(
        schools: [SimulationSite], streets: [LineString], in area: NamedArea, seed: UInt64
    ) throws(SimulationError) -> (planting: Planting, sites: [SimulationSite]) {
        guard let outline = Outline(area.outline) else { throw .noOutline }
        let inside = schools.filter { outline.contains($0.point) && outline.distanceToEdge($0.point) > 2 * spread }
        guard chains > 0, chains <= inside.count else {
            throw .outOfRange(
                parameter: "moving", given: "\(chains)",
                wanted: "a number of chains from 1 to the \(inside.count) schools")
        }
        var generator = SeededGenerator(seed: seed)
        var order = inside
        generator.shuffle(&order)
        var gates: [SimulationSite] = []
        for school in order where gates.count < chains {
            if gates.allSatisfy({ $0.point.distance(to: school.point) >= 1500 }) { gates.append(school) }
        }
        for school in order where gates.count < chains && !gates.contains(school) { gates.append(school) }
        let corners = Set(streets.flatMap { [$0.points.first, $0.points.last].compactMap { $0 } })
            .filter { outline.contains($0) && outline.distanceToEdge($0) > 2 * spread }
            .sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        var planting = Planting()
        var sites: [SimulationSite] = []
        for gate in gates {
            var chain = [gate]
            for name in ["shops", "interchange"] {
                let last = chain[chain.count - 1].point
                let possible = corners.filter { corner in
                    Self.distance.contains(corner.distance(to: last))
                        && chain.allSatisfy { $0.point.distance(to: corner) >= Self.distance.lowerBound }
                }
                guard !possible.isEmpty else { throw .noStreetNear("the \(name) of \(gate.name)") }
                chain.append(
                    SimulationSite(
                        name: "\(gate.name), \(name)", point: possible[generator.below(possible.count)]))
            }
            for (number, site) in chain.enumerated() {
                let start = bell + number * step
                guard let window = HourWindow(start: start, end: start + stay) else { continue }
                planting.afterSchool.append(
                    .init(area: area.name, site: site.name, window: window, count: count, spread: spread))
            }
            sites += chain
        }
        return (planting, sites)
    }
}
