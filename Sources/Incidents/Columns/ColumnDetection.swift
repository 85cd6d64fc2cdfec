import HomewardCore

/// Recognises the columns of a file by their names.
///
/// A name is first sought among the analyst's overrides, then by its words. Where two columns serve a role equally well
/// the analyst must choose; where one serves it better it is taken and the others are named in a note. Of several ways to
/// tell the time the richest is taken: earliest and latest, then one date and time, then date and time apart.
struct ColumnDetection {
    let file: String
    let header: [String]
    let mapping: ColumnMapping
    /// Whether each feature brings its own point, so that columns for x and y are not needed.
    var hasGeometry = false

    private typealias Candidate = (column: Int, rank: Int)

    /// The columns by role.
    ///
    /// - Throws: ``IncidentsError`` where an override names no column, a role is served twice equally well, or neither
    ///   time nor place is found.
    func plan() throws(IncidentsError) -> ColumnPlan {
        var plan = ColumnPlan()
        for role in ColumnRole.allCases {
            guard let name = mapping.overrides[role] else { continue }
            plan.column[role] = try column(named: name, for: role)
        }
        let taken = Set(plan.column.values)
        let names = header.map(ColumnName.init)
        for role in [ColumnRole.identifier, .category, .age, .weapon] where plan.column[role] == nil {
            let aliases = ColumnNames.names(for: role)
            let found = names.indices.compactMap { column in
                aliases.firstIndex(of: names[column].joined).map { (column: column, rank: $0) }
            }
            plan.column[role] = try best(of: found.filter { !taken.contains($0.column) }, for: role, notes: &plan.notes)
        }
        try addTime(names, taken, to: &plan)
        try addPlace(names, taken, to: &plan)
        return plan
    }

    private func column(named name: String, for role: ColumnRole) throws(IncidentsError) -> Int {
        let exact = header.indices.filter { header[$0] == name }
        let loose = header.indices.filter { header[$0].trimmingSpaces.lowercased() == name.trimmingSpaces.lowercased() }
        let found = exact.isEmpty ? loose : exact
        guard let first = found.first else {
            throw .unknownColumn(
                file: file, name: name, suggestion: Spelling.nearest(to: name, among: header), available: header)
        }
        guard found.count == 1 else {
            throw .ambiguousColumn(file: file, role: role, names: found.map { "\(header[$0]) (column \($0 + 1))" })
        }
        return first
    }

    private func best(of candidates: [Candidate], for role: ColumnRole, notes: inout [String]) throws(IncidentsError)
        -> Int?
    {
        guard let rank = candidates.map(\.rank).min() else { return nil }
        let winners = candidates.filter { $0.rank == rank }
        guard winners.count == 1 else {
            throw .ambiguousColumn(
                file: file, role: role, names: winners.map { "\(header[$0.column]) (column \($0.column + 1))" })
        }
        let others = candidates.filter { $0.rank != rank }.map { header[$0.column].quoted }
        if !others.isEmpty {
            notes.append(
                "\(file): \(header[winners[0].column].quoted) is taken as \(role.meaning), not \(others.listed)."
            )
        }
        return winners[0].column
    }

    /// The ways to tell the time, richest first.
    private static let timeGroups: [[ColumnRole]] = [
        [.from, .to, .fromDate, .fromTime, .toDate, .toTime], [.when], [.date, .time],
    ]

    private func addTime(_ names: [ColumnName], _ taken: Set<Int>, to plan: inout ColumnPlan) throws(IncidentsError) {
        var candidates: [ColumnRole: [Candidate]] = [:]
        for column in names.indices where !taken.contains(column) {
            guard let (role, rank) = names[column].timeRole else { continue }
            candidates[role, default: []].append((column, rank))
        }
        let groups = ColumnDetection.timeGroups
        func isOverridden(_ group: [ColumnRole]) -> Bool { group.contains { mapping.overrides[$0] != nil } }
        func begins(_ group: [ColumnRole]) -> Bool {
            [ColumnRole.from, .fromDate, .when, .date].contains { group.contains($0) && candidates[$0] != nil }
        }
        let overridden = groups.filter(isOverridden)
        let chosen = overridden.isEmpty ? Array(groups.first(where: begins).map { [$0] } ?? []) : overridden
        for role in chosen.joined() where plan.column[role] == nil && !hasTwin(role, in: plan, candidates) {
            plan.column[role] = try best(of: candidates[role] ?? [], for: role, notes: &plan.notes)
        }
        let begin = [ColumnRole.from, .fromDate, .when, .date].first { plan.column[$0] != nil }
        guard begin != nil else { throw .columnNotFound(file: file, role: .when, available: header) }
        let ignored = groups.filter { group in !chosen.contains(group) }.joined().flatMap { candidates[$0] ?? [] }
        if !ignored.isEmpty {
            let used = chosen.joined().compactMap { plan.column[$0] }.map { header[$0].quoted }.joined(
                separator: ", ")
            let others = ignored.map(\.column).sorted().map { header[$0].quoted }.listed
            plan.notes.append("\(file): the time is taken from \(used), not from \(others).")
        }
    }

    /// Whether the same moment is already told by one column where `role` would be half of it, or the other way round.
    private func hasTwin(_ role: ColumnRole, in plan: ColumnPlan, _ candidates: [ColumnRole: [Candidate]]) -> Bool {
        switch role {
        case .fromDate, .fromTime: plan.column[.from] != nil
        case .toDate, .toTime: plan.column[.to] != nil
        case .from: plan.column[.fromDate] != nil
        case .to: plan.column[.toDate] != nil
        default: false
        }
    }

    private func addPlace(_ names: [ColumnName], _ taken: Set<Int>, to plan: inout ColumnPlan) throws(IncidentsError) {
        let overridden = plan.column[.x] != nil || plan.column[.y] != nil
        if hasGeometry && !overridden { return }
        var candidates: [CoordinateKind: [ColumnRole: [Candidate]]] = [:]
        for column in names.indices where !taken.contains(column) {
            guard let (role, kind) = names[column].axis else { continue }
            candidates[kind, default: [:]][role, default: []].append((column, 0))
        }
        if overridden {
            let kinds = [ColumnRole.x, .y].compactMap { plan.column[$0] }.map { names[$0].axis?.kind ?? .unnamed }
            plan.coordinates = Set(kinds).count == 1 ? kinds[0] : .unnamed
            for role in [ColumnRole.x, .y] where plan.column[role] == nil {
                plan.column[role] = try best(
                    of: candidates[plan.coordinates]?[role] ?? [], for: role, notes: &plan.notes)
            }
        } else {
            let complete = CoordinateKind.allCases.filter { candidates[$0]?[.x] != nil && candidates[$0]?[.y] != nil }
            if let kind = complete.first {
                plan.coordinates = kind
                for role in [ColumnRole.x, .y] {
                    plan.column[role] = try best(of: candidates[kind]?[role] ?? [], for: role, notes: &plan.notes)
                }
            }
            if complete.count > 1 {
                let used = [ColumnRole.x, .y].compactMap { plan.column[$0] }.map { header[$0].quoted }
                let note =
                    "\(file): the position is taken from \(used.joined(separator: " and ")); other columns hold one too."
                plan.notes.append(note)
                plan.otherPlaceNote = note
            }
        }
        if plan.coordinates != .degrees { plan.degrees = degrees(among: candidates) }
        for role in [ColumnRole.x, .y] where plan.column[role] == nil {
            throw .columnNotFound(file: file, role: role, available: header)
        }
    }
}

extension ColumnDetection {
    /// The columns of longitude and latitude, where there is one of each.
    private func degrees(among candidates: [CoordinateKind: [ColumnRole: [Candidate]]]) -> DegreeColumns? {
        guard let x = candidates[.degrees]?[.x], let y = candidates[.degrees]?[.y], x.count == 1, y.count == 1 else {
            return nil
        }
        return DegreeColumns(x: x[0].column, y: y[0].column)
    }
}

/// The columns of longitude and latitude, as positions in the header.
struct DegreeColumns: Sendable, Equatable {
    var x: Int
    var y: Int
}

/// Which column of a file serves which role, after names and overrides.
struct ColumnPlan {
    /// The columns by role, as positions in the header.
    var column: [ColumnRole: Int] = [:]
    /// What the names say about the coordinate system.
    var coordinates: CoordinateKind = .unnamed
    /// The columns of longitude and latitude beside those of the position.
    var degrees: DegreeColumns?
    /// What the analyst should know about the choice.
    var notes: [String] = []
    /// The one of ``notes`` that says which columns of several the position is taken from.
    var otherPlaceNote: String?

    /// The plan with the position taken from the columns of longitude and latitude.
    var byDegrees: ColumnPlan {
        guard let degrees else { return self }
        var plan = self
        (plan.column[.x], plan.column[.y]) = (degrees.x, degrees.y)
        plan.coordinates = .degrees
        plan.degrees = nil
        plan.notes.removeAll { $0 == otherPlaceNote }
        return plan
    }

    /// The roles and the names of their columns, in the order of ``ColumnRole``.
    func found(in header: [String]) -> [ColumnUse] {
        ColumnRole.allCases.compactMap { role in
            column[role].map { ColumnUse(role: role, name: header.indices.contains($0) ? header[$0] : "") }
        }
    }
}
