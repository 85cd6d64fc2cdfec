/// What the formats cannot hold.
extension WriteJob {
    /// Refuses kinds of shapes that the format does not know.
    func checkKind(_ kind: GeometryKind, of layer: Layer) throws(LayersError) {
        guard !layer.features.isEmpty else { return }
        let message: String? =
            switch (format, kind) {
            case (.gpx, .polygons), (.gpx, .multiPolygons), (.gpx, .mixed), (.gpx, .none):
                "layer “\(layer.name)” has more than points and lines. Write .gpkg or .geojson instead."
            case (.shapefile, .mixed):
                "layer “\(layer.name)” mixes kinds of shapes. Write .gpkg instead."
            default: nil
            }
        if let message { throw .unsuitableFormat(file: file, format: format, message: message) }
    }

    /// What the format cannot hold as it is.
    func notes(_ layer: Layer) -> [String] {
        switch format {
        case .shapefile:
            return zip(layer.fields.map(\.name), ShortNames.of(layer.fields.map(\.name))).filter { $0.0 != $0.1 }.map {
                "Field “\($0.0)” is called “\($0.1)” in the shapefile, which has ten bytes for a name."
            }
        case .mapInfoTab:
            return isWestern(layer)
                ? [] : ["MapInfo may show letters beyond Western European ones wrongly. GeoPackage keeps them."]
        default: return []
        }
    }

    /// Whether all text fits the one character set that every version of MapInfo knows.
    func isWestern(_ layer: Layer) -> Bool {
        layer.features.allSatisfy { feature in
            feature.values.allSatisfy { value in
                guard case .text(let text) = value else { return true }
                return text.unicodeScalars.allSatisfy { $0.value < 0x80 || (0xA0...0xFF).contains($0.value) }
            }
        }
    }
}
