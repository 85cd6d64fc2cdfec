/// Ground, or ground and hours, in the order in which a forecast would watch it.
///
/// A forecast gives each cell a score and each slot of hours a factor; a place and an hour are watched in the order of the
/// product. What is equal is watched alike: where a limit cuts through ground of one score, each part of it counts with the same
/// fraction, which is what a random choice among equals comes to on average. So a share of the ground is met exactly, and no result
/// depends on the order of the cells.
///
/// With one slot of factor 1 it is the ranking of the cells alone.
struct SurveillanceRanking: Sendable {
    /// Distinct scores of cells, the highest first.
    private let levels: [Double]
    /// The ground of all cells with at least that score.
    private let ground: [Double]
    private let slots: [(factor: Double, hours: Double)]
    /// All ground times all hours.
    let total: Double

    /// Sorts the cells. O(cells log cells).
    ///
    /// - Parameters:
    ///   - scores: A score for each cell, 0 or more; the higher the sooner.
    ///   - areas: The ground of each cell.
    ///   - slots: The factor of each slot of hours, 0 or more, and how many hours it has.
    init(scores: [Double], areas: [Double], slots: [(factor: Double, hours: Double)] = [(1, 1)]) {
        let order = scores.indices.sorted {
            (scores[$0], areas[$0]) == (scores[$1], areas[$1])
                ? $0 < $1 : scores[$0] == scores[$1] ? areas[$0] < areas[$1] : scores[$0] > scores[$1]
        }
        var (levels, ground) = ([Double](), [Double]())
        var sum = 0.0
        for cell in order {
            sum += areas[cell]
            if levels.last == scores[cell] {
                ground[ground.count - 1] = sum
            } else {
                levels.append(scores[cell])
                ground.append(sum)
            }
        }
        self.levels = levels
        self.ground = ground
        self.slots = slots
        total = sum * slots.reduce(0) { $0 + $1.hours }
    }

    /// How much ground and hours have a higher product than `score`, and how much the same. O(slots × log cells).
    func above(_ score: Double) -> (more: Double, same: Double) {
        var (more, least) = (0.0, 0.0)
        for slot in slots {
            more += slot.hours * ground(where: { $0 * slot.factor > score })
            least += slot.hours * ground(where: { $0 * slot.factor >= score })
        }
        return (more, max(0, least - more))
    }

    /// Where watching ends that takes in a share of all ground and hours: what scores more is watched, of what has the score itself a
    /// fraction. O(64 × slots × log cells).
    func limit(of share: Double) -> SurveillanceLimit {
        let wanted = share * total
        // Doubles from 0 up stand in the order of their bits. The highest score at which enough is taken in:
        var (low, high) = (UInt64(0), Double.greatestFiniteMagnitude.bitPattern)
        while low < high {
            let middle = low + (high - low + 1) / 2
            let (more, same) = above(Double(bitPattern: middle))
            if more + same >= wanted { low = middle } else { high = middle - 1 }
        }
        let score = Double(bitPattern: low)
        let (more, same) = above(score)
        let fraction = same > 0 ? min(1, max(0, (wanted - more) / same)) : 0
        return SurveillanceLimit(score: score, fraction: fraction)
    }

    /// The share of ground and hours that is watched before a place and hour of that product, half of its equals among it.
    func position(of score: Double) -> Double {
        let (more, same) = above(score)
        return total > 0 ? (more + same / 2) / total : 0.5
    }

    /// The ground of the cells whose score fulfils what higher scores fulfil too.
    private func ground(where isTaken: (Double) -> Bool) -> Double {
        var (low, high) = (0, levels.count)
        while low < high {
            let middle = (low + high) / 2
            if isTaken(levels[middle]) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : ground[low - 1]
    }
}

/// Where watching ends.
struct SurveillanceLimit: Sendable, Equatable {
    /// What scores more is watched.
    var score: Double
    /// The fraction that is watched of what has the score itself.
    var fraction: Double

    /// The part of a place with that score that is watched, 0 to 1.
    func part(of score: Double) -> Double { score > self.score ? 1 : score == self.score ? fraction : 0 }
}

/// The places, or places and hours, that would have held the most incidents on the same ground: what a forecast could have reached.
///
/// A place with incidents gives a rate by its ground (and hours); the highest rates are taken until the ground is used up, the last ones
/// in part. Where cells are alike this is the sum of the largest counts.
struct BestPlaces: Sendable {
    /// The part of the incidents of each place that the best use of the ground meets, 0 to 1.
    private(set) var parts: [Int: Double] = [:]

    /// - Parameters:
    ///   - counts: Incidents by place; places without one are left out.
    ///   - sizes: The ground (times hours) of the places named in `counts`.
    ///   - room: The ground (times hours) that may be watched.
    ///
    /// O(places with incidents, times their logarithm).
    init(counts: [Int: Int], sizes: (Int) -> Double, room: Double) {
        let places = counts.keys.sorted().map { place -> (place: Int, rate: Double, size: Double) in
            let size = sizes(place)
            return (place, size > 0 ? Double(counts[place] ?? 0) / size : .infinity, size)
        }.sorted { $0.rate == $1.rate ? $0.place < $1.place : $0.rate > $1.rate }
        var left = room
        var index = 0
        while index < places.count, left > 0 {
            var end = index
            var size = 0.0
            while end < places.count, places[end].rate == places[index].rate {
                size += places[end].size
                end += 1
            }
            let part = size > left ? left / size : 1
            for place in places[index..<end] { parts[place.place] = part }
            left -= size
            index = end
        }
    }
}
