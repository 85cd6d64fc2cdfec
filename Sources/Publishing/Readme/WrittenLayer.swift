import HomewardLayers

/// A layer that a run has written: into its GeoPackage and, where it has one, into a file of its own.
struct WrittenLayer {
    let definition: any LayerDefinition.Type
    /// The layer of the GeoPackage.
    let layer: Layer
    /// The file of its own with what stands in it; nil where it has none.
    let own: (name: String, layer: Layer)?
    /// What of it that file leaves out, in sentences.
    let leftOut: [String]

    /// The columns of the GeoPackage, without the key.
    var columns: [ColumnFacts] { Self.columns(of: layer, by: definition) }

    /// The columns of the file of its own, without the key.
    var ownColumns: [ColumnFacts] { own.map { Self.columns(of: $0.layer, by: definition) } ?? [] }

    private static func columns(of layer: Layer, by definition: any LayerDefinition.Type) -> [ColumnFacts] {
        let known = definition.columnFacts + SimpleStyle.columns(for: definition.geometry)
        return layer.fields.compactMap { field in known.first { $0.name == field.name } }
    }
}

/// A table that a run has written.
struct WrittenTable {
    let name: String
    let columns: [TableColumn]
    /// Whether it is for the force alone.
    let isForce: Bool
}
