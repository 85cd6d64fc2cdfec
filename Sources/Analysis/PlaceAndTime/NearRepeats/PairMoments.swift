/// Sums over the pairs of some things from which follows what a sum of products is to be expected where one side is dealt
/// anew among them.
///
/// Let aₑ be a number for each pair e of places, and bₑ one for each pair of times. Where times are dealt among places, each deal
/// equally likely, mean and variance of Σ aₑ bₑ over all pairs follow from three sums of each side: over pairs, over their squares, and
/// over the products of two pairs that share a thing.
///
/// Source: N. Mantel (1967), "The detection of disease clustering and a generalized regression approach", Cancer
/// Research 27(2), 209–220; for counts of pairs D. E. Barton, F. N. David (1966), "The random intersection of two graphs".
struct PairMoments: Sendable, Equatable {
    /// Over all pairs.
    var sum = 0.0
    /// Of their squares.
    var squares = 0.0
    /// Of the products of two different pairs that share a thing, each two once.
    var adjacent = 0.0

    /// Adds what the pairs of one thing add: all pairs have two things, so sums and squares count by half.
    mutating func add(sum own: Double, squares ownSquares: Double) {
        sum += own / 2
        squares += ownSquares / 2
        adjacent += (own * own - ownSquares) / 2
    }

    /// Adds `times` things that are in so many pairs each, where pairs count 1 or 0.
    mutating func add(degree: Int, times: Int = 1) {
        let (k, n) = (Double(degree), Double(times))
        sum += n * k / 2
        squares += n * k / 2
        adjacent += n * k * (k - 1) / 2
    }

    /// Mean and variance of the sum of products over all deals among `count` things. O(1).
    static func ofProduct(_ a: PairMoments, _ b: PairMoments, among count: Int) -> (mean: Double, variance: Double) {
        let n = Double(count)
        guard count > 1 else { return (0, 0) }
        let pairs = n * (n - 1) / 2
        let mean = a.sum * b.sum / pairs
        var second = a.squares * b.squares / pairs
        if count > 2 { second += 2 * a.adjacent * b.adjacent / (pairs * (n - 2)) }
        if count > 3 {
            let apart = { (moments: PairMoments) in
                (moments.sum * moments.sum - moments.squares) / 2 - moments.adjacent
            }
            second += 2 * apart(a) * apart(b) / (pairs * (n - 2) * (n - 3) / 4)
        }
        return (mean, max(0, second - mean * mean))
    }
}
