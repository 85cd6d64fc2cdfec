/// Who may see what is written.
public enum Audience: String, Sendable, Hashable, Codable, CaseIterable {
    /// The force's own analysts: everything, single incidents too where a table or a surface shows them.
    case `internal`
    /// Schools' panels and partner agencies: aggregated places and suppressed, rounded counts only.
    case partner
    /// Anybody.
    case `public`
}
