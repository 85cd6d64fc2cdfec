public import HomewardCore

/// What a command prints about its result: words for a reader or JSON for a program.
public protocol Summary: Encodable, Sendable {
    /// Plain readable text, some lines without a line feed at the end.
    var text: String { get }
}

extension Summary {
    /// The summary as JSON: keys in snake_case and sorted, finite numbers only.
    ///
    /// - Throws: `JSONTextError`.
    public func json() throws(JSONTextError) -> String {
        var text = try JSONText.text(of: self)
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}
