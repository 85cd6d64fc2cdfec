/// The order of numbers by their digits, without comparing them with each other.
///
/// Source: D. E. Knuth (1998), "The Art of Computer Programming 3", 2nd edition, 5.2.5 (radix list sort, from the last digit on).
public enum RadixOrder {
    /// The indices of `keys` by ascending key; equal keys stay in the order in which they came.
    ///
    /// O(keys × digits of 11 bits in the greatest difference of two keys), where digits that all keys share cost little: three passes
    /// over a million cells of a town, two over a million eastings in whole metres.
    ///
    /// - Parameters:
    ///   - keys: What to sort by.
    ///   - first: The indices in the order in which they come, each at most once; all of them as listed where nil.
    public static func indices(by keys: [UInt64], from first: [Int32]? = nil) -> [Int32] {
        var order = first ?? (0..<Int32(keys.count)).map { $0 }
        guard let least = keys.min(), let most = keys.max(), most > least, order.count > 1 else { return order }
        var other = order
        let digits = (64 - (most - least).leadingZeroBitCount + 10) / 11
        withUnsafeTemporaryAllocation(of: Int.self, capacity: digits * 2048) { starts in
            starts.initialize(repeating: 0)
            count(order, keys, least: least, digits: digits, into: starts)
            for digit in 0..<digits {
                let own = UnsafeMutableBufferPointer(rebasing: starts[digit * 2048..<(digit + 1) * 2048])
                // Where all keys have the same digit there is nothing to do.
                if own.contains(order.count) { continue }
                var sum = 0
                for value in own.indices {
                    let count = own[value]
                    own[value] = sum
                    sum += count
                }
                deal(order, into: &other, keys, least: least, shift: 11 * digit, from: own)
                swap(&order, &other)
            }
        }
        return order
    }

    /// A key that sorts as the number does; −0 sorts as 0. NaN sorts behind or before all, by its sign.
    @inlinable
    public static func key(_ number: Double) -> UInt64 {
        let bits = (number + 0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    /// Counts how often each value of each digit occurs, the digits one after the other.
    private static func count(
        _ order: [Int32], _ keys: [UInt64], least: UInt64, digits: Int, into counts: UnsafeMutableBufferPointer<Int>
    ) {
        for index in order {
            var rest = keys[Int(index)] - least
            for digit in 0..<digits {
                counts[digit * 2048 + Int(rest & 2047)] += 1
                rest >>= 11
            }
        }
    }

    /// Deals the indices out by the digit at `shift`, those of each value from where it starts.
    private static func deal(
        _ order: [Int32], into other: inout [Int32], _ keys: [UInt64], least: UInt64, shift: Int,
        from next: UnsafeMutableBufferPointer<Int>
    ) {
        other.withUnsafeMutableBufferPointer { other in
            for index in order {
                let value = Int((keys[Int(index)] - least) >> UInt64(shift) & 2047)
                other[next[value]] = index
                next[value] += 1
            }
        }
    }
}
