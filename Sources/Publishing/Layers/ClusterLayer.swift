public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// Clusters in place and on the clock as a layer.
public enum ClusterLayer: LayerDefinition {
    /// A cluster and its place in the order of strength, from 1.
    package struct Row: Sendable {
        let number: Int
        let cluster: PlaceHourCluster
    }

    package static let layerName = "clusters"
    package static let title = "Clusters in place and hour"
    package static let summary =
        "Groups of incidents that lie close together in place and on the clock: their outlines, never their members."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("The outlines and windows of clusters follow single incidents")
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let days = Column<String>(
        "days", "Days", meaning: "The days of its incidents: `school`, or `non-school` for all others."
    ) { $0.cluster.days.rawValue }
    package static let count = Column<Int>(
        "count", "Incidents", in: .incidents, meaning: "Incidents in the cluster."
    ) { $0.cluster.count }
    package static let window = Column<String>(
        "window", "Window", meaning: "The span of local time that holds its incidents, `15:05-16:10`."
    ) { $0.cluster.window.description }
    package static let windowStart = Column<String>(
        "window_start", "Window from", short: "win_start", meaning: "The local time at which that span starts."
    ) { Shown.clock($0.cluster.window.start) }
    package static let windowEnd = Column<String>(
        "window_end", "Window to", meaning: "The local time at which that span ends; it may be on the next day."
    ) { Shown.clock($0.cluster.window.end) }
    package static let windowMin = Column<Int>(
        "window_min", "Length of the window", in: .minutes, meaning: "The length of that span."
    ) { $0.cluster.window.minutes }
    package static let expected = Column<Double>(
        "expected", "Expected", in: .incidents, decimals: 2,
        meaning: "Incidents expected in the window if hours were dealt at random among the incidents on such days."
    ) { $0.cluster.expected }
    package static let share = Column<Double>(
        "share", "Share of all hours", in: .none(because: "a share, 0 to 1"), decimals: 4,
        meaning: "The cluster's incidents as a share of all on such days within its outline."
    ) { $0.cluster.share }
    package static let p = Column<Double>(
        probability: "p", "p",
        meaning: "The probability of a cluster at least as strong anywhere, by a seeded permutation of hours."
    ) { $0.cluster.p }
    package static let significant = Column<Bool>(
        "significant", "Significant", short: "signific",
        meaning: "Whether p is at most \(ChanceLevel.text): the report's map shows those alone."
    ) { ChanceLevel.isReached(by: $0.cluster.p) }
    package static let columns: [any ColumnOf<Row>] = [
        days, count, window, windowStart, windowEnd, windowMin, expected, share, p, significant,
    ]

    package static func id(of row: Row) -> String { "C\(row.number)" }
    package static func shape(of row: Row) -> Shape? { row.cluster.hull }

    package static func layer(of results: RunResults) -> Layer? {
        make(results.clusters, system: results.study.workingSystem)
    }

    /// Clusters in place and on the clock: layer `clusters`. It holds their outlines, never their members.
    ///
    /// - Parameters:
    ///   - result: The clusters, strongest first; they are keyed `C1`, `C2`, … in that order.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ result: PlaceHourResult, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: result.clusters.enumerated().map { Row(number: $0.offset + 1, cluster: $0.element) })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        func symbol(_ colour: String) -> QMLSymbol { .fill(colour, alpha: 35, outline: colour, width: 0.6) }
        return QMLStyle(
            renderer: .categorised(
                field: days.facts.name,
                [
                    (DaySelection.school.rawValue, "School days", symbol(Palette.schoolCluster)),
                    (DaySelection.nonSchool.rawValue, "Other days", symbol(Palette.otherCluster)),
                ]),
            label: idField, isKey: true)
    }

    /// Whether the cluster is one of school days.
    package static func isOnSchoolDays(_ row: LayerRow<ClusterLayer>) -> Bool {
        row[days] == DaySelection.school.rawValue
    }
    /// Whether the cluster stands out from chance; in a file of an earlier version p tells.
    package static func standsOut(_ row: LayerRow<ClusterLayer>) -> Bool {
        row[significant] ?? ChanceLevel.isReached(by: row[p])
    }

    /// The clusters that stand out from chance.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        let items = run.rows(of: ClusterLayer.self).filter(standsOut).map { row in
            MapSheet.Item(
                parts: row.shape?.mapRings ?? [], look: isOnSchoolDays(row) ? 0 : 1, title: "Cluster \(row.id)",
                facts: [
                    ("Days", isOnSchoolDays(row) ? "school days" : "other days"),
                    ("Window", row.text(window)),
                    ("Incidents", row.text(count)),
                    ("Expected by chance", row[expected].map { Shown.fixed($0, 1) } ?? "–"),
                    ("Share of all hours", row[share].map(Shown.percent) ?? "–"),
                    ("p", row[p].map(Shown.probability) ?? "–"),
                ],
                hours: WeekHours(
                    weekdays: 0..<(isOnSchoolDays(row) ? 5 : 7), from: row.text(windowStart), minutes: row[windowMin]))
        }
        return MapSheet(
            key: layerName, name: "Clusters", form: .area, level: .ground, isShown: isShown,
            looks: [
                .init(name: "Cluster on school days", colour: Palette.schoolCluster, weight: 2.2, fillOpacity: 0.12),
                .init(
                    name: "Cluster on other days", colour: Palette.otherCluster, weight: 2.2, dash: "6 4",
                    fillOpacity: 0.1),
            ],
            items: items)
    }

    /// The clusters for the report.
    package static let table = LayerTable<ClusterLayer>(
        "Clusters in place and hour",
        [
            .id("Cluster"), .made("Days") { isOnSchoolDays($0) ? "school days" : "other days" }, .plain(window),
            .plain(count), .number(expected, decimals: 1), .number(share, shown: Shown.percent),
            .number(p, shown: Shown.probability), .verdict("Stands out", standsOut),
        ])
}
