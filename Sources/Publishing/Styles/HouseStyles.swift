import HomewardCore
import HomewardLayers

/// The default styles of the layers in `homeward.gpkg`.
enum HouseStyles {
    /// One style for each of the layers that has shapes to draw, in the order of the layers.
    static func styles(for layers: [Layer]) -> [QGISStyle] {
        layers.compactMap { layer in
            style(for: layer).map { QGISStyle(layer: layer.name, name: layer.name, qml: $0.xml) }
        }
    }

    /// The style of a layer, nil for tables and for layers that Homeward does not make.
    static func style(for layer: Layer) -> QMLStyle? {
        switch layer.name {
        case "study_area": area(outlineWidth: 0.8, label: nil)
        case "areas": areas
        case "hotspots": hotspots(layer)
        case "clusters": clusters
        case "patrol_areas":
            QMLStyle(
                renderer: .single(.fill(Palette.patrol, alpha: 50, outline: Palette.patrol, width: 0.8)), label: "place"
            )
        case "routes": routes(layer, field: "id") { .line($0, width: 1.1) }
        case "posts": routes(layer, field: "route") { .marker($0, form: "circle", size: 3.4) }
        case "schools": QMLStyle(renderer: .single(.marker("#202124", form: "square", size: 3.2)), label: "name")
        case "stops": QMLStyle(renderer: .single(.marker("#5f6368", form: "circle", size: 1.6)))
        case "streets": QMLStyle(renderer: .single(.line(Palette.street, width: 0.3)))
        default: nil
        }
    }

    private static func area(outlineWidth: Double, label: String?) -> QMLStyle {
        QMLStyle(
            renderer: .single(.fill("#ffffff", alpha: 0, outline: Palette.area, width: outlineWidth, dashed: true)),
            label: label)
    }

    private static var areas: QMLStyle {
        let plain = QMLSymbol.fill("#ffffff", alpha: 0, outline: Palette.area, width: 0.5, dashed: true)
        return QMLStyle(
            renderer: .categorised(
                field: "peak_significant",
                [
                    ("true", "After-school peak", .fill(Palette.peak, alpha: 30, outline: Palette.peak, width: 0.7)),
                    ("false", "No after-school peak", plain),
                    ("", "Not tested", plain),
                ]),
            label: "name")
    }

    private static var clusters: QMLStyle {
        func symbol(_ colour: String) -> QMLSymbol { .fill(colour, alpha: 35, outline: colour, width: 0.6) }
        return QMLStyle(
            renderer: .categorised(
                field: "days",
                [
                    ("school", "School days", symbol(Palette.schoolCluster)),
                    ("non-school", "Other days", symbol(Palette.otherCluster)),
                ]),
            label: "window")
    }

    /// Cells by score where they are significant; cells that are not stay empty.
    private static func hotspots(_ layer: Layer) -> QMLStyle {
        let faint = QMLSymbol.fill("#ffffff", alpha: 0, outline: "#dadce0", width: 0.05)
        guard layer.index(of: "hot") != nil else {
            return graduated(by: "\"count\"", name: "incidents", layer: layer, value: "count", faint: faint) {
                $0.number("count") ?? 0 > 0
            }
        }
        return graduated(
            by: "CASE WHEN \"hot\" THEN \"z\" ELSE 0 END", name: "z", layer: layer, value: "z", faint: faint
        ) { $0.flag("hot") }
    }

    private static func graduated(
        by expression: String, name: String, layer: Layer, value: String, faint: QMLSymbol, _ counts: (Row) -> Bool
    ) -> QMLStyle {
        let values = layer.rows.filter(counts).compactMap { $0.number(value) }.sorted()
        guard let least = values.first, let most = values.last, least < most else {
            return QMLStyle(renderer: .graduated(expression: expression, [(-1e9, 1e9, "Cell", faint)]))
        }
        let inner = [0.25, 0.5, 0.75].map { values[Int(Double(values.count - 1) * $0)] }
        // The ends reach a little further, so that rounding leaves no cell outside.
        let breaks = ([least - 1e-4] + inner + [most + 1e-4]).map { $0.rounded(decimals: 4) }
        let hot = Palette.heat.indices.map { index in
            (
                lower: breaks[index], upper: breaks[index + 1],
                label: "\(name) \(Shown.fixed(breaks[index], 1))–\(Shown.fixed(breaks[index + 1], 1))",
                symbol: QMLSymbol.fill(Palette.heat[index], alpha: 190, outline: Palette.heat[index], width: 0.05)
            )
        }
        return QMLStyle(
            renderer: .graduated(expression: expression, [(-1e9, breaks[0], "Not significant", faint)] + hot))
    }

    private static func routes(_ layer: Layer, field: String, symbol: (String) -> QMLSymbol) -> QMLStyle {
        var seen: [String] = []
        for row in layer.rows {
            let key = field == "id" ? row.id : row.text(field)
            if !seen.contains(key) { seen.append(key) }
        }
        let classes = seen.enumerated().map { index, key in
            (value: key, label: "Route \(key)", symbol: symbol(Palette.routes[index % Palette.routes.count]))
        }
        return QMLStyle(
            renderer: .categorised(field: field, classes), label: layer.name == "posts" ? "id" : nil)
    }
}
