/// Which column of a file serves which role, after names and overrides.
struct ColumnPlan {
    /// The columns by role, as positions in the header.
    var column: [ColumnRole: Int] = [:]
    /// What the names say about the coordinate system.
    var coordinates: CoordinateKind = .unnamed
    /// What the analyst should know about the choice.
    var notes: [String] = []

    /// The roles and the names of their columns, in the order of ``ColumnRole``.
    func found(in header: [String]) -> [ColumnUse] {
        ColumnRole.allCases.compactMap { role in
            column[role].map { ColumnUse(role: role, name: header.indices.contains($0) ? header[$0] : "") }
        }
    }
}

/// A column that is used and what for.
public struct ColumnUse: Sendable, Hashable {
    /// What it is for.
    public var role: ColumnRole
    /// Its name in the header.
    public var name: String

    /// Creates an entry.
    public init(role: ColumnRole, name: String) {
        self.role = role
        self.name = name
    }
}
