import HomewardCore

/// The distance from each of many places to the nearest other.
///
/// Places are dealt to strips from west to east, about as many to each, and sorted from south to north within a strip. From a place the
/// search goes up and down its own strip and then those beside it, each no farther than the nearest so far: crowded ground
/// has narrow strips, so that few places are looked at wherever they lie.
struct NearestDistances: Sendable {
    /// From each place whose position no other has to the nearest other, m; by easting, then by northing of the place. The order in
    /// which places are listed does not matter.
    let ofThoseAlone: [Double]
    /// The places at a position that another has too.
    let shared: Int

    /// Finds all. O(n log n) in practice; O(n √n log n) at worst, where most places lie far off a crowd in which others do.
    ///
    /// - Parameters:
    ///   - xs: Where the places lie, east.
    ///   - ys: The same, north, as many. All are finite.
    init(xs: [Double], ys: [Double]) {
        let order = RadixOrder.indices(by: xs.map(RadixOrder.key))
        let wanted = Int(2 * (Double(order.count) * Self.slenderness(xs, ys)).squareRoot())
        var runs: [Range<Int>] = []
        var start = 0
        // Those at one position must come into one strip.
        for end in order.indices.dropFirst() + [order.count]
        where end == order.count || end - start >= wanted && xs[Int(order[end])] != xs[Int(order[end - 1])] {
            runs.append(start..<end)
            start = end
        }
        let (all, blocks) = (runs, 64)
        let strips = Strips(
            Parallel.map(blocks) { block in
                all[all.count * block / blocks..<all.count * (block + 1) / blocks].map { Strip(order[$0], xs, ys) }
            }.flatMap { $0 })
        ofThoseAlone = Parallel.map(blocks) { block in
            var search = StripSearch(strips)
            return (all.count * block / blocks..<all.count * (block + 1) / blocks).flatMap { search.distances(of: $0) }
        }.flatMap { $0 }
        shared = order.count - ofThoseAlone.count
    }

    /// How high the ground is for its width, within bounds: strips shall hold much the same wherever they lie.
    private static func slenderness(_ xs: [Double], _ ys: [Double]) -> Double {
        guard let west = xs.min(), let east = xs.max(), let south = ys.min(), let north = ys.max() else { return 1 }
        return east > west ? min(64, max(1.0 / 64, (north - south) / (east - west))) : 64
    }
}

/// The positions of one strip from south to north, each once.
private struct Strip {
    private(set) var xs: [Double] = []
    private(set) var ys: [Double] = []
    /// Those that one place has alone, by easting, then by northing.
    private(set) var alone: [Int] = []

    /// - Parameter order: The indices of the strip's places, by easting.
    init(_ order: ArraySlice<Int32>, _ allXs: [Double], _ allYs: [Double]) {
        let east = order.map { allXs[Int($0)] }
        let north = order.map { allYs[Int($0)] }
        var isAlone: [Bool] = []
        for place in RadixOrder.indices(by: north.map(RadixOrder.key)) {
            let (x, y) = (east[Int(place)], north[Int(place)])
            if xs.last == x, ys.last == y {
                isAlone[isAlone.count - 1] = false
                continue
            }
            xs.append(x)
            ys.append(y)
            isAlone.append(true)
        }
        alone = RadixOrder.indices(by: xs.map(RadixOrder.key)).map { Int($0) }.filter { isAlone[$0] }
    }
}

/// All strips, from west to east.
private struct Strips: Sendable {
    var xs: [Double] = []
    var ys: [Double] = []
    /// Where the positions of each strip begin; one more than strips.
    var starts = [0]
    /// For each strip where those that stand alone are among its positions.
    var alone: [[Int]] = []
    /// The westernmost and the easternmost position of each strip.
    var west: [Double] = []
    var east: [Double] = []

    init(_ strips: [Strip]) {
        for strip in strips {
            xs += strip.xs
            ys += strip.ys
            starts.append(xs.count)
            alone.append(strip.alone)
            west.append(strip.xs.min() ?? .infinity)
            east.append(strip.xs.max() ?? -.infinity)
        }
    }
}

/// The search from places of one strip after another.
private struct StripSearch {
    private let strips: Strips
    /// For each strip the last northing that was looked up.
    private var cursors: [Int]

    init(_ strips: Strips) {
        self.strips = strips
        cursors = Array(strips.starts.dropLast())
    }

    /// The distances from those of a strip that stand alone, in their order.
    mutating func distances(of strip: Int) -> [Double] {
        let start = strips.starts[strip]
        var squares = [Double](repeating: 0, count: strips.starts[strip + 1] - start)
        // From south to north, so that each look-up begins near the last.
        for place in strips.alone[strip].sorted() { squares[place] = square(from: start + place, in: strip) }
        return strips.alone[strip].map { squares[$0].squareRoot() }
    }

    /// The square of the distance from a position to the nearest other.
    private mutating func square(from place: Int, in strip: Int) -> Double {
        let (x, y) = (strips.xs[place], strips.ys[place])
        var least = Double.infinity
        look(in: strip, above: place + 1, below: place, x, y, &least)
        for other in stride(from: strip - 1, through: 0, by: -1) {
            let gap = x - strips.east[other]
            if gap * gap >= least { break }
            let place = seek(y, in: other)
            look(in: other, above: place, below: place, x, y, &least)
        }
        for other in strip + 1..<max(strip + 1, strips.west.count) {
            let gap = strips.west[other] - x
            if gap * gap >= least { break }
            let place = seek(y, in: other)
            look(in: other, above: place, below: place, x, y, &least)
        }
        return least
    }

    /// Looks at the positions of a strip from some place upwards and from below another downwards.
    @inline(__always)
    private func look(
        in strip: Int, above: Int, below: Int, _ x: Double, _ y: Double, _ least: inout Double
    ) {
        for place in above..<max(above, strips.starts[strip + 1]) {
            let (dx, dy) = (strips.xs[place] - x, strips.ys[place] - y)
            if dy * dy >= least { break }
            least = min(least, dx * dx + dy * dy)
        }
        for place in stride(from: below - 1, through: strips.starts[strip], by: -1) {
            let (dx, dy) = (strips.xs[place] - x, strips.ys[place] - y)
            if dy * dy >= least { break }
            least = min(least, dx * dx + dy * dy)
        }
    }

    /// The first position of a strip that lies no farther south than `y`.
    private mutating func seek(_ y: Double, in strip: Int) -> Int {
        let end = strips.starts[strip + 1]
        var place = cursors[strip]
        if place > strips.starts[strip], strips.ys[place - 1] >= y { place = strips.starts[strip] }
        // By steps that double, then by halves.
        var step = 1
        while place + step <= end, strips.ys[place + step - 1] < y {
            place += step
            step *= 2
        }
        while step > 1 {
            step /= 2
            if place + step <= end, strips.ys[place + step - 1] < y { place += step }
        }
        cursors[strip] = place
        return place
    }
}
