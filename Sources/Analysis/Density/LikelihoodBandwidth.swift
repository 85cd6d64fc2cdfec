// The loop over all pairs of places. Unsafe buffers stay within this file: the steps of a pair end with the ladder.

import Foundation
import HomewardCore
import HomewardGeometry

/// The bandwidth under which each incident is likeliest, seen from all others.
///
/// The bandwidths that are looked at form a ladder whose steps are a quarter of an octave. Where one is smaller than another by √2, its
/// kernel is the other's square: two exponentials a pair do for all of them. Between the best step and its neighbours a parabola is laid.
struct LikelihoodBandwidth: Sendable {
    /// The best standard deviation, m.
    let deviation: Double
    /// Whether the best step is the ladder's first or last.
    let isAtEnd: Bool
    /// The logarithm of the likelihood at each step, by ascending bandwidth; the density is by m².
    let curve: [BandwidthEvidence.Step]

    /// The least standard deviation that is looked at, m.
    static let least = 1.0

    /// Looks at all. O(places² × steps).
    init(_ places: JoinedPlaces, in raster: KernelRaster) {
        let tiling = raster.tiling
        let (wide, high) = (Double(tiling.columns) * tiling.cellSize, Double(tiling.rows) * tiling.rowHeight)
        let greatest = (wide * wide + high * high).squareRoot() / 2
        let least = max(Self.least, 2 * places.width)
        let steps = max(3, Int((4 * log2(greatest / least)).rounded(.down)) + 1)
        let ladder = (0..<steps).map { greatest * exp2(-Double($0) / 4) }
        let values = Self.values(places.all, ladder)
        let best = values.indices.max { (values[$0], $1) < (values[$1], $0) } ?? 0
        isAtEnd = best == 0 || best == steps - 1
        var shift = 0.0
        if !isAtEnd, values[best + 1].isFinite {
            let (before, here, after) = (values[best - 1], values[best], values[best + 1])
            let bend = before - 2 * here + after
            if bend < 0 { shift = max(-1, min(1, (before - after) / (2 * bend))) }
        }
        deviation = greatest * exp2(-(Double(best) + shift) / 4)
        curve = zip(ladder, values).map { BandwidthEvidence.Step(deviation: $0, value: $1) }.reversed()
    }

    /// The logarithm of the likelihood at each step of a ladder that falls by a quarter of an octave.
    static func values(_ places: [JoinedPlaces.Place], _ ladder: [Double]) -> [Double] {
        guard let top = ladder.first else { return [] }
        let factor = -1 / (2 * top * top)
        let scales = ladder.map { 1 / (2 * Double.pi * $0 * $0) }
        let block = 64
        let parts = Parallel.map((places.count + block - 1) / block) { number in
            var sums = [Double](repeating: 0, count: ladder.count)
            var density = sums
            for own in number * block..<min(places.count, (number + 1) * block) {
                for step in density.indices { density[step] = places[own].count - 1 }
                density.withUnsafeMutableBufferPointer { density in
                    places.withUnsafeBufferPointer { places in
                        add(places, around: own, factor, to: density)
                    }
                }
                for step in sums.indices { sums[step] += places[own].count * log(density[step] * scales[step]) }
            }
            return sums
        }
        return ladder.indices.map { step in parts.reduce(0) { $0 + $1[step] } }
    }

    /// Adds the kernels of all other places at one, step by step.
    private static func add(
        _ places: UnsafeBufferPointer<JoinedPlaces.Place>, around own: Int, _ factor: Double,
        to density: UnsafeMutableBufferPointer<Double>
    ) {
        let (x, y, steps, all) = (places[own].x, places[own].y, density.count, places.count)
        guard let places = places.baseAddress, let density = density.baseAddress else { return }
        func add(from start: Int, to end: Int) {
            var other = start
            while other < end {
                let (dx, dy) = (places[other].x - x, places[other].y - y)
                let power = factor * (dx * dx + dy * dy)
                let count = places[other].count
                var (even, odd) = (exp(power), exp(power * 2.0.squareRoot()))
                var step = 0
                while step < steps, even > 1e-290 {
                    density[step] += count * even
                    if step &+ 1 < steps { density[step &+ 1] += count * odd }
                    even *= even
                    odd *= odd
                    step &+= 2
                }
                other &+= 1
            }
        }
        add(from: 0, to: own)
        add(from: own + 1, to: all)
    }
}
