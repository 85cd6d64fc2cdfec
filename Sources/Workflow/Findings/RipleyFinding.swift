import HomewardAnalysis
import HomewardCore

/// At which distances the window's incidents cluster.
public struct RipleyFinding: StudyFinding {
    /// The verb `ripley`, and the section "Clustering by distance".
    public static let about = FindingAbout(
        key: "ripley", verb: "ripley", title: "Clustering by distance",
        abstract: "Tell at which distances incidents cluster, by Ripley's K and L.",
        discussion: """
            Use it to choose a bandwidth, a radius or the size of a cell, and to say over which distances incidents attract each other. The \
            nearest neighbour tells of the next incident alone; L looks at all distances up to --reach. L − r is 0 where incidents are strewn \
            at random over the study area, above 0 where they cluster within that distance, below 0 where they keep apart.

            The test is of all distances together: p is the share of random patterns whose L strays at least as far from the mean at any \
            distance, and where the observed L leaves the global envelope it stands out. The pointwise envelope holds 95 % of the random \
            patterns at each distance by itself, so that one of twenty distances leaves it by chance.

            Random means even: where people, streets or fields are not, incidents cluster by that alone. Rejection says that an even town does \
            not explain the pattern, not what does. The deviation goes on at distances beyond that of a cluster, because L adds up all pairs up \
            to r; the distance at which L − r is greatest is about the size of the clusters.

            Near the border neighbours outside are not seen. --edge border asks only incidents farther than r from it; distances for which fewer \
            than ten are left are not told. --edge isotropic weighs each pair by the part of its circle inside, which uses all incidents and \
            takes longer. Of more than --most incidents so many are drawn by the seed: K does not depend on how many there are.

              homeward ripley Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --out ripley.csv
            """,
        method:
            "Ripley's K (1977) and Besag's L with border or isotropic correction against places strewn evenly over the study area; a test by "
            + "the greatest absolute deviation of L over all distances, p = (k + 1) / (n + 1), with its global envelope (Baddeley and others "
            + "2014); more incidents than the limit are thinned by the seed.",
        groups: ["ripley", "window", "seed"],
        table: FindingTable(
            "Ripley's K and L of the incidents, a record for each distance.",
            [
                .init("distance_m", "The distance r."), .init("k_m2", "K: neighbours within r by their density."),
                .init("l_m", "L, the root of K by π; r where incidents are strewn at random."),
                .init("l_less_r_m", "L less r."), .init("mean_l_m", "The mean of L over this and the random patterns."),
                .init("lower_m", "The lower end of the pointwise envelope of L, 95 %."),
                .init("upper_m", "Its upper end."),
                .init("global_lower_m", "The lower end of the global envelope of L at the level of the test."),
                .init("global_upper_m", "Its upper end."),
            ]))

    /// One distance.
    public struct Distance: Codable, Sendable, Equatable {
        /// The distance r, m.
        public var distanceM: Double
        /// K, m².
        public var kM2: Double
        /// L, m.
        public var lM: Double
        /// The mean of L, m.
        public var meanM: Double
        /// The lower end of the pointwise envelope of L, m.
        public var lowerM: Double
        /// Its upper end, m.
        public var upperM: Double
    }

    /// Incidents that went in.
    public var incidents: Int
    /// Those that were looked at: all, or so many drawn from them.
    public var used: Int
    /// Incidents outside the study area.
    public var outside: Int
    /// Why nothing was tested; absent where it was.
    public var notTested: String?
    /// The greatest distance asked for, m.
    public var reachM: Double
    /// How the border is allowed for.
    public var edge: String
    /// How many random patterns there are.
    public var simulations: Int
    /// The level of the test.
    public var level: Double
    /// The probability over all distances; absent where not tested.
    public var p: Double?
    /// Half the width of the global envelope, m; absent where not tested.
    public var globalWidthM: Double?
    /// The distances.
    public var distances: [Distance]

    /// Looks at the incidents of the plan's window.
    public init(_ study: Study, _ plan: PlanFile) throws {
        try study.requireIncidents()
        let method = plan.ripleyMethod
        let points = try study.selecting(plan.window).mostly.points
        let limits = study.reading.limits
        incidents = points.count
        used = 0
        outside = 0
        reachM = method.reach
        edge = method.correction.rawValue
        simulations = method.simulations
        level = method.level
        distances = []
        guard !limits.isSnapped else {
            notTested =
                "the positions of \(limits.snappedFiles.joined(separator: ", ")) are the nearest of a published list of points, which lie together whatever happened"
            return
        }
        guard let result = try method.result(of: points, in: study.studyArea) else {
            notTested =
                points.count < RipleyK.fewest
                ? "fewer than \(RipleyK.fewest) incidents lie in the study area"
                : "fewer than \(RipleyK.fewest) incidents lie in the study area and \(Shown.fixed(method.reach / Double(method.steps), 0)) m away from its border"
            return
        }
        used = result.used
        outside = result.outside
        p = result.p.rounded(significant: 6)
        globalWidthM = result.globalWidth.rounded(decimals: 3)
        distances = result.distances.map {
            Distance(
                distanceM: $0.metres.rounded(decimals: 3), kM2: $0.k.rounded(decimals: 2),
                lM: $0.l.rounded(decimals: 3),
                meanM: $0.mean.rounded(decimals: 3), lowerM: $0.lower.rounded(decimals: 3),
                upperM: $0.upper.rounded(decimals: 3))
        }
    }

    /// The verdict in a sentence.
    private var verdict: String {
        if let notTested { return "Not tested: \(notTested)." }
        guard let p, let width = globalWidthM else { return "Not tested." }
        func span(_ out: [Distance]) -> String {
            let (first, last) = (out.first?.distanceM ?? 0, out.last?.distanceM ?? 0)
            return first == last
                ? "\(Shown.fixed(first, 0)) m" : "\(Shown.fixed(first, 0)) to \(Shown.fixed(last, 0)) m"
        }
        let clustered = distances.filter { $0.lM > $0.meanM + width }
        let spaced = distances.filter { $0.lM < $0.meanM - width }
        let found = [
            clustered.isEmpty ? nil : "cluster at distances of \(span(clustered))",
            spaced.isEmpty ? nil : "keep apart at distances of \(span(spaced))",
        ].compactMap { $0 }
        let what =
            p > level || found.isEmpty
            ? "lie about as chance would put them at every distance" : found.joined(separator: " and ")
        let peak = distances.max { $0.lM - $0.distanceM < $1.lM - $1.distanceM }
        let most =
            peak.map {
                "; L − r is greatest, \(Shown.fixed($0.lM - $0.distanceM, 0)) m, at \(Shown.fixed($0.distanceM, 0)) m"
            } ?? ""
        return
            "\(Words.count(incidents, "incident", "incidents")) \(what) (p \(Shown.probability(p)) over all distances up to \(Shown.fixed(distances.last?.distanceM ?? 0, 0)) m, \(Shown.grouped(simulations)) random patterns)\(most)."
    }

    private var account: String? {
        guard notTested == nil else { return nil }
        let thinned =
            used < incidents - outside
            ? "\(Shown.grouped(used)) of them, drawn at random, were looked at." : nil
        let short =
            (distances.last?.distanceM ?? reachM) < reachM * (1 - 1e-9)
            ? "Beyond that, up to \(Shown.fixed(reachM, 0)) m, too few incidents lie so far from the border." : nil
        let parts = [thinned, short].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The verdict, and what was left out.
    public var lines: [String] { [verdict, account].compactMap { $0 } }

    /// The verdict with a table of distances.
    public var section: FindingSection {
        guard !distances.isEmpty, let width = globalWidthM else { return FindingSection(lines) }
        let every = max(1, distances.count / 10)
        let shown = distances.enumerated().filter { ($0.offset + 1) % every == 0 }.map(\.element)
        return FindingSection(
            lines,
            tables: [
                FindingSection.Table(
                    "L − r by distance, m, with the envelopes of random patterns",
                    [
                        .number("Distance"), .number("L − r"), .number("95 % of patterns"), .number("Global envelope"),
                    ],
                    rows: shown.map { at in
                        func less(_ value: Double) -> String { Shown.fixed(value - at.distanceM, 1) }
                        return [
                            Shown.fixed(at.distanceM, 0), less(at.lM), "\(less(at.lowerM)) to \(less(at.upperM))",
                            "\(less(at.meanM - width)) to \(less(at.meanM + width))",
                        ]
                    })
            ])
    }

    /// The distances.
    public var records: [[FindingCell]] {
        distances.map { at in
            let width = globalWidthM ?? 0
            return [
                .number(at.distanceM), .number(at.kM2), .number(at.lM),
                .number((at.lM - at.distanceM).rounded(decimals: 3)), .number(at.meanM), .number(at.lowerM),
                .number(at.upperM), .number((at.meanM - width).rounded(decimals: 3)),
                .number((at.meanM + width).rounded(decimals: 3)),
            ]
        }
    }
}
