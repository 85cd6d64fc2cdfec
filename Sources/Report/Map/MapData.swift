import Foundation
import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

/// The map's layers in the form that the report's script and its static picture draw. No incident is on it but where the
/// lines between near repeats begin and end: only areas, cells, hulls, routes and places.
struct MapData: Sendable {
    /// The layers, lowest first.
    var sheets: [MapSheet]
    /// The streets and their names.
    var streets: StreetPicture
    /// The background that the map offers; nil for none.
    var background: RunRecord.Background?
    /// The box of the whole study area.
    var bounds: BoundingBox
    /// The box that the map shows at first: where people are to be, with the hot cells; the whole where there is none of that.
    var focus: BoundingBox

    /// Lays out the map of a run for the force.
    init(_ material: ReportMaterial) {
        self.init(layers: material.layers, streets: material.streets, background: material.record.background)
    }

    /// Lays out the map of a run.
    init(layers: RunLayers, streets: StreetPicture, background: RunRecord.Background? = nil) {
        sheets = LayerCatalogue.sheets(in: layers)
        self.streets = streets
        self.background = background
        let studied = layers.studyArea?.vertices ?? []
        let points = studied.isEmpty ? sheets.flatMap { $0.items.flatMap { $0.parts.flatMap { $0 } } } : studied
        bounds =
            BoundingBox(of: points.filter(\.isFinite)) ?? BoundingBox(minX: -1.6, minY: 52.3, maxX: -1.4, maxY: 52.5)
        let plan = sheets.filter {
            [PatrolAreaLayer.layerName, PostLayer.layerName, HotspotLayer.layerName].contains($0.key)
        }
        focus =
            BoundingBox(of: plan.flatMap { $0.items.flatMap { $0.parts.flatMap { $0 } } }.filter(\.isFinite)) ?? bounds
    }

    /// The data as JSON without white space, safe inside a script element. Coordinates are whole numbers of
    /// 1/1,000,000 degree (streets: 1/100,000), each as the difference from the one before. O(vertices).
    var json: String {
        var text = "{\"bounds\":[\(MapData.short(bounds.minX)),\(MapData.short(bounds.minY)),"
        text += "\(MapData.short(bounds.maxX)),\(MapData.short(bounds.maxY))],\"focus\":["
        text += "\(MapData.short(focus.minX)),\(MapData.short(focus.minY)),"
        text += "\(MapData.short(focus.maxX)),\(MapData.short(focus.maxY))],\"streets\":["
        text += StreetClass.allCases.map { kind in
            "[" + (streets.lines[kind] ?? []).map { MapData.coded($0.points, scale: 1e5) }.joined(separator: ",") + "]"
        }.joined(separator: ",")
        text += "],\"streetNames\":\(streets.names.json)"
        if let background {
            text +=
                ",\"tiles\":{\"url\":\(MapData.quoted(background.tiles.text)),\"credit\":\(MapData.quoted(background.credit))}"
        }
        text += ",\"streetColours\":[\(Palette.mapStreets.map(MapData.quoted).joined(separator: ","))],\"sheets\":["
        text += sheets.map(MapData.coded).joined(separator: ",")
        return text + "]}"
    }

    private static func coded(_ sheet: MapSheet) -> String {
        var text =
            "{\"key\":\(quoted(sheet.key)),\"name\":\(quoted(sheet.name)),\"form\":\(quoted(sheet.form.rawValue)),"
        if sheet.isUnderlay { text += "\"under\":true," }
        if let ink = sheet.innerLabels { text += "\"inner\":\(quoted(ink))," }
        text += "\"on\":\(sheet.isShown),\"looks\":[\(sheet.looks.map(coded).joined(separator: ","))],\"items\":["
        text += sheet.items.map { item in
            let parts = item.parts.map { coded($0, scale: 1e6) }.joined(separator: ",")
            let facts = item.facts.map { "[\(quoted($0.label)),\(quoted($0.value))]" }.joined(separator: ",")
            let hours = item.hours.map { ",\"h\":[\($0.runs.map(String.init).joined(separator: ","))]" } ?? ""
            return
                "{\"g\":[\(parts)],\"k\":\(item.look),\"l\":\(quoted(item.label)),\"t\":\(quoted(item.title)),\"f\":[\(facts)]\(hours)}"
        }.joined(separator: ",\n")
        return text + "]}"
    }

    /// A look with its style in the words of Leaflet's path options.
    private static func coded(_ look: MapSheet.Look) -> String {
        let name = look.name.map { "\"name\":\(quoted($0))," } ?? ""
        var style = "\"color\":\(quoted(look.colour)),\"weight\":\(look.weight),\"fill\":\(look.fillOpacity != nil)"
        if let dash = look.dash { style += ",\"dashArray\":\(quoted(dash))" }
        if look.opacity < 1 { style += ",\"opacity\":\(look.opacity)" }
        if let opacity = look.fillOpacity { style += ",\"fillOpacity\":\(opacity)" }
        if !look.isInteractive { style += ",\"interactive\":false" }
        return "{\(name)\"style\":{\(style)}}"
    }

    private static func coded(_ points: [Point], scale: Double) -> String {
        var text = "["
        var lastX = 0
        var lastY = 0
        for (index, point) in points.enumerated() {
            let x = Int(nearest: min(max(point.x * scale, -1e15), 1e15))
            let y = Int(nearest: min(max(point.y * scale, -1e15), 1e15))
            if index > 0 { text.append(",") }
            text.append("\(x - lastX),\(y - lastY)")
            lastX = x
            lastY = y
        }
        return text + "]"
    }

    private static func short(_ value: Double) -> String { "\(value.rounded(decimals: 5))" }

    /// A JSON string; `<`, `>` and `&` are written as escapes so that no text can end the element that it stands in, and
    /// characters that set the direction of reading are written out.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text.append("\\\"")
            case "\\": text.append("\\\\")
            case "<", ">", "&", "\u{2028}", "\u{2029}": text.append(escape(scalar))
            case _ where scalar.value < 0x20: text.append(escape(scalar))
            case _ where PlainText.isDirection(scalar): text.append("\\" + PlainText.written(scalar))
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
