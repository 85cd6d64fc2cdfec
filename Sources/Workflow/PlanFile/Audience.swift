/// Who may see what is written.
public enum Audience: String, Sendable, Hashable, Codable, CaseIterable {
    /// The force's own analysts: everything, single incidents too where a table or a surface shows them.
    case `internal`
    /// Schools' panels and partner agencies: aggregated places and suppressed, rounded counts only.
    case partner
    /// Anybody.
    case `public`

    /// Whether people outside the force see it, so that only released figures may go in.
    public var isShared: Bool { self != .internal }

    /// What a file says of itself, such as `internal: may show single incidents`.
    public var statement: String {
        switch self {
        case .internal: "internal: may show single incidents"
        case .partner: "partner: places of 250 m or more, small counts withheld, all counts rounded"
        case .public: "public: places of 250 m or more, small counts withheld, all counts rounded"
        }
    }
}
