import HomewardCore
public import HomewardIncidents

/// What `check` says: every row read, filtered, rejected or used, and what is odd about the file.
public struct CheckFinding: Finding {
    /// Rows found.
    public var read: Int
    /// Rows used.
    public var used: Int
    /// Rows that are right but not asked for, by reason.
    public var filtered: [String: Int]
    /// Their number.
    public var filteredTotal: Int
    /// Rows that could not be read, by reason.
    public var rejected: [String: Int]
    /// Their number.
    public var rejectedTotal: Int
    /// Incidents by named area, in the order of precedence.
    public var areas: [RunRecord.AreaCount]
    /// Incidents in none of them.
    public var outsideAreas: Int
    /// How exactly the times of the incidents are known.
    public var precision: PrecisionCounts
    /// Incidents with a time of day.
    public var timed: Int
    /// Those at exactly 00:00, which often stands for "not known".
    public var midnight: Int
    /// Places at which many incidents lie, by how many.
    public var snapPoints: [Int]
    /// The files.
    public var sources: [StudyAccount.Source]
    /// What else to know.
    public var notes: [String]

    /// Sums up what was read.
    public init(_ study: Study) {
        let counts = RowSummary(study.reading.counts)
        read = counts.read
        used = counts.used
        filtered = counts.filteredByReason
        filteredTotal = counts.filtered
        rejected = counts.rejectedByReason
        rejectedTotal = counts.rejected
        areas = RunRecord.AreaCount.all(of: study)
        outsideAreas = study.assignment.outside
        precision = PrecisionCounts(study.reading.table)
        timed = precision.withTime
        midnight = study.reading.spikes.midnight
        snapPoints = study.reading.spikes.snapPoints.map(\.count)
        sources = study.reading.sources.map(StudyAccount.Source.init)
        notes = study.reading.notes
    }

    /// The account in words.
    public var lines: [String] {
        let rows = RowSummary(read: read, used: used, filtered: filtered, rejected: rejected)
        var lines = StudyAccount(rows: rows, sources: sources, times: precision).lines
        lines.append("\(Shown.grouped(midnight)) of \(Shown.grouped(timed)) incidents with a time are at exactly 00:00")
        if let most = snapPoints.first {
            lines.append(
                "The most repeated positions hold \(snapPoints.map(Shown.grouped).joined(separator: ", ")) incidents; \(Shown.grouped(most)) at one place may be a default or a snap point"
            )
        }
        lines += areas.map { "\($0.area): \($0.words)" }
        if !areas.isEmpty { lines.append("In no named area: \(Words.count(outsideAreas, "incident", "incidents"))") }
        return lines + notes
    }
}
