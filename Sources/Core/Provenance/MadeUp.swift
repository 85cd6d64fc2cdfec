/// A part of the input that a simulation made up, so that what rests on it is an exercise and nothing to act on.
public enum MadeUp: String, Sendable, Hashable, Codable, CaseIterable {
    /// No street of the walking network exists.
    case streets
    /// None of the incidents happened.
    case incidents

    /// `made-up streets`.
    public var words: String { "made-up \(rawValue)" }

    /// `EXERCISE: made-up streets and made-up incidents`; nil where nothing is made up.
    public static func exercise(_ parts: Set<MadeUp>) -> String? {
        parts.isEmpty ? nil : "EXERCISE: " + ordered(parts).map(\.words).joined(separator: " and ")
    }

    /// The parts in the order of the cases, so that a set is told the same each time.
    public static func ordered(_ parts: Set<MadeUp>) -> [MadeUp] { allCases.filter(parts.contains) }
}
