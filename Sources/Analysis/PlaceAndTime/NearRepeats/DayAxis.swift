/// Days as small numbers, so that differences up to a limit stay as they are.
///
/// Days on which nothing happened are left out where there are more in a row than anybody asks about.
struct DayAxis: Sendable {
    /// The largest number that a day may get.
    static let most = Int(Int16.max)
    /// The number of each day that was given.
    let numbers: [Int16]
    /// One more than the greatest number.
    let span: Int

    /// - Parameters:
    ///   - days: The day of each incident.
    ///   - reach: The most days that anybody asks about; two days further apart stay further apart.
    /// - Returns: Nil where the numbers would not be small: over 89 years without a gap.
    init?(_ days: [Int], reach: Int) {
        let distinct = Set(days).sorted()
        var number = 0
        var numberOf: [Int: Int16] = [:]
        for (index, day) in distinct.enumerated() {
            if index > 0 { number += min(day - distinct[index - 1], reach + 1) }
            guard number <= DayAxis.most else { return nil }
            numberOf[day] = Int16(number)
        }
        numbers = days.map { numberOf[$0] ?? 0 }
        span = distinct.isEmpty ? 0 : number + 1
    }

    /// For each number, how many of the days lie so far from it as each band says, the day itself not counted; and what follows for
    /// pairs of times. O(span × bands + days).
    func counts(_ bands: [DayBand]) -> (timely: [Int32], moments: [PairMoments]) {
        var on = [Int](repeating: 0, count: span)
        for number in numbers { on[Int(number)] += 1 }
        // Those before each number.
        var before = [0]
        for count in on { before.append(before[before.count - 1] + count) }
        func within(_ from: Int, _ to: Int) -> Int {
            let (low, high) = (max(0, from), min(span - 1, to))
            return low > high ? 0 : before[high + 1] - before[low]
        }
        var timely = [Int32](repeating: 0, count: span * bands.count)
        var moments = [PairMoments](repeating: PairMoments(), count: bands.count)
        for number in 0..<span where on[number] > 0 {
            for (index, band) in bands.enumerated() {
                let last = band.last ?? span
                let count =
                    band.first == 0
                    ? within(number - last, number + last) - 1
                    : within(number - last, number - band.first) + within(number + band.first, number + last)
                timely[number * bands.count + index] = Int32(count)
                moments[index].add(degree: count, times: on[number])
            }
        }
        return (timely, moments)
    }
}
