import HomewardIncidents

/// Places to which incidents came back within twelve months: how many there are, and how many of the incidents they have.
///
/// A place is a square of the ground, half-open, so that each incident is in one. Months come in their order; each takes the place of the
/// one twelve before.
struct RepeatPlaces {
    /// Places with two incidents or more, and their incidents.
    struct Found: Sendable, Equatable {
        var places = 0
        var incidents = 0
    }

    private struct Square: Hashable {
        let column: Int
        let row: Int
    }

    private var counts: [Square: Int] = [:]
    private(set) var found = Found()
    private let size: Double

    init(size: Double) { self.size = size }

    private func square(_ x: Double, _ y: Double) -> Square? {
        let (column, row) = ((x / size).rounded(.down), (y / size).rounded(.down))
        guard abs(column) < 1e15, abs(row) < 1e15 else { return nil }
        return Square(column: Int(column), row: Int(row))
    }

    /// Takes an incident in. O(1) on average.
    mutating func add(x: Double, y: Double) {
        guard let square = square(x, y) else { return }
        let count = counts[square, default: 0] + 1
        counts[square] = count
        if count == 2 { found.places += 1 }
        found.incidents += count == 2 ? 2 : count > 2 ? 1 : 0
    }

    /// Takes one out that was taken in. O(1) on average.
    mutating func remove(x: Double, y: Double) {
        guard let square = square(x, y), let count = counts[square] else { return }
        counts[square] = count == 1 ? nil : count - 1
        if count == 2 { found.places -= 1 }
        found.incidents -= count == 2 ? 2 : count > 2 ? 1 : 0
    }
}
