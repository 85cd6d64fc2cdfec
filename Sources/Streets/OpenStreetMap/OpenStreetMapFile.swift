internal import COSMIUM
import Foundation
import HomewardCore
import HomewardLayers

/// What a file of OpenStreetMap holds about streets, read by libosmium.
///
/// GDAL, which reads every other format, gives lines without the identifiers of their nodes, and only these say where streets
/// join: two nodes can lie at one place without being one.
struct OpenStreetMapFile {
    /// A node where a way passes, in degrees.
    struct Place {
        var id: Int64
        var longitude: Double
        var latitude: Double

        /// Whether the file holds the node.
        var isKnown: Bool { !longitude.isNaN }
    }

    /// A way with tags.
    struct Way {
        var id: Int64
        var tags: [String: String]
        var places: [Place]

        /// Whether it ends where it begins.
        var isClosed: Bool { places.count > 2 && places.first?.id == places.last?.id }
    }

    /// An area with a tag `highway`: rings, outer ones before the inner ones that lie in them.
    struct Area {
        var tags: [String: String]
        /// Whether several ways make it, which need not be streets.
        var isMultipolygon: Bool
        var rings: [(isOuter: Bool, places: [Place])] = []
    }

    /// The ways in the order of the file, without those that close and are no streets.
    private(set) var ways: [Way] = []
    /// The areas that can be put together, in the order in which they were complete.
    private(set) var areas: [Area] = []
    /// Nodes with a tag `barrier`.
    private(set) var barriers: [(id: Int64, tags: [String: String])] = []

    /// Reads the file at `path`. O(size), with 16 bytes of memory for each node.
    ///
    /// - Throws: `FileError`; ``StreetsError/unreadable(file:message:)``.
    init(path: String) throws {
        try FileBytes.checkReadable(path)
        let gatherer = Gatherer()
        let handler = HomewardOsmHandler(
            context: Unmanaged.passUnretained(gatherer).toOpaque(),
            node: { context, place, tags in
                let gatherer = Gatherer.of(context)
                let tags = Gatherer.read(tags)
                if tags["barrier"] != nil { gatherer.file.barriers.append((place.id, tags)) }
            },
            way: { context, id, places, count, tags in
                let way = Way(id: id, tags: Gatherer.read(tags), places: Gatherer.read(places, count))
                // Most of a file is buildings.
                if way.isClosed, way.tags["highway"] == nil { return }
                Gatherer.of(context).file.ways.append(way)
            },
            ring: { context, number, isOneWay, isOuter, places, count, tags in
                let gatherer = Gatherer.of(context)
                if number != gatherer.area {
                    gatherer.area = number
                    gatherer.file.areas.append(Area(tags: Gatherer.read(tags), isMultipolygon: !isOneWay))
                }
                let last = gatherer.file.areas.count - 1
                gatherer.file.areas[last].rings.append((isOuter, Gatherer.read(places, count)))
            })
        // A path that begins with a scheme would be taken for an address on the network.
        let plain = path.hasPrefix("/") ? path : "./" + path
        let message = withExtendedLifetime(gatherer) { homewardOsmRead(plain, Self.format(of: path), handler) }
        if let message {
            defer { free(message) }
            throw StreetsError.unreadable(file: path, message: String(cString: message))
        }
        self = gatherer.file
    }

    private init() {}

    private static func format(of path: String) -> String {
        let path = path.lowercased()
        return path.hasSuffix(".pbf") ? "pbf" : path.hasSuffix(".gz") ? "osm.gz" : "osm"
    }

    /// Takes what libosmium hands over.
    private final class Gatherer {
        var file = OpenStreetMapFile()
        /// The number of the latest area.
        var area: Int64 = -1

        static func of(_ context: UnsafeMutableRawPointer?) -> Gatherer {
            guard let context else { return Gatherer() }
            return Unmanaged<Gatherer>.fromOpaque(context).takeUnretainedValue()
        }

        static func read(_ tags: HomewardOsmTags) -> [String: String] {
            var result: [String: String] = [:]
            for index in 0..<tags.count {
                guard let key = tags.texts[2 * index], let value = tags.texts[2 * index + 1] else { continue }
                result[String(cString: key)] = String(cString: value)
            }
            return result
        }

        static func read(_ places: UnsafePointer<HomewardOsmPlace>?, _ count: Int) -> [Place] {
            UnsafeBufferPointer(start: places, count: places == nil ? 0 : count).map {
                Place(id: $0.id, longitude: $0.longitude, latitude: $0.latitude)
            }
        }
    }
}
