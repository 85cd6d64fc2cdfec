import HomewardCalendar
import HomewardGeometry

/// Teams at the places and in the hours that a forecast holds to be best.
///
/// 1. A place is the middle of a cell; its worth is what the forecast expects in the cells whose middles lie within reach of it. The place
///    of most worth is taken, what lies within its reach is worth nothing any more, and so on until each team has a place.
/// 2. A place and an hour of the week are worth the product of the place's worth and the hour's factor. The best are staffed until the
///    hours of all teams are used up, the last one in part. No hour has more than one team at a place.
/// 3. An incident is met where a team is within reach of it, as the crow flies, in its hour.
///
/// Beside it stands the same without the hour of the week: the teams' hours are spread evenly over all places and hours in force.
struct PresenceTimetable: Sendable {
    /// A place with the part of each slot in which a team is there.
    struct Post: Sendable, Equatable {
        var at: Point
        var parts: [Double]
    }

    /// The places, the best first.
    let posts: [Post]
    /// The part of each hour in which a team is at each place where hours are spread evenly, 0 to 1.
    let evenPart: Double
    private let reach: Double

    /// - Parameters:
    ///   - expected: What is expected in each cell.
    ///   - slots: The hours of the week.
    ///   - teams: How many teams there are.
    ///   - teamHours: The hours of all teams together.
    ///   - reach: How far a team reaches, m.
    ///   - grid: Square cells.
    ///
    /// O(cells × cells within reach + teams × (cells + slots)).
    init(
        expected: [Double], slots: [WeekRhythm.Slot], teams: Int, teamHours: Double, reach: Double, on grid: Grid
    ) {
        self.reach = reach
        var left = expected
        func worth(_ cell: Int) -> Double {
            var sum = 0.0
            grid.forEachCell(within: reach, of: grid.cells[cell].centre) { other, _ in sum += left[other] }
            return sum
        }
        var worths = expected.indices.map { worth($0) }
        var chosen: [(at: Point, worth: Double)] = []
        for _ in 0..<teams {
            guard let best = worths.indices.max(by: { worths[$0] == worths[$1] ? $0 > $1 : worths[$0] < worths[$1] }),
                worths[best] > 0
            else { break }
            let at = grid.cells[best].centre
            chosen.append((at, worths[best]))
            grid.forEachCell(within: reach, of: at) { other, _ in left[other] = 0 }
            grid.forEachCell(within: 2 * reach + grid.cellSize, of: at) { other, _ in worths[other] = worth(other) }
        }
        var stays: [(post: Int, slot: Int, worth: Double)] = []
        for post in chosen.indices {
            for slot in slots.indices { stays.append((post, slot, chosen[post].worth * slots[slot].factor)) }
        }
        stays.sort { ($1.worth, $0.post, $0.slot) < ($0.worth, $1.post, $1.slot) }
        var posts = chosen.map { Post(at: $0.at, parts: [Double](repeating: 0, count: slots.count)) }
        var hours = teamHours
        for stay in stays where hours > 0 {
            let part = min(1, hours / slots[stay.slot].hours)
            posts[stay.post].parts[stay.slot] = part
            hours -= slots[stay.slot].hours
        }
        self.posts = posts
        let allHours = slots.reduce(0) { $0 + $1.hours } * Double(posts.count)
        evenPart = allHours > 0 ? min(1, teamHours / allHours) : 0
    }

    /// The part of the incident's hour in which a team is within reach of it, 0 to 1.
    func part(met point: Point, in slot: Int) -> Double {
        posts.reduce(0) { isNear($1, point) ? max($0, $1.parts[slot]) : $0 }
    }

    /// The same where hours are spread evenly.
    func evenPart(met point: Point) -> Double { posts.contains { isNear($0, point) } ? evenPart : 0 }

    private func isNear(_ post: Post, _ point: Point) -> Bool {
        let (dx, dy) = (post.at.x - point.x, post.at.y - point.y)
        return dx * dx + dy * dy <= reach * reach
    }
}
