import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

/// What a team is told to look for: when and where more is recorded than elsewhere, in plain words and from the findings alone. What people
/// who do harm may look like, or want, is in no finding and on no card.
struct LookFor {
    let material: SheetMaterial

    /// How near a cluster or a busy place must be to be named, m.
    private static let near = 150.0

    /// Sentences for a team that stands at some places, longitude and latitude, each with its name on the card.
    func sentences(at places: [(name: String, point: Point)]) -> [String] {
        let found = peaks(at: places.map(\.point)) + clusters(near: places) + busy(near: places)
        let window = "The plan is for \(material.windowDays)\(material.windowHours.map { ", \($0)" } ?? "")."
        return (found.isEmpty ? [nothing] : found) + (material.windowDays.isEmpty ? [] : [window]) + counted
    }

    /// Sentences for a team that covers a patrol area.
    func sentences(in area: Polygon) -> [String] {
        var lines = BoundingBox(of: area.exterior).map { peaks(at: [$0.centre]) } ?? []
        let inside = standing.filter { row in row.shape?.polygons.contains { Self.meet($0, area) } ?? false }
        lines += inside.prefix(3).map { "Inside, incidents gather on \(days($0)) between \(window($0))." }
        let hot = material.layers.rows(of: HotspotLayer.self).filter { $0[HotspotLayer.isHot] == true }
        if material.record != nil,
            hot.contains(where: { $0.shape?.boundingBox.map { area.holds($0.centre) } ?? false })
        {
            lines.append(
                "Part of it stands out on \(material.windowDays)\(material.windowHours.map { ", \($0)" } ?? ""): more is recorded there than elsewhere in the town."
            )
        }
        return (lines.isEmpty ? [nothing] : lines) + counted
    }

    /// What is said where no finding is near.
    private var nothing: String {
        material.record == nil
            ? "Which hour or spot stands out is told in no edition for others."
            : "No hour or spot here stands out by itself: keep moving, and look everywhere."
    }

    /// The areas with a peak that hold one of the points.
    private func peaks(at points: [Point]) -> [String] {
        guard let record = material.record else { return [] }
        let areas = material.layers.rows(of: AreaLayer.self)
        return record.peaks.significant.filter { peak in
            areas.contains { row in
                row.text(AreaLayer.name) == peak.area
                    && points.contains { point in row.shape?.polygons.contains { $0.holds(point) } ?? false }
            }
        }.prefix(2).map { peak in
            "\(Cut.text(peak.area, to: 40)): on school days most happens between \((peak.bestWindow ?? peak.window).from) and \((peak.bestWindow ?? peak.window).to)."
        }
    }

    /// The clusters of the record that stand out from chance, strongest first.
    private var standing: [LayerRow<ClusterLayer>] {
        guard material.record != nil else { return [] }
        return material.layers.rows(of: ClusterLayer.self).filter(ClusterLayer.standsOut)
    }

    private func clusters(near places: [(name: String, point: Point)]) -> [String] {
        var lines: [String] = []
        for row in standing where lines.count < 2 {
            let by = places.filter { place in
                row.shape.map { Self.distance($0, place.point) <= Self.near } ?? false
            }.map(\.name)
            guard !by.isEmpty else { continue }
            let posts = Words.list(by.map { String($0) })
            lines.append(
                "Near post\(by.count == 1 ? "" : "s") \(posts), incidents gather on \(days(row)) between \(window(row))."
            )
        }
        return lines
    }

    /// The busy places of an edition for others.
    private func busy(near places: [(name: String, point: Point)]) -> [String] {
        guard material.shared != nil else { return [] }
        let cells = material.layers.rows(of: SharedCellLayer.self).filter { $0[SharedCellLayer.window] != nil }
        let by = places.filter { place in
            cells.contains { $0.shape?.polygons.contains { $0.holds(place.point) } ?? false }
        }.map(\.name)
        guard !by.isEmpty else { return [] }
        return ["Post\(by.count == 1 ? "" : "s") \(Words.list(by)): in a place that is busy in these hours."]
    }

    /// Which incidents count, where the plan picks some.
    private var counted: [String] {
        guard let record = material.record else {
            return material.shared?.rules.filter { $0.hasPrefix("Only incidents with persons under") } ?? []
        }
        func values(_ key: String) -> [String] {
            let found = record.parameters.filter { $0.key.hasPrefix("incidents[") && $0.key.hasSuffix("].\(key)") }
            return found.reduce(into: [String]()) { if !$0.contains($1.value) { $0.append($1.value) } }
        }
        var lines: [String] = []
        let ages = values("age_under")
        if ages.count == 1 { lines.append("Counted were incidents with persons under \(ages[0]).") }
        let kinds = values("where")
        if !kinds.isEmpty { lines.append("Of these kinds: \(Cut.text(kinds.joined(separator: "; "), to: 110)).") }
        return lines
    }

    private func days(_ row: LayerRow<ClusterLayer>) -> String {
        ClusterLayer.isOnSchoolDays(row) ? "school days" : "other days"
    }

    private func window(_ row: LayerRow<ClusterLayer>) -> String {
        "\(row.text(ClusterLayer.windowStart)) and \(row.text(ClusterLayer.windowEnd))"
    }

    /// How far a point is from a shape in longitude and latitude, m; 0 inside.
    static func distance(_ shape: Shape, _ point: Point) -> Double {
        if shape.polygons.contains(where: { $0.holds(point) }) { return 0 }
        let rings = shape.polygons.map(\.exterior) + shape.lines.map(\.points)
        let edges = rings.flatMap { ring in zip(ring, ring.dropFirst()).map { Segment($0, $1) } }
        return edges.reduce(shape.vertices.map { $0.metresOverGround(to: point) }.min() ?? .infinity) { least, edge in
            min(least, edge.nearest(to: point).point.metresOverGround(to: point))
        }
    }

    private static func meet(_ one: Polygon, _ other: Polygon) -> Bool {
        one.exterior.contains { other.holds($0) } || other.exterior.contains { one.holds($0) }
    }
}
