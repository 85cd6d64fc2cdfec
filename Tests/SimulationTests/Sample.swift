import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardSimulation

/// Coventry's areas, schools and stops from GeoData, and a school year simple enough to be checked by eye.
struct Sample {
    let areas: [NamedArea]
    let schools: [SimulationSite]
    let stops: [SimulationSite]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init() throws {
        let transformer = try Transformer(from: CoordinateSystem("EPSG:4326"), to: CoordinateSystem("EPSG:27700"))
        func point(_ value: Any) throws -> Point {
            guard let pair = value as? [Double], pair.count == 2 else { throw CocoaError(.fileReadCorruptFile) }
            return try transformer.transform(Point(x: pair[0], y: pair[1]))
        }
        areas = try Sample.features("areas").map { properties, coordinates in
            let rings = (coordinates as? [[Any]] ?? [])
            return NamedArea(
                name: properties["name"] as? String ?? "",
                outline: MultiPolygon([Polygon(exterior: try (rings.first ?? []).map(point))]))
        }
        schools = try Sample.features("schools").map { properties, coordinates in
            SimulationSite(name: properties["name"] as? String ?? "", point: try point(coordinates))
        }
        stops = try Sample.features("stops").map { properties, coordinates in
            SimulationSite(name: properties["label"] as? String ?? "", point: try point(coordinates))
        }
    }

    static func features(_ name: String) throws -> [(properties: [String: Any], coordinates: Any)] {
        let data = try Data(contentsOf: folder.appending(path: "GeoData/\(name).geojson"))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return (root?["features"] as? [[String: Any]] ?? []).compactMap { feature in
            guard let properties = feature["properties"] as? [String: Any],
                let geometry = feature["geometry"] as? [String: Any], let coordinates = geometry["coordinates"]
            else { return nil }
            return (properties, coordinates)
        }
    }

    var sites: [SimulationSite] { schools + stops }
    var studyArea: MultiPolygon { areas[0].outline }

    func area(_ name: String) -> Shape { areas.first { $0.name == name }?.shape ?? .empty }

    /// Two years; school on weekdays but for August, the last week of December and the first of January.
    static let days: DayTable = {
        let first = CivilDay(year: 2023, month: 9, day: 1) ?? CivilDay(number: 0)
        return DayTable(
            first: first,
            kinds: (0..<731).map { offset in
                let day = first.advanced(by: offset)
                if day.isWeekend { return .weekend }
                let (_, month, date) = day.parts
                return month == 8 || month == 12 && date > 20 || month == 1 && date < 8 || month == 4 && date < 15
                    ? .holiday : .school
            })
    }()

    static let shared = Result { try Sample() }
    static let streets = Result {
        let sample = try shared.get()
        return try StreetSimulation(studyArea: sample.studyArea, places: sample.sites.map(\.point)).layer(in: nil)
    }

    /// A simulation over the sample, with the simulated streets.
    static func simulation(rows: Int = 12_000, seed: UInt64 = 1) throws -> IncidentSimulation {
        let sample = try shared.get()
        let lines = try streets.get().features.flatMap { $0.shape?.lines ?? [] }
        return IncidentSimulation(
            studyArea: sample.studyArea, areas: sample.areas, streets: lines, sites: sample.sites, days: days,
            rows: rows,
            seed: seed)
    }

    /// The file of ``simulation(rows:seed:)`` and its truth.
    static func run(rows: Int = 12_000, seed: UInt64 = 1) throws -> (bytes: [UInt8], truth: IncidentTruth) {
        var bytes: [UInt8] = []
        let truth = try simulation(rows: rows, seed: seed).run { bytes += $0 }
        return (bytes, truth)
    }

    static let usual = Result { try run() }
}
