import HomewardGeometry
import HomewardLayers

/// Places, stretches or areas near which a metre feels longer or shorter: lamps, cameras, underpasses.
struct StreetWeights {
    private let shapes: [Shape]
    private let weights: [Double]
    private let index: SpatialIndex
    private let reach: Double

    /// The longest stretch of an edge that is looked at as one, m.
    private static let step = 5.0

    /// Reads the layer that a profile names and carries it to `system`, where that is known.
    ///
    /// - Throws: `FileError`, `LayersError`; ``StreetsError/badWeight(file:layer:feature:value:)``.
    init(reading file: String, profile: WalkingProfile, in system: CoordinateSystem?) throws {
        var layer = try LayerReader(path: file).read(layer: profile.weightsLayer)
        if let system {
            if layer.coordinateSystem == nil { layer.coordinateSystem = system }
            layer = try layer.transformed(to: system)
        }
        try self.init(layer, file: file, reach: profile.weightsReach)
    }

    /// Takes the features of a layer with a column `weight`.
    init(_ layer: Layer, file: String, reach: Double) throws(StreetsError) {
        guard let column = layer.index(of: "weight") else {
            throw .badWeight(file: file, layer: layer.name, feature: nil, value: nil)
        }
        var shapes: [Shape] = []
        var weights: [Double] = []
        for (index, feature) in layer.features.enumerated() {
            guard let shape = feature.shape, !shape.isEmpty else { continue }
            let value = feature.values.indices.contains(column) ? feature.values[column] : .null
            guard let weight = value.asDouble, weight >= 0.01, weight <= 100 else {
                throw .badWeight(
                    file: file, layer: layer.name, feature: feature.id ?? "\(index + 1)", value: value.asText)
            }
            shapes.append(shape)
            weights.append(weight)
        }
        self.shapes = shapes
        self.weights = weights
        self.reach = reach
        index = SpatialIndex(shapes: shapes)
    }

    /// Multiplies the weight of each edge by the mean along it: that of the nearest feature within reach, of equals the first,
    /// and 1 where none is. O(metres log features).
    func weigh(_ edges: inout [StreetNetwork.Edge]) {
        for number in edges.indices {
            let line = edges[number].line
            let pieces = max(1, min(100_000, Int((edges[number].length / StreetWeights.step).rounded(.up))))
            var sum = 0.0
            for piece in 0..<pieces {
                let place = line.point(at: edges[number].length * (Double(piece) + 0.5) / Double(pieces))
                let nearest = index.nearest(to: place, within: reach) { shapes[$0].distance(toPoint: place) }
                sum += nearest.map { weights[$0.index] } ?? 1
            }
            let mean = sum / Double(pieces)
            if mean != 1 { edges[number].weight *= mean }
        }
    }
}
