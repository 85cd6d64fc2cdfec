import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers

/// The map's layers in the form that the report's script and its static picture draw.
struct MapData: Sendable {
    /// One feature: its geometry, its look and what its popup says.
    struct Item: Sendable {
        /// Rings, lines or single points, longitude and latitude.
        var parts: [[Point]]
        /// Which look of the layer it has.
        var look = 0
        /// A short text that stands on the map.
        var label = ""
        /// The heading of the popup.
        var title = ""
        /// Label and value of each line of the popup.
        var facts: [(label: String, value: String)] = []
    }

    /// One layer that can be switched.
    struct Sheet: Sendable {
        /// What the parts are.
        enum Form: String, Sendable { case area, line, point }
        /// The layer's key.
        var key: String
        /// Its name in the layer control and the legend.
        var name: String
        /// What the parts are.
        var form: Form
        /// Whether it is shown at first.
        var isShown: Bool
        /// The looks in the legend: a name for each number that items use.
        var looks: [String]
        /// The features.
        var items: [Item]
    }

    /// The layers, lowest first.
    var sheets: [Sheet]
    /// The streets by class.
    var streets: [StreetClass: [LineString]]
    /// The box that the map shows at first.
    var bounds: BoundingBox

    /// The data as JSON without white space, safe inside a script element. Coordinates are whole numbers of
    /// 1/1,000,000 degree (streets: 1/100,000), each as the difference from the one before. O(vertices).
    var json: String {
        var text = "{\"bounds\":[\(MapData.short(bounds.minX)),\(MapData.short(bounds.minY)),"
        text += "\(MapData.short(bounds.maxX)),\(MapData.short(bounds.maxY))],\"streets\":["
        text += StreetClass.allCases.map { kind in
            "[" + (streets[kind] ?? []).map { MapData.coded($0.points, scale: 1e5) }.joined(separator: ",") + "]"
        }.joined(separator: ",")
        text += "],\"sheets\":["
        text += sheets.map(MapData.coded).joined(separator: ",")
        return text + "]}"
    }

    private static func coded(_ sheet: Sheet) -> String {
        let looks = sheet.looks.map(quoted).joined(separator: ",")
        var text =
            "{\"key\":\(quoted(sheet.key)),\"name\":\(quoted(sheet.name)),\"form\":\(quoted(sheet.form.rawValue)),"
        text += "\"on\":\(sheet.isShown),\"looks\":[\(looks)],\"items\":["
        text += sheet.items.map { item in
            let parts = item.parts.map { coded($0, scale: 1e6) }.joined(separator: ",")
            let facts = item.facts.map { "[\(quoted($0.label)),\(quoted($0.value))]" }.joined(separator: ",")
            return
                "{\"g\":[\(parts)],\"k\":\(item.look),\"l\":\(quoted(item.label)),\"t\":\(quoted(item.title)),\"f\":[\(facts)]}"
        }.joined(separator: ",\n")
        return text + "]}"
    }

    private static func coded(_ points: [Point], scale: Double) -> String {
        var text = "["
        var lastX = 0
        var lastY = 0
        for (index, point) in points.enumerated() {
            let x = Int((point.x * scale).rounded())
            let y = Int((point.y * scale).rounded())
            if index > 0 { text.append(",") }
            text.append("\(x - lastX),\(y - lastY)")
            lastX = x
            lastY = y
        }
        return text + "]"
    }

    private static func short(_ value: Double) -> String { "\(value.rounded(decimals: 5))" }

    /// A JSON string; `<`, `>` and `&` are written as escapes so that no text can end the element that it stands in.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text.append("\\\"")
            case "\\": text.append("\\\\")
            case "<", ">", "&", "\u{2028}", "\u{2029}": text.append(escape(scalar))
            case _ where scalar.value < 0x20: text.append(escape(scalar))
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }
}
