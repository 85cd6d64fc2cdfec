import HomewardCore
import HomewardLayers

/// How web maps draw features: the properties of simplestyle 1.1.0, from the same symbols as QGIS's style.
///
/// A layer gets those of its kind of shapes. What QGIS does not draw is drawn without any opacity. Patterns and arrow-heads have no place
/// there. Source: https://github.com/mapbox/simplestyle-spec.
enum SimpleStyle {
    private static let fill = ColumnFacts(
        name: "fill", alias: "Fill", unit: nil, meaning: "The colour of the area, for web maps (simplestyle).",
        shortName: "fill", type: .text, audience: .partner)
    private static let fillOpacity = ColumnFacts(
        name: "fill-opacity", alias: "Opacity of the fill", unit: .none(because: "a share, 0 to 1"),
        meaning: "How opaque the area is, for web maps (simplestyle).", shortName: "fill_opac", type: .real,
        audience: .partner)
    private static let stroke = ColumnFacts(
        name: "stroke", alias: "Stroke", unit: nil, meaning: "The colour of the line, for web maps (simplestyle).",
        shortName: "stroke", type: .text, audience: .partner)
    private static let strokeOpacity = ColumnFacts(
        name: "stroke-opacity", alias: "Opacity of the stroke", unit: .none(because: "a share, 0 to 1"),
        meaning: "How opaque the line is, for web maps (simplestyle).", shortName: "strk_opac", type: .real,
        audience: .partner)
    private static let strokeWidth = ColumnFacts(
        name: "stroke-width", alias: "Width of the stroke", unit: .measured("px"),
        meaning: "The width of the line, for web maps (simplestyle).", shortName: "strk_width", type: .real,
        audience: .partner)
    private static let markerColour = ColumnFacts(
        name: "marker-color", alias: "Colour of the marker", unit: nil,
        meaning: "The colour of the marker, for web maps (simplestyle).", shortName: "mark_color", type: .text,
        audience: .partner)
    private static let markerSize = ColumnFacts(
        name: "marker-size", alias: "Size of the marker", unit: nil,
        meaning: "small, medium or large, for web maps (simplestyle).", shortName: "mark_size", type: .text,
        audience: .partner)

    /// Pixels of the web in a millimetre.
    private static let pixels = 96 / 25.4

    /// The columns that a layer of such shapes gets.
    static func columns(for geometry: LayerGeometry) -> [ColumnFacts] {
        switch geometry {
        case .areas: [fill, fillOpacity, stroke, strokeOpacity, strokeWidth]
        case .lines: [stroke, strokeOpacity, strokeWidth]
        case .points: [markerColour, markerSize]
        case .none: []
        }
    }

    /// The layer with those columns at its end, filled by a style; the layer itself where it is a table. O(features).
    static func added(to layer: Layer, by style: QMLStyle?, geometry: LayerGeometry) -> Layer {
        guard let style else { return layer }
        let columns = columns(for: geometry)
        var styled = layer
        styled.fields += columns.map(\.field)
        for index in layer.features.indices {
            let symbol = style.symbol(of: layer.features[index], in: layer)
            styled.features[index].values += columns.map { value(of: $0, symbol?.plain) }
        }
        return styled
    }

    private static func value(of column: ColumnFacts, _ plain: QMLSymbol.Plain?) -> FieldValue {
        switch column {
        case fill, markerColour: plain?.fill.map { .text($0) } ?? .null
        case fillOpacity: .real((plain?.fillOpacity ?? 0).rounded(decimals: 2))
        case stroke: plain.map { .text($0.stroke) } ?? .null
        case strokeOpacity: .real(plain == nil ? 0 : 1)
        case strokeWidth: plain.map { .real(($0.width * pixels).rounded(decimals: 1)) } ?? .null
        case markerSize: plain.map { .text($0.width < 3 ? "small" : $0.width < 5 ? "medium" : "large") } ?? .null
        default: .null
        }
    }
}

extension QMLStyle {
    /// The symbol with which QGIS draws a feature; nil where it draws none. O(classes).
    func symbol(of feature: Feature, in layer: Layer) -> QMLSymbol? {
        switch renderer {
        case .single(let symbol): return symbol
        case .categorised(let field, let classes):
            // The key of a feature is a field only where a file makes it one.
            let value = layer.value(field, of: feature)?.asText ?? (field == "id" ? feature.id : nil)
            return classes.first { $0.value == value }?.symbol
        case .graduated(let measure, let classes):
            var number = layer.value(measure.field, of: feature)?.asDouble
            if let counts = measure.onlyWhere, layer.value(counts, of: feature) != .boolean(true) { number = 0 }
            return number.flatMap { number in classes.first { $0.lower <= number && number <= $0.upper }?.symbol }
        }
    }
}
