import Foundation
import HomewardCore
import HomewardGeometry
import HomewardPublishing

/// The map as a still picture, for a machine without Leaflet.
struct StaticMap {
    let data: MapData

    /// The layers that are shown at first, as SVG. Degrees become pixels by an equirectangular projection that is true
    /// to scale at the middle latitude.
    var html: HTML {
        let width = 1100.0
        let shrink = cos(data.bounds.centre.y * .pi / 180)
        let scale = width / max(data.bounds.width * shrink, 1e-9)
        let height = min(max(data.bounds.height * scale, 100), 2000)
        let place = { (point: Point) -> String in
            let x = (point.x - data.bounds.minX) * shrink * scale
            let y = (data.bounds.maxY - point.y) * scale
            return "\(x.rounded(decimals: 1)) \(y.rounded(decimals: 1))"
        }
        let streets = StreetClass.allCases.map { kind -> HTML in
            let path = (data.streets.lines[kind] ?? []).map { "M" + $0.points.map(place).joined(separator: "L") }
                .joined()
            let colour = Palette.mapStreets[kind.rawValue]
            return
                "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"\(kind == .main ? "1.4" : "0.6")\"/>\n"
        }
        let sheets = data.sheets.filter(\.isShown).map { sheet -> HTML in
            let items = sheet.items.map { draw($0, of: sheet, place: place) }
            return "<g>\(items)</g>\n"
        }
        return """
            <figure><svg viewBox="0 0 \(Int(nearest: width)) \(Int(nearest: height))" role="img" aria-label="Map of the plan"><rect width="100%" height="100%" fill="\(Palette.ground)"/>
            \(streets)\(sheets)</svg></figure>

            """
    }

    private func draw(_ item: MapSheet.Item, of sheet: MapSheet, place: (Point) -> String) -> HTML {
        guard sheet.looks.indices.contains(item.look) else { return "" }
        let look = sheet.looks[item.look]
        switch sheet.form {
        case .area:
            let path = item.parts.map { "M" + $0.map(place).joined(separator: "L") + "Z" }.joined()
            return
                "<path d=\"\(path)\" fill=\"\(look.colour)\" fill-opacity=\"\("\(look.fillOpacity ?? 0)")\" stroke=\"\(look.colour)\" stroke-width=\"1.5\" fill-rule=\"evenodd\"><title>\(item.title)</title></path>\n"
        case .line:
            let path = item.parts.map { "M" + $0.map(place).joined(separator: "L") }.joined()
            return
                "<path d=\"\(path)\" fill=\"none\" stroke=\"\(look.colour)\" stroke-width=\"3\"><title>\(item.title)</title></path>\n"
        case .dot, .square, .pin:
            guard let point = item.parts.first?.first else { return "" }
            let spot = place(point).split(separator: " ")
            return
                "<circle cx=\"\(String(spot[0]))\" cy=\"\(String(spot[1]))\" r=\"4\" fill=\"\(look.colour)\" stroke=\"white\"><title>\(item.title)</title></circle>\n"
        }
    }
}
