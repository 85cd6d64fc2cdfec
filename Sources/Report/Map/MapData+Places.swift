import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPublishing

extension MapData {
    static func routes(_ material: ReportMaterial) -> Sheet {
        let rows = material.layer("routes").rows
        let items = rows.enumerated().map { index, row in
            Item(
                parts: (row.feature.shape?.lines ?? []).map(\.points), look: index, title: "Route \(row.id)",
                facts: [
                    ("School", row.text("school")),
                    ("Starts", row.text("start") + (row.flag("start_assumed") ? " (assumed)" : "")),
                    ("Ends", row.text("end")),
                    ("Posts", row.text("posts")),
                    ("Walk", (row.number("length_m").map { Shown.fixed($0, 0) } ?? "–") + " m"),
                    (
                        "Risk covered",
                        (row.number("risk_per_year").map { Shown.fixed($0, 1) } ?? "–")
                            + " incidents a year, weighted by who passes"
                    ),
                ])
        }
        return Sheet(
            key: "routes", name: "Routes", form: .line, isShown: true,
            looks: rows.map { "Route \($0.id), \($0.text("school"))" }, items: items)
    }

    static func posts(_ material: ReportMaterial) -> Sheet {
        let routes = material.layer("routes").rows.map(\.id)
        let items = material.layer("posts").rows.map { row in
            Item(
                parts: points(row.feature.shape), look: routes.firstIndex(of: row.text("route")) ?? 0,
                label: row.text("number"), title: "Post \(row.id): \(row.text("place"))",
                facts: [
                    ("Route", "\(row.text("route")), \(row.text("school"))"),
                    ("Stay", "\(row.text("arrive"))–\(row.text("leave"))"),
                    (
                        "Risk covered",
                        (row.number("risk_per_year").map { Shown.fixed($0, 1) } ?? "–")
                            + " incidents a year, weighted by who passes"
                    ),
                    (
                        "Times",
                        row.flag("start_assumed")
                            ? "rest on an assumed finish time" : "rest on the school's finish time"
                    ),
                ])
        }
        return Sheet(
            key: "posts", name: "Posts", form: .point, isShown: true, looks: ["Post, numbered along its route"],
            items: items)
    }

    static func schools(_ material: ReportMaterial) -> Sheet {
        let items = material.layer("schools").rows.map { row in
            Item(
                parts: points(row.feature.shape), label: "S", title: row.text("name"),
                facts: [("Finish", row.text("finish") + (row.flag("finish_assumed") ? " (assumed)" : ""))])
        }
        return Sheet(
            key: "schools", name: "Schools", form: .point, isShown: true, looks: ["School (approximate position)"],
            items: items)
    }

    static func stops(_ material: ReportMaterial) -> Sheet {
        let items = material.layer("stops").rows.map { row in
            Item(parts: points(row.feature.shape), title: row.text("name"), facts: [("Kind", "bus stop")])
        }
        return Sheet(
            key: "stops", name: "Stops", form: .point, isShown: false, looks: ["Bus stop"], items: items)
    }

    private static func points(_ shape: Shape?) -> [[Point]] {
        (shape?.vertices ?? []).prefix(1).map { [$0] }
    }
}
