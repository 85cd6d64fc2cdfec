import Foundation
import HomewardCore
import HomewardGeometry

/// A page to print, A4 across: title, map, legend, north arrow, scale, and a band with who may see it and what is taken for
/// granted. What the band has no room for stands on a second page.
struct ProjectLayout {
    let theme: ProjectTheme
    let project: RunProject

    private static let page = (width: 297.0, height: 210.0)
    private static let map = LayoutBox(x: 8, y: 23, width: 211, height: 137)
    private static let band = LayoutBox(x: 8, y: 163, width: 281, height: 42)
    /// The page below the first, as QGIS lays them out: 10 mm between them.
    private static let second = LayoutBox(x: 8, y: 210 + 10 + 10, width: 281, height: 190)

    /// The page with everything on it.
    var element: ProjectXML {
        let notes = LayoutNotes(project.provenance.assumptions)
        let band = notes.fitted(into: Self.band.inset(3, above: 7), leastPoints: 6, rest: "see the second page")
        let isSecond = band.isCut
        let pages = (0..<(isSecond ? 2 : 1)).map { number in
            LayoutItem(
                kind: .page, id: "page\(number + 1)",
                box: LayoutBox(
                    x: 0, y: Double(number) * (Self.page.height + 10), width: Self.page.width,
                    height: Self.page.height)
            ).element(layout: theme.name, level: 0).adding(QMLSymbol.paper.xml(name: ""))
        }
        var items = [map, legend, arrow, scaleBar] + texts
        items += [
            LayoutItem(
                kind: .label, id: "Caveats", box: Self.band, frame: Palette.caution,
                background: Palette.cautionWash),
            .text(
                "Audience", project.provenance.label, in: Self.band.inset(3, above: 1.5), points: 9, isBold: true),
            .text("Assumptions", band.text, in: Self.band.inset(3, above: 7), points: band.points),
        ]
        if isSecond {
            let all = notes.fitted(into: Self.second.inset(0, above: 12), leastPoints: 5, rest: "see README.txt")
            items += [
                .text(
                    "Assumptions, heading", "\(project.title): what is taken for granted", in: Self.second, points: 13,
                    isBold: true),
                .text("All assumptions", all.text, in: Self.second.inset(0, above: 12), points: all.points),
            ]
        }
        return ProjectXML(
            "Layout",
            [("name", theme.name), ("units", "mm"), ("printResolution", "200"), ("worldFileMap", mapID)],
            [ProjectXML("PageCollection", [], pages).adding(QMLSymbol.paper.xml(name: ""))]
                + items.enumerated().map { $0.element.element(layout: theme.name, level: $0.offset + 1) })
    }

    private var mapID: String { LayoutItem.uuid("Map", in: theme.name) }

    /// The map at the largest of the usual scales that shows the whole plan.
    private var map: LayoutItem {
        let extent = project.extent
        let needed = max(extent.width / Self.map.width, extent.height / Self.map.height) * 1000
        let scale = Self.usual(atLeast: needed)
        let centre = extent.centre
        let (width, height) = (Self.map.width * scale / 2000, Self.map.height * scale / 2000)
        let shown = BoundingBox(
            minX: centre.x - width, minY: centre.y - height, maxX: centre.x + width, maxY: centre.y + height)
        return LayoutItem(
            kind: .map, id: "Map", box: Self.map, frame: Palette.soft, background: Palette.ground,
            settings: [
                ("keepLayerSet", "false"), ("followPreset", "true"), ("followPresetName", theme.name),
                ("drawCanvasItems", "false"), ("mapRotation", "0"),
            ], content: [ProjectXML("Extent", RunProject.edges(shown))])
    }

    private var legend: LayoutItem {
        let styles: [(name: String, above: Double, points: Double, isBold: Bool)] = [
            ("title", 0, 12, true), ("group", 2.5, 9, true), ("subgroup", 1.6, 8, true), ("symbol", 0.9, 8, false),
            ("symbolLabel", 0.9, 7.5, false),
        ]
        return LayoutItem(
            kind: .legend, id: "Legend", box: LayoutBox(x: 221, y: 23, width: 68, height: 112),
            settings: [
                ("map_uuid", mapID), ("legendFilterByMap", "1"), ("resizeToContents", "1"), ("columnCount", "1"),
                ("wrapChar", ""), ("symbolWidth", "5"), ("symbolHeight", "2.8"), ("boxSpace", "1"), ("title", ""),
                ("lineSpacing", "0.6"), ("symbolAlignment", "1"), ("titleAlignment", "1"),
                ("fontColor", Palette.ink),
            ],
            content: [
                ProjectXML(
                    "styles", [],
                    styles.map { style in
                        ProjectXML(
                            "style",
                            [("name", style.name), ("marginTop", "\(style.above)"), ("alignment", "1")]
                                + (style.name == "symbolLabel" ? [("marginLeft", "1.5")] : []),
                            [
                                ProjectXML(
                                    "styleFont",
                                    [("description", LayoutItem.font(style.points, isBold: style.isBold))])
                            ])
                    })
            ])
    }

    private var arrow: LayoutItem {
        LayoutItem(
            kind: .picture, id: "North", box: LayoutBox(x: 205, y: 26, width: 11, height: 14),
            settings: [
                ("file", ":/images/north_arrows/layout_default_north_arrow.svg"), ("mapUuid", mapID), ("mode", "2"),
                ("northMode", "0"), ("northOffset", "0"), ("anchorPoint", "4"), ("resizeMode", "0"),
                ("svgFillColor", Palette.qgis(Palette.white)), ("svgBorderColor", Palette.qgis(Palette.ink)),
                ("svgBorderWidth", "0.2"),
            ])
    }

    /// Two stretches of a round length, about 2 cm each.
    private var scaleBar: LayoutItem {
        let scale = Self.usual(
            atLeast: max(project.extent.width / Self.map.width, project.extent.height / Self.map.height) * 1000)
        let length = Self.round(scale * 0.022)
        let isKilometres = length >= 1000
        return LayoutItem(
            kind: .scaleBar, id: "Scale bar", box: LayoutBox(x: 221, y: 137, width: 66, height: 11),
            settings: [
                ("mapUuid", mapID), ("style", "Single Box"), ("unitType", "meters"),
                ("unitLabel", isKilometres ? "km" : "m"),
                ("numMapUnitsPerScaleBarUnit", isKilometres ? "1000" : "1"), ("numUnitsPerSegment", "\(length)"),
                ("numSegments", "2"), ("numSegmentsLeft", "0"), ("segmentSizeMode", "0"), ("height", "1.8"),
                ("labelBarSpace", "1"), ("boxContentSpace", "1"), ("outlineWidth", "0.2"), ("alignment", "0"),
                ("labelVerticalPlacement", "0"), ("labelHorizontalPlacement", "0"), ("minBarWidth", "20"),
                ("maxBarWidth", "60"),
            ],
            content: [
                ProjectXML(
                    "text-style",
                    [
                        ("fontFamily", LayoutItem.family), ("fontSize", "8"), ("fontSizeUnit", "Point"),
                        ("textColor", Palette.qgis(Palette.ink)),
                    ]), QMLSymbol.bar.element(in: "fillSymbol1"), QMLSymbol.gap.element(in: "fillSymbol2"),
                QMLSymbol.stroke.element(in: "lineSymbol"),
            ])
    }

    private var texts: [LayoutItem] {
        // The scale follows the map where somebody zooms it.
        let isShared = project.layers.contains { $0.definition == SharedCellLayer.self }
        let words = isShared ? theme.words.others : theme.words.force
        let scale = "format_number(map_get(item_variables('Map'), 'map_scale'), 0)"
        return [
            .text("Title", project.title, in: LayoutBox(x: 8, y: 6, width: 281, height: 9), points: 15, isBold: true),
            .text(
                "Subject", "\(words). \(project.subject)", in: LayoutBox(x: 8, y: 15.5, width: 281, height: 6),
                points: 9.5),
            LayoutItem(
                kind: .label, id: "Scale", box: LayoutBox(x: 221, y: 149, width: 68, height: 11),
                settings: [
                    ("labelText", "1 : [% \(scale) %]\n" + LayoutItem.withoutExpressions(systemName)),
                    ("halign", "1"), ("valign", "32"), ("htmlState", "0"), ("marginX", "1"), ("marginY", "0"),
                ], content: LayoutItem.look(points: 7.5, isBold: false, colour: Palette.soft)),
        ]
    }

    private var systemName: String {
        let system = project.system
        return system.definition.count < 20 ? "\(system.name) (\(system.definition))" : system.name
    }

    /// The least usual scale, 1 : n, that is not larger than the one needed.
    static func usual(atLeast needed: Double) -> Double {
        let steps = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10]
        let power = pow(10, floor(log10(max(needed, 100))))
        return (steps.first { $0 * power >= needed - 1e-6 } ?? 10) * power
    }

    /// The greatest of 1, 2 and 5 times a power of ten that is not longer than `length`, m.
    static func round(_ length: Double) -> Int {
        let power = pow(10, floor(log10(max(length, 1))))
        return Int((([5, 2, 1] as [Double]).first { $0 * power <= length } ?? 1) * power)
    }
}

extension QMLSymbol {
    /// White paper.
    fileprivate static let paper = fill(Palette.white, alpha: 255, outline: Palette.white, width: 0)
    /// The filled stretch of a scale bar.
    fileprivate static let bar = fill(Palette.ink, alpha: 255, outline: Palette.ink, width: 0.1)
    /// The empty one.
    fileprivate static let gap = fill(Palette.white, alpha: 255, outline: Palette.ink, width: 0.1)
    /// The line around them.
    fileprivate static let stroke = line(Palette.ink, width: 0.2)

    /// The symbol in an element of that name.
    fileprivate func element(in name: String) -> ProjectXML { ProjectXML(name).adding(xml(name: "")) }
}
