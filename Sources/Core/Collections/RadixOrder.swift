/// The order of numbers by their digits, without comparing them with each other.
///
/// Source: D. E. Knuth (1998), "The Art of Computer Programming 3", 2nd edition, 5.2.5 (radix list sort, from the last digit on).
public enum RadixOrder {
    /// The indices of `keys` by ascending key; equal keys stay in the order in which they came.
    ///
    /// O(keys × digits of 11 bits in the greatest difference of two keys): three passes over a million cells of a town.
    ///
    /// - Parameters:
    ///   - keys: What to sort by.
    ///   - first: The indices in the order in which they come, each at most once; all of them as listed where nil.
    public static func indices(by keys: [UInt64], from first: [Int32]? = nil) -> [Int32] {
        var order = first ?? (0..<Int32(keys.count)).map { $0 }
        guard let least = keys.min(), let most = keys.max(), most > least, order.count > 1 else { return order }
        var other = order
        let bits = 64 - (most - least).leadingZeroBitCount
        for shift in stride(from: 0, to: bits, by: 11) {
            pass(order, into: &other, keys, least: least, shift: shift)
            swap(&order, &other)
        }
        return order
    }

    /// A key that sorts as the number does; −0 sorts as 0. NaN sorts behind or before all, by its sign.
    @inlinable
    public static func key(_ number: Double) -> UInt64 {
        let bits = (number + 0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    /// One pass of a counting sort by the digit at `shift`.
    private static func pass(
        _ order: [Int32], into other: inout [Int32], _ keys: [UInt64], least: UInt64, shift: Int
    ) {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 2048) { next in
            next.initialize(repeating: 0)
            for index in order { next[Int((keys[Int(index)] - least) >> UInt64(shift) & 2047)] += 1 }
            var sum = 0
            for digit in next.indices {
                let count = next[digit]
                next[digit] = sum
                sum += count
            }
            other.withUnsafeMutableBufferPointer { other in
                for index in order {
                    let digit = Int((keys[Int(index)] - least) >> UInt64(shift) & 2047)
                    other[next[digit]] = index
                    next[digit] += 1
                }
            }
        }
    }
}
