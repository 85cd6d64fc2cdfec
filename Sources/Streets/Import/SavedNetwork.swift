import HomewardGeometry
import HomewardLayers

/// A network read from the layer as which it was saved: each feature an edge, with the numbers of the nodes that it joins.
struct SavedNetwork {
    private(set) var nodes: [Point] = []
    private(set) var edges: [StreetNetwork.Edge] = []
    private(set) var isSynthetic = false

    /// Reads the network, or gives nil where the layer has no columns `from_node` and `to_node`.
    ///
    /// Nodes keep their order. O(edges log edges).
    ///
    /// - Throws: ``StreetsError/brokenNetwork(file:layer:edge:reason:)``; ``StreetsError/noLines(file:layer:)``.
    init?(_ layer: Layer, file: String, report: inout StreetReport) throws(StreetsError) {
        guard let from = layer.index(of: "from_node"), let to = layer.index(of: "to_node") else { return nil }
        let (name, kind) = (layer.index(of: "name"), layer.index(of: "kind"))
        let (level, traits) = (layer.index(of: "layer"), layer.index(of: "traits"))
        let synthetic = layer.index(of: "synthetic")
        var ends: [(from: Int, to: Int, line: LineString, feature: Int)] = []
        for (index, feature) in layer.features.enumerated() {
            func fault(_ reason: String) -> StreetsError {
                .brokenNetwork(file: file, layer: layer.name, edge: feature.id ?? "\(index + 1)", reason: reason)
            }
            func value(_ column: Int?) -> FieldValue? {
                column.flatMap { feature.values.indices.contains($0) ? feature.values[$0] : nil }
            }
            func text(_ column: Int?) -> String? { value(column)?.asText.flatMap { $0.isEmpty ? nil : $0 } }
            guard let first = value(from)?.whole, let last = value(to)?.whole else {
                throw fault("does not say which nodes it joins")
            }
            let lines = feature.shape?.lines ?? []
            guard lines.count == 1, lines[0].points.count >= 2, lines[0].points.allSatisfy(\.isOnEarth) else {
                throw fault("is not one line on Earth")
            }
            if value(synthetic) == .boolean(true) { isSynthetic = true }
            report.read.lines += 1
            report.read.metres += lines[0].length
            ends.append((first, last, lines[0], index))
            edges.append(
                StreetNetwork.Edge(
                    from: 0, to: 0, length: lines[0].length, line: lines[0], name: text(name), kind: text(kind),
                    level: value(level)?.whole ?? 0, traits: StreetTraits(text: text(traits) ?? "")))
        }
        guard !edges.isEmpty else { throw .noLines(file: file, layer: layer.name) }
        let numbers = Set(ends.flatMap { [$0.from, $0.to] }).sorted()
        let place = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($0.element, $0.offset) })
        var position = [Point?](repeating: nil, count: numbers.count)
        for (index, end) in ends.enumerated() {
            for (number, point) in [
                (end.from, end.line.points[0]), (end.to, end.line.points[end.line.points.count - 1]),
            ] {
                guard let node = place[number] else { continue }
                if let known = position[node], known.distance(to: point) > 0.001 {
                    throw .brokenNetwork(
                        file: file, layer: layer.name,
                        edge: layer.features[end.feature].id ?? "\(end.feature + 1)",
                        reason: "does not meet the other edges at node \(number)")
                }
                position[node] = position[node] ?? point
            }
            edges[index].from = place[end.from] ?? 0
            edges[index].to = place[end.to] ?? 0
        }
        nodes = position.compactMap { $0 }
        report.walkable.lines = edges.count
        report.notes.append("Layer '\(layer.name)' is a walking network that was saved; it is taken as it stands.")
    }
}

extension FieldValue {
    /// The value as a whole number, where it is one.
    fileprivate var whole: Int? { asDouble.flatMap { Int(exactly: $0) } }
}
