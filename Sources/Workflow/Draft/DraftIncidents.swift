import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// One file of incidents as it reads without options, in a working system that fits the place.
struct DraftIncidents {
    let input: DraftInput
    let reading: IncidentReading

    var report: SourceReport? { reading.sources.first }
    var table: IncidentTable { reading.table }

    func column(_ role: ColumnRole) -> String? { report?.columns.first { $0.role == role }?.name }

    /// The categories with their incidents, the most frequent first.
    var categories: [(name: String, count: Int)] {
        var counts = [Int](repeating: 0, count: table.categories.count)
        for code in table.category { counts[Int(code)] += 1 }
        return zip(table.categories, counts).filter { $0.1 > 0 && !$0.0.isEmpty }.map { (name: $0.0, count: $0.1) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    /// Incidents by how exactly their time is known.
    var precisions: [(precision: TimePrecision, count: Int)] {
        TimePrecision.allCases.map { kind in (precision: kind, count: table.precision.count { $0 == kind }) }
            .filter { $0.count > 0 }
    }

    /// Incidents whose time of day is known.
    var timed: Int { table.second.count { $0 >= 0 } }
    /// Incidents whose age is known.
    var aged: Int { table.age.count { $0 >= 0 } }
    /// Incidents of persons under 25.
    var young: Int { table.age.count { (0..<25).contains($0) } }
}

/// Reads files of incidents before anybody has said in which system to work.
struct DraftReader {
    let clock: LocalClock
    /// The middle of the layers that say where they are, in longitude and latitude.
    let place: Point?

    /// The files, and the system that fits the place where they lie.
    ///
    /// Where a layer tells the place, its usual system is taken. Otherwise the first file is read in the British grid, and where
    /// that cannot be or its incidents do not lie in Britain, in a system of the whole world, which tells where they are.
    ///
    /// - Throws: The reader's error for a file that cannot be read in any system.
    func read(_ inputs: [DraftInput]) throws -> (system: CoordinateSystem, incidents: [DraftIncidents]) {
        let british = try CoordinateSystem.epsg(27700)
        if let place {
            let system = try CoordinateSystem.usual(at: place)
            return (system, try inputs.map { try read($0, in: system) })
        }
        guard let first = inputs.first else { return (british, []) }
        var system = british
        do {
            let trial = try read(first, in: british)
            if let fitting = try usual(where: trial.table, in: british) { system = fitting }
            if system == british {
                return (british, [trial] + (try inputs.dropFirst().map { try read($0, in: british) }))
            }
        } catch let refusal {
            // Degrees far from Britain cannot be carried into its grid. Where it is something else, the first error says it better.
            let world = try CoordinateSystem.epsg(3857)
            guard let trial = try? read(first, in: world), let fitting = try usual(where: trial.table, in: world),
                fitting != british
            else { throw refusal }
            system = fitting
        }
        return (system, try inputs.map { try read($0, in: system) })
    }

    /// The usual system where the middle one of the incidents lies.
    private func usual(where table: IncidentTable, in system: CoordinateSystem) throws -> CoordinateSystem? {
        guard table.count > 0 else { return nil }
        let middle = Point(x: table.x.sorted()[table.count / 2], y: table.y.sorted()[table.count / 2])
        let place = try Transformer(from: system, to: .epsg(4326)).transform(middle)
        return try place.isFinite ? CoordinateSystem.usual(at: place) : nil
    }

    private func read(_ input: DraftInput, in system: CoordinateSystem) throws -> DraftIncidents {
        DraftIncidents(
            input: input,
            reading: try IncidentReader(
                sources: [IncidentSource(path: input.path, layer: input.layer)], workingSystem: system, clock: clock
            ).read())
    }
}
