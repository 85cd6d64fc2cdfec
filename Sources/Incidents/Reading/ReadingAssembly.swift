import HomewardCore

/// Puts the sources' rows together into one reading.
struct ReadingAssembly {
    private var table = IncidentTable()
    private var names = RowNames()
    private var rejects: [Reject] = []
    private var counts = RowCounts()
    private var reports: [SourceReport] = []
    private var notes: [String] = []
    private var spikes = Spikes()

    /// Appends a source. O(rows).
    mutating func add(_ outcome: SourceRun.Outcome) {
        reports.append(outcome.report)
        notes += outcome.notes
        rejects += outcome.builder.rejects
        spikes.timed += outcome.builder.spikes.timed
        spikes.midnight += outcome.builder.spikes.midnight
        counts.read += outcome.report.counts.read
        counts.used += outcome.report.counts.used
        counts.filtered.merge(outcome.report.counts.filtered, uniquingKeysWith: +)
        counts.rejected.merge(outcome.report.counts.rejected, uniquingKeysWith: +)
        var more = outcome.builder.table
        names.recode(&more)
        if table.count == 0 { table = more } else { table.append(contentsOf: more) }
    }

    /// Sorts the names, weighs the harm and looks for spikes. O(rows).
    consuming func finish(harm: HarmTable?) -> IncidentReading {
        table.categories = names.categories
        table.weapons = names.weapons
        table.sortNames()
        if let harm {
            let weights = table.categories.map { harm.weight(of: $0) }
            table.harm = table.category.map { weights[Int($0)] }
            let unlisted = harm.unlisted(of: table.categories)
            if !unlisted.isEmpty, table.count > 0 {
                notes.append(
                    "The harm table has no weight for \(unlisted.map(\.quoted).joined(separator: ", ")); "
                        + "\(harm.defaultWeight) is used.")
            }
        }
        spikes.snapPoints = SnapPoints.mostFrequent(xs: table.x, ys: table.y, limit: 10)
        return IncidentReading(
            table: table, rejects: rejects, counts: counts, sources: reports, notes: notes, spikes: spikes)
    }
}
