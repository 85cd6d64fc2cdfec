import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardPlanner
import HomewardSimulation
import HomewardStreets

/// A made-up town with schools, streets and two years of incidents whose risk moves after the bell.
struct SimulatedTown {
    let schools: [School]
    let network: StreetNetwork
    /// The incidents on school days, at any hour.
    let table: IncidentTable
    let period: ClosedRange<CivilDay>
    let clock: LocalClock

    /// - Parameters:
    ///   - side: The side of the square that it fills, m.
    ///   - block: The distance between junctions, m.
    ///   - schools: How many schools; as many ring the bell at the same time.
    ///   - chains: How many chains of moving risk.
    ///   - rows: How many incidents in all.
    ///   - count: How many of 12,000 at each place of a chain.
    init(
        seed: UInt64, side: Double, block: Double, schools count: Int, chains: Int, rows: Int, planted: Int
    ) throws {
        let corner = Point(x: 430_000, y: 280_000)
        let square = BoundingBox(
            minX: corner.x, minY: corner.y, maxX: corner.x + side, maxY: corner.y + side
        ).polygon
        let area = NamedArea(name: "Town", outline: MultiPolygon([square]))
        var generator = SeededGenerator(seed: seed, stream: 9)
        // Schools lie on a grid, each moved about in its own square.
        let across = Int(Double(count).squareRoot().rounded(.up))
        let width = (side - 400) / Double(across)
        var sites: [SimulationSite] = []
        for index in 0..<count {
            let x = corner.x + 200 + (Double(index % across) + 0.2 + 0.6 * generator.unit()) * width
            let y = corner.y + 200 + (Double(index / across) + 0.2 + 0.6 * generator.unit()) * width
            sites.append(SimulationSite(name: "School \(index + 1)", point: Point(x: x.rounded(), y: y.rounded())))
        }
        let system = try CoordinateSystem.epsg(27700)
        let layer = try StreetSimulation(
            studyArea: area.outline, places: sites.map(\.point), seed: seed, block: block, radials: 5, rings: [side / 6]
        ).layer(in: system)
        network = try StreetBuilder(isSynthetic: true).build(from: layer).network
        let streets = layer.features.flatMap { $0.shape?.lines ?? [] }
        let first = CivilDay(number: 19_602)
        let last = first.advanced(by: 727)
        period = first...last
        let days = DayTable(first: first, kinds: (first...last).map { $0.isWeekend ? .weekend : .school })
        var moving = MovingRisk(chains: chains)
        moving.count = planted
        let (planting, places) = try moving.planting(schools: sites, streets: streets, in: area, seed: seed)
        let simulation = IncidentSimulation(
            studyArea: area.outline, areas: [area], streets: streets, sites: places, days: days, planting: planting,
            rows: rows, seed: seed)
        let file = FileManager.default.temporaryDirectory.appending(
            path: "homeward-bench-\(ProcessInfo.processInfo.processIdentifier).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try simulation.write(to: file.path)
        clock = try LocalClock(timeZone: "Europe/London")
        let read = try IncidentReader(
            sources: [IncidentSource(path: file.path)], workingSystem: system, clock: clock, studyArea: area.outline
        ).read().table
        table = read.selecting((0..<read.count).filter { days.kind(of: read.civilDay($0)) == .school })
        schools = sites.map { School(name: $0.name, gate: $0.point, finish: 15 * 60, isFinishAssumed: false) }
    }
}
