import HomewardAnalysis
import HomewardCore

/// Whether the window's incidents lie closer together than chance would put them.
public struct NeighboursFinding: StudyFinding {
    /// The verb `neighbours`, and the section "Closer than chance".
    public static let about = FindingAbout(
        key: "neighbours", verb: "neighbours", title: "Closer than chance",
        abstract: "Tell whether incidents lie closer together than chance would put them.",
        discussion: """
            The mean distance to the nearest neighbour against that of places strewn at random over the study area: an \
            index below 1 is clustering, above 1 spacing. Use it before looking for hotspots: where nothing clusters, no \
            hotspot needs explaining. Positions that were snapped to junctions make any pattern look clustered, so their \
            number is told.

              homeward neighbours Samples/incidents.csv \\
                --areas GeoData/areas.geojson --study-area Coventry
            """,
        method: "Clark and Evans (1954): mean distance to the nearest neighbour against complete spatial randomness, "
            + "with Donnelly's (1978) allowance for the border unless the plan says otherwise.",
        groups: ["neighbours", "window"])

    /// Incidents that went in.
    public var incidents: Int
    /// Incidents at a position that another has too.
    public var shared: Int
    /// Incidents outside the study area.
    public var outside: Int
    /// The files whose positions are the nearest of a published list of points; absent where there are none.
    public var snappedFiles: [String]?
    /// The index; absent where fewer than two incidents are in the study area.
    public var ratio: Double?
    /// The mean distance to the nearest neighbour, m.
    public var meanM: Double?
    /// The same where places are strewn at random, m.
    public var expectedM: Double?
    /// The difference in standard errors.
    public var z: Double?
    /// The two-sided probability.
    public var p: Double?

    /// Measures the incidents of the plan's window.
    public init(_ study: Study, _ plan: PlanFile) throws {
        try study.requireIncidents()
        let table = try study.selecting(plan.window).mostly
        let limits = study.reading.limits
        snappedFiles = limits.isSnapped ? limits.snappedFiles : nil
        let index = limits.isSnapped ? nil : try plan.neighbours.index(of: table.points, in: study.studyArea)
        incidents = table.count
        shared = index?.shared ?? 0
        outside = index?.outside ?? 0
        ratio = index?.ratio.rounded(decimals: 4)
        meanM = index?.meanDistance.rounded(decimals: 2)
        expectedM = index?.expectedDistance.rounded(decimals: 2)
        z = index?.z.rounded(decimals: 3)
        p = index?.p.rounded(significant: 6)
    }

    /// The verdict in a sentence.
    private var verdict: String {
        if let snappedFiles {
            return
                "Not tested: the positions of \(snappedFiles.joined(separator: ", ")) are the nearest of a published list of "
                + "points, which lie together whatever happened."
        }
        guard let ratio, let meanM, let expectedM, let p else {
            return "Not tested: fewer than two incidents lie in the study area."
        }
        let word =
            p > ChanceLevel.usual
            ? "about as chance would put them" : ratio < 1 ? "closer together than chance" : "farther apart than chance"
        return "\(Words.count(incidents, "incident lies", "incidents lie")) \(word): the nearest neighbour is "
            + "\(Shown.fixed(meanM, 0)) m away in the mean, \(Shown.fixed(expectedM, 0)) m by chance "
            + "(index \(Shown.fixed(ratio, 2)), z \(Shown.fixed(z ?? 0, 1)), p \(Shown.probability(p)))."
    }

    private var caveat: String {
        "\(Words.count(shared, "of them shares its", "of them share their")) position with another, which snapping to "
            + "junctions may have brought about."
    }

    /// The verdict, and how many share a position.
    public var lines: [String] { shared > 0 ? [verdict, caveat] : [verdict] }
    /// The same in the report.
    public var section: FindingSection { FindingSection(lines) }
}
