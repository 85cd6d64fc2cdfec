import Foundation
public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardIncidents
public import HomewardLayers
import HomewardWorkflow

/// Near repeats as a layer: a line from each repeat's earlier incident to the repeat.
public enum RepeatLayer: LayerDefinition {
    /// One incident of a chain with what it follows.
    package typealias Row = RepeatMember

    package static let layerName = "repeats"
    package static let title = "Near repeats"
    package static let summary =
        "Which incident follows which in the bands of distance and days that stand out: a line from the earlier to the later, none where both are in one place. Some of these pairs are there by chance, and nobody can say which."
    package static let geometry = LayerGeometry.lines
    package static let shared = SharedForm.none("Its lines begin and end at single incidents")
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let chain = Column<String>(
        "chain", "Chain", meaning: "The chain that the incident belongs to: an originator and all that hangs on it."
    ) { $0.chain }
    package static let follows = Column<String>(
        "follows", "Follows", meaning: "The key of the earlier incident, as in the layer repeat_incidents."
    ) { $0.follows }
    package static let dayFrom = Column<CivilDay>(
        "day_from", "Earlier day", meaning: "The day of the earlier incident."
    ) {
        $0.dayFrom
    }
    package static let dayTo = Column<CivilDay>("day_to", "Later day", meaning: "The day of the later incident.") {
        $0.day
    }
    package static let daysApart = Column<Int>(
        "days_apart", "Days apart", in: .days, meaning: "How many civil days lie between both; 0 on one day."
    ) { $0.link?.days }
    package static let hoursApart = Column<Double>(
        "hours_apart", "Hours apart", in: .hours, short: "hours_apt", decimals: 1,
        meaning: "How many hours by the clock on the wall; empty where a time of day is not known."
    ) { $0.link?.seconds.map { Double($0) / 3600 } }
    package static let distanceM = Column<Double>(
        "distance_m", "Distance", in: .metres, decimals: 1, meaning: "How far apart both are, as the plan measures it."
    ) { $0.link?.distance }
    package static let bearingDeg = Column<Double>(
        "bearing_deg", "Bearing", in: .degrees, short: "bearing", decimals: 0,
        meaning: "The direction from the earlier to the later, clockwise from grid north; empty in one place."
    ) { $0.bearing }
    package static let distanceBand = Column<String>(
        "distance_band", "Band of distance", short: "dist_band", meaning: "The band of distance that stands out."
    ) { $0.distanceBand }
    package static let dayBand = Column<String>(
        "day_band", "Band of days", meaning: "The band of days that stands out."
    ) { $0.dayBand }
    package static let knoxRatio = Column<Double>(
        "knox_ratio", "Knox ratio", in: .none(because: "pairs by those to be expected"), decimals: 3,
        meaning: "How many times the pairs to be expected by chance that band holds."
    ) { $0.ratio }
    package static let columns: [any ColumnOf<Row>] = [
        chain, follows, dayFrom, dayTo, daysApart, hoursApart, distanceM, bearingDeg, distanceBand, dayBand, knoxRatio,
    ]

    package static func id(of row: Row) -> String { row.id }
    package static func shape(of row: Row) -> Shape? {
        guard let from = row.from, from != row.point else { return nil }
        return .lineString(LineString([from, row.point]))
    }

    package static func layer(of results: RunResults) -> Layer? {
        results.repeats.map { make($0, of: results.study.table, system: results.study.workingSystem) }
            ?? layer(in: results.study.workingSystem, rows: [])
    }

    /// The repeats with what they follow: layer `repeats`.
    ///
    /// - Parameters:
    ///   - result: The near repeats; chains are keyed `N1`, `N2`, … and their incidents `N1-0`, `N1-1`, … in their order.
    ///   - table: The incidents that were looked at.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ result: NearRepeatResult, of table: IncidentTable, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: RepeatMember.all(of: result, table).filter { $0.link != nil })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(renderer: .single(.arrow(Palette.nearRepeat, width: 0.5)))
    }

    /// The lines, each with a head at its end.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        let items = run.rows(of: RepeatLayer.self).compactMap { row -> MapSheet.Item? in
            guard let line = row.shape?.mapLines.first, line.count == 2 else { return nil }
            return MapSheet.Item(
                parts: [line, head(line[0], line[1])], title: "Repeat \(row.id)",
                facts: [
                    ("Chain", row.text(chain)), ("Follows", "\(row.text(follows)), \(Words.date(row.text(dayFrom)))"),
                    ("Day", Words.date(row.text(dayTo))),
                    ("Apart", "\(row[distanceM].map { Shown.fixed($0, 0) } ?? "–") m, \(row.text(dayBand))"),
                    ("Knox ratio", row[knoxRatio].map { Shown.fixed($0, 2) } ?? "–"),
                ])
        }
        return MapSheet(
            key: layerName, name: "Near repeats", form: .line, level: .dots, isShown: isShown,
            looks: [.init(name: "Near repeat, from the earlier to the later", colour: Palette.nearRepeat, weight: 2)],
            items: items)
    }

    /// The head of an arrow in longitude and latitude: a third of a short line, 25 m on a long one.
    private static func head(_ from: Point, _ to: Point) -> [Point] {
        let metres = 111_320.0
        let across = metres * cos(to.y * .pi / 180)
        let (x, y) = ((to.x - from.x) * across, (to.y - from.y) * metres)
        let length = (x * x + y * y).squareRoot()
        guard length > 0, across > 0 else { return [to] }
        let size = min(25, length / 3) / length
        func barb(_ side: Double) -> Point {
            Point(x: to.x - size * (x - side * y / 2) / across, y: to.y - size * (y + side * x / 2) / metres)
        }
        return [barb(1), to, barb(-1)]
    }
}
