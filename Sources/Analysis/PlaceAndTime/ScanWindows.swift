import Foundation

/// The pieces of time that a scan tells apart, and the windows that it makes of them.
///
/// A piece is a stretch of whole days, or a part of the 24 hours. On the clock the pieces that a window over midnight reaches are
/// laid out once more behind the last, so that such a window is one run of pieces too.
struct ScanWindows: Sendable {
    /// How many pieces there are; windows begin in these.
    let bins: Int
    /// How many are laid out.
    let laidOut: Int
    /// The length of the longest window.
    let longest: Int
    /// Whether only windows that end with the last piece count.
    let areOngoing: Bool
    /// The incidents in all pieces before each, and before the end.
    let before: [Int]

    /// Lays out the pieces. O(pieces).
    ///
    /// - Parameters:
    ///   - counts: The incidents in each piece.
    ///   - longest: The length of the longest window, at most as many as there are pieces.
    ///   - isClock: Whether the first piece follows the last.
    ///   - areOngoing: Whether only windows that end with the last piece count.
    init(counts: [Int], longest: Int, isClock: Bool, areOngoing: Bool = false) {
        bins = counts.count
        laidOut = counts.count + (isClock ? longest - 1 : 0)
        self.longest = longest
        self.areOngoing = areOngoing
        var before = [0]
        for bin in 0..<laidOut { before.append(before[bin] + counts[bin % counts.count]) }
        self.before = before
    }

    /// The last pieces of the windows that begin with one; nil where none does. O(1).
    func ends(from start: Int) -> ClosedRange<Int>? {
        let last = min(start + longest, laidOut) - 1
        guard areOngoing else { return start...last }
        return last == bins - 1 ? last...last : nil
    }

    /// The first piece that lies in a window.
    var first: Int { areOngoing ? max(0, bins - longest) : 0 }

    /// All incidents in a window. O(1).
    func total(_ start: Int, _ end: Int) -> Int { before[end + 1] - before[start] }
}

/// How much less likely a count is if time has nothing to do with place.
struct ScanRatio: Sendable {
    /// All incidents.
    let total: Int

    /// The logarithm of the likelihood ratio of a cylinder: c ln(c / µ) + (C − c) ln((C − c) / (C − µ)) where it holds more incidents
    /// than expected, 0 elsewhere. O(1).
    ///
    /// - Parameters:
    ///   - count: The incidents in it, c.
    ///   - product: The incidents in its circle by those in its window; by all incidents C it is the number expected, µ.
    func strength(_ count: Int, product: Int) -> Double {
        let (observed, all) = (Double(count), Double(total))
        let expected = Double(product) / all
        guard observed > expected else { return 0 }
        let inside = observed * log(observed / expected)
        return count < total ? inside - (all - observed) * log1p((observed - expected) / (all - observed)) : inside
    }

    /// The product of circle and window up to which so many incidents may reach a strength; a little more, never less. O(1).
    func greatestProduct(_ count: Int, reaching strength: Double) -> Int {
        let (observed, all) = (Double(count), Double(total))
        // Less by what rounding can make of it.
        let wanted = strength - 1e-6
        guard wanted > 0 else { return count * total - 1 }
        // Newton's method in the logarithm of the expectation: the strength falls and is convex there, so that every step from the
        // left stays on the left.
        var place = log(observed) - 1 - wanted / observed
        for _ in 0..<100 {
            let expected = exp(place)
            let rest = count < total ? (all - observed) * log1p((observed - expected) / (all - observed)) : 0
            let slope = (all - observed) * expected / (all - expected) - observed
            let step = (observed * (log(observed) - place) - rest - wanted) / slope
            guard slope < 0, step < -1e-13 * max(1, abs(place)) else { break }
            place -= step
        }
        return min(count * total - 1, Int(exp(place) * (1 + 1e-9) * all) + 1)
    }
}
