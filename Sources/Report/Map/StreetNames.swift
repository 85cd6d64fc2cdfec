import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPublishing

/// Where the names of streets stand on the map once it is near enough to read them.
struct StreetNames: Sendable, Equatable {
    /// A name at one place.
    struct Place: Sendable, Equatable {
        /// The number of the name.
        var name: Int
        /// The longitude and latitude.
        var point: Point
        /// How far the street turns from the east to the south there, degrees, -90 to 90: as a page turns text.
        var angle: Int
    }

    /// The names, each once.
    var names: [String] = []
    /// Where they stand, the longest stretches first.
    var places: [Place] = []

    /// The most places that the page takes, about 0.5 MB as text.
    static let most = 20_000
    /// How far apart one name stands from itself, m.
    private static let apart = 250.0
    /// The longest name, characters; longer ones end in an ellipsis.
    private static let longest = 60

    /// No names.
    init() {}

    /// The names of a layer `streets` in its working system, each in the middle of its longest stretches.
    ///
    /// - Parameters:
    ///   - layer: The layer.
    ///   - box: Only streets that reach into this box of the working system are named; nil for all.
    init(_ layer: Layer, within box: BoundingBox?) throws {
        struct Stretch {
            var name: String
            var middle: Point
            var angle: Int
            var length: Double
        }
        var stretches: [Stretch] = []
        for row in layer.rows(of: StreetLayer.self) {
            guard let name = row[StreetLayer.name], !name.isEmpty else { continue }
            for line in row.shape?.lines ?? [] {
                guard let (middle, angle) = StreetNames.middle(of: line), box?.contains(middle) ?? true else {
                    continue
                }
                let length = line.length
                if length >= 20 { stretches.append(Stretch(name: name, middle: middle, angle: angle, length: length)) }
            }
        }
        stretches.sort {
            ($1.length, $0.name, $0.middle.x, $0.middle.y) < ($0.length, $1.name, $1.middle.x, $1.middle.y)
        }
        var numbers: [String: Int] = [:]
        var taken: [[Point]] = []
        var features: [Feature] = []
        for stretch in stretches where places.count < StreetNames.most {
            let number = numbers[stretch.name] ?? names.count
            if number == names.count {
                numbers[stretch.name] = number
                names.append(
                    stretch.name.count > StreetNames.longest
                        ? stretch.name.prefix(StreetNames.longest - 1) + "…" : stretch.name)
                taken.append([])
            }
            guard !taken[number].contains(where: { $0.distance(to: stretch.middle) < StreetNames.apart }) else {
                continue
            }
            taken[number].append(stretch.middle)
            places.append(Place(name: number, point: stretch.middle, angle: stretch.angle))
            features.append(Feature(shape: .point(stretch.middle)))
        }
        guard let system = layer.coordinateSystem else { return }
        let moved = try Layer(name: layer.name, coordinateSystem: system, fields: [], features: features)
            .transformed(to: CoordinateSystem.epsg(4326))
        for (number, feature) in moved.features.enumerated() {
            places[number].point = feature.shape?.vertices.first ?? places[number].point
        }
        places.removeAll { !$0.point.isFinite }
    }

    /// The place half way along a line, and how a page turns text there; nil where the line has no length.
    private static func middle(of line: LineString) -> (Point, Int)? {
        var left = line.length / 2
        for (from, to) in zip(line.points, line.points.dropFirst()) {
            let step = from.distance(to: to)
            guard step > 0 else { continue }
            if left <= step {
                var angle = atan2(from.y - to.y, to.x - from.x) * 180 / .pi
                if angle > 90 { angle -= 180 }
                if angle <= -90 { angle += 180 }
                let share = left / step
                return (
                    Point(x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share), Int(nearest: angle)
                )
            }
            left -= step
        }
        return nil
    }

    /// As JSON: the names, and for each place its name, longitude, latitude (1/100,000 degree) and angle.
    var json: String {
        let values = places.map {
            "\($0.name),\(Int(nearest: $0.point.x * 1e5)),\(Int(nearest: $0.point.y * 1e5)),\($0.angle)"
        }
        return
            "{\"names\":[\(names.map(MapData.quoted).joined(separator: ","))],\"places\":[\(values.joined(separator: ","))]}"
    }
}
