public import HomewardCalendar
import HomewardCore
import HomewardGeometry

/// A measure that is planted in an area from a day on: one that works, one that does nothing, or one that only moves incidents next door.
public struct PatrolEffect: Sendable, Hashable {
    /// What it does.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// A share of the incidents does not happen.
        case works
        /// Nothing changes.
        case nothing
        /// A share of the incidents happens within ``PatrolEffect/ring`` m of the area instead.
        case displaces
    }

    /// The area.
    public var area: String
    /// The first day.
    public var start: CivilDay
    /// What it does.
    public var kind: Kind
    /// The share of the area's incidents from then on that it prevents or moves.
    public var share: Double
    /// How far incidents move, m.
    public var ring: Double

    /// A measure.
    public init(area: String, start: CivilDay, kind: Kind, share: Double = 0.3, ring: Double = 300) {
        self.area = area
        self.start = start
        self.kind = kind
        self.share = share
        self.ring = ring
    }
}

/// A planted measure on the stage: its outline, and places around it.
struct StagedPatrol: Sendable {
    let effect: PatrolEffect
    let outline: Outline
    /// The first day's index in the period.
    let first: Int
    /// Street places around the area; none where nothing moves.
    let around: [Point]

    init(
        _ effect: PatrolEffect, _ outline: Outline, days: DayTable, places: StreetPlaces,
        generator: inout SeededGenerator
    ) throws(SimulationError) {
        guard effect.share > 0, effect.share <= 1 else {
            throw .outOfRange(parameter: "patrol share", given: "\(effect.share)", wanted: "a share above 0, at most 1")
        }
        first = effect.start.number - days.first.number
        guard first > 0, first < days.kinds.count else {
            throw .outOfRange(
                parameter: "patrol start", given: effect.start.description,
                wanted: "a day after \(days.first) and until \(days.last)")
        }
        self.effect = effect
        self.outline = outline
        guard effect.kind == .displaces else {
            around = []
            return
        }
        let box = outline.box.grown(by: effect.ring)
        var found: [Point] = []
        for _ in 0..<400_000 where found.count < 400 {
            let place = places.draw(&generator)
            guard box.contains(place), !outline.contains(place), outline.distanceToEdge(place) <= effect.ring else {
                continue
            }
            found.append(place)
        }
        guard !found.isEmpty else { throw .noStreetNear("the ring around \(effect.area)") }
        around = found
    }
}

/// What a planted measure did with the rows.
struct PatrolTally: Sendable {
    /// Incidents that would have happened in the area from the start on.
    var due = 0
    /// Those that do not happen.
    var prevented = 0
    /// Those that happen next door.
    var moved = 0
}
