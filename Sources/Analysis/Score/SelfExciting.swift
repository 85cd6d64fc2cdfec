import Foundation
public import HomewardCore
public import HomewardGeometry

/// A self-exciting point process: a background that stays where it is, and incidents that each bring others nearby soon after.
///
/// The intensity at a place and time is μ b(place) + Σ over earlier incidents θ f(days since) g(distance). f is exponential, g Gaussian, both cut
/// off at ``reachDays`` and ``reachMetres`` and scaled to 1 within. θ, the branching ratio, is how many further incidents one brings on average.
///
/// b mixes kernel densities of the incidents with four bandwidths, ``background``, a half, a quarter and a sixteenth of it, and ground that
/// is alike everywhere; each incident is weighted by the probability that it belongs to the background and leaves itself out. A background that is
/// too smooth would make places that are always busy look as if one incident brought the next.
///
/// 1. Pairs of incidents within both reaches are listed through buckets.
/// 2. With the parts of b fixed, expectation and maximisation find μ, the parts' shares, θ, the days of f and the metres of g: the
///    probability that one incident was brought by another is its share in the intensity, and each parameter is the exact maximum given
///    these. The likelihood never falls.
/// 3. b is made anew with the probabilities found, and 2 is repeated, three times in all (stochastic declustering).
///
/// Incidents brought by those before the first one, and by those outside the study area, count as background; the end of the time is
/// allowed for.
///
/// Sources: G. O. Mohler and others (2011), "Self-exciting point process modeling of crime", Journal of the American Statistical Association
/// 106(493), 100–108; D. Marsan, O. Lengliné (2008), "Extending earthquakes' reach through cascading", Science 319, 1076–1079; J. Zhuang, Y. Ogata,
/// D. Vere-Jones (2002), "Stochastic declustering of space–time earthquake occurrences", same journal 97(458), 369–380. The interval of θ is that of
/// its observed information together with μ.
///
/// O(incidents × neighbours × rounds). The same for any number of threads; incidents must come in the order of time.
public struct SelfExciting: Configurable, Equatable {
    /// How long after an incident another may be brought by it, days.
    public var reachDays = 60.0
    /// How far away, m.
    public var reachMetres = 500.0
    /// The widest bandwidth of the background, m.
    public var background = 400.0

    /// The standard process.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number(
            "score.trigger_days", \.reachDays, in: 1...366, unit: "days",
            "how long after an incident the self-exciting process looks for others that it brought"),
        .number(
            "score.trigger_m", \.reachMetres, in: 20...10_000, unit: "m",
            "how far from an incident the self-exciting process looks for others that it brought"),
        .number(
            "score.background_m", \.background, in: 50...10_000, unit: "m",
            "the widest bandwidth of the self-exciting process's background; a half, a quarter and a sixteenth of it are taken too, and how much of each is learnt"
        ),
    ]

    /// The fewest incidents from which it can be learnt.
    public static let fewest = 30
    /// g is no narrower than this, m: incidents at one recorded place would else make it infinitely narrow.
    public static let leastMetres = 10.0
    /// f is no shorter than this, days: an incident that was recorded twice would else make it infinitely short.
    public static let leastDays = 0.125

    /// What the widest bandwidth is divided by.
    static let narrowings = [1.0, 2, 4, 16]
    /// Even ground, and a kernel of each bandwidth.
    static let parts = 5
    private static let declusterings = 3
    private static let mostRounds = 100

    /// Fits the process.
    ///
    /// - Parameters:
    ///   - points: Where incidents happened.
    ///   - times: When, days, ascending.
    ///   - from: The moment from which on all is known, days.
    ///   - until: The moment until which all is known, days; the last time at the earliest.
    ///   - area: The ground of the study area, m².
    /// - Throws: `SettingError`; ``AnalysisError/fewToLearn(incidents:fewest:)``.
    public func fit(points: [Point], times: [Double], from: Double, until: Double, area: Double) throws
        -> SelfExcitingFit
    {
        try check()
        let count = min(points.count, times.count)
        guard count >= SelfExciting.fewest, until > from, area > 0 else {
            throw AnalysisError.fewToLearn(incidents: count, fewest: SelfExciting.fewest)
        }
        let pairs = TriggerPairs(points, times, days: reachDays, metres: reachMetres)
        let neighbours = BackgroundPairs(points, bandwidth: background)
        var fit = SelfExcitingFit(
            method: self, from: from, until: until, perDay: 0.8 * Double(count) / (until - from), branching: 0.2,
            meanDays: reachDays / 4, metres: reachMetres / 3, background: [Double](repeating: 1, count: count))
        fit.parts = [Double](repeating: 1 / Double(SelfExciting.parts), count: SelfExciting.parts)
        // How long each incident could be followed.
        let remaining = times.prefix(count).map { min(reachDays, max(0, until - $0)) }
        for _ in 0..<SelfExciting.declusterings {
            let densities = neighbours.densities(weights: fit.background, area: area)
            var likelihoods: [Double] = []
            for _ in 0..<SelfExciting.mostRounds {
                let step = pairs.step(fit, densities)
                likelihoods.append(
                    step.logLikelihood - fit.perDay * (until - from)
                        - fit.branching * SelfExciting.followed(remaining, rate: 1 / fit.meanDays, reach: reachDays))
                fit.background = step.background
                fit.information = step.information
                let isDone =
                    likelihoods.count > 1
                    && likelihoods[likelihoods.count - 1] - likelihoods[likelihoods.count - 2] < 1e-5 * Double(count)
                if isDone { break }
                update(&fit, step, remaining)
            }
            fit.likelihoods.append(likelihoods)
        }
        fit.pairs = pairs.count
        return fit
    }

    /// The parameters that are likeliest given who was brought by whom.
    private func update(_ fit: inout SelfExcitingFit, _ step: TriggerPairs.Step, _ remaining: [Double]) {
        let all = step.background.reduce(0, +)
        fit.perDay = all / (fit.until - fit.from)
        if all > 0 { fit.parts = step.parts.map { $0 / all } }
        guard step.brought > 1e-9 else {
            fit.branching = 0
            return
        }
        // The slope of the likelihood in the rate of f falls with the rate, that in the variance of g too: halving finds where it is nought.
        let full = remaining.count { $0 >= reachDays }
        let cut = remaining.filter { $0 < reachDays }
        func slope(_ rate: Double) -> Double {
            var sum = Double(full) * -expm1(-rate * reachDays)
            var change = Double(full) * reachDays * exp(-rate * reachDays)
            for length in cut {
                sum += -expm1(-rate * length)
                change += length * exp(-rate * length)
            }
            return step.brought / rate - step.days - step.brought * change / max(1e-300, sum)
        }
        var (low, high) = (1 / (2 * reachDays), 1 / SelfExciting.leastDays)
        for _ in 0..<50 {
            let middle = (low * high).squareRoot()
            if slope(middle) > 0 { low = middle } else { high = middle }
        }
        fit.meanDays = 1 / (low * high).squareRoot()
        let mean = step.squares / step.brought
        let square = reachMetres * reachMetres
        func meanSquare(_ variance: Double) -> Double {
            let tail = exp(-square / (2 * variance))
            return 2 * variance - square * tail / max(1e-300, 1 - tail)
        }
        var (narrow, wide) = (SelfExciting.leastMetres, 4 * reachMetres)
        for _ in 0..<50 {
            let middle = (narrow * wide).squareRoot()
            if meanSquare(middle * middle) < mean { narrow = middle } else { wide = middle }
        }
        fit.metres = (narrow * wide).squareRoot()
        fit.branching =
            step.brought
            / max(1e-300, SelfExciting.followed(remaining, rate: 1 / fit.meanDays, reach: reachDays))
    }

    /// What the incidents would have brought until the end, if each brings one in all.
    private static func followed(_ remaining: [Double], rate: Double, reach: Double) -> Double {
        remaining.reduce(0) { $0 - expm1(-rate * $1) } / -expm1(-rate * reach)
    }
}

/// A self-exciting process as it was fitted.
public struct SelfExcitingFit: Sendable, Equatable {
    /// With which reaches.
    public var method: SelfExciting
    /// From when on all was known, days.
    public var from: Double
    /// Until when.
    public var until: Double
    /// μ: background incidents a day.
    public var perDay: Double
    /// θ: how many further incidents one brings.
    public var branching: Double
    /// The mean of f before it is cut off, days.
    public var meanDays: Double
    /// The standard deviation of g along one axis before it is cut off, m.
    public var metres: Double
    /// For each incident the probability that it belongs to the background.
    public var background: [Double]
    /// The shares of the parts of the background, adding up to 1: even ground, then the kernels, the widest first.
    public var parts: [Double] = []
    /// The log likelihood after each round, for each background.
    public var likelihoods: [[Double]] = []
    /// The pairs within both reaches.
    public var pairs = 0
    /// The observed information of μ and θ: (μμ, μθ, θθ).
    var information: [Double] = [0, 0, 0]

    /// The standard error of ``branching``; nil where the data do not tell.
    public var branchingError: Double? {
        let determinant = information[0] * information[2] - information[1] * information[1]
        guard determinant > 0, information[0] > 0 else { return nil }
        return (information[0] / determinant).squareRoot()
    }

    /// The part of what an incident brings that comes between two ages, days.
    func share(from early: Double, to late: Double) -> Double {
        let (a, b) = (max(0, min(method.reachDays, early)), max(0, min(method.reachDays, late)))
        let whole = -expm1(-method.reachDays / meanDays)
        return whole > 0 ? (exp(-a / meanDays) - exp(-b / meanDays)) / whole : 0
    }

    /// Adds the incidents by m² that earlier ones are expected to bring in a period to those of the cells.
    ///
    /// - Parameters:
    ///   - scores: For each cell.
    ///   - points: Where incidents happened.
    ///   - times: When, days.
    ///   - period: From when to when, days.
    ///   - grid: Square cells.
    func addBrought(
        to scores: inout [Double], by points: [Point], times: [Double], in period: ClosedRange<Double>, on grid: Grid
    ) {
        let variance = metres * metres
        let whole = -expm1(-method.reachMetres * method.reachMetres / (2 * variance))
        let height = branching / (2 * Double.pi * variance * whole)
        for (point, time) in zip(points, times) {
            let part = share(from: period.lowerBound - time, to: period.upperBound - time)
            guard part > 0 else { continue }
            let weight = height * part
            grid.forEachCell(within: method.reachMetres, of: point) { cell, square in
                scores[cell] += weight * exp(-square / (2 * variance))
            }
        }
    }
}

/// Pairs of an incident and an earlier one within both reaches.
struct TriggerPairs: Sendable {
    /// What one round of expectation finds.
    struct Step {
        var logLikelihood = 0.0
        /// Incidents that were brought, in probability.
        var brought = 0.0
        /// Their days since the incident that brought them, added up.
        var days = 0.0
        /// The squares of their distances.
        var squares = 0.0
        var background: [Double] = []
        /// Background incidents by part, in probability.
        var parts = [Double](repeating: 0, count: SelfExciting.parts)
        var information = [0.0, 0.0, 0.0]
    }

    private static let blocks = 64
    /// Where the pairs of each incident begin.
    private let starts: [Int]
    private let days: [Float]
    private let squares: [Float]

    var count: Int { days.count }

    init(_ points: [Point], _ times: [Double], days reachDays: Double, metres: Double) {
        let count = min(points.count, times.count)
        let buckets = PointBuckets(Array(points.prefix(count)), reach: metres)
        let parts = Parallel.map(TriggerPairs.blocks) { block -> (lengths: [Int], days: [Float], squares: [Float]) in
            var part: (lengths: [Int], days: [Float], squares: [Float]) = ([], [], [])
            for index in count * block / TriggerPairs.blocks..<count * (block + 1) / TriggerPairs.blocks {
                let (point, time) = (points[index], times[index])
                var found: [(other: Int, days: Float, square: Float)] = []
                buckets.forEachNeighbour(of: index) { other in
                    let age = time - times[other]
                    guard age > 0, age <= reachDays else { return }
                    let (dx, dy) = (point.x - points[other].x, point.y - points[other].y)
                    found.append((other, Float(age), Float(dx * dx + dy * dy)))
                }
                found.sort { $0.other < $1.other }
                part.lengths.append(found.count)
                part.days += found.map(\.days)
                part.squares += found.map(\.square)
            }
            return part
        }
        var starts = [0]
        for length in parts.flatMap(\.lengths) { starts.append((starts.last ?? 0) + length) }
        self.starts = starts
        days = parts.flatMap(\.days)
        squares = parts.flatMap(\.squares)
    }

    /// Who was brought by whom, in probability. O(pairs).
    ///
    /// - Parameter densities: For each incident those of the parts of the background.
    func step(_ fit: SelfExcitingFit, _ densities: [Double]) -> Step {
        let rate = 1 / fit.meanDays
        let precision = 1 / (2 * fit.metres * fit.metres)
        let wholeDays = -expm1(-rate * fit.method.reachDays)
        let wholeMetres = -expm1(-fit.method.reachMetres * fit.method.reachMetres * precision)
        let height = rate / wholeDays * precision / Double.pi / wholeMetres
        let count = densities.count / SelfExciting.parts
        let parts = Parallel.map(TriggerPairs.blocks) { block -> Step in
            var step = Step()
            for index in count * block / TriggerPairs.blocks..<count * (block + 1) / TriggerPairs.blocks {
                var (sum, age, square) = (0.0, 0.0, 0.0)
                for pair in starts[index]..<starts[index + 1] {
                    let (d, s) = (Double(days[pair]), Double(squares[pair]))
                    let value = exp(-rate * d - precision * s)
                    sum += value
                    age += value * d
                    square += value * s
                }
                let own = SelfExciting.parts * index
                var density = 0.0
                for part in 0..<SelfExciting.parts { density += fit.parts[part] * densities[own + part] }
                let base = fit.perDay * density
                let trigger = height * sum
                let all = max(1e-300, base + fit.branching * trigger)
                step.logLikelihood += log(all)
                step.background.append(base / all)
                for part in 0..<SelfExciting.parts {
                    step.parts[part] += fit.perDay * fit.parts[part] * densities[own + part] / all
                }
                let part = fit.branching * height / all
                step.brought += part * sum
                step.days += part * age
                step.squares += part * square
                let (byRate, byBranching) = (density / all, trigger / all)
                step.information[0] += byRate * byRate
                step.information[1] += byRate * byBranching
                step.information[2] += byBranching * byBranching
            }
            return step
        }
        var whole = Step()
        for part in parts {
            whole.logLikelihood += part.logLikelihood
            whole.brought += part.brought
            whole.days += part.days
            whole.squares += part.squares
            whole.background += part.background
            for index in 0..<SelfExciting.parts { whole.parts[index] += part.parts[index] }
            for index in 0..<3 { whole.information[index] += part.information[index] }
        }
        return whole
    }
}

/// Incidents within three bandwidths of each other, for the background.
struct BackgroundPairs: Sendable {
    private let points: [Point]
    private let bandwidth: Double
    private let buckets: PointBuckets

    init(_ points: [Point], bandwidth: Double) {
        self.points = points
        self.bandwidth = bandwidth
        buckets = PointBuckets(points, reach: 3 * bandwidth)
    }

    /// The densities of the parts at each incident by the weights of the others, by m². O(incidents × neighbours).
    func densities(weights: [Double], area: Double) -> [Double] {
        let total = weights.reduce(0, +)
        let precision = 1 / (2 * bandwidth * bandwidth)
        // Cut off at three of the widest bandwidth.
        let heights = SelfExciting.narrowings.map { precision * $0 * $0 / Double.pi / -expm1(-4.5 * $0 * $0) }
        let blocks = 64
        let count = weights.count
        return Parallel.map(blocks) { block -> [Double] in
            (count * block / blocks..<count * (block + 1) / blocks).flatMap { index in
                let point = points[index]
                var (wide, middle, narrow, spot) = (0.0, 0.0, 0.0, 0.0)
                buckets.forEachNeighbour(of: index) { other in
                    let (dx, dy) = (point.x - points[other].x, point.y - points[other].y)
                    let value = exp(-precision * (dx * dx + dy * dy))
                    let half = value * value * value * value
                    wide += weights[other] * value
                    middle += weights[other] * half
                    let quarter = half * half * half * half
                    narrow += weights[other] * quarter
                    // A sixteenth of the bandwidth is 256 times the exponent: four times twice as much.
                    let more = quarter * quarter
                    let most = more * more * more * more
                    spot += weights[other] * most * most
                }
                let others = max(1e-9, total - weights[index])
                return [
                    1 / area, heights[0] * wide / others, heights[1] * middle / others, heights[2] * narrow / others,
                    heights[3] * spot / others,
                ]
            }
        }.flatMap { $0 }
    }
}
