import Foundation

/// The mean time of day, how closely incidents lie round it, and whether the clock matters at all.
///
/// Times are directions on a clock of 24 hours, so that 23:00 and 01:00 have midnight between them and not noon. An incident whose
/// time is a range counts by the mean direction over its range, which is the shorter the longer the range: one that may
/// have happened at any hour says nothing.
///
/// The **Rayleigh test** asks whether one broad peak may be chance. It sees a single peak only: two peaks twelve hours apart
/// cancel, and the scan of the clock (``CircularScan``) finds what it misses. Its p is the series of Greenwood and Durand with the
/// lengths of the directions in place of 1; where that series is of no more use, far out, it goes on as
/// its exponential form.
///
/// Sources: N. I. Fisher (1993), "Statistical analysis of circular data", 4.4.4; J. A. Greenwood, D. Durand (1955),
/// "The distribution of length and components of the sum of n random unit vectors", Annals of Mathematical Statistics 26, 233–246;
/// for ranges J. H. Ratcliffe (2000), "Aoristic analysis".
public struct CircularMean: Sendable, Equatable {
    /// Fewer incidents than these are not tested.
    public static let fewest = 5
    /// Fewer than these have no interval, which holds for many.
    public static let fewestForInterval = 25

    /// Incidents with a time of day.
    public let placed: Int
    /// The mean time of day, minutes from midnight; nil where the times cancel or there is none.
    public let minute: Double?
    /// The resultant length, 0 where the times cancel to 1 where all are one.
    public let resultant: Double
    /// From and to when the mean time lies with a confidence of 95 %, minutes from midnight, on a clock that may run over it; nil
    /// for too few incidents or where it may lie anywhere.
    public let interval: (from: Double, to: Double)?
    /// Rayleigh's z: the square of the sum of directions by the sum of their squares.
    public let z: Double?
    /// The p of the Rayleigh test; nil where it was not made.
    public let p: Double?

    /// Whether all numbers are equal.
    public static func == (a: CircularMean, b: CircularMean) -> Bool {
        a.placed == b.placed && a.minute == b.minute && a.resultant == b.resultant && a.z == b.z && a.p == b.p
            && a.interval?.from == b.interval?.from && a.interval?.to == b.interval?.to
    }

    /// Finds the mean of times. O(times).
    public init(of times: DayTimes) {
        let directions =
            times.moments.map { moment in
                let angle = CircularMean.angle(Double(moment.second))
                return Direction(count: Double(moment.count), x: cos(angle), y: sin(angle))
            } + times.ranges.map(CircularMean.direction)
        let n = Double(times.placed)
        let x = directions.reduce(0) { $0 + $1.count * $1.x }
        let y = directions.reduce(0) { $0 + $1.count * $1.y }
        let length = (x * x + y * y).squareRoot()
        placed = times.placed
        // What rounding leaves of times that cancel is no direction.
        guard n > 0, length > 1e-9 * n else {
            (minute, resultant, interval, z) = (nil, 0, nil, nil)
            p = times.placed >= CircularMean.fewest && directions.contains { $0.squared > 1e-12 } ? 1 : nil
            return
        }
        let mean = atan2(y, x)
        let minute = CircularMean.minute(mean)
        self.minute = minute
        resultant = min(1, length / n)
        // How far each lies to the side of the mean.
        let across = directions.reduce(0) { sum, one in
            let side = one.y * cos(mean) - one.x * sin(mean)
            return sum + one.count * side * side
        }
        let reach = 1.959963984540054 * across.squareRoot() / length
        if times.placed >= CircularMean.fewestForInterval, reach < 1 {
            let minutes = asin(reach) * 720 / Double.pi
            interval = (CircularMean.wrapped(minute - minutes), CircularMean.wrapped(minute + minutes))
        } else {
            interval = nil
        }
        let squares = directions.reduce(0) { $0 + $1.count * $1.squared }
        let fourths = directions.reduce(0) { $0 + $1.count * $1.squared * $1.squared }
        let sixths = directions.reduce(0) { $0 + $1.count * $1.squared * $1.squared * $1.squared }
        let z = length * length / squares
        self.z = z
        p =
            times.placed < CircularMean.fewest
            ? nil
            : CircularMean.rayleigh(
                z, fourth: fourths / (squares * squares), sixth: sixths / (squares * squares * squares))
    }

    /// The probability of so long a sum of directions that are drawn evenly.
    ///
    /// - Parameters:
    ///   - z: The square of the sum's length by the sum of their squared lengths.
    ///   - fourth: The sum of the fourth powers of the lengths by the square of that of the squares; 1/n where all are 1.
    ///   - sixth: The sum of the sixth powers by its cube; 1/n² where all are 1.
    static func rayleigh(_ z: Double, fourth: Double, sixth: Double) -> Double {
        let square = fourth * fourth
        /// The series, by Laguerre's polynomials of the second, third and fourth degree less those before them.
        func series(_ z: Double) -> Double {
            let second = (z * z / 2 - z) * fourth / 2
            let third = (z * z - z - z * z * z / 6) * sixth * 2 / 3
            let last = (1.5 * z * z - z - z * z * z / 2 + z * z * z * z / 24) * square * 3 / 4
            return exp(-z) * (1 - second - third + last)
        }
        /// The same to the second order as one exponential, which is never negative.
        func exponential(_ z: Double) -> Double {
            let first = fourth * (2 * z - z * z) / 4
            let third = sixth * (2 * z - 2 * z * z + z * z * z / 3) / 3
            let last = square * (z * z - 0.75 * z - z * z * z / 4)
            return exp(min(0, first + third + last - z))
        }
        let edge = (4.5 / fourth).squareRoot()
        let p = z <= edge ? series(z) : series(edge) * exponential(z) / exponential(edge)
        return min(1, max(0, p))
    }

    /// What one incident, or several at one moment, say of the time.
    private struct Direction {
        var count: Double
        var x: Double
        var y: Double
        var squared: Double { x * x + y * y }
    }

    /// The mean direction over a range: the integral of the direction by its length.
    private static func direction(_ range: [DayTimes.Stretch]) -> Direction {
        var (x, y, whole) = (0.0, 0.0, 0.0)
        for stretch in range {
            let from = angle(Double(stretch.second))
            let to = from + angle(Double(stretch.length))
            // The chord, which keeps its digits where the range is short.
            let chord = 2 * sin((to - from) / 2)
            x += chord * cos((from + to) / 2)
            y += chord * sin((from + to) / 2)
            whole += to - from
        }
        return Direction(count: 1, x: x / whole, y: y / whole)
    }

    private static func angle(_ second: Double) -> Double { second * Double.pi / 43_200 }
    private static func minute(_ angle: Double) -> Double { wrapped(angle * 720 / Double.pi) }

    /// A minute of the day, 0 ..< 1440.
    private static func wrapped(_ minute: Double) -> Double {
        let rest = minute.truncatingRemainder(dividingBy: 1440)
        let wrapped = rest < 0 ? rest + 1440 : rest
        return wrapped < 1440 ? wrapped : 0
    }
}
