import HomewardCore

/// Which columns serve which roles where the analyst says so; the others are recognised by their names.
public struct ColumnMapping: Sendable, Hashable {
    /// The names of columns by role, as the header spells them; case does not count.
    public var overrides: [ColumnRole: String]
    /// The order of day and month, or nil where the column settles it.
    public var dateOrder: DateOrder?

    /// A mapping; without arguments every column is recognised by its name.
    public init(overrides: [ColumnRole: String] = [:], dateOrder: DateOrder? = nil) {
        self.overrides = overrides
        self.dateOrder = dateOrder
    }

    /// The keys that ``parse(_:)`` and ``init(_:)`` know: those of ``ColumnRole``, and `dates`.
    public static let keys = ColumnRole.allCases.map(\.rawValue) + ["dates"]

    /// Reads `when=Occurred,x=Easting,y=Northing,dates=day-first`. A name with a comma stands in double quotes.
    ///
    /// - Throws: ``IncidentsError/badMapping(text:message:)`` with the nearest key where one is misspelt.
    public static func parse(_ text: String) throws(IncidentsError) -> ColumnMapping {
        var pairs: [(String, String)] = []
        for part in split(text) {
            guard let equals = part.firstIndex(of: "=") else {
                throw .badMapping(
                    text: text, message: "\(part.quoted) is no pair; write ROLE=COLUMN, such as when=Occurred")
            }
            pairs.append((String(part[..<equals]), String(part[part.index(after: equals)...])))
        }
        return try ColumnMapping(pairs)
    }

    /// Reads pairs of key and column name, such as those under `columns:` in a plan.
    ///
    /// - Throws: ``IncidentsError/badMapping(text:message:)``.
    public init(_ pairs: [(String, String)]) throws(IncidentsError) {
        self.init()
        for (rawKey, rawName) in pairs {
            let key = rawKey.trimmingSpaces.lowercased()
            var name = rawName.trimmingSpaces
            if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") {
                name = String(name.dropFirst().dropLast())
            }
            let text = "\(rawKey)=\(rawName)"
            guard !name.isEmpty else {
                throw .badMapping(text: text, message: "no column is named; write ROLE=COLUMN")
            }
            if key == "dates" {
                guard let order = DateOrder(rawValue: name.lowercased()), dateOrder == nil else {
                    throw .badMapping(text: text, message: "write dates=day-first or dates=month-first, once")
                }
                dateOrder = order
                continue
            }
            guard let role = ColumnRole(rawValue: key) else {
                let suggestion = Spelling.nearest(to: key, among: ColumnMapping.keys)
                throw .badMapping(
                    text: text,
                    message: "\(key.quoted) is no role; "
                        + (suggestion.map { "did you mean \($0)?" }
                            ?? "the roles are \(ColumnMapping.keys.joined(separator: ", "))"))
            }
            guard overrides.updateValue(name, forKey: role) == nil else {
                throw .badMapping(text: text, message: "the role \(key) is given twice")
            }
        }
    }

    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        return parts.filter { !$0.trimmingSpaces.isEmpty }
    }
}

extension String {
    /// The text without spaces, tabs and no-break spaces at both ends.
    var trimmingSpaces: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
