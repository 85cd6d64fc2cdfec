public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardIncidents
public import HomewardLayers
import HomewardWorkflow

/// The incidents of chains of near repeats as a layer.
public enum RepeatIncidentLayer: LayerDefinition {
    package typealias Row = RepeatMember

    package static let layerName = "repeat_incidents"
    package static let title = "Originators and repeats"
    package static let summary =
        "The incidents that near repeats start from and those that follow, in the bands of distance and days that stand out."
    package static let geometry = LayerGeometry.points
    package static let shared = SharedForm.none("Its points are single incidents")
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    /// The word for an incident that follows nothing.
    package static let originator = "originator"
    /// The word for an incident that follows another.
    package static let repeated = "repeat"

    package static let chain = Column<String>("chain", "Chain", meaning: "The chain that it belongs to.") { $0.chain }
    package static let role = Column<String>(
        "role", "Role", meaning: "`originator` for the first of a chain, `repeat` for one that follows another."
    ) { $0.link == nil ? originator : repeated }
    package static let day = Column<CivilDay>("day", "Day", meaning: "The day on which it happened.") { $0.day }
    package static let follows = Column<String>(
        "follows", "Follows", meaning: "The key of the incident that it follows; empty for an originator."
    ) { $0.follows }
    package static let followers = Column<Int>(
        "followed_by", "Followed by", in: .incidents, short: "followd_by", meaning: "How many hang on it directly."
    ) { $0.followers }
    package static let sinceFirst = Column<Int>(
        "days_since", "Days since the first", in: .days, meaning: "Days since the first incident of the chain."
    ) { $0.sinceFirst }
    package static let columns: [any ColumnOf<Row>] = [chain, role, day, follows, followers, sinceFirst]

    package static func id(of row: Row) -> String { row.id }
    package static func shape(of row: Row) -> Shape? { .point(row.point) }

    package static func layer(of results: RunResults) -> Layer? {
        results.repeats.map { make($0, of: results.study.table, system: results.study.workingSystem) }
            ?? layer(in: results.study.workingSystem, rows: [])
    }

    /// The incidents of all chains: layer `repeat_incidents`.
    ///
    /// - Parameters:
    ///   - result: The near repeats; keys are those of ``RepeatLayer``.
    ///   - table: The incidents that were looked at.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ result: NearRepeatResult, of table: IncidentTable, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: RepeatMember.all(of: result, table))
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(
            renderer: .categorised(
                field: role.facts.name,
                [
                    (originator, "Originator", .marker(Palette.nearRepeat, form: "star", size: 3.4)),
                    (repeated, "Repeat", .marker(Palette.nearRepeat, form: "circle", size: 2)),
                ]))
    }
}
