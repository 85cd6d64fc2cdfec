import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// Everything that is settled before the first row: where things gather and how many rows each cause has on each day.
struct Stage: Sendable {
    /// A gathering with what the truth says about it.
    struct Planted: Sendable {
        var gathering: Gathering
        var area: String?
        var site: String
        var spread: Double
        var window: HourWindow?
        var days: String
        /// The components that make its rows.
        var components: [Int] = []

        /// What the truth says once all rows are counted.
        func truth(_ ledger: TruthLedger) -> IncidentTruth.Gathering {
            var all = TruthLedger.Tally()
            for index in components {
                let tally = ledger.tallies[index]
                all.count += tally.count
                all.under25 += tally.under25
                all.cells.merge(tally.cells, uniquingKeysWith: +)
                all.references += tally.references
            }
            return IncidentTruth.Gathering(
                area: area, site: site, centre: .init(x: gathering.middle.x, y: gathering.middle.y), spreadM: spread,
                window: window?.description, days: days, count: all.count, under25: all.under25,
                cells: TruthLedger.cells(all.cells), references: all.references.isEmpty ? nil : all.references.sorted())
        }
    }

    let days: DayTable
    let outline: Outline
    let places: StreetPlaces
    let rhythm: WeekRhythm
    private(set) var afterSchool: [Planted] = []
    private(set) var nightTime: [Planted] = []
    private(set) var emerging: [Planted] = []
    private(set) var fading: [Planted] = []
    private(set) var nearRepeatPairs = 0
    private(set) var patrols: [StagedPatrol] = []
    private(set) var duplicates: [Int] = []
    private(set) var components: [Component] = []

    /// Checks the parameters and sets the stage.
    init(_ simulation: IncidentSimulation) throws(SimulationError) {
        guard (500...99_999_999).contains(simulation.rows) else {
            throw .outOfRange(
                parameter: "rows", given: "\(simulation.rows)", wanted: "a number of rows from 500 to 99,999,999")
        }
        guard simulation.days.kinds.count >= 28, simulation.days.count(.school) > 0 else {
            throw .shortPeriod(days: simulation.days.kinds.count, schoolDays: simulation.days.count(.school))
        }
        guard let outline = Outline(simulation.studyArea), let rhythm = WeekRhythm() else {
            throw .noOutline
        }
        days = simulation.days
        self.outline = outline
        self.rhythm = rhythm
        let finder = PlaceFinder(simulation)
        var generator = SeededGenerator(seed: simulation.seed)
        let busiest = try simulation.planting.nightTime.first.map { (night) throws(SimulationError) in
            try finder.area(night.area).box.centre
        }
        places = try StreetPlaces(
            streets: simulation.streets, outline: outline, middle: busiest ?? outline.box.centre, generator: &generator)
        try addGatherings(simulation.planting, finder, &generator)
        try addComponents(simulation, &generator)
        // Last, so that a file without measures stays as it is.
        for patrol in simulation.planting.patrols {
            patrols.append(
                try StagedPatrol(
                    patrol, try finder.area(patrol.area), days: days, places: places, generator: &generator))
        }
    }

    private mutating func addGatherings(
        _ planting: Planting, _ finder: PlaceFinder, _ generator: inout SeededGenerator
    ) throws(SimulationError) {
        for peak in planting.afterSchool {
            let gathering = try Gathering(
                near: try finder.site(peak.site), called: peak.site, in: try finder.area(peak.area),
                spread: peak.spread,
                places: places, generator: &generator)
            afterSchool.append(
                Planted(
                    gathering: gathering, area: peak.area, site: peak.site, spread: peak.spread, window: peak.window,
                    days: "school"))
        }
        for night in planting.nightTime {
            let area = try finder.area(night.area)
            var middles: [Point] = []
            for _ in 0..<4000 where middles.count < night.centres {
                let place = places.draw(&generator)
                let apart = middles.map { $0.distance(to: place) }.min() ?? .infinity
                guard area.contains(place), area.distanceToEdge(place) > 120, apart > 300 else { continue }
                middles.append(place)
            }
            guard middles.count == night.centres else { throw .noStreetNear(night.area) }
            for middle in middles {
                let gathering = try Gathering(
                    near: middle, called: night.area, in: area, spread: 60, places: places, generator: &generator)
                nightTime.append(
                    Planted(
                        gathering: gathering, area: night.area, site: night.area, spread: 60,
                        window: HourWindow(start: 1320, end: 180), days: "friday-saturday-nights"))
            }
        }
        for (trends, isEmerging) in [(planting.emerging, true), (planting.fading, false)] {
            for trend in trends {
                let (point, outline, area) = try finder.place(trend.place)
                let gathering = try Gathering(
                    near: point, called: trend.place, in: outline ?? self.outline, spread: trend.spread, places: places,
                    generator: &generator)
                let planted = Planted(
                    gathering: gathering, area: area, site: trend.place, spread: trend.spread, window: nil, days: "all")
                if isEmerging { emerging.append(planted) } else { fading.append(planted) }
            }
        }
    }

    private mutating func addComponents(
        _ simulation: IncidentSimulation, _ generator: inout SeededGenerator
    ) throws(SimulationError) {
        let rows = simulation.rows
        let planting = simulation.planting
        func scaled(_ count: Int) -> Int { (count * rows + Planting.referenceRows / 2) / Planting.referenceRows }
        func add(_ kind: Component.Kind, _ count: Int) -> Int {
            components.append(Component(kind: kind, count: count))
            return components.count - 1
        }
        for (index, peak) in planting.afterSchool.enumerated() {
            afterSchool[index].components = [add(.afterSchool(index), scaled(peak.count))]
        }
        var index = 0
        for night in planting.nightTime {
            for _ in 0..<night.centres {
                let count = scaled(night.count) / night.centres
                nightTime[index].components = [
                    add(.nightEvening(index), count * 2 / 5), add(.nightMorning(index), count - count * 2 / 5),
                ]
                index += 1
            }
        }
        for (index, trend) in planting.emerging.enumerated() {
            emerging[index].components = [add(.emerging(index), scaled(trend.count))]
        }
        for (index, trend) in planting.fading.enumerated() {
            fading[index].components = [add(.fading(index), scaled(trend.count))]
        }
        nearRepeatPairs = scaled(planting.nearRepeatPairs)
        _ = add(.initiator, nearRepeatPairs)
        for fault in Fault.allCases where fault != .duplicate { _ = add(.background(fault), scaled(fault.planned)) }
        let duplicateCount = scaled(Fault.duplicate.planned)
        spread(&generator)
        let special = components.map { $0.perDay.reduce(0, +) }.reduce(0, +) + nearRepeatPairs + duplicateCount
        guard special < rows else {
            throw .tooFewRows(rows: rows, planted: special)
        }
        _ = add(.background(nil), rows - special)
        spread(&generator)
        guard let usual = components.last else { return }
        duplicates = AliasTable(weights: usual.perDay.map(Double.init))?.spread(duplicateCount, &generator) ?? []
    }

    /// Spreads the components that are not spread yet over the days. One that fits no day, such as a time that does not exist in a period
    /// without a March, has no rows.
    private mutating func spread(_ generator: inout SeededGenerator) {
        for index in components.indices where components[index].perDay.isEmpty {
            let table = AliasTable(weights: components[index].weights(over: days))
            components[index].perDay =
                table?.spread(components[index].count, &generator) ?? Array(repeating: 0, count: days.kinds.count)
        }
    }
}

/// One cause of rows: so many of them, spread over the days in some proportion.
struct Component: Sendable {
    /// What the rows are like.
    enum Kind: Sendable {
        case background(Fault?)
        case afterSchool(Int)
        /// The evening of a Friday or Saturday.
        case nightEvening(Int)
        /// The small hours after it.
        case nightMorning(Int)
        case emerging(Int)
        case fading(Int)
        /// The first of a pair; the second follows by itself.
        case initiator
    }

    var kind: Kind
    var count: Int
    /// How many fall on each day.
    var perDay: [Int] = []

    /// How likely each day of `days` is for the component.
    func weights(over days: DayTable) -> [Double] {
        let n = days.kinds.count
        let half = Double(n) / 2
        return (0..<n).map { index in
            let day = days.first.advanced(by: index)
            let usual = WeekRhythm.weight(of: day)
            switch kind {
            case .background(.nonexistentTime): return WeekRhythm.isShortDay(day) ? 1 : 0
            case .background: return usual
            case .afterSchool: return days.kinds[index] == .school ? 1 : 0
            case .nightEvening: return day.weekday == 4 || day.weekday == 5 ? 1 : 0
            case .nightMorning: return day.weekday >= 5 && index > 0 ? 1 : 0
            case .emerging: return usual * max(0, (Double(index) + 0.5 - half) / half)
            case .fading: return usual * max(0, (half - Double(index) - 0.5) / half)
            case .initiator: return index < n - 7 ? usual : 0
            }
        }
    }
}

/// Finds the areas and sites that a planting names.
struct PlaceFinder {
    private let areas: [NamedArea]
    private let sites: [SimulationSite]

    /// Looks among the areas and sites of `simulation`.
    init(_ simulation: IncidentSimulation) {
        areas = simulation.areas
        sites = simulation.sites
    }

    /// The outline of the area called `name`.
    func area(_ name: String) throws(SimulationError) -> Outline {
        guard let area = areas.first(where: { $0.name == name }), let outline = Outline(area.outline) else {
            throw .noSuchArea(name: name, available: areas.map(\.name))
        }
        return outline
    }

    /// Where the school or stop called `name` lies.
    func site(_ name: String) throws(SimulationError) -> Point {
        guard let site = sites.first(where: { $0.name == name }) else { throw .noSuchSite(name: name) }
        return site.point
    }

    /// An area with its middle, or a site, whichever bears the name.
    func place(_ name: String) throws(SimulationError) -> (point: Point, outline: Outline?, area: String?) {
        if areas.contains(where: { $0.name == name }) {
            let outline = try area(name)
            return (outline.box.centre, outline, name)
        }
        return (try site(name), nil, nil)
    }
}
