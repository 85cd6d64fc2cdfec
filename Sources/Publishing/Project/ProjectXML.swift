import HomewardCore

/// An element of a project's XML: its name, its attributes in their order, and what stands in it.
struct ProjectXML: Sendable {
    /// What stands in an element.
    enum Content: Sendable {
        case element(ProjectXML)
        /// Text that is escaped when it is written.
        case text(String)
        /// XML that something else has made.
        case xml(String)
    }

    let name: String
    let attributes: [(String, String)]
    var content: [Content]

    /// An element with others in it.
    init(_ name: String, _ attributes: [(String, String)] = [], _ elements: [ProjectXML] = []) {
        self.name = name
        self.attributes = attributes
        content = elements.map(Content.element)
    }

    /// An element with text in it.
    init(_ name: String, _ attributes: [(String, String)] = [], text: String) {
        self.name = name
        self.attributes = attributes
        content = [.text(text)]
    }

    /// The element with XML behind what stands in it.
    func adding(_ xml: String) -> ProjectXML {
        var element = self
        element.content.append(.xml(xml))
        return element
    }

    /// The element as text, one to a line, which begins with that many spaces. O(its size).
    func written(indent: Int = 0) -> String {
        let space = String(repeating: " ", count: indent)
        let tag = name + attributes.map { " \($0.0)=\"\(Self.attribute($0.1))\"" }.joined()
        if content.isEmpty { return "\(space)<\(tag)/>\n" }
        if content.count == 1, case .text(let text) = content[0] {
            return "\(space)<\(tag)>\(XMLText.escaped(text))</\(name)>\n"
        }
        let inside = content.map { part in
            switch part {
            case .element(let element): element.written(indent: indent + 1)
            case .text(let text): XMLText.escaped(text)
            case .xml(let xml): xml
            }
        }
        return "\(space)<\(tag)>\n\(inside.joined())\(space)</\(name)>\n"
    }

    /// A value as an attribute has it: a line feed that is not written out is read as a space.
    private static func attribute(_ value: String) -> String {
        XMLText.escaped(value).replacing("\r\n", with: "&#10;").replacing("\n", with: "&#10;")
    }

    /// A map of settings as QGIS writes it, each a text.
    static func options(_ settings: [(String, String)]) -> ProjectXML {
        ProjectXML(
            "Option", settings.isEmpty ? [] : [("type", "Map")],
            settings.map { ProjectXML("Option", [("type", "QString"), ("name", $0.0), ("value", $0.1)]) })
    }
}
