public import HomewardIncidents

/// A source of incidents, one file or several, as sources are compared.
public struct ComparedSource: Sendable, Hashable {
    /// The name, of which there is one of a kind.
    public var name: String
    /// The files of the source, as `IncidentTable.source` numbers them.
    public var files: [Int]
    /// How exactly its places are known, m.
    public var precision: Double

    /// Names a source.
    ///
    /// - Parameters:
    ///   - name: The name, of which there is one of a kind.
    ///   - files: The files, as `IncidentTable.source` numbers them.
    ///   - precision: How exactly its places are known, m.
    public init(name: String, files: [Int], precision: Double = 0) {
        self.name = name
        self.files = files
        self.precision = precision
    }
}

/// Why an incident of one source cannot be held against those of another.
public enum SightGap: String, Sendable, Hashable, CaseIterable {
    /// The month alone is known.
    case noDay = "no_day"
    /// It happened in a range that is longer than is allowed.
    case longRange = "long_range"
    /// It began on a day that lies outside those of every other source.
    case noOverlap = "no_overlap"
    /// More possible pairs with another source lie near each other than are allowed.
    case tooManyPairs = "too_many_pairs"
}

/// Two incidents of different sources that are likely to be the same.
public struct LikelyDuplicate: Sendable, Hashable {
    /// The row of the table of the one whose source's name comes first.
    public var first: Int
    /// The row of the other.
    public var second: Int
    /// How far apart they lie, m.
    public var distance: Double
    /// How far apart they are in time, s; 0 where the ranges in which they happened meet.
    public var seconds: Int
    /// How well both times are known, by the one that is known less well.
    public var precision: TimePrecision
    /// Whether both have the same category, whatever the case; nil where one has none.
    public var isSameCategory: Bool?
    /// Whether the ages differ by no more than a year; nil where one is not known.
    public var isSameAge: Bool?
}

/// How many pairs chance alone gives.
public struct ChancePairs: Sendable, Equatable {
    /// How often days were dealt anew.
    public var deals: Int
    /// The mean number of pairs.
    public var expected: Double
    /// The number that 2.5 % of the deals fall below.
    public var lower: Int
    /// The number that 2.5 % of the deals exceed.
    public var upper: Int
    /// How likely so many pairs as found, or more, are where the sources have nothing to do with each other.
    public var p: Double
}

/// How many pairs are the same incident, when chance is taken off.
public struct TrueDuplicates: Sendable, Equatable {
    /// The estimated number; 0 where chance alone gives as many pairs or more.
    public var count: Double
    /// The number if chance had given as many pairs as 97.5 % of the deals do not exceed.
    public var lower: Double
    /// The number if chance had given as few as 97.5 % of the deals reach.
    public var upper: Double
    /// Whether chance alone gives as many pairs or more, so that 0 stands for a difference below it.
    public var isBelowChance: Bool

    /// Takes chance off. Who has a double cannot be in a pair by chance, so that of the chance pairs that would be found where
    /// there are no doubles there are fewer: `found` = T + chance × (1 − T/first) × (1 − T/second). O(1).
    ///
    /// - Parameters:
    ///   - found: The pairs that were found.
    ///   - chance: How many chance alone gives.
    ///   - first: Incidents of the first source.
    ///   - second: Incidents of the second source.
    public init(found: Int, chance: ChancePairs, first: Int, second: Int) {
        func estimate(_ byChance: Double) -> Double {
            guard Double(found) > byChance else { return 0 }
            var (low, high) = (0.0, Double(min(found, first, second)))
            for _ in 0..<100 {
                let middle = (low + high) / 2
                let expected =
                    middle + byChance * (1 - middle / Double(max(1, first))) * (1 - middle / Double(max(1, second)))
                if expected < Double(found) { low = middle } else { high = middle }
            }
            return (low + high) / 2
        }
        count = estimate(chance.expected)
        lower = min(count, estimate(Double(chance.upper)))
        upper = max(count, estimate(Double(chance.lower)))
        isBelowChance = Double(found) < chance.expected
    }
}

/// Two sources held against each other.
public struct SourcePairing: Sendable, Equatable {
    /// Why two sources cannot be held against each other, or their pairs not against chance.
    public enum Gap: String, Sendable, Hashable, CaseIterable {
        /// No day lies between the first and the last of both.
        case noOverlap = "no_overlap"
        /// More possible pairs lie near each other than are allowed.
        case tooManyPairs = "too_many_pairs"
        /// The days that both have are too few to deal.
        case shortPeriod = "short_period"
    }

    /// The source whose name comes first, as an index of the sources.
    public var first: Int
    /// The other.
    public var second: Int
    /// How far apart a pair may lie, with what both sources' places are known to, m.
    public var reach: Double
    /// The first day that both have; nil where they have none.
    public var firstDay: Int?
    /// The last day that both have.
    public var lastDay: Int?
    /// Incidents of the first source on those days.
    public var firstIncidents: Int
    /// Incidents of the second source on those days.
    public var secondIncidents: Int
    /// How many possible pairs there were.
    public var candidates: Int
    /// The likely duplicates, by the rows of the first.
    public var pairs: [LikelyDuplicate]
    /// Groups of possible pairs too large to choose the closest of all, where the closest came first.
    public var approximate: Int
    /// How many pairs chance alone gives; nil where that was not tested.
    public var chance: ChancePairs?
    /// How many pairs are the same incident.
    public var duplicates: TrueDuplicates?
    /// How many there were in all; nil where nothing can be said.
    public var recapture: CaptureRecapture?
    /// Why nothing was looked for, or chance not tested.
    public var gap: Gap?
}

/// How many of a source's incidents on some ground or at some hours no other source has.
public struct OnlyHere: Sendable, Equatable {
    /// Where or when.
    public enum Part: Sendable, Hashable {
        /// All that were compared.
        case all
        /// The area with that number.
        case area(Int)
        /// Outside every area.
        case outside
        /// From that hour on, for as many hours as the method says.
        case hours(Int)
    }

    /// Where or when.
    public var part: Part
    /// Incidents of the source that were compared.
    public var incidents: Int
    /// Those that no other source has.
    public var only: Int
    /// The exact interval of 95 % for the share that no other source has.
    public var share: ClosedRange<Double>
    /// How likely a share so different from that of the source's other incidents is by chance; nil where there are none on
    /// one side.
    public var p: Double?
    /// The false-discovery rate over all parts of all sources.
    public var q: Double?
}

/// What one source has.
public struct SourceAccount: Sendable, Equatable {
    /// The source.
    public var source: ComparedSource
    /// Its incidents.
    public var incidents: Int
    /// Those with a time of day.
    public var timed: Int
    /// The first day.
    public var firstDay: Int?
    /// The last day.
    public var lastDay: Int?
    /// Its incidents in each area.
    public var areas: [Int]
    /// Its incidents in no area.
    public var outside: Int
    /// Its incidents in each block of hours.
    public var blocks: [Int]
    /// Those with no hour of their own.
    public var untimed: Int
    /// Those held against another source.
    public var compared: Int
    /// Those in a pair with another source's.
    public var matched: Int
    /// Those that could not be held against another source, by reason. ``compared`` + these = ``incidents``.
    public var setAside: [SightGap: Int]
    /// What it has that no other source has: all, by area, by block of hours; parts without an incident are left out.
    public var only: [OnlyHere]
}

/// Several sources held against each other.
public struct SourceSurvey: Sendable, Equatable {
    /// The method with its settings.
    public var method: SourceComparison
    /// What each source has, by name.
    public var accounts: [SourceAccount]
    /// Each two sources, by name.
    public var pairings: [SourcePairing]
    /// By how many at most all incidents together are more than what happened, if every pair is one incident.
    public var inflation: Int
}
