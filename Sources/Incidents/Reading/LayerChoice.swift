import HomewardCore
import HomewardLayers

/// Finds, among the layers of a file in which nobody chose one, the table of incidents: the one that tells time and place.
struct LayerChoice {
    let source: IncidentSource
    let format: VectorFormat

    init(_ source: IncidentSource, format: VectorFormat) {
        self.source = source
        self.format = format
    }

    /// The layer with the incidents; the first where none tells time and place, so that what it lacks is said.
    ///
    /// - Throws: ``IncidentsError/ambiguousLayer(file:layers:)`` where several do; `LayersError`.
    func file(among layers: [OpenLayer]) throws -> LayerIncidentFile {
        guard let first = layers.first else { throw LayersError.noLayer(file: source.path) }
        if layers.count == 1 { return try LayerIncidentFile(path: source.path, format: format, layer: first) }
        var found: [(name: String, file: LayerIncidentFile)] = []
        for layer in layers {
            guard let file = try table(layer) else { continue }
            found.append((layer.outline.name, file))
        }
        guard let (name, only) = found.first else {
            return try LayerIncidentFile(path: source.path, format: format, layer: first)
        }
        guard found.count == 1 else {
            throw IncidentsError.ambiguousLayer(file: source.path, layers: found.map(\.name))
        }
        var file = only
        file.notes.insert(
            "\(source.path): the layer \(name.quoted) is read, the only one of \(layers.count) that tells time and place; name "
                + "another with layer.", at: 0)
        return file
    }

    /// The layer as a table of incidents, or nil where it is none.
    private func table(_ layer: OpenLayer) throws -> LayerIncidentFile? {
        do {
            let file = try LayerIncidentFile(path: source.path, format: format, layer: layer)
            _ = try ColumnDetection(
                file: source.path, header: file.header, mapping: source.columns, hasGeometry: file.hasGeometry,
                sample: file.sample
            ).plan()
            return file
        } catch let error as IncidentsError {
            // A table in which two columns could be the date is one of incidents all the same.
            if case .ambiguousColumn = error {
                return try LayerIncidentFile(path: source.path, format: format, layer: layer)
            }
            return nil
        }
    }
}
