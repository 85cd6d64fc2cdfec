import HomewardCore

/// A piece of HTML. Literal parts stand as written; every interpolated value is escaped, so that no text from a file can
/// become markup. Only another ``HTML`` goes in as it is.
///
/// `HTML("<td>\(name)</td>")` is safe whatever `name` holds.
struct HTML: ExpressibleByStringInterpolation, Equatable {
    let text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }
    /// Markup that was put together elsewhere in this room.
    init(markup: String) { text = markup }

    struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
        mutating func appendLiteral(_ literal: String) { text.append(literal) }
        mutating func appendInterpolation(_ value: String) { text.append(XMLText.escaped(value)) }
        mutating func appendInterpolation(_ value: Int) { text.append(String(value)) }
        mutating func appendInterpolation(_ value: HTML) { text.append(value.text) }
        mutating func appendInterpolation(_ value: HTML?) { text.append(value?.text ?? "") }
        mutating func appendInterpolation(_ values: [HTML]) {
            for value in values { text.append(value.text) }
        }
    }

    /// Both pieces, one after the other.
    static func + (lhs: HTML, rhs: HTML) -> HTML { HTML(markup: lhs.text + rhs.text) }
}
