public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
public import HomewardStreets

/// What an evaluation of named areas found, with what was compared and what was left out.
public struct StudyEvaluation: Sendable, Equatable {
    /// A control with the treated area whose history it is like.
    public struct Match: Sendable, Equatable {
        /// The treated area.
        public var treated: String
        /// The control.
        public var control: String
        /// How far their histories lie apart, in roots of incidents a step.
        public var distance: Double
    }

    /// The numbers.
    public var result: EvaluationResult
    /// The days before.
    public var before: DayRange
    /// The days after.
    public var after: DayRange
    /// The treated areas.
    public var treated: [String]
    /// The areas compared with.
    public var control: [String]
    /// How they were proposed; empty where somebody named them.
    public var matches: [Match]
    /// Incidents on other days or at other hours.
    public var filtered: Int
    /// Incidents on days of neither period.
    public var outside: Int
    /// Incidents that cannot be counted by such steps, by reason.
    public var setAside: [TimeGap: Int]
    /// How the rings' distances were told; nil without rings.
    public var ringWay: String?
    /// Incidents that lie in both rings, which count around the treated areas.
    public var inBothRings: Int
    /// What must be known of it, in sentences.
    public var notes: [String]
}

extension Study {
    /// Evaluates what was done in some of the named areas.
    ///
    /// Treated areas have their incidents first, then the controls, then the further areas in their order. Of incidents in neither, those within the ring
    /// of a treated area count for its ring, then those within a control's.
    ///
    /// - Parameters:
    ///   - method: The method, with its areas, start and periods.
    ///   - window: The days and hours in force; ``StudyWindow/ranges`` has no say.
    ///   - streets: The streets for the rings; nil for distances as the crow flies.
    ///   - weighsHarm: Whether incidents have a harm.
    ///   - mostCells: The most squares of the pool.
    /// - Throws: `SettingError` where areas or periods do not fit, ``WorkflowError/noCalendar(purpose:)``, ``WorkflowError/noUsableData(analysis:reason:remedy:)``.
    public func evaluation(
        _ method: Evaluation, window: StudyWindow, streets: StreetNetwork?, weighsHarm: Bool, mostCells: Int
    ) throws -> StudyEvaluation {
        try requireIncidents()
        try method.check()
        var notes: [String] = []
        let treated = try named(method.treated ?? [], key: "evaluate.treated")
        guard !treated.isEmpty else {
            throw SettingError.together(
                path: "evaluate.treated", message: "names no area; give the names of the areas where something was done"
            )
        }
        let (before, after) = try periods(method)
        let days = try kindsOfDays(for: window.days)
        let layout = EvaluationSteps(
            before: before, after: after, days: days, selection: window.days, hours: window.hours, by: method.step)
        for isAfter in [false, true] where !layout.steps.contains(where: { $0.isAfter == isAfter }) {
            throw WorkflowError.noUsableData(
                analysis: "the evaluation",
                reason: "no day of \(isAfter ? "\(after)" : "\(before)") is one of \(Words.days(window.days.rawValue))",
                remedy: "take other days, or longer periods")
        }
        // Areas apart from the treated ones, by who was named and who may be proposed.
        let apart = try areas.indices.filter { index in
            guard !treated.contains(index) else { return false }
            return try !treated.contains { try touches(areas[index], areas[$0]) }
        }
        var control = try method.control.map { try named($0, key: "evaluate.control") } ?? []
        for index in control where !apart.contains(index) {
            let other = try treated.first { try touches(areas[index], areas[$0]) }
            throw SettingError.together(
                path: "evaluate.control",
                message:
                    "\(areas[index].name.quoted) touches \(other.map { areas[$0].name.quoted } ?? "a treated area"): what moves there would be taken for what would have happened anyway; name areas apart, or leave it out for proposed ones"
            )
        }
        let pool = control + apart.filter { !control.contains($0) }
        let listed = (treated + pool).map { areas[$0] }
        let place = AreaLocator(listed).assign(table.points).area
        let placed = layout.place(table)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: layout.steps.count), count: listed.count)
        for row in 0..<table.count where placed.step[row] >= 0 && place[row] >= 0 {
            counts[Int(place[row])][Int(placed.step[row])] += 1
        }
        func unit(_ index: Int, treated: Bool) -> EvaluationPanel.Unit {
            .init(name: listed[index].name, isTreated: treated, counts: counts[index])
        }
        let own = treated.indices.map { unit($0, treated: true) }
        var donors = pool.indices.map { unit(treated.count + $0, treated: false) }
        var controlUnits = Array(donors.prefix(control.count))
        var controlAreas = control.map { areas[$0] }
        if method.pool == .cells {
            donors = try squares(
                of: method.cell, apartFrom: treated.map { areas[$0] }, by: max(1, method.ring), steps: layout,
                placed: placed,
                mostCells: mostCells)
        }
        var matches: [StudyEvaluation.Match] = []
        if method.control == nil {
            let found = MatchedControls.choose(
                treated: own.map(\.counts), candidates: donors.map(\.counts),
                isBefore: layout.steps.map { !$0.isAfter },
                each: method.matches)
            matches = found.map {
                .init(treated: own[$0.treated].name, control: donors[$0.control].name, distance: $0.distance)
            }
            let chosen = found.map(\.control).sorted()
            controlUnits = chosen.map { donors[$0] }
            if method.pool == .areas {
                control = chosen.map { pool[$0] }
                controlAreas = control.map { areas[$0] }
            }
            notes.append(
                chosen.isEmpty
                    ? "No area lies apart from the treated ones, so that there is nothing to compare with: only their own change can be told, which is no evidence of what caused it"
                    : "The controls were proposed by their history before the start and not chosen by anybody who knows the town: look whether they are fit to compare with"
            )
        }
        // What lies in neither, by its distance from either.
        var rings: EvaluationCase.Rings?
        var ringHarm: (treated: WeightedCount, control: WeightedCount)?
        var (inBoth, ringWay) = (0, String?.none)
        let isControl = Set(controlUnits.map(\.name))
        let roles: [Int8] = place.map { index in
            guard index >= 0 else { return 0 }
            if Int(index) < treated.count { return 1 }
            return method.pool == .areas && isControl.contains(listed[Int(index)].name) ? 2 : 0
        }
        if method.ring > 0 {
            let maker = EvaluationRings(reach: method.ring, streets: streets)
            let near = try maker.holds(table.points, around: treated.map { areas[$0] })
            let far = try maker.holds(table.points, around: controlAreas)
            ringWay = maker.words
            var made = EvaluationCase.Rings(
                treated: [Int](repeating: 0, count: layout.steps.count),
                control: [Int](repeating: 0, count: layout.steps.count))
            var harm = (treated: HarmTally(), control: HarmTally())
            for row in 0..<table.count where roles[row] == 0 && placed.step[row] >= 0 {
                let step = Int(placed.step[row])
                let isAfter = layout.steps[step].isAfter
                if near[row] {
                    made.treated[step] += 1
                    harm.treated.add(table.harm[row], isAfter)
                    if far[row] { inBoth += 1 }
                } else if far[row] {
                    made.control[step] += 1
                    harm.control.add(table.harm[row], isAfter)
                }
            }
            rings = made
            ringHarm = (harm.treated.count, harm.control.count)
            if streets == nil {
                notes.append("The rings were drawn as the crow flies: give --streets for distances that people walk")
            }
        }
        var harm: EvaluationCase.Harm?
        if weighsHarm {
            var (ownHarm, otherHarm) = (HarmTally(), HarmTally())
            let cells = method.pool == .cells ? nil : isControl
            for row in 0..<table.count where placed.step[row] >= 0 {
                let isAfter = layout.steps[Int(placed.step[row])].isAfter
                if roles[row] == 1 { ownHarm.add(table.harm[row], isAfter) }
                if roles[row] == 2, cells != nil { otherHarm.add(table.harm[row], isAfter) }
            }
            if cells != nil {
                harm = .init(
                    treated: ownHarm.count, control: otherHarm.count, treatedRing: ringHarm?.treated,
                    controlRing: ringHarm?.control)
            } else {
                notes.append("Harm is not compared where squares are the pool")
            }
        }
        let sizes = try EvaluationCase.Sizes(
            treated: ground(treated.map { areas[$0] }), control: ground(controlAreas),
            treatedRing: ringGround(treated.map { areas[$0] }, method.ring),
            controlRing: ringGround(controlAreas, method.ring))
        let panel = EvaluationPanel(steps: layout.steps, units: own + controlUnits)
        let result = method.result(
            of: EvaluationCase(panel: panel, donors: donors, rings: rings, harm: harm, sizes: sizes))
        return StudyEvaluation(
            result: result, before: before, after: after, treated: own.map(\.name), control: controlUnits.map(\.name),
            matches: matches, filtered: placed.filtered, outside: placed.outside, setAside: placed.aside,
            ringWay: ringWay, inBothRings: inBoth, notes: notes)
    }

    /// The indices of named areas.
    func named(_ names: [String], key: String) throws -> [Int] {
        guard !names.isEmpty else { return [] }
        guard !areas.isEmpty else {
            throw SettingError.together(
                path: key, message: "names areas, and there are none; give their layer with areas.file")
        }
        var found: [Int] = []
        for name in names {
            guard let index = areas.firstIndex(where: { $0.name == name }) else {
                let nearest = Spelling.nearest(to: name, among: areas.map(\.name)).map { "did you mean \($0.quoted)?" }
                throw SettingError.together(
                    path: key,
                    message:
                        "no area is called \(name.quoted); \(nearest ?? "there are \(Words.list(areas.prefix(20).map(\.name.quoted)))")"
                )
            }
            if !found.contains(index) { found.append(index) }
        }
        return found
    }

    /// Whether two areas touch or lie less than a metre apart.
    func touches(_ a: NamedArea, _ b: NamedArea) throws -> Bool { try a.shape.distance(to: b.shape) < 1 }

    private func ground(_ areas: [NamedArea]) throws -> Double { try areas.reduce(0) { try $0 + $1.shape.area() } }

    private func ringGround(_ areas: [NamedArea], _ reach: Double) throws -> Double {
        guard reach > 0 else { return 0 }
        return try areas.reduce(0) { try $0 + $1.shape.buffered(by: reach).area() - $1.shape.area() }
    }

    /// The periods before and after, all within the study's.
    func periods(_ method: Evaluation) throws(SettingError) -> (before: DayRange, after: DayRange) {
        guard let start = method.start ?? method.after?.first else {
            throw .together(
                path: "evaluate.start", message: "is not given; say the first day of what was done, such as 2024-09-01")
        }
        let whole = "the data run from \(period.lowerBound) to \(period.upperBound)"
        guard start > period.lowerBound, start <= period.upperBound else {
            throw .together(
                path: "evaluate.start",
                message: "\(start) leaves nothing before or after it: \(whole); give a day in between, or more data")
        }
        guard let before = method.before ?? DayRange(period.lowerBound, start.advanced(by: -1)),
            let after = method.after ?? DayRange(start, period.upperBound)
        else {
            throw .together(path: "evaluate.start", message: "\(start) leaves nothing before or after it: \(whole)")
        }
        for (path, range) in [("evaluate.before", before), ("evaluate.after", after)] {
            guard range.first >= period.lowerBound, range.last <= period.upperBound else {
                throw .together(
                    path: path,
                    message:
                        "\(range) leaves the data: \(whole); days without data would be taken for days without incidents"
                )
            }
        }
        return (before, after)
    }

    /// Squares of the study area farther than `gap` metres from some areas, so that nothing that moves reaches them, each with its incidents by step; squares without any are left out.
    private func squares(
        of cell: Double, apartFrom treated: [NamedArea], by gap: Double, steps: EvaluationSteps,
        placed: EvaluationSteps.Placed,
        mostCells: Int
    ) throws -> [EvaluationPanel.Unit] {
        let grid = try Grid(covering: studyArea.outline, cellSize: cell, atMost: mostCells)
        var counts: [Int: [Int]] = [:]
        for row in 0..<table.count where placed.step[row] >= 0 {
            guard let index = grid.cell(at: table.point(row)) else { continue }
            counts[index, default: [Int](repeating: 0, count: steps.steps.count)][Int(placed.step[row])] += 1
        }
        return try counts.keys.sorted().compactMap { index in
            let place = grid.cells[index]
            let shape = Shape.polygon(grid.polygon(of: index))
            guard try !treated.contains(where: { try $0.shape.distance(to: shape) < gap }) else { return nil }
            return .init(name: "c\(place.column)-r\(place.row)", isTreated: false, counts: counts[index] ?? [])
        }
    }
}

/// Harm before and after, summed up in the order of the rows.
private struct HarmTally {
    var before: [Double] = []
    var after: [Double] = []

    mutating func add(_ harm: Double, _ isAfter: Bool) {
        if isAfter { after.append(harm) } else { before.append(harm) }
    }

    var count: WeightedCount { WeightedCount(harmBefore: before.sorted(), harmAfter: after.sorted()) }
}
