import Foundation
import HomewardCore
import HomewardGeometry

/// How the bandwidth of a density is found.
///
/// The rules are about a Gaussian kernel; what they find is carried to other forms by equal standard deviation
/// (``/HomewardCore/KernelForm/deviation``), so that a compact form never decides by the one incident that lies out of its reach. Each
/// incident counts once, whatever its weight.
public enum BandwidthChoice: Sendable, Hashable {
    /// It is given, m.
    case metres(Double)
    /// By ``likelihood`` where that has an answer, else by ``scott``.
    case auto
    /// Scott's rule: the geometric mean of the standard deviations east and north, by the sixth root of the number of incidents. It
    /// takes the town for one heap, and smooths what has several too much. D. W. Scott (1992), *Multivariate Density Estimation*.
    case scott
    /// The least mean squared error of the density under a Cox process, through Ripley's K with translation correction: P. J. Diggle
    /// (1985), M. Berman and P. J. Diggle (1989), Journal of the Royal Statistical Society B 51, 81–92. It tends to the smallest.
    case diggle
    /// The greatest likelihood of each incident under the density of all others: C. Loader (1999), *Local Regression and Likelihood*,
    /// section 5.3; B. W. Silverman (1986), section 3.4.4.
    case likelihood

    /// The metres that may be given.
    public static let range = 1.0...10_000.0

    private static let rules: [(word: String, choice: BandwidthChoice)] = [
        ("auto", .auto), ("scott", .scott), ("diggle", .diggle), ("likelihood", .likelihood),
    ]

    /// The choice that a text names: a number of metres or the word of a rule; nil for neither.
    public init?(_ text: String) {
        if let rule = Self.rules.first(where: { $0.word == text }) {
            self = rule.choice
        } else if let metres = Double(text), Self.range.contains(metres) {
            self = .metres(metres)
        } else {
            return nil
        }
    }

    /// The text that names it.
    public var text: String {
        if case .metres(let metres) = self { return SettingName.plain(metres) }
        return Self.rules.first { $0.choice == self }?.word ?? ""
    }

    /// The setting that holds it.
    static func setting<Root>(
        _ path: String, _ place: any WritableKeyPath<Root, BandwidthChoice> & Sendable
    ) -> Setting<Root> {
        .value(
            path, place, domain: .text("metres|auto|scott|diggle|likelihood"),
            "the bandwidth in metres, or how it is chosen: auto (likelihood, else scott), likelihood, diggle or scott",
            wanted: "number of metres from 1 to 10000, or one of auto, scott, diggle and likelihood",
            read: { BandwidthChoice($0) }, write: { $0.text })
    }

    /// Finds the bandwidth.
    ///
    /// - Parameters:
    ///   - points: The incidents; those in no cell do not count.
    ///   - form: The kernel for which it is wanted.
    ///   - raster: The cells of the study area.
    /// - Throws: ``AnalysisError`` where it is to be chosen from fewer than two incidents or from one place.
    func choose(
        among points: [Point], of form: KernelForm, in raster: KernelRaster
    ) throws(AnalysisError) -> (bandwidth: Double, evidence: BandwidthEvidence) {
        if case .metres(let metres) = self { return (metres, BandwidthEvidence(rule: self)) }
        let places = try JoinedPlaces(points, in: raster)
        let likelihood = self == .auto || self == .likelihood ? LikelihoodBandwidth(places, in: raster) : nil
        let deviation: Double
        var evidence = BandwidthEvidence(rule: self, places: places.all.count, joinedWithin: places.width)
        if let likelihood, self == .likelihood || !likelihood.isAtEnd {
            deviation = likelihood.deviation
            evidence.rule = .likelihood
            evidence.isAtEnd = likelihood.isAtEnd
            evidence.curve = likelihood.curve
        } else if self == .diggle {
            let diggle = DiggleBandwidth(places, in: raster)
            guard let found = diggle.deviation else { throw .noBandwidth(.sparse(places.total)) }
            deviation = found
            evidence.isAtEnd = diggle.isAtEnd
            evidence.curve = diggle.curve
        } else {
            deviation = places.scott
            evidence.rule = .scott
        }
        evidence.deviation = deviation
        return (deviation / form.deviation, evidence)
    }
}

/// How a bandwidth was found, for who wants to know why.
public struct BandwidthEvidence: Sendable, Equatable {
    /// One bandwidth that was looked at.
    public struct Step: Sendable, Equatable {
        /// The standard deviation of a Gaussian kernel, m.
        public var deviation: Double
        /// What the rule comes to: the logarithm of the likelihood, or Diggle's error but for a constant.
        public var value: Double

        /// A step from its parts.
        public init(deviation: Double, value: Double) {
            self.deviation = deviation
            self.value = value
        }
    }

    /// The rule that found it: never ``BandwidthChoice/auto``.
    public var rule: BandwidthChoice
    /// The standard deviation of the Gaussian kernel that was found, m; nil where the bandwidth was given.
    public var deviation: Double?
    /// Whether it is the least or the greatest that was looked at, so that a better one may lie beyond.
    public var isAtEnd = false
    /// The different places of the incidents, after joining; 0 where the bandwidth was given.
    public var places: Int
    /// Places were joined within squares of that side, m, because they were too many; 0 where none were.
    public var joinedWithin: Double
    /// What was looked at, by ascending bandwidth; empty for Scott's rule.
    public var curve: [Step] = []

    /// Evidence from its parts.
    public init(rule: BandwidthChoice, deviation: Double? = nil, places: Int = 0, joinedWithin: Double = 0) {
        self.rule = rule
        self.deviation = deviation
        self.places = places
        self.joinedWithin = joinedWithin
    }
}

/// The different places of incidents with how many lie at each, few enough that all pairs can be looked at.
struct JoinedPlaces: Sendable {
    struct Place: Sendable {
        var x, y: Double
        var count: Double
    }

    /// By easting, then northing.
    private(set) var all: [Place]
    /// The side of the squares within which places were joined, m; 0 where none were.
    private(set) var width = 0.0
    /// The incidents.
    let total: Int
    /// The standard deviation that Scott's rule gives, m.
    let scott: Double

    /// The most places that stay apart.
    static let most = 5_000

    /// Incidents in no cell are left out. Where there are more places than ``most``, those in one square of a lattice are one, in their
    /// middle: squares of a metre, or of two, four … until there are no more. O(n log n).
    ///
    /// - Throws: ``AnalysisError/noBandwidth(_:)`` where there are fewer than two incidents or all are in one place.
    init(_ points: [Point], in raster: KernelRaster) throws(AnalysisError) {
        let columns = raster.tiling.columns
        let inside = points.filter { point in
            guard let place = raster.tiling.place(of: point), (0..<columns).contains(place.column),
                (0..<raster.tiling.rows).contains(place.row)
            else { return false }
            return raster.areas[place.row * columns + place.column] > 0
        }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        total = inside.count
        guard total >= 2 else { throw .noBandwidth(.tooFew(total)) }
        var distinct: [Place] = []
        for point in inside {
            if let last = distinct.last, last.x == point.x, last.y == point.y {
                distinct[distinct.count - 1].count += 1
            } else {
                distinct.append(Place(x: point.x, y: point.y, count: 1))
            }
        }
        guard distinct.count > 1 else { throw .noBandwidth(.onePlace(total)) }
        let east = JoinedPlaces.deviation(distinct, of: Double(total)) { $0.x }
        let north = JoinedPlaces.deviation(distinct, of: Double(total)) { $0.y }
        // Of incidents on one line that runs east or north the other axis tells nothing.
        scott =
            (east > 0 && north > 0 ? (east * north).squareRoot() : max(east, north)) * pow(Double(total), -1.0 / 6)
        all = distinct
        var side = 1.0
        while all.count > JoinedPlaces.most {
            all = JoinedPlaces.joined(distinct, within: side)
            width = side
            side *= 2
        }
    }

    /// The standard deviation along an axis.
    private static func deviation(
        _ places: [Place], of count: Double, _ value: (Place) -> Double
    ) -> Double {
        // From a place among them, so that great coordinates cost no digits.
        let origin = places.first.map(value) ?? 0
        var mean = 0.0
        for place in places { mean += place.count * (value(place) - origin) }
        mean /= count
        var sum = 0.0
        for place in places {
            let away = value(place) - origin - mean
            sum += place.count * away * away
        }
        return (sum / (count - 1)).squareRoot()
    }

    private static func joined(_ places: [Place], within side: Double) -> [Place] {
        struct Square: Hashable {
            let column, row: Int
        }
        var numbers: [Square: Int] = [:]
        var joined: [Place] = []
        for place in places {
            let square = Square(column: Int((place.x / side).rounded(.down)), row: Int((place.y / side).rounded(.down)))
            if let number = numbers[square] {
                let count = joined[number].count + place.count
                joined[number].x += (place.x - joined[number].x) * place.count / count
                joined[number].y += (place.y - joined[number].y) * place.count / count
                joined[number].count = count
            } else {
                numbers[square] = joined.count
                joined.append(place)
            }
        }
        return joined.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    }
}
