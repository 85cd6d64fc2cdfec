import HomewardCore

/// Puts the sources' rows together into one reading.
struct ReadingAssembly {
    /// What the files so far hold, by the name of their source; nil where there is one file.
    private var earlier: [String: EarlierRows]?
    private var table = IncidentTable()
    private var names = RowNames()
    private var rejects: [Reject] = []
    private var counts = RowCounts()
    private var reports: [SourceReport] = []
    private var notes: [String] = []
    private var spikes = Spikes()

    /// An assembly without rows; `comparing` says whether incidents of one file are sought in the others.
    init(comparing: Bool) {
        earlier = comparing ? [:] : nil
    }

    /// What the files of the same source hold, with which a file's identifiers are compared; nil where there is one file.
    func earlier(for source: IncidentSource) -> EarlierRows? {
        earlier.map { $0[Self.key(source)] ?? EarlierRows() }
    }

    /// Files without a name number their incidents together.
    private static func key(_ source: IncidentSource) -> String { SourceReport.key(source.trimmedName ?? "") }

    /// Adds what the analyst should know of the sources as a whole.
    mutating func say(_ sentences: [String]) { notes += sentences }

    /// Notes a source that is the one numbered `first` once more. None of its rows counts.
    mutating func addDouble(of first: Int, file: String) {
        var report = reports[first]
        report.file = file
        report.counts = RowCounts()
        reports.append(report)
    }

    /// Appends a source. O(rows).
    mutating func add(_ outcome: SourceRun.Outcome, of source: IncidentSource) {
        var report = outcome.report
        var ledger = outcome.builder.rejects
        var found = outcome.builder.spikes
        var more = outcome.builder.table
        names.recode(&more)
        notes += outcome.notes
        if earlier != nil {
            var identifiers = outcome.builder.rowIdentifiers
            let comparison = FileComparison(of: more, outcome.builder.doubled, with: table)
            if !comparison.dropped.isEmpty {
                let isDropped = Set(comparison.dropped.map(\.row))
                let kept = (0..<more.count).filter { !isDropped.contains($0) }
                more = more.selecting(kept)
                identifiers = kept.map { identifiers[$0] }
                ledger = (ledger + comparison.dropped.map(\.reject)).sorted { $0.line < $1.line }
                found.timed -= comparison.dropped.count { $0.flags.contains(.hasTime) }
                found.midnight -= comparison.dropped.count { $0.flags.contains(.midnight) }
                report.counts.used = more.count
                report.counts.rejected[.duplicateAcrossFiles] = comparison.dropped.count
            }
            notes += comparison.notes(file: report.file, files: reports.map(\.file))
            notes += alike(in: more, file: report.file)
            earlier?[Self.key(source), default: EarlierRows()].add(more, identifiers, from: table.count)
        }
        reports.append(report)
        rejects += ledger
        spikes.timed += found.timed
        spikes.midnight += found.midnight
        counts.read += report.counts.read
        counts.used += report.counts.used
        counts.filtered.merge(report.counts.filtered, uniquingKeysWith: +)
        counts.rejected.merge(report.counts.rejected, uniquingKeysWith: +)
        if table.count == 0 { table = more } else { table.append(contentsOf: more) }
    }

    /// What is said of the rows of `more` that only agree with one of an earlier file. O(rows).
    private func alike(in more: IncidentTable, file: String) -> [String] {
        guard let earlier, table.count > 0 else { return [] }
        var overlap = FileOverlap()
        for row in 0..<more.count {
            let happening = EarlierRows.Happening(row, of: more)
            guard let other = earlier.values.compactMap({ $0.file(of: happening) }).min() else { continue }
            overlap.add(file: other, day: more.day[row])
        }
        guard overlap.rows > 0 else { return [] }
        return [
            "\(file): \(overlap.words) the place, time and category of a row in \(overlap.names(reports.map(\.file))) "
                + "and may be the same incidents; without a common identifier they are counted in both."
        ]
    }

    /// Sorts the names, weighs the harm and looks for spikes. O(rows).
    consuming func finish(harm: HarmTable?, ledger: LedgerDetail) -> IncidentReading {
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
        weigh()
        spikes.snapPoints = SnapPoints.mostFrequent(xs: table.x, ys: table.y, limit: 10)
        return IncidentReading(
            table: table, rejects: rejects, counts: counts, sources: reports, notes: notes, spikes: spikes,
            ledger: ledger)
    }

    /// Multiplies the harm of each incident by what its file weighs. O(rows).
    private mutating func weigh() {
        let weights = reports.map(\.weight)
        guard weights.contains(where: { $0 != 1 }) else { return }
        for row in 0..<table.count { table.harm[row] *= weights[Int(table.source[row])] }
        for report in reports where report.weight != 1 && report.counts.read > 0 {
            notes.append(
                "\(report.file): an incident weighs \(SettingName.plain(report.weight)) times as much wherever harm is used; counts stay counts."
            )
        }
    }
}
