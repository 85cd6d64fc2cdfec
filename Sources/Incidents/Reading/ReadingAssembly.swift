import HomewardGeometry

/// Puts the sources' rows together into one reading.
struct ReadingAssembly {
    private var table = IncidentTable()
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
        let more = outcome.builder.table
        let categories = more.categories.isEmpty ? [""] : more.categories
        let weapons = more.weapons.isEmpty ? [""] : more.weapons
        if table.count == 0 {
            table = more
            table.categories = categories
            table.weapons = weapons
            return
        }
        let categoryCodes = ReadingAssembly.merged(categories, into: &table.categories)
        let weaponCodes = ReadingAssembly.merged(weapons, into: &table.weapons)
        table.source += more.source
        table.line += more.line
        table.x += more.x
        table.y += more.y
        table.start += more.start
        table.end += more.end
        table.precision += more.precision
        table.day += more.day
        table.second += more.second
        table.age += more.age
        table.category += more.category.map { categoryCodes[Int($0)] }
        table.weapon += more.weapon.map { weaponCodes[Int($0)] }
    }

    /// Sorts the names, weighs the harm and looks for spikes. O(rows).
    consuming func finish(harm: HarmTable?) -> IncidentReading {
        table.categories = ReadingAssembly.sorted(table.categories, &table.category)
        table.weapons = ReadingAssembly.sorted(table.weapons, &table.weapon)
        if let harm {
            let weights = table.categories.map { harm.weight(of: $0) }
            table.harm = table.category.map { weights[Int($0)] }
            let unlisted = harm.unlisted(of: table.categories)
            if !unlisted.isEmpty, table.count > 0 {
                notes.append(
                    "The harm table has no weight for \(unlisted.map { "\"\($0)\"" }.joined(separator: ", ")); "
                        + "\(harm.defaultWeight) is used.")
            }
        } else {
            table.harm = [Double](repeating: 1, count: table.count)
        }
        spikes.snapPoints = SnapPoints.mostFrequent(xs: table.x, ys: table.y, limit: 10)
        return IncidentReading(
            table: table, rejects: rejects, counts: counts, sources: reports, notes: notes, spikes: spikes)
    }

    /// The codes of `names` in `list`, to which new ones are added. More than 65,535 of them share the last.
    private static func merged(_ names: [String], into list: inout [String]) -> [UInt16] {
        var known = Dictionary(list.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return names.map { name in
            if let code = known[name] { return UInt16(truncatingIfNeeded: code) }
            known[name] = list.count
            list.append(name)
            return UInt16(truncatingIfNeeded: list.count - 1)
        }
    }

    /// The names that occur, sorted; the column is renumbered.
    private static func sorted(_ names: [String], _ column: inout [UInt16]) -> [String] {
        var occurs = [Bool](repeating: false, count: names.count)
        for code in column { occurs[Int(code)] = true }
        let order = names.indices.filter { occurs[$0] }.sorted { names[$0] < names[$1] }
        var codes = [UInt16](repeating: 0, count: names.count)
        for (new, old) in order.enumerated() { codes[old] = UInt16(truncatingIfNeeded: new) }
        if order != Array(names.indices) {
            for row in column.indices { column[row] = codes[Int(column[row])] }
        }
        return order.map { names[$0] }
    }
}
