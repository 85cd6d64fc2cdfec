import HomewardCore
import HomewardGeometry

/// The reading of one source: recognise its columns, read it, and read it again where the whole column shows that the
/// order of day and month or the kind of coordinates is another than its beginning let expect.
struct SourceRun {
    let reader: IncidentReader
    var source: IncidentSource
    let index: Int
    /// What the files before this one hold; nil where there is one file.
    let earlier: EarlierRows?

    /// What came of a source.
    struct Outcome {
        var builder: TableBuilder
        var report: SourceReport
        var notes: [String]
        /// The conditions of `where:` that no row meets.
        var unmatched: [UnmatchedSelection]
    }

    /// Reads the source.
    ///
    /// - Throws: `FileError`, `LayersError` or ``IncidentsError``.
    func read() throws -> Outcome {
        try IncidentFile.open(source) { file in
            var run = self
            // What is open needs no path any more; from here on it is a name in messages.
            run.source.path = source.title
            return try run.read(file)
        }
    }

    private func read(_ file: IncidentFile) throws -> Outcome {
        var columns = try ColumnDetection(
            file: source.path, header: file.header, mapping: source.columns, hasGeometry: file.hasGeometry,
            sample: file.sample
        ).plan()
        // Who names a system of longitude and latitude means the columns that hold them.
        if source.columns.overrides[.x] == nil, source.columns.overrides[.y] == nil,
            let definition = source.crs, (try? CoordinateSystem(definition))?.isGeographic == true
        {
            columns = columns.byDegrees
        }
        guard
            var plan = RowPlan(
                columns: columns, header: file.header, file: source.path, clock: reader.clock,
                dateOrder: source.columns.dateOrder == .monthFirst ? .monthFirst : .dayFirst, period: reader.period)
        else { throw IncidentsError.columnNotFound(file: source.path, role: .when, available: file.header) }
        plan.source = UInt16(truncatingIfNeeded: index)
        plan.styles = CellStyles(plan, sample: file.sample)
        plan.selections = try selections(columns, file.header)
        plan.ageUnder = source.ageUnder
        plan.comparesFiles = earlier != nil
        plan.ledger = reader.ledger
        plan.separator = file.separator
        if source.ageUnder != nil, plan.age == nil {
            throw IncidentsError.columnNotFound(file: source.path, role: .age, available: file.header)
        }
        let ground = StudyGround(reader.studyArea, in: reader.workingSystem)
        var system = try SourceSystem(
            source: source, columns: columns, header: file.header, layer: file.coordinateSystem,
            working: reader.workingSystem, ground: ground)

        var builder = try pass(file, plan, system)
        let order = source.columns.dateOrder == nil ? builder.evidence.setting : plan.dateOrder
        let next = try system.settle(
            builder.places.places, degrees: builder.degreeLike, others: builder.notDegreeLike)
        if next == .readDegrees {
            try system.takeDegrees()
            columns = columns.byDegrees
            plan.take(columns)
            plan.styles = CellStyles(plan, sample: file.sample)
        }
        if order != plan.dateOrder || next != .goOn {
            plan.dateOrder = order
            builder = try pass(file, plan, system)
        }
        var anew: [String] = []
        if builder.numbersBeginAnew, let column = plan.identifier {
            anew = [
                "\(source.path): the numbers in \(plan.name(column).quoted) begin anew, for most that repeat tell of another place and "
                    + "another time; they tell no incident, and every row is counted."
            ]
            plan.identifier = nil
            columns.column[.identifier] = nil
            builder = try pass(file, plan, system)
        }
        try system.check(
            builder.places.places, isUsed: builder.counts.used > 0, isAlone: reader.sources.count == 1)
        let counts = builder.counts
        guard counts.rejectedTotal * 2 <= counts.read else {
            throw IncidentsError.mostlyRejected(
                file: source.path, rejected: counts.rejectedTotal, read: counts.read, reasons: builder.topReasons(3))
        }
        var report = SourceReport(
            file: source.path, format: file.format,
            encoding: file.delimiter == nil ? nil : file.isSixteenBit ? "UTF-16" : encoding(of: builder),
            delimiter: file.delimiter, columns: columns.found(in: file.header), crs: system.system.definition,
            crsTold: system.told, around: system.middle, dateOrder: dateOrder(plan, builder), counts: counts,
            isSynthetic: builder.isSynthetic, grain: builder.grain, origin: SourceOrigin(header: file.header))
        report.name = source.trimmedName
        report.weight = source.weight
        report.precision = source.precision
        return Outcome(
            builder: builder, report: report,
            notes: file.notes(source.path) + anew + columns.notes + plan.styles.notes(plan, sample: file.sample)
                + system.notes
                + SourceNotes(plan: plan, builder: builder, file: source.path, origin: report.origin).all,
            unmatched: zip(plan.selections, builder.selected).filter(\.1.isUnmatched).map {
                UnmatchedSelection(
                    name: $0.name, values: source.selecting[$0.name] ?? $0.values, present: $1.present)
            })
    }

    private func pass(_ file: IncidentFile, _ plan: RowPlan, _ system: SourceSystem) throws -> TableBuilder {
        var builder = TableBuilder(file: source.path, grain: source.grain, earlier: earlier)
        let frame = PositionFrame(source: system.system, working: reader.workingSystem, studyArea: reader.studyArea)
        try file.read(plan: plan, frame: frame, into: &builder)
        builder.finish()
        guard builder.counts.read > 0 else { throw IncidentsError.noRows(file: source.path) }
        return builder
    }

    /// The columns and values of `where:`; a key is a column's name or a role.
    private func selections(_ columns: ColumnPlan, _ header: [String]) throws(IncidentsError) -> [RowPlan.Selection] {
        var selections: [RowPlan.Selection] = []
        for (name, values) in source.selecting.sorted(by: { $0.key < $1.key }) {
            let wanted = name.trimmingSpaces.lowercased()
            let column =
                header.firstIndex { $0.trimmingSpaces.lowercased() == wanted }
                ?? ColumnRole(rawValue: wanted).flatMap { columns.column[$0] }
            guard let column else {
                throw .unknownColumn(
                    file: source.path, name: name, suggestion: Spelling.nearest(to: name, among: header),
                    available: header)
            }
            // A value that is named twice, in whatever case, is one.
            var folded: Set<String> = []
            let once = values.filter { folded.insert($0.trimmingSpaces.lowercased()).inserted }
            selections.append(RowPlan.Selection(column: column, name: name, values: once))
        }
        return selections
    }

    private func encoding(of builder: TableBuilder) -> String {
        switch (builder.rowsUTF8 > 0, builder.rows1252 > 0) {
        case (true, true): "UTF-8 and Windows-1252"
        case (false, true): "Windows-1252"
        default: "UTF-8"
        }
    }

    private func dateOrder(_ plan: RowPlan, _ builder: TableBuilder) -> DateOrder? {
        let evidence = builder.evidence
        guard evidence.dayFirst + evidence.monthFirst + evidence.either > 0 else { return nil }
        switch plan.dateOrder {
        case .dayFirst: return .dayFirst
        case .monthFirst: return .monthFirst
        case .unsettled: return nil
        }
    }
}
