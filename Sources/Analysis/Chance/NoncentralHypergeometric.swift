import Foundation

/// Fisher's noncentral hypergeometric distribution: of a group of `first` and a group of `second` things `drawn` are taken
/// in all; how many of the first group, where one of them is taken with `odds` times the odds of one of the second?
///
/// It is the exact distribution of one count of a table of two by two, given its margins, when the odds ratio is `odds`.
///
/// Source: R. A. Fisher (1935), "The logic of inductive inference", Journal of the Royal Statistical Society 98(1), 39–82;
/// the sums run from the mode, after J. G. Liao, O. Rosen (2001), "Fast and stable algorithms for computing and sampling
/// from the noncentral hypergeometric distribution", The American Statistician 55(4), 366–369.
public struct NoncentralHypergeometric: Sendable, Equatable {
    /// The size of the first group.
    public var first: Int
    /// The size of the second group.
    public var second: Int
    /// How many are taken of both together, at most `first` + `second`.
    public var drawn: Int

    /// The distribution for groups of these sizes; negative sizes count as 0, and no more can be drawn than there are.
    public init(first: Int, second: Int, drawn: Int) {
        self.first = max(0, first)
        self.second = max(0, second)
        self.drawn = max(0, min(drawn, self.first + self.second))
    }

    /// The counts that are possible.
    public var counts: ClosedRange<Int> { max(0, drawn - second)...min(first, drawn) }

    /// The probability of at least `count` of the first group. `odds` is greater than 0. O(√drawn).
    public func upperTail(_ count: Int, odds: Double) -> Double {
        if count <= counts.lowerBound { return 1 }
        if count > counts.upperBound { return 0 }
        let mode = mode(odds)
        let total = 1 + above(mode, odds, from: 1) + below(mode, odds, from: 1)
        guard count > mode else { return max(0, 1 - lowerSum(count - 1, odds, mode: mode) / total) }
        return min(1, upperSum(count, odds, mode: mode) / total)
    }

    /// The probability of at most `count` of the first group. `odds` is greater than 0. O(√drawn).
    public func lowerTail(_ count: Int, odds: Double) -> Double {
        if count >= counts.upperBound { return 1 }
        if count < counts.lowerBound { return 0 }
        let mode = mode(odds)
        let total = 1 + above(mode, odds, from: 1) + below(mode, odds, from: 1)
        guard count < mode else { return max(0, 1 - upperSum(count + 1, odds, mode: mode) / total) }
        return min(1, lowerSum(count, odds, mode: mode) / total)
    }

    /// The exact interval for the odds ratio, each tail at most (1 − confidence)/2: from 0 where `count` is the least
    /// possible, without end (nil) where it is the greatest. About 60 tails for each end.
    public func interval(_ count: Int, confidence: Double = 0.95) -> (lower: Double, upper: Double?) {
        guard confidence < 1, counts.contains(count) else { return (0, nil) }
        let tail = (1 - max(0, confidence)) / 2
        let lower = count == counts.lowerBound ? 0 : exp(logOdds { upperTail(count, odds: exp($0)) < tail })
        let upper = count == counts.upperBound ? nil : exp(logOdds { lowerTail(count, odds: exp($0)) > tail })
        return (lower, upper)
    }

    /// The mid-p interval for the odds ratio: half of the probability of `count` itself belongs to either tail.
    ///
    /// The exact interval of ``interval(_:confidence:)`` holds the truth more often than it says, much more where counts are small, because
    /// counts are whole. This one holds it about as often as it says. From 0 where `count` is the least possible, without end (nil)
    /// where it is the greatest. About 120 tails for each end.
    ///
    /// Sources: H. O. Lancaster (1961), "Significance tests in discrete distributions", Journal of the American Statistical Association
    /// 56(294), 223–234; A. Agresti (2013), "Categorical Data Analysis", 3rd edition, 16.6.
    public func midInterval(_ count: Int, confidence: Double = 0.95) -> (lower: Double, upper: Double?) {
        guard confidence < 1, counts.contains(count) else { return (0, nil) }
        let tail = (1 - max(0, confidence)) / 2
        let lower = count == counts.lowerBound ? 0 : exp(logOdds { midTails(count, odds: exp($0)).upper < tail })
        let upper = count == counts.upperBound ? nil : exp(logOdds { midTails(count, odds: exp($0)).lower > tail })
        return (lower, upper)
    }

    /// Twice the smaller of the two tails that hold half of the probability of `count` each; 1 at most. `odds` is greater than 0. It is less
    /// than 0.05 just where the interval of ``midInterval(_:confidence:)`` leaves `odds` out.
    public func midP(_ count: Int, odds: Double = 1) -> Double {
        let tails = midTails(count, odds: odds)
        return min(1, 2 * min(tails.lower, tails.upper))
    }

    private func midTails(_ count: Int, odds: Double) -> (lower: Double, upper: Double) {
        (
            (lowerTail(count, odds: odds) + lowerTail(count - 1, odds: odds)) / 2,
            (upperTail(count, odds: odds) + upperTail(count + 1, odds: odds)) / 2
        )
    }

    /// Where a condition that holds for small odds stops to hold, as a logarithm, by halving.
    private func logOdds(where holds: (Double) -> Bool) -> Double {
        var (low, high) = (-1.0, 1.0)
        while !holds(low), low > -600 { low *= 2 }
        while holds(high), high < 600 { high *= 2 }
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high, high - low > 1e-14 else { return middle }
            if holds(middle) { low = middle } else { high = middle }
        }
    }

    /// P(`count` + 1) ÷ P(`count`), which falls as `count` grows.
    private func step(_ count: Int, _ odds: Double) -> Double {
        odds * (Double(first - count) / Double(count + 1))
            * (Double(drawn - count) / Double(second - drawn + count + 1))
    }

    /// The most probable count; of two the greater.
    private func mode(_ odds: Double) -> Int {
        var (low, high) = (counts.lowerBound, counts.upperBound)
        while low < high {
            let middle = (low + high + 1) / 2
            if step(middle - 1, odds) >= 1 { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The sum of what lies above `count`, in parts of the mode's probability; `term` is what `count` has.
    private func above(_ count: Int, _ odds: Double, from term: Double) -> Double {
        var (sum, term, count) = (0.0, term, count)
        while count < counts.upperBound {
            term *= step(count, odds)
            sum += term
            count += 1
            if term <= sum * 1e-18 { break }
        }
        return sum
    }

    /// The sum of what lies below `count`, likewise.
    private func below(_ count: Int, _ odds: Double, from term: Double) -> Double {
        var (sum, term, count) = (0.0, term, count)
        while count > counts.lowerBound {
            count -= 1
            term /= step(count, odds)
            sum += term
            if term <= sum * 1e-18 { break }
        }
        return sum
    }

    /// The sum from `count`, which is above the mode, upwards.
    private func upperSum(_ count: Int, _ odds: Double, mode: Int) -> Double {
        var term = 1.0
        for other in mode..<count {
            term *= step(other, odds)
            if term == 0 { return 0 }
        }
        return term + above(count, odds, from: term)
    }

    /// The sum from `count`, which is below the mode, downwards.
    private func lowerSum(_ count: Int, _ odds: Double, mode: Int) -> Double {
        var term = 1.0
        for other in stride(from: mode - 1, through: count, by: -1) {
            term /= step(other, odds)
            if term == 0 { return 0 }
        }
        return term + below(count, odds, from: term)
    }
}
