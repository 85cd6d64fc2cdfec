import HomewardCore

/// One symbol of a QGIS style.
package struct QMLSymbol: Sendable {
    /// What the symbol is drawn for.
    enum Kind: String, Sendable { case fill, line, marker }

    /// The same for programs that know neither patterns nor heads of lines.
    struct Plain: Sendable, Equatable {
        /// The colour of the filling, or of a marker; nil for a line.
        var fill: String?
        /// How opaque the filling is, 0 to 1.
        var fillOpacity = 1.0
        /// The colour of the outline, or of a line.
        var stroke: String
        /// The width of the outline or line, or the size of a marker, mm.
        var width: Double
    }

    let kind: Kind
    let plain: Plain
    /// The class of the symbol's one layer and its settings, in the order in which they are written.
    let layerClass: String
    let options: [(String, String)]

    /// An area: its fill and its outline.
    static func fill(_ colour: String, alpha: Int, outline: String, width: Double, dashed: Bool = false) -> QMLSymbol {
        QMLSymbol(
            kind: .fill,
            plain: Plain(fill: colour, fillOpacity: Double(alpha) / 255, stroke: outline, width: width),
            layerClass: "SimpleFill",
            options: [
                ("color", Palette.qgis(colour, alpha: alpha)), ("joinstyle", "miter"),
                ("outline_color", Palette.qgis(outline)), ("outline_style", dashed ? "dash" : "solid"),
                ("outline_width", "\(width)"), ("outline_width_unit", "MM"), ("style", alpha == 0 ? "no" : "solid"),
            ])
    }

    /// An area of which only the dashed outline is drawn.
    static func outline(_ colour: String, width: Double) -> QMLSymbol {
        .fill(Palette.white, alpha: 0, outline: colour, width: width, dashed: true)
    }

    /// A line.
    static func line(_ colour: String, width: Double) -> QMLSymbol {
        QMLSymbol(
            kind: .line, plain: Plain(stroke: colour, width: width), layerClass: "SimpleLine",
            options: [
                ("capstyle", "round"), ("joinstyle", "round"), ("line_color", Palette.qgis(colour)),
                ("line_style", "solid"), ("line_width", "\(width)"), ("line_width_unit", "MM"),
            ])
    }

    /// A line with a head at its end.
    static func arrow(_ colour: String, width: Double) -> QMLSymbol {
        QMLSymbol(
            kind: .line, plain: Plain(stroke: colour, width: width), layerClass: "ArrowLine",
            options: [
                ("arrow_start_width", "\(width)"), ("arrow_start_width_unit", "MM"), ("arrow_type", "0"),
                ("arrow_width", "\(width)"), ("arrow_width_unit", "MM"), ("color", Palette.qgis(colour)),
                ("head_length", "\(3 * width)"), ("head_length_unit", "MM"), ("head_thickness", "\(2 * width)"),
                ("head_thickness_unit", "MM"), ("head_type", "0"), ("is_curved", "0"), ("is_repeated", "0"),
                ("outline_style", "no"), ("style", "solid"),
            ])
    }

    /// A point.
    static func marker(_ colour: String, form: String, size: Double) -> QMLSymbol {
        QMLSymbol(
            kind: .marker, plain: Plain(fill: colour, stroke: Palette.white, width: size), layerClass: "SimpleMarker",
            options: [
                ("color", Palette.qgis(colour)), ("name", form), ("outline_color", Palette.qgis(Palette.white)),
                ("outline_style", "solid"), ("outline_width", "0.4"), ("outline_width_unit", "MM"),
                ("size", "\(size)"), ("size_unit", "MM"),
            ])
    }

    /// The symbol as XML. QGIS 3 reads the `Option` map, QGIS before 3.26 the `prop` elements.
    func xml(name: String) -> String {
        let map = options.map { key, value in
            "        <Option name=\"\(key)\" type=\"QString\" value=\"\(XMLText.escaped(value))\"/>\n"
        }.joined()
        let properties = options.map { key, value in "       <prop k=\"\(key)\" v=\"\(XMLText.escaped(value))\"/>\n" }
            .joined()
        return """
                <symbol name="\(XMLText.escaped(name))" type="\(kind.rawValue)" alpha="1" clip_to_extent="1" force_rhr="0">
                  <layer class="\(layerClass)" enabled="1" locked="0" pass="0">
                   <Option type="Map">
            \(map)       </Option>
            \(properties)      </layer>
                </symbol>

            """
    }
}
