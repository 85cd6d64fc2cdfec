import HomewardCore

/// A rectangle on a page, mm from the upper left corner.
struct LayoutBox: Sendable, Equatable {
    var x, y, width, height: Double

    /// The rectangle with a margin at its sides and its foot, and another above.
    func inset(_ margin: Double, above: Double) -> LayoutBox {
        LayoutBox(x: x + margin, y: y + above, width: width - 2 * margin, height: height - above - margin / 2)
    }
}

/// One thing on a page to print.
struct LayoutItem: Sendable {
    /// What it is, by the number that QGIS gives the kind.
    enum Kind: Int, Sendable {
        case page = 65638
        case map = 65639
        case picture = 65640
        case label = 65641
        case legend = 65642
        case scaleBar = 65646
    }

    let kind: Kind
    /// Its name in the list of items, unique on its page.
    let id: String
    let box: LayoutBox
    /// The colour of the frame, nil for none.
    var frame: String?
    /// The colour of the ground, nil for none.
    var background: String?
    /// What the kind has of its own.
    var settings: [(String, String)] = []
    var content: [ProjectXML] = []

    /// Text that is shown as it stands.
    static func text(
        _ id: String, _ text: String, in box: LayoutBox, points: Double, isBold: Bool = false
    ) -> LayoutItem {
        LayoutItem(
            kind: .label, id: id, box: box,
            settings: [
                ("labelText", withoutExpressions(text)), ("halign", "1"), ("valign", "32"), ("htmlState", "0"),
                ("marginX", "0"), ("marginY", "0"),
            ], content: look(points: points, isBold: isBold, colour: Palette.ink))
    }

    /// QGIS computes what a text has between `[%` and `%]`. What comes from a run is text and nothing to compute.
    static func withoutExpressions(_ text: String) -> String { text.replacing("[%", with: "[ %") }

    /// The typeface of everything on a page; QGIS brings it along.
    static let family = "Open Sans"

    /// A typeface as Qt describes it.
    static func font(_ points: Double, isBold: Bool) -> String {
        "\(family),\(points),-1,5,\(isBold ? 75 : 50),0,0,0,0,0"
    }

    /// The look of a text.
    static func look(points: Double, isBold: Bool, colour: String) -> [ProjectXML] {
        [
            ProjectXML("LabelFont", [("description", font(points, isBold: isBold)), ("style", "")]),
            ProjectXML("FontColor", parts(colour)),
        ]
    }

    /// The name by which items of one page refer to each other.
    static func uuid(_ id: String, in layout: String) -> String { "{homeward-\(Slug.make(layout))-\(Slug.make(id))}" }

    /// The item as QGIS keeps it.
    ///
    /// - Parameters:
    ///   - layout: The name of its page.
    ///   - level: What it lies over.
    func element(layout: String, level: Int) -> ProjectXML {
        let uuid = Self.uuid(id, in: layout)
        let place = "\(box.x),\(box.y),mm"
        return ProjectXML(
            "LayoutItem",
            [
                ("type", "\(kind.rawValue)"), ("id", kind == .page ? "" : id), ("uuid", uuid), ("templateUuid", uuid),
                ("position", place), ("positionOnPage", place), ("size", "\(box.width),\(box.height),mm"),
                ("referencePoint", "0"), ("zValue", "\(level)"), ("visibility", "1"), ("opacity", "1"),
                ("frame", "\(frame != nil)"), ("frameJoinStyle", "miter"), ("outlineWidthM", "0.2,mm"),
                ("background", "\(background != nil)"), ("positionLock", "false"), ("itemRotation", "0"),
                ("blendMode", "0"), ("groupUuid", ""), ("excludeFromExports", "0"),
            ] + settings,
            [
                ProjectXML("FrameColor", Self.parts(frame ?? Palette.black)),
                ProjectXML("BackgroundColor", Self.parts(background ?? Palette.white)),
            ] + content)
    }

    private static func parts(_ colour: String) -> [(String, String)] {
        let parts = Palette.parts(colour)
        return [
            ("red", "\(parts.red)"), ("green", "\(parts.green)"), ("blue", "\(parts.blue)"), ("alpha", "255"),
        ]
    }
}
