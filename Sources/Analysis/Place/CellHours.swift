public import HomewardCalendar
public import HomewardIncidents

/// In which hours of the local week the incidents of cells lie, each cell taken together with its neighbours, as a hotspot is judged.
public struct CellHours: Sendable, Equatable {
    /// The cells that were asked for, ascending.
    public let cells: [Int]
    /// For each of them 168 numbers of incidents, hour of the day running fastest, Monday first.
    public let counts: [[Int]]

    /// Counts the incidents of cells and of their neighbours by the hour of the week.
    ///
    /// A moment counts in its hour. A range counts once in each hour in which it may have happened, so that the hours of a cell may add
    /// up to more than its incidents; one of a week or more, and one whose day or month alone is known, counts in none.
    /// O(cells of the grid + incidents × cells asked for around each).
    ///
    /// - Parameters:
    ///   - incidents: The incidents.
    ///   - cells: Which cells; numbers that are no cell are left out.
    ///   - grid: The tiling.
    ///   - neighbourhood: Who is a cell's neighbour.
    ///   - clock: The clock by which the incidents were read.
    public init(
        of incidents: IncidentTable, around cells: some Sequence<Int>, of grid: Grid,
        _ neighbourhood: Grid.Neighbourhood, clock: LocalClock
    ) {
        let cells = Set(cells).filter(grid.cells.indices.contains).sorted()
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 168), count: cells.count)
        self.cells = cells
        guard !cells.isEmpty else {
            self.counts = counts
            return
        }
        // The cells asked for that each cell counts in.
        var counted: [Int: [Int]] = [:]
        let neighbours = SpatialWeights(of: grid, neighbourhood).neighbours
        for (number, cell) in cells.enumerated() {
            counted[cell, default: []].append(number)
            for neighbour in neighbours[cell] { counted[Int(neighbour), default: []].append(number) }
        }
        let places = grid.cells(of: incidents.points)
        for row in 0..<incidents.count {
            guard places[row] >= 0, let around = counted[Int(places[row])] else { continue }
            for hour in CellHours.hours(of: row, incidents, clock) {
                for number in around { counts[number][hour] += 1 }
            }
        }
        self.counts = counts
    }

    /// The hours of the week in which an incident may have happened, each once.
    private static func hours(of row: Int, _ incidents: IncidentTable, _ clock: LocalClock) -> Set<Int> {
        func hour(_ wall: (day: Int32, second: Int32)) -> Int {
            CivilDay(number: Int(wall.day)).weekday * 24 + min(23, max(0, Int(wall.second) / 3600))
        }
        switch incidents.precision[row] {
        case .day, .month: return []
        case .moment, .hour, .range: break
        }
        let (start, end) = (incidents.start[row], incidents.end[row])
        guard end > start else { return [hour(clock.civil(start))] }
        guard end - start < 604_800 else { return [] }
        var hours: Set<Int> = []
        AoristicSpread.stretches(from: start, to: end, { clock.civil($0) }) { wall, _ in hours.insert(hour(wall)) }
        return hours
    }
}
