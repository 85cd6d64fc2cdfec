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
            let path = (data.streets[kind] ?? []).map { "M" + $0.points.map(place).joined(separator: "L") }.joined()
            return
                "<path d=\"\(path)\" fill=\"none\" stroke=\"#b9b7ad\" stroke-width=\"\(kind == .main ? "1.4" : "0.6")\"/>\n"
        }
        let sheets = data.sheets.filter(\.isShown).map { sheet -> HTML in
            let items = sheet.items.map { draw($0, of: sheet, place: place) }
            return "<g>\(items)</g>\n"
        }
        return """
            <figure><svg viewBox="0 0 \(Int(width)) \(Int(height))" role="img" aria-label="Map of the plan"><rect width="100%" height="100%" fill="#f3f2ee"/>
            \(streets)\(sheets)</svg></figure>

            """
    }

    private func draw(_ item: MapData.Item, of sheet: MapData.Sheet, place: (Point) -> String) -> HTML {
        switch sheet.form {
        case .area:
            let path = item.parts.map { "M" + $0.map(place).joined(separator: "L") + "Z" }.joined()
            let look = colours(sheet.key, item.look)
            return
                "<path d=\"\(path)\" fill=\"\(look.line)\" fill-opacity=\"\(look.opacity)\" stroke=\"\(look.line)\" stroke-width=\"1.5\" fill-rule=\"evenodd\"><title>\(item.title)</title></path>\n"
        case .line:
            let path = item.parts.map { "M" + $0.map(place).joined(separator: "L") }.joined()
            let colour = Palette.routes[item.look % Palette.routes.count]
            return
                "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"3\"><title>\(item.title)</title></path>\n"
        case .point:
            guard let point = item.parts.first?.first else { return "" }
            let spot = place(point).split(separator: " ")
            let colour = sheet.key == "posts" ? Palette.routes[item.look % Palette.routes.count] : "#202124"
            return
                "<circle cx=\"\(String(spot[0]))\" cy=\"\(String(spot[1]))\" r=\"4\" fill=\"\(colour)\" stroke=\"#fff\"><title>\(item.title)</title></circle>\n"
        }
    }

    private func colours(_ key: String, _ look: Int) -> (line: String, opacity: String) {
        switch key {
        case "hotspots": (Palette.heat[min(look, Palette.heat.count - 1)], "0.7")
        case "clusters": (look == 0 ? Palette.schoolCluster : Palette.otherCluster, "0.1")
        case "patrol_areas": (Palette.patrol, "0.14")
        default: (look == 1 ? Palette.peak : Palette.area, look == 1 ? "0.07" : "0")
        }
    }
}
