import HomewardCore
public import HomewardIncidents

/// Where every row went: read = used + filtered + rejected.
public struct RowSummary: Codable, Sendable, Equatable {
    /// Rows found in the sources.
    public var read: Int
    /// Rows that are used.
    public var used: Int
    /// Rows that are right but not asked for.
    public var filtered: Int
    /// The same by reason code.
    public var filteredByReason: [String: Int]
    /// Rows that could not be read.
    public var rejected: Int
    /// The same by reason code.
    public var rejectedByReason: [String: Int]

    /// Sums up counts; reasons without a row are left out.
    public init(_ counts: RowCounts) {
        read = counts.read
        used = counts.used
        filtered = counts.filteredTotal
        rejected = counts.rejectedTotal
        filteredByReason = ReasonCounts.byCode(counts.filtered)
        rejectedByReason = ReasonCounts.byCode(counts.rejected)
    }

    init(read: Int, used: Int, filtered: [String: Int], rejected: [String: Int]) {
        self.read = read
        self.used = used
        self.filtered = filtered.values.reduce(0, +)
        self.rejected = rejected.values.reduce(0, +)
        filteredByReason = filtered
        rejectedByReason = rejected
    }
}
