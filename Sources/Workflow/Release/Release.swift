public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// What of a study may be told outside the force: counts by cell and by block of hours, withheld where small and rounded,
/// and a study that knows nothing else.
///
/// An edition for others is worked from ``study`` alone. Its incidents stand for the figures: as many in each cell as its
/// figure says, in a pattern that is the same for every cell, at times and on days spread evenly over their block. So no layer,
/// table, route or score of such an edition can hold more than the figures do, whatever the method: where an incident lies in its
/// cell and when in its block makes no difference to a single byte. Each incident counts in one figure at most; what
/// follows from that is said at ``/HomewardAnalysis/Disclosure/released(_:areas:areaCount:)``.
///
/// An area is the cells whose middles lie in it, the first listed where areas overlap.
public struct Release: Sendable {
    /// Who may see it.
    public let audience: Audience
    /// The rules.
    public let disclosure: Disclosure
    /// The cells.
    public let grid: Grid
    /// The area of each cell; nil for none.
    public let areas: [Int?]
    /// The figures.
    public let blocks: [ReleasedBlock]
    /// The study that stands for the figures.
    public let study: Study
    /// The age under which persons are counted; nil where every age is or files differ.
    public let ageUnder: Int?

    /// Releases what may be told of a study.
    ///
    /// - Throws: ``WorkflowError`` where the study would tell something by its outline or its period; `SettingError`;
    ///   ``/HomewardAnalysis/AnalysisError`` where there would be too many cells.
    /// - Complexity: O(incidents + cells).
    public init(of study: Study, for plan: PlanFile) throws {
        guard plan.study.from != nil, plan.study.to != nil else {
            throw WorkflowError.openEdition(audience: plan.audience, lacks: .period)
        }
        guard plan.study.studyArea.file != nil || plan.study.areas.file != nil else {
            throw WorkflowError.openEdition(audience: plan.audience, lacks: .studyArea)
        }
        try plan.disclosure.check()
        let ages = Set(plan.study.incidents.map(\.source.ageUnder))
        ageUnder = ages.count == 1 ? ages.first ?? nil : nil
        audience = plan.audience
        disclosure = plan.disclosure
        grid = try Grid(covering: study.studyArea.outline, cellSize: disclosure.cell)
        let locator = AreaLocator(study.areas)
        areas = grid.cells.map { locator.area(at: $0.centre) }
        let sorter = try BlockSorter(plan: plan, study: study)
        blocks = try sorter.blocks(on: grid, areas: areas, of: study)
        self.study = try sorter.study(standingFor: blocks, on: grid, like: study)
    }

    /// The block of a kind that is counted by cell.
    public func block(_ kind: ReleasedBlock.Kind) -> ReleasedBlock? { blocks.first { $0.kind == kind } }

    /// The rules in sentences.
    public var rules: [String] {
        let cell = SettingName.plain(disclosure.cell)
        return [
            "Counts below \(disclosure.minimum) are withheld, 0 among them: a place without a figure may hold none or a few. All others are rounded to multiples of \(disclosure.base).",
            "Places are cells of \(cell) m. An area is made of the cells whose middles lie in it: what lies near its edge may count beside it, so that in an area of few cells the figures can be far from those of its outline.",
            "Each incident counts in one figure at most. Totals are sums of the figures shown, so they leave out what is withheld and carry its rounding.",
            "Routes, posts, patrol areas and visits were planned from these figures, not from the incidents: within a cell they follow streets and stops, and within a block of hours they are spread evenly.",
            "Nothing in this edition was tested against chance; the force's own edition is.",
        ] + (ageUnder.map { ["Only incidents with persons under \($0) are counted."] } ?? [])
    }
}

/// Sorts incidents into blocks, and blocks back into incidents that stand for their figures.
private struct BlockSorter {
    let window: StudyWindow
    let disclosure: Disclosure
    let steps: ClockSteps
    /// The steps of the window; nil where it takes every hour, known or not.
    let windowSteps: Set<Int>?
    /// The steps of the patrols that are none of the window.
    let patrolSteps: Set<Int>
    let patrolHours: HourWindow
    let days: DayTable

    init(plan: PlanFile, study: Study) throws(WorkflowError) {
        window = plan.window
        disclosure = plan.disclosure
        let steps = ClockSteps(hours: plan.disclosure.windowHours)
        self.steps = steps
        windowSteps = plan.window.hours.map { steps.steps(of: $0) }
        patrolHours = plan.patrols.hours
        patrolSteps = windowSteps.map { steps.steps(of: plan.patrols.hours).subtracting($0) } ?? []
        days = try study.kindsOfDays(for: plan.window.days)
    }

    /// Which block an incident falls in: the place blocks first, then the steps, then the unknown.
    private enum Place {
        case window, otherDays, patrol
        case step(Int, inDays: Bool)
        case unknown
    }

    private func place(_ row: Int, of table: IncidentTable) -> Place {
        // Of the month alone neither the day nor the hour is known, and the point is a rough one.
        guard table.precision[row] != .month, let kind = days.kind(of: table.civilDay(row)) else { return .unknown }
        let inDays = window.days.contains(kind)
        guard let windowSteps else { return inDays ? .window : .otherDays }
        guard let minute = table.minuteOfDay(row) else { return .unknown }
        let step = steps.step(of: minute)
        if windowSteps.contains(step) { return inDays ? .window : .otherDays }
        return patrolSteps.contains(step) ? .patrol : .step(step, inDays: inDays)
    }

    func blocks(on grid: Grid, areas: [Int?], of study: Study) throws -> [ReleasedBlock] {
        let table = study.table
        var places = [[Int]](repeating: [Int](repeating: 0, count: grid.cells.count), count: 3)
        var single = [[Int]](repeating: [Int](repeating: 0, count: steps.count), count: 2)
        var unknown = 0
        for row in 0..<table.count {
            let place = place(row, of: table)
            let cell = grid.cell(at: table.point(row))
            switch (place, cell) {
            case (.window, let cell?): places[0][cell] += 1
            case (.otherDays, let cell?): places[1][cell] += 1
            case (.patrol, let cell?): places[2][cell] += 1
            case (.step(let step, let inDays), _): single[inDays ? 0 : 1][step] += 1
            default: unknown += 1
            }
        }
        let everyDay = window.days == .all
        let dayNames = [window.days.rawValue, "other"]
        let windowSpan = windowSteps.map { steps.span(of: $0) } ?? (0, 1440)
        func placed(_ kind: ReleasedBlock.Kind, _ counts: [Int], days: String, span: (from: Int, to: Int)?)
            -> ReleasedBlock
        {
            let released = disclosure.released(counts, areas: areas, areaCount: study.areas.count)
            return ReleasedBlock(
                kind: kind, days: days, from: span?.from, to: span?.to, places: released, incidents: released.total)
        }
        var blocks = [placed(.window, places[0], days: dayNames[0], span: windowSpan)]
        if !everyDay { blocks.append(placed(.otherDays, places[1], days: dayNames[1], span: windowSpan)) }
        if !patrolSteps.isEmpty {
            blocks.append(
                placed(.patrolHours, places[2], days: DaySelection.all.rawValue, span: steps.span(of: patrolSteps)))
        }
        if let windowSteps {
            for (days, counts) in zip(dayNames, single) where days == dayNames[0] || !everyDay {
                for step in 0..<steps.count where !windowSteps.contains(step) && !patrolSteps.contains(step) {
                    let from = step * steps.hours * 60
                    blocks.append(
                        ReleasedBlock(
                            kind: .step, days: days, from: from, to: from + steps.hours * 60,
                            incidents: disclosure.figure(counts[step])))
                }
            }
        }
        blocks.append(
            ReleasedBlock(kind: .unknown, days: DaySelection.all.rawValue, incidents: disclosure.figure(unknown)))
        return blocks
    }

    /// The study with incidents that stand for the figures in place of its own.
    func study(standingFor blocks: [ReleasedBlock], on grid: Grid, like study: Study) throws -> Study {
        var incidents: [Incident] = []
        for block in blocks {
            guard let cells = block.places?.cells else { continue }
            let days = days(of: block.kind)
            let minutes = minutes(of: block.kind)
            guard !days.isEmpty, !minutes.isEmpty else { continue }
            for (cell, figure) in zip(grid.cells, cells) {
                guard let figure else { continue }
                for number in 0..<figure {
                    incidents.append(
                        Incident(
                            at: position(number, in: cell.centre),
                            on: days[Int(Pattern.third(number) * Double(days.count))],
                            second: Int32(minutes[(2 * number + 1) * minutes.count / (2 * figure)] * 60),
                            clock: study.clock))
                }
            }
        }
        let table = IncidentTable(incidents)
        var counts = RowCounts()
        counts.read = table.count
        counts.used = table.count
        var released = study
        released.reading = IncidentReading(
            table: table, rejects: [], counts: counts, sources: [], notes: [], spikes: Spikes())
        released.assignment = AreaLocator(study.areas).assign(xs: table.x, ys: table.y)
        released.areaDays = AreaDays()
        released.assumptions =
            Study.assumptions(areas: study.areas, studyArea: study.studyArea, overlaps: study.overlaps)
            + (released.days.map { released.calendarAssumptions($0) } ?? [])
        return released
    }

    private func days(of kind: ReleasedBlock.Kind) -> [CivilDay] {
        days.kinds.indices.filter { index in
            switch kind {
            case .window: window.days.contains(days.kinds[index])
            case .otherDays: !window.days.contains(days.kinds[index])
            default: true
            }
        }
        .map { days.first.advanced(by: $0) }
    }

    private func position(_ number: Int, in centre: Point) -> Point {
        Point(
            x: centre.x + (Pattern.first(number) - 0.5) * disclosure.cell,
            y: centre.y + (Pattern.second(number) - 0.5) * disclosure.cell)
    }

    /// The minutes of the day among which incidents of a block are spread: those of the plan's own window or patrols, which may
    /// begin and end within the steps.
    private func minutes(of kind: ReleasedBlock.Kind) -> [Int] {
        let every = Array(0..<1440)
        if kind == .patrolHours {
            let own = every.filter { patrolSteps.contains(steps.step(of: $0)) }
            let during = own.filter { patrolHours.contains(minute: $0) }
            return during.isEmpty ? own : during
        }
        return window.hours.map { hours in every.filter { hours.contains(minute: $0) } } ?? every
    }
}

/// Fractions that fill the unit interval evenly, and pairs of them the unit square, however many are taken.
///
/// Source: M. Roberts (2018), "The unreasonable effectiveness of quasirandom sequences": multiples of powers of the plastic
/// number, and of the golden section.
private enum Pattern {
    static func first(_ number: Int) -> Double { fraction(number, 0.754_877_666_246_692_7) }
    static func second(_ number: Int) -> Double { fraction(number, 0.569_840_290_998_053_2) }
    static func third(_ number: Int) -> Double { fraction(number, 0.618_033_988_749_894_9) }

    private static func fraction(_ number: Int, _ step: Double) -> Double {
        let value = 0.5 + Double(number) * step
        return value - value.rounded(.down)
    }
}
