import HomewardCore

/// A QGIS layer style: which features get which symbol, and the label.
package struct QMLStyle: Sendable {
    /// How symbols are chosen.
    enum Renderer: Sendable {
        /// One symbol for all.
        case single(QMLSymbol)
        /// By the value of a field: value, name in the legend, symbol.
        case categorised(field: String, [(value: String, label: String, symbol: QMLSymbol)])
        /// By ranges of a number: lower, upper, name in the legend, symbol.
        case graduated(by: Measure, [(lower: Double, upper: Double, label: String, symbol: QMLSymbol)])
    }

    /// The number by which features fall into ranges.
    struct Measure: Sendable, Equatable {
        /// The field that holds it.
        let field: String
        /// A field of truths: where it is false the number counts as 0; nil where every number counts.
        var onlyWhere: String?

        /// The number as QGIS computes it.
        var expression: String {
            onlyWhere.map { "CASE WHEN \"\($0)\" THEN \"\(field)\" ELSE 0 END" } ?? "\"\(field)\""
        }
    }

    let renderer: Renderer
    /// The field that labels each feature, if any.
    var label: String?
    /// The colour of the labels.
    var labelColour = Palette.dark
    /// Whether a label is a key that people speak of, which stands out.
    var isKey = false

    /// What it adds to a layer of a project.
    var elements: String { rendererXML + labelXML + "  <blendMode>0</blendMode>\n" }

    /// The style as QML, the XML of QGIS 3.
    var xml: String {
        """
        <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
        <qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="\(label == nil ? 0 : 1)">
        \(elements)</qgis>

        """
    }

    private var rendererXML: String {
        switch renderer {
        case .single(let symbol):
            return """
                  <renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">
                    <symbols>
                \(symbol.xml(name: "0"))    </symbols>
                  </renderer-v2>

                """
        case .categorised(let field, let classes):
            let categories = classes.enumerated().map { index, entry in
                "      <category symbol=\"\(index)\" value=\"\(XMLText.escaped(entry.value))\" "
                    + "label=\"\(XMLText.escaped(entry.label))\" render=\"true\" "
                    + "type=\"\(["true", "false"].contains(entry.value) ? "bool" : "string")\"/>\n"
            }.joined()
            return """
                  <renderer-v2 type="categorizedSymbol" attr="\(XMLText.escaped(field))" symbollevels="0" forceraster="0" enableorderby="0">
                    <categories>
                \(categories)    </categories>
                    <symbols>
                \(symbols(classes.map(\.symbol)))    </symbols>
                  </renderer-v2>

                """
        case .graduated(let measure, let classes):
            let ranges = classes.enumerated().map { index, entry in
                "      <range symbol=\"\(index)\" lower=\"\(entry.lower)\" upper=\"\(entry.upper)\" "
                    + "label=\"\(XMLText.escaped(entry.label))\" render=\"true\"/>\n"
            }.joined()
            return """
                  <renderer-v2 type="graduatedSymbol" attr="\(XMLText.escaped(measure.expression))" graduatedMethod="GraduatedColor" symbollevels="0" forceraster="0" enableorderby="0">
                    <ranges>
                \(ranges)    </ranges>
                    <symbols>
                \(symbols(classes.map(\.symbol)))    </symbols>
                  </renderer-v2>

                """
        }
    }

    private func symbols(_ symbols: [QMLSymbol]) -> String {
        symbols.enumerated().map { $0.element.xml(name: String($0.offset)) }.joined()
    }

    private var labelXML: String {
        guard let label else { return "" }
        let kind = symbolKind
        // Names of places stand back behind keys and areas.
        let size = kind == .fill || isKey ? "9" : "7.5"
        return """
              <labeling type="simple">
                <settings calloutType="simple">
                  <text-style fieldName="\(XMLText.escaped(label))" isExpression="0" \
            fontSize="\(size)" fontSizeUnit="Point" fontFamily="Open Sans" \
            fontWeight="\(isKey ? 75 : 50)" namedStyle="\(isKey ? "Bold" : "Regular")" \
            textColor="\(Palette.qgis(labelColour))">
                    <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="\(Palette.qgis(Palette.white))" bufferOpacity="0.9"/>
                  </text-style>
                  \(placement(kind))
                  <rendering scaleVisibility="0" obstacle="1" displayAll="\(isKey ? 1 : 0)"/>
                </settings>
              </labeling>

            """
    }

    /// What the features are drawn as.
    private var symbolKind: QMLSymbol.Kind? {
        switch renderer {
        case .single(let symbol): symbol.kind
        case .categorised(_, let classes): classes.first?.symbol.kind
        case .graduated(_, let classes): classes.first?.symbol.kind
        }
    }

    /// Where labels stand. Keys of areas stand over them and those of points below, so that they do not meet where people stand in an
    /// area, and all of them are shown; names of areas go where there is room inside.
    private func placement(_ kind: QMLSymbol.Kind?) -> String {
        let place =
            switch kind {
            case .fill where isKey:
                #"placement="1" quadOffset="1" xOffset="0" yOffset="-3.2" offsetUnits="MM" centroidInside="1" centroidWhole="1""#
            case .fill: #"placement="4""#
            case .marker where isKey:
                #"placement="6" predefinedPositionOrder="BR,BL,R,L,B" dist="0.4" distUnits="MM" offsetType="1""#
            case .marker: #"placement="6" dist="0.6" distUnits="MM" offsetType="1""#
            case .line, nil: #"placement="0" dist="0""#
            }
        return "<placement \(place) priority=\"\(isKey ? 10 : kind == .fill ? 6 : 4)\"/>"
    }
}

extension QMLStyle {
    /// Features in four steps of a number, by the quartiles of `values`; all others get one symbol.
    ///
    /// - Parameters:
    ///   - measure: The number.
    ///   - name: Its name in the legend.
    ///   - values: The numbers that count.
    ///   - colours: Four, weakest to strongest.
    ///   - others: The symbol of features whose number does not count.
    static func graduated(
        by measure: Measure, name: String, values: [Double], colours: [String], others: QMLSymbol
    ) -> QMLStyle {
        let values = values.sorted()
        guard let least = values.first, let most = values.last, least < most else {
            return QMLStyle(renderer: .graduated(by: measure, [(-1e9, 1e9, "Cell", others)]))
        }
        let inner = [0.25, 0.5, 0.75].map { values[Int(Double(values.count - 1) * $0)] }
        // The ends reach a little further, so that rounding leaves no cell outside.
        let breaks = ([least - 1e-4] + inner + [most + 1e-4]).map { $0.rounded(decimals: 4) }
        let steps = zip(colours, zip(breaks, breaks.dropFirst())).map { colour, ends in
            (
                lower: ends.0, upper: ends.1,
                label: "\(name) \(Shown.fixed(ends.0, 1))–\(Shown.fixed(ends.1, 1))",
                symbol: QMLSymbol.fill(colour, alpha: 190, outline: colour, width: 0.05)
            )
        }
        return QMLStyle(
            renderer: .graduated(by: measure, [(-1e9, breaks[0], "Not significant", others)] + steps))
    }

    /// One colour for each route, in the order in which `routes` first names them.
    static func byRoute(
        _ routes: [String], field: String, label: String? = nil, isKey: Bool = false,
        symbol: (_ colour: String) -> QMLSymbol
    ) -> QMLStyle {
        var seen = Set<String>()
        let classes = routes.filter { seen.insert($0).inserted }.enumerated().map { index, route in
            (value: route, label: "Route \(route)", symbol: symbol(Palette.route(index)))
        }
        return QMLStyle(renderer: .categorised(field: field, classes), label: label, isKey: isKey)
    }
}
