public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// Clusters of a space–time permutation scan as a layer.
public enum ScanLayer: LayerDefinition {
    /// A cluster and its place in the order of strength, from 1.
    package struct Row: Sendable {
        let number: Int
        let cluster: ScanCluster

        /// Its days; nil where hours were scanned.
        var span: ClosedRange<CivilDay>? {
            if case .days(let span) = cluster.window { span } else { nil }
        }
        /// Its span of the clock; nil where days were scanned.
        var hours: HourWindow? {
            if case .hours(let window) = cluster.window { window } else { nil }
        }
    }

    package static let layerName = "scan"
    package static let title = "Clusters of the scan"
    package static let summary =
        "Circles, or cells, in which more happened in a window of time than place and time by themselves explain. `homeward scan` writes it, and a plan that says `scan.run`."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("The circles and windows of clusters follow single incidents")
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let firstDay = Column<CivilDay>(
        "first_day", "First day", meaning: "The first day of its window; left out where hours were scanned."
    ) { $0.span?.lowerBound }
    package static let lastDay = Column<CivilDay>(
        "last_day", "Last day", meaning: "The last day of its window; left out where hours were scanned."
    ) { $0.span?.upperBound }
    package static let window = Column<String>(
        "window", "Window", meaning: "Its span of local time, `15:00-16:30`; left out where days were scanned."
    ) { $0.hours?.description }
    package static let windowStart = Column<String>(
        "window_start", "Window from", short: "win_start",
        meaning: "The local time at which that span starts; left out where days were scanned."
    ) { $0.hours.map { Shown.clock($0.start) } }
    package static let windowEnd = Column<String>(
        "window_end", "Window to",
        meaning: "The local time at which that span ends, perhaps on the next day; left out where days were scanned."
    ) { $0.hours.map { Shown.clock($0.end) } }
    package static let observed = Column<Int>(
        "observed", "Incidents", in: .incidents, meaning: "Incidents in the circle and the window."
    ) { $0.cluster.count }
    package static let expected = Column<Double>(
        "expected", "Expected", in: .incidents, decimals: 3,
        meaning:
            "Incidents expected there if time had nothing to do with place: those of the circle by those of the window, by all."
    ) { $0.cluster.expected }
    package static let ratio = Column<Double>(
        "ratio", "Observed by expected", in: .none(because: "a ratio of two numbers"), decimals: 2,
        meaning: "How many times as many incidents there were as expected."
    ) { $0.cluster.ratio }
    package static let llr = Column<Double>(
        "llr", "Log-likelihood ratio", in: .none(because: "a logarithm"), decimals: 4,
        meaning: "The logarithm of the likelihood ratio: the higher, the less it looks like chance."
    ) { $0.cluster.strength }
    package static let p = Column<Double>(
        probability: "p", "p",
        meaning: "The probability of a cluster at least as strong anywhere, by a seeded permutation of times."
    ) { $0.cluster.p }
    package static let significant = Column<Bool>(
        "significant", "Significant", short: "signific",
        meaning: "Whether p is at most \(ChanceLevel.text): the report's map shows those alone."
    ) { ChanceLevel.isReached(by: $0.cluster.p) }
    package static let radiusM = Column<Double>(
        "radius_m", "Radius", in: .metres, decimals: 1,
        meaning: "How far the furthest place in the circle is from its middle; 0 for a single place."
    ) { $0.cluster.radius }
    package static let places = Column<Int>(
        "places", "Places", in: .counted("places"),
        meaning: "The places in the circle where anything happened, or the cells."
    ) { $0.cluster.places }
    package static let around = Column<Int>(
        "around", "Incidents at any time", in: .incidents, meaning: "Incidents in the circle, whenever they were."
    ) { $0.cluster.around }
    package static let columns: [any ColumnOf<Row>] = [
        firstDay, lastDay, window, windowStart, windowEnd, observed, expected, ratio, llr, p, significant, radiusM,
        places,
        around,
    ]

    package static func id(of row: Row) -> String { "S\(row.number)" }
    package static func shape(of row: Row) -> Shape? { row.cluster.outline }

    package static func layer(of results: RunResults) -> Layer? {
        results.scan.map { make($0, by: results.plan.scan.time, system: results.study.workingSystem) }
    }

    /// Clusters of a scan: layer `scan`. It holds circles, never the incidents in them.
    ///
    /// - Parameters:
    ///   - result: The clusters, the likeliest first; they are keyed `S1`, `S2`, … in that order.
    ///   - time: What was scanned, which decides the columns that tell when.
    ///   - system: The working coordinate system, in metres.
    public static func make(
        _ result: PermutationScanResult, by time: PermutationScan.Time, system: CoordinateSystem
    ) -> Layer {
        let other: Set<String> =
            time == .days
            ? [window.facts.name, windowStart.facts.name, windowEnd.facts.name]
            : [firstDay.facts.name, lastDay.facts.name]
        return layer(
            in: system, rows: result.clusters.enumerated().map { Row(number: $0.offset + 1, cluster: $0.element) },
            leavingOut: { other.contains($0.name) })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        func symbol(_ alpha: Int, _ width: Double) -> QMLSymbol {
            .fill(Palette.scan, alpha: alpha, outline: Palette.scan, width: width)
        }
        return QMLStyle(
            renderer: .categorised(
                field: significant.facts.name,
                [("true", "Stands out", symbol(45, 0.8)), ("false", "Within chance", symbol(0, 0.3))]),
            label: layer.holds(window) ? window.facts.name : firstDay.facts.name)
    }

    /// When a cluster was, in words.
    static func when(_ row: LayerRow<ScanLayer>) -> String {
        guard let first = row[firstDay], let last = row[lastDay] else { return row.text(window) }
        return first == last
            ? Words.date(first.description) : "\(Words.date(first.description)) to \(Words.date(last.description))"
    }

    /// The clusters that stand out from chance, where a plan has scanned.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        guard run.layers.contains(where: { $0.name == layerName }) else { return nil }
        let items = run.rows(of: ScanLayer.self).filter { $0[significant] == true }.map { row in
            MapSheet.Item(
                parts: row.shape?.mapRings ?? [], title: "Cluster \(row.id) of the scan",
                facts: [
                    ("When", when(row)), ("Incidents", row.text(observed)),
                    ("Expected", row[expected].map { Shown.fixed($0, 1) } ?? "–"),
                    ("Observed by expected", row[ratio].map { Shown.fixed($0, 1) } ?? "–"),
                    ("Radius", row[radiusM].map { "\(Shown.fixed($0, 0)) m" } ?? "–"),
                    ("p", row[p].map(Shown.probability) ?? "–"),
                ])
        }
        return MapSheet(
            key: layerName, name: "Scan", form: .area, level: .ground, isShown: isShown,
            looks: [
                .init(name: "Cluster of the scan", colour: Palette.scan, weight: 2.4, dash: "2 5", fillOpacity: 0.12)
            ],
            items: items)
    }

    /// The clusters for the report.
    package static let table = LayerTable<ScanLayer>(
        "Clusters of the scan",
        [
            .id("Cluster"), .made("When", when), .plain(observed), .number(expected, decimals: 1),
            .number(ratio, decimals: 1), .number(radiusM, "Radius, m", decimals: 0), .plain(places),
            .number(llr, decimals: 1), .number(p, shown: Shown.probability),
            .verdict("Stands out") { $0[significant] == true },
        ])
}
