import HomewardCore

/// Recognises the columns of a file by their names and by what the first rows hold.
///
/// A name is first sought among the analyst's overrides, then by its words. A column that does not hold what its name
/// promises, such as a `day` of weekdays or a `time` in which nothing stands, gives way to one that does. Where two columns
/// serve a role equally well the analyst must choose; where one serves it better it is taken and the others are named in a
/// note. Of several ways to tell the time the richest is taken: earliest and latest, then one date and time, then date and
/// time apart. The moment of a report is taken for that of the incident only where no other date is there, and that is said.
struct ColumnDetection {
    let file: String
    let header: [String]
    let mapping: ColumnMapping
    /// Whether each feature brings its own point, so that columns for x and y are not needed.
    var hasGeometry = false
    /// The first rows; nil where names alone count.
    var sample: ColumnSample?

    private struct Candidate {
        var column: Int
        var rank: Int
        var isHour = false
    }

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
        var found: [ColumnRole: [Candidate]] = [:]
        for column in names.indices where !taken.contains(column) {
            guard let (role, rank) = names[column].namedRole else { continue }
            found[role, default: []].append(Candidate(column: column, rank: rank))
        }
        for role in ColumnRole.allCases where plan.column[role] == nil {
            plan.column[role] = try best(of: found[role] ?? [], for: role, notes: &plan.notes)
        }
        try addTime(names, taken, to: &plan)
        try addPlace(names, taken, to: &plan)
        return plan
    }

    private func standing(_ candidate: Candidate, _ role: ColumnRole) -> ColumnContents.Standing {
        sample?.contents(of: candidate.column).standing(as: role, isHour: candidate.isHour) ?? .kept
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

    private func best(of all: [Candidate], for role: ColumnRole, notes: inout [String]) throws(IncidentsError) -> Int? {
        var byStanding: [ColumnContents.Standing: [Candidate]] = [:]
        for candidate in all { byStanding[standing(candidate, role), default: []].append(candidate) }
        guard let standing = byStanding.keys.min(), let candidates = byStanding[standing],
            let rank = candidates.map(\.rank).min()
        else { return nil }
        if standing == .hopeless, role.isOptional {
            for candidate in candidates {
                notes.append(
                    "\(file): \(header[candidate.column].quoted) is not used as \(role.meaning), for none of its first cells can "
                        + "be read as one.")
            }
            return nil
        }
        let winners = candidates.filter { $0.rank == rank }
        guard winners.count == 1 else {
            throw .ambiguousColumn(
                file: file, role: role, names: winners.map { "\(header[$0.column]) (column \($0.column + 1))" })
        }
        let others = all.filter { $0.column != winners[0].column }.map { header[$0.column].quoted }
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
        var reports: [ColumnRole: [Candidate]] = [:]
        for column in names.indices where !taken.contains(column) {
            guard let found = names[column].timeRole else { continue }
            // What belongs to a report comes after all that belongs to the incident.
            let candidate = Candidate(
                column: column, rank: found.isReport ? found.rank + 100 : found.rank, isHour: found.isHour)
            if found.isReport {
                reports[found.role, default: []].append(candidate)
            } else {
                candidates[found.role, default: []].append(candidate)
            }
        }
        takeMoments(of: &candidates)
        if let parts = try dateParts(names, taken, plan, whole: candidates) {
            try addParts(parts, names, times: candidates[.time] ?? [], to: &plan)
            return
        }
        let groups = ColumnDetection.timeGroups
        let begins: [ColumnRole] = [.from, .fromDate, .when, .date]
        func isOverridden(_ group: [ColumnRole]) -> Bool { group.contains { mapping.overrides[$0] != nil } }
        let overridden = groups.filter(isOverridden)
        let hasOwn = begins.contains { role in
            mapping.overrides[role] != nil || (candidates[role] ?? []).contains { self.standing($0, role) <= .doubtful }
        }
        let isReport =
            !hasOwn
            && begins.contains { role in (reports[role] ?? []).contains { self.standing($0, role) <= .doubtful } }
        if isReport { candidates.merge(reports, uniquingKeysWith: +) }
        /// How well the best column holds with which the group begins; nil where there is none.
        func standing(of group: [ColumnRole]) -> ColumnContents.Standing? {
            begins.filter(group.contains).flatMap { role in (candidates[role] ?? []).map { self.standing($0, role) } }
                .min()
        }
        let offered = groups.compactMap { group in standing(of: group).map { (group: group, standing: $0) } }
        let most = offered.map(\.standing).min()
        let chosen =
            overridden.isEmpty ? Array(offered.first { $0.standing == most }.map { [$0.group] } ?? []) : overridden
        for role in chosen.joined() where plan.column[role] == nil && !hasTwin(role, in: plan, candidates) {
            var offer = candidates[role] ?? []
            if role == .time, let date = plan.column[.date], bringsTime(date) { offer.removeAll(where: \.isHour) }
            plan.column[role] = try best(of: offer, for: role, notes: &plan.notes)
        }
        if let time = plan.column[.time], plan.column[.minute] == nil, names[time].timeRole?.isHour == true {
            let minutes = names.indices.filter { !taken.contains($0) && names[$0].datePart == .minute }
                .map { Candidate(column: $0, rank: 0) }
            plan.column[.minute] = try best(of: minutes, for: .minute, notes: &plan.notes)
        }
        guard let begin = begins.compactMap({ plan.column[$0] }).first else {
            throw .columnNotFound(file: file, role: .when, available: header)
        }
        let ignored = groups.filter { group in !chosen.contains(group) }.joined().flatMap { candidates[$0] ?? [] }
        if !ignored.isEmpty {
            let used = chosen.joined().compactMap { plan.column[$0] }.map { header[$0].quoted }.joined(
                separator: ", ")
            let others = ignored.map(\.column).sorted().map { header[$0].quoted }.listed
            plan.notes.append("\(file): the time is taken from \(used), not from \(others).")
        }
        if isReport {
            plan.notes.append(
                "\(file): the only date is when it was reported (\(header[begin].quoted)), not when it happened; times and "
                    + "periods are those of the reports.")
        }
        sayUnusedTimes(names, begin: begin, ignored: Set(ignored.map(\.column)), to: &plan)
    }

    /// Takes columns that are called times and hold the date with each, such as an ambulance service's `Time of Call`, for what
    /// they hold, where no other column begins the incident.
    private func takeMoments(of candidates: inout [ColumnRole: [Candidate]]) {
        let begins: [ColumnRole] = [.from, .fromDate, .when, .date]
        guard let sample, begins.allSatisfy({ candidates[$0] == nil && mapping.overrides[$0] == nil }) else { return }
        for (role, whole) in [(ColumnRole.time, ColumnRole.when), (.fromTime, .from), (.toTime, .to)] {
            let moments = (candidates[role] ?? []).filter { sample.contents(of: $0.column).holdsMoments }
            guard !moments.isEmpty else { continue }
            candidates[whole, default: []] += moments
            candidates[role]?.removeAll { candidate in moments.contains { $0.column == candidate.column } }
        }
    }

    /// The columns of year, month and day, where the analyst names one of them or no other column holds a date; nil where
    /// the date is not to be put together.
    private func dateParts(
        _ names: [ColumnName], _ taken: Set<Int>, _ plan: ColumnPlan, whole: [ColumnRole: [Candidate]]
    ) throws(IncidentsError) -> [ColumnRole: [Candidate]]? {
        let needed: [ColumnRole] = [.year, .month, .day]
        var parts: [ColumnRole: [Candidate]] = [:]
        for column in names.indices where !taken.contains(column) {
            guard let part = names[column].datePart else { continue }
            parts[part, default: []].append(Candidate(column: column, rank: 0))
        }
        if needed.contains(where: { plan.column[$0] != nil }) {
            for role in needed where plan.column[role] == nil && parts[role] == nil {
                throw .columnNotFound(file: file, role: role, available: header)
            }
            return parts
        }
        let begins: [ColumnRole] = [.from, .fromDate, .when, .date]
        guard sample != nil, !begins.contains(where: { plan.column[$0] != nil }) else { return nil }
        let hasWhole = begins.contains { role in (whole[role] ?? []).contains { standing($0, role) == .kept } }
        let isComplete = needed.allSatisfy { role in (parts[role] ?? []).contains { standing($0, role) == .kept } }
        return isComplete && !hasWhole ? parts : nil
    }

    /// Takes the date from the columns of its parts, and the time of day from an hour with its minute or from a column of its
    /// own.
    private func addParts(
        _ parts: [ColumnRole: [Candidate]], _ names: [ColumnName], times: [Candidate], to plan: inout ColumnPlan
    ) throws(IncidentsError) {
        for role in [ColumnRole.year, .month, .day] where plan.column[role] == nil {
            plan.column[role] = try best(of: parts[role] ?? [], for: role, notes: &plan.notes)
        }
        if plan.column[.time] == nil { plan.column[.time] = try best(of: times, for: .time, notes: &plan.notes) }
        if let time = plan.column[.time], plan.column[.minute] == nil, names[time].timeRole?.isHour == true {
            plan.column[.minute] = try best(of: parts[.minute] ?? [], for: .minute, notes: &plan.notes)
        }
        let used = [ColumnRole.year, .month, .day].compactMap { plan.column[$0] }
        plan.notes.append("\(file): the date is put together from \(used.map { header[$0].quoted }.listed).")
        sayUnusedTimes(names, begin: used[0], ignored: [], to: &plan)
    }

    /// The columns whose cells are looked at for times where their names say nothing.
    private static let longestHeader = 1000

    private func bringsTime(_ column: Int) -> Bool { sample?.contents(of: column).bringsTime ?? false }

    /// Names columns that look like times of day and of which nothing was said.
    private func sayUnusedTimes(_ names: [ColumnName], begin: Int, ignored: Set<Int>, to plan: inout ColumnPlan) {
        guard let sample else { return }
        let used = Set(plan.column.values)
        let unused = names.indices.filter { column in
            guard !used.contains(column), !ignored.contains(column) else { return false }
            guard column < ColumnDetection.longestHeader || names[column].mentionsTime else { return false }
            let contents = sample.contents(of: column)
            return names[column].mentionsTime ? contents.standing(as: .time) == .kept : contents.looksLikeClock
        }
        guard !unused.isEmpty else { return }
        let isOne = unused.count == 1
        let subject = isOne ? "the column" : "the columns"
        let verbs = isOne ? "looks like a time of day and is" : "look like times of day and are"
        let roles: [ColumnRole] = [.time, .fromTime, .toTime]
        let source = roles.compactMap { plan.column[$0] }.first ?? (bringsTime(begin) ? begin : nil)
        let reason =
            source.map { "the time of day is taken from \(header[$0].quoted)" }
            ?? "the rows have no time of day; name the one that is right with time=\(header[unused[0]])"
        plan.notes.append(
            "\(file): \(subject) \(unused.map { header[$0].quoted }.listed) \(verbs) not used: \(reason).")
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
            candidates[kind, default: [:]][role, default: []].append(Candidate(column: column, rank: 0))
        }
        if overridden {
            let kinds = [ColumnRole.x, .y].compactMap { plan.column[$0] }.map { names[$0].axis?.kind ?? .unnamed }
            plan.coordinates = Set(kinds).count == 1 ? kinds[0] : .unnamed
            for role in [ColumnRole.x, .y] where plan.column[role] == nil {
                plan.column[role] = try best(
                    of: candidates[plan.coordinates]?[role] ?? [], for: role, notes: &plan.notes)
            }
        } else {
            let complete = CoordinateKind.allCases.compactMap {
                kind -> (kind: CoordinateKind, standing: ColumnContents.Standing)? in
                let standings = [ColumnRole.x, .y].map { role in
                    (candidates[kind]?[role] ?? []).map { standing($0, role) }.min()
                }
                guard let x = standings[0], let y = standings[1] else { return nil }
                return (kind, max(x, y))
            }
            let most = complete.map(\.standing).min()
            if let (kind, _) = complete.first(where: { $0.standing == most }) {
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
