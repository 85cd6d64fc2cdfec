import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPublishing

extension MapData {
    /// Lays out the map of a run. No incident is on it: only areas, cells, hulls, routes and places.
    init(_ material: ReportMaterial) {
        sheets = [
            MapData.areas(material), MapData.hotspots(material), MapData.clusters(material),
            MapData.patrolAreas(material), MapData.stops(material), MapData.schools(material),
            MapData.routes(material), MapData.posts(material),
        ]
        streets = material.streets
        let studied = material.studyArea?.vertices ?? []
        let points = studied.isEmpty ? sheets.flatMap { $0.items.flatMap { $0.parts.flatMap { $0 } } } : studied
        bounds =
            BoundingBox(of: points.filter(\.isFinite)) ?? BoundingBox(minX: -1.6, minY: 52.3, maxX: -1.4, maxY: 52.5)
    }

    private static func areas(_ material: ReportMaterial) -> Sheet {
        var items = material.layer("areas").rows.map { row in
            var facts = [("Incidents", row.text("incidents"))]
            if let density = row.number("density_per_km2") {
                facts.append(("Incidents per km²", Shown.fixed(density, 1)))
            }
            if row.text("window_start") != "" {
                facts.append(("Tested window", row.text("window_start") + "–" + row.text("window_end")))
                facts.append(("Against non-school days", ratio(row, "ratio_non_school_days")))
                facts.append(("Against rest of school day", ratio(row, "ratio_rest_of_day")))
                facts.append(("q", row.number("q").map(Shown.probability) ?? "–"))
                facts.append(("After-school peak", row.flag("peak_significant") ? "yes" : "no"))
                if row.text("best_window_start") != "" {
                    facts.append(("Best window", row.text("best_window_start") + "–" + row.text("best_window_end")))
                }
            }
            facts.append(("Outline", row.flag("official") ? "official" : "not an official boundary"))
            return Item(
                parts: rings(row.feature.shape), look: row.flag("peak_significant") ? 1 : 0, label: row.text("name"),
                title: row.text("name"), facts: facts)
        }
        if let outline = material.studyArea {
            items.insert(Item(parts: rings(outline), look: 2, title: material.record.studyArea), at: 0)
        }
        return Sheet(
            key: "areas", name: "Areas", form: .area, isShown: true,
            looks: ["Area, no after-school peak", "Area with an after-school peak", "Study area"], items: items)
    }

    private static func ratio(_ row: Row, _ name: String) -> String {
        guard let value = row.number(name) else { return "no incident to compare with" }
        return "× " + Shown.fixed(value, 2) + " (" + Shown.fixed(row.number(name + "_low") ?? 0, 2) + "–"
            + (row.number(name + "_high").map { Shown.fixed($0, 2) } ?? "∞") + ")"
    }

    private static func hotspots(_ material: ReportMaterial) -> Sheet {
        let hot = material.layer("hotspots").rows.filter { $0.flag("hot") }
        let scores = hot.compactMap { $0.number("z") }.sorted()
        let breaks: [Double] = [0.25, 0.5, 0.75].map { share in
            scores.isEmpty ? 0 : scores[Int(Double(scores.count - 1) * share)].rounded(decimals: 1)
        }
        let items = hot.map { row in
            let z = row.number("z") ?? 0
            return Item(
                parts: rings(row.feature.shape), look: breaks.count { z > $0 }, title: "Hotspot cell \(row.id)",
                facts: [
                    ("Incidents in the window", row.text("count")),
                    ("Incidents per km²", Shown.fixed(row.number("density_per_km2") ?? 0, 0)),
                    ("Gi* score z", Shown.fixed(z, 2)),
                    ("p", row.number("p").map(Shown.probability) ?? "–"),
                    ("q", row.number("q").map(Shown.probability) ?? "–"),
                ])
        }
        let looks = [
            "Hot cell, z up to \(Shown.fixed(breaks[0], 1))", "z up to \(Shown.fixed(breaks[1], 1))",
            "z up to \(Shown.fixed(breaks[2], 1))", "z above \(Shown.fixed(breaks[2], 1))",
        ]
        return Sheet(key: "hotspots", name: "Hotspots", form: .area, isShown: true, looks: looks, items: items)
    }

    private static func clusters(_ material: ReportMaterial) -> Sheet {
        let items = material.layer("clusters").rows.filter { ($0.number("p") ?? 1) <= 0.05 }.map { row in
            let school = row.text("days") == "school"
            return Item(
                parts: rings(row.feature.shape), look: school ? 0 : 1, title: "Cluster \(row.id)",
                facts: [
                    ("Days", school ? "school days" : "other days"),
                    ("Window", row.text("window")),
                    ("Incidents", row.text("count")),
                    ("Expected by chance", row.number("expected").map { Shown.fixed($0, 1) } ?? "–"),
                    ("Share of all hours", row.number("share").map(Shown.percent) ?? "–"),
                    ("p", row.number("p").map(Shown.probability) ?? "–"),
                ])
        }
        return Sheet(
            key: "clusters", name: "Clusters", form: .area, isShown: false,
            looks: ["Cluster on school days", "Cluster on other days"], items: items)
    }

    private static func patrolAreas(_ material: ReportMaterial) -> Sheet {
        let items = material.layer("patrol_areas").rows.map { row in
            Item(
                parts: rings(row.feature.shape), label: row.id, title: "Patrol area \(row.id): \(row.text("place"))",
                facts: [
                    ("Incidents in patrol hours", row.text("incidents")),
                    ("Harm", row.number("harm").map { Shown.fixed($0, 0) } ?? "–"),
                    ("Visits in the timetable", row.text("visits")),
                    ("Patrol minutes", row.text("patrol_min")),
                ])
        }
        return Sheet(
            key: "patrol_areas", name: "Patrol areas", form: .area, isShown: true, looks: ["Guardian patrol area"],
            items: items)
    }

    /// The rings of all areas in a shape.
    static func rings(_ shape: Shape?) -> [[Point]] {
        (shape?.polygons ?? []).flatMap { [$0.exterior] + $0.holes }
    }
}
