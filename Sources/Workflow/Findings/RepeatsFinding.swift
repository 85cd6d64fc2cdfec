public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
public import HomewardIncidents

/// What `repeats` says: how many pairs of incidents are near in place and time, and whether that is more than chance.
public struct RepeatsFinding: Finding {
    /// The pairs of one band of distance and one of days.
    public struct Band: Codable, Sendable, Equatable {
        /// The distances in words: `101–200 m`.
        public var distance: String
        /// The days in words: `1–7 days`.
        public var days: String
        /// The pairs in it.
        public var observed: Int
        /// The pairs to be expected by chance, exactly.
        public var expected: Double
        /// The standard deviation of that, exactly.
        public var deviation: Double
        /// The mean of the permutations.
        public var permuted: Double
        /// Observed by expected; absent where none was expected.
        public var knoxRatio: Double?
        /// The probability of at least so many by chance.
        public var p: Double
        /// The same allowing for all bands together.
        public var pFamily: Double
        /// The Poisson probability of more than were observed, as pointpats gives it.
        public var pPoisson: Double
        /// Baker's modified Knox statistic.
        public var modifiedKnox: Double
        /// The probability of at least that.
        public var pModified: Double
        /// Whether it stands out.
        public var standsOut: Bool
    }

    /// An originator and what follows it.
    public struct Chain: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Its incidents.
        public var incidents: Int
        /// The day of the first.
        public var from: String
        /// The day of the last.
        public var to: String
        /// How far any lies from the first, m.
        public var reachM: Double
    }

    /// The pairs by distance alone or by days alone.
    public struct Margin: Codable, Sendable, Equatable {
        /// The band in words.
        public var band: String
        /// All pairs in it.
        public var pairs: Int
        /// Those of them beyond the last band of the other kind.
        public var beyond: Int
    }

    /// Mantel's test over all pairs.
    public struct Mantel: Codable, Sendable, Equatable {
        /// The correlation of closeness in place and in time.
        public var correlation: Double
        /// Its standard deviation by chance.
        public var deviation: Double
        /// The probability of at least so much by chance.
        public var p: Double
    }

    /// Incidents that were looked at: those with a day of their own.
    public var incidents: Int
    /// Incidents of which the month alone is known.
    public var months: Int
    /// Incidents whose range of time is too long to have a day of its own.
    public var longRanges: Int
    /// Incidents without a position.
    public var unplaced: Int
    /// Pairs that agree in place and minute.
    public var coinciding: Int
    /// Why nothing was tested; absent where it was.
    public var notTested: String?
    /// How distances are measured.
    public var measure: String
    /// Permutations of the test.
    public var permutations: Int
    /// The chance that any band stands out where there is no pattern.
    public var level: Double
    /// The least ratio that matters.
    public var leastRatio: Double
    /// The longest range that has a day, hours.
    public var longestRangeH: Double
    /// All pairs.
    public var pairs: Int
    /// The bands, by distance and then by days.
    public var bands: [Band]
    /// The pairs by distance.
    public var byDistance: [Margin]
    /// The pairs by days.
    public var byDays: [Margin]
    /// Mantel's test; absent where it was not made.
    public var mantel: Mantel?
    /// The most incidents for which it is made.
    public var mostForMantel: Int
    /// Incidents that something follows and that follow nothing.
    public var originators: Int
    /// Incidents that follow another.
    public var repeats: Int
    /// Pairs in bands that stand out.
    public var linkedPairs: Int
    /// Those of them to be expected by chance.
    public var linkedByChance: Double
    /// Those of them of which nobody knows which came first.
    public var unordered: Int
    /// The first twenty chains, the longest first.
    public var chains: [Chain]

    /// Sums up near repeats.
    ///
    /// - Parameters:
    ///   - result: What was found; nil where nothing could be looked for.
    ///   - table: The incidents that were looked at.
    ///   - method: What they were looked at with.
    ///   - reason: Why nothing could be looked for.
    public init(
        _ result: NearRepeatResult?, of table: IncidentTable, method: NearRepeats, because reason: String? = nil
    ) {
        incidents = result?.incidents ?? 0
        months = result?.leftOut.months ?? 0
        longRanges = result?.leftOut.longRanges ?? 0
        unplaced = result?.leftOut.unplaced ?? 0
        coinciding = result?.coinciding ?? 0
        notTested = reason ?? result.flatMap { result in result.gap.map { $0.words(of: result, method) } }
        measure = method.measure.rawValue
        permutations = method.permutations
        level = method.level
        leastRatio = method.leastRatio
        longestRangeH = method.longestRange
        mostForMantel = method.mostForMantel
        pairs = result?.margins.pairs ?? 0
        let isTested = result?.cells.isEmpty == false
        bands =
            result.map { result in
                result.cells.enumerated().map { index, cell in
                    Band(
                        cell, distance: result.distances[index / result.days.count].label,
                        days: result.days[index % result.days.count].label)
                }
            } ?? []
        byDistance =
            isTested
            ? result.map { RepeatsFinding.margins($0.distances.map(\.label), $0.margins.distances, $0.later) } ?? []
            : []
        byDays =
            isTested
            ? result.map { RepeatsFinding.margins($0.days.map(\.label), $0.margins.days, $0.farther) } ?? [] : []
        mantel = result?.mantel.map {
            Mantel(
                correlation: $0.correlation.rounded(significant: 6), deviation: $0.deviation.rounded(significant: 6),
                p: $0.p.rounded(significant: 6))
        }
        let found = result?.chains ?? RepeatChains()
        originators = found.originators
        repeats = found.repeats
        linkedPairs = found.pairs
        linkedByChance = found.expected.rounded(decimals: 3)
        unordered = found.unordered
        chains = found.chains.prefix(20).enumerated().map { index, chain in
            let first = table.point(chain.first)
            let members = [chain.first] + chain.links.map(\.later)
            return Chain(
                id: RepeatsFinding.id(ofChain: index), incidents: chain.count,
                from: table.civilDay(chain.first).description,
                to: (members.map { table.civilDay($0) }.max() ?? table.civilDay(chain.first)).description,
                reachM: (members.map { method.measure.distance(first, table.point($0)) }.max() ?? 0).rounded(
                    decimals: 1))
        }
    }

    /// The key of a chain, `N1`.
    package static func id(ofChain index: Int) -> String { "N\(index + 1)" }

    private static func margins(_ labels: [String], _ pairs: [Int], _ beyond: [Int]) -> [Margin] {
        labels.indices.map { Margin(band: labels[$0], pairs: pairs[$0], beyond: beyond[$0]) }
    }
}

extension RepeatsFinding.Band {
    init(_ cell: NearRepeatResult.Cell, distance: String, days: String) {
        self.distance = distance
        self.days = days
        observed = cell.observed
        expected = cell.expected.rounded(significant: 8)
        deviation = cell.deviation.rounded(significant: 8)
        permuted = cell.dealt.rounded(significant: 8)
        knoxRatio = cell.ratio?.rounded(significant: 6)
        p = cell.p.rounded(significant: 6)
        pFamily = cell.familyP.rounded(significant: 6)
        pPoisson = cell.poissonP.rounded(significant: 6)
        modifiedKnox = cell.modified.rounded(significant: 8)
        pModified = cell.modifiedP.rounded(significant: 6)
        standsOut = cell.standsOut
    }
}

extension NearRepeatResult.Gap {
    /// The reason in words that end a sentence.
    func words(of result: NearRepeatResult, _ method: NearRepeats) -> String {
        let all = Words.count(result.incidents, "incident", "incidents")
        return switch self {
        case .tooFew: "fewer than two incidents have a place and a day"
        case .onePlace: "all \(all) are in one place, so that none can be nearer than others"
        case .oneDay: "all \(all) are of one day, so that none can follow sooner than others"
        case .tooManyPairs(let pairs):
            "\(Shown.grouped(pairs)) pairs or more lie within \(SettingName.plain(method.distances.last ?? 0)) m, over the limit of \(Shown.grouped(method.mostPairs)) (limits.pairs); take smaller distances, fewer incidents or a higher limit"
        case .longPeriod: "the incidents reach over more than 89 years"
        }
    }
}

extension RepeatsFinding {
    /// The bands that stand out.
    package var standing: [Band] { bands.filter(\.standsOut) }

    /// The result in words.
    public var lines: [String] {
        var lines = [verdict] + account
        guard notTested == nil else { return lines }
        lines.append("Pairs observed / expected by distance and days; * stands out:")
        for margin in byDistance {
            let row = bands.filter { $0.distance == margin.band }.map {
                "\($0.days) \(Shown.grouped($0.observed))/\(Shown.fixed($0.expected, 1))\($0.standsOut ? " *" : "")"
            }
            lines.append("  \(margin.band): \(row.joined(separator: ", "))")
        }
        lines += standing.map {
            "\($0.distance), \($0.days): \(Shown.fixed($0.knoxRatio ?? 0, 2)) times the pairs to be expected, p \(Shown.probability($0.p)), \(Shown.probability($0.pFamily)) over all bands"
        }
        lines.append(whole)
        lines += following
        lines += chains.map {
            "\($0.id): \($0.incidents) incidents from \(Words.date($0.from)) to \(Words.date($0.to)), up to \(Shown.fixed($0.reachM, 0)) m from the first"
        }
        return lines
    }

    /// Whether there are near repeats, in a sentence.
    package var verdict: String {
        if let notTested { return "Near repeats were not tested: \(Words.sentence(notTested))" }
        let among = "among \(Words.count(incidents, "incident", "incidents"))"
        let chance =
            "without a pattern any would in at most \(Shown.percent(level)) of towns (\(Shown.grouped(permutations)) permutations)"
        guard !standing.isEmpty else {
            return
                "No near repeats \(among): none of \(Words.count(bands.count, "band", "bands")) of distance and days stands out; \(chance)."
        }
        return
            "Near repeats \(among): \(standing.count) of \(Words.count(bands.count, "band", "bands")) of distance and days \(standing.count == 1 ? "stands" : "stand") out; \(chance)."
    }

    /// What could not be looked at, and what may be one incident told twice.
    private var account: [String] {
        var lines: [String] = []
        let left = [
            (months, "of which the month alone is known"),
            (longRanges, "whose range of time is longer than \(SettingName.plain(longestRangeH)) h"),
            (unplaced, "without a position"),
        ].filter { $0.0 > 0 }.map { "\(Shown.grouped($0.0)) \($0.1)" }
        if !left.isEmpty { lines.append("Left out, for they have no day or place of their own: \(Words.list(left)).") }
        if coinciding > 0 {
            lines.append(
                "\(Words.count(coinciding, "pair agrees", "pairs agree")) in place and minute: where these are persons of one incident and no repeats, set the grain to person."
            )
        }
        return lines
    }

    /// Mantel's test in a sentence.
    private var whole: String {
        guard let mantel else {
            return
                "Mantel's test, which looks at every two incidents, was not made: it is made for up to \(Shown.grouped(mostForMantel)) of them (repeats.most_for_mantel), where places and days differ."
        }
        return
            "Over all pairs, without bands: Mantel's correlation \(Shown.fixed(mantel.correlation, 4)), p \(Shown.probability(mantel.p))."
    }

    /// Who follows whom, in sentences; none where no band stands out.
    private var following: [String] {
        guard !standing.isEmpty else { return [] }
        var lines = [
            "\(Words.count(linkedPairs, "pair is", "pairs are")) in bands that stand out, \(Shown.fixed(linkedByChance, 1)) of them to be expected by chance: \(Words.count(originators, "incident starts", "incidents start")) a chain and \(Words.count(repeats, "follows", "follow")) another."
        ]
        if unordered > 0 {
            lines.append(
                "Of \(Words.count(unordered, "pair on one day nobody knows which incident", "pairs on one day nobody knows which incident")) came first; they chain nothing."
            )
        }
        return lines
    }

    /// The same in the report.
    package var section: FindingSection {
        guard notTested == nil else { return FindingSection([verdict] + account) }
        let labels = byDays.map(\.band)
        let rows = byDistance.map { margin in
            [margin.band]
                + bands.filter { $0.distance == margin.band }.map { band in
                    let ratio = band.knoxRatio.map { Shown.fixed($0, 2) } ?? "–"
                    return
                        "\(ratio)\(band.standsOut ? " *" : "") (\(Shown.grouped(band.observed)) / \(Shown.fixed(band.expected, 1)), p \(Shown.probability(band.p)))"
                } + [Shown.grouped(margin.beyond)]
        }
        var tables = [
            FindingSection.Table(
                "Knox ratio by distance and days (pairs observed / expected, p); * stands out",
                [.text("Apart")] + labels.map { .number($0) } + [.number("Later")], rows: rows)
        ]
        if !chains.isEmpty {
            tables.append(
                FindingSection.Table(
                    "Chains, the longest first",
                    [.text("Chain"), .number("Incidents"), .text("First"), .text("Last"), .number("Up to, m")],
                    rows: chains.map {
                        [
                            $0.id, Shown.grouped($0.incidents), Words.date($0.from), Words.date($0.to),
                            Shown.fixed($0.reachM, 0),
                        ]
                    }))
        }
        let reading =
            "Every two incidents are a pair. A ratio of 2 says that twice as many pairs are so near in place and time as their places and their days by themselves explain. A band of 101–200 m holds all that is more than 100 m and up to 200 m."
        return FindingSection([verdict] + account + [reading, whole] + following, tables: tables)
    }
}
