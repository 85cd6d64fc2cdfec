import HomewardCore
public import HomewardLayers
public import HomewardWorkflow

extension LayerCatalogue {
    /// A layer as it stands in a file of its own.
    ///
    /// - Parameters:
    ///   - layer: All that was found.
    ///   - choice: What the file shall hold.
    ///   - path: The file; GeoJSON alone has styles for web maps in it.
    /// - Returns: The layer, and in sentences what of it is left out.
    public static func file(
        _ layer: Layer, by choice: PublishChoice, at path: String
    ) -> (layer: Layer, leftOut: [String]) {
        guard let definition = definition(of: layer) else { return (layer, []) }
        let (kept, leftOut) = definition.selection(of: layer, by: choice)
        let isJSON = [.geoJSON, .geoJSONLines].contains(VectorFormat(path: path) ?? .geoJSON)
        guard choice.hasSimplestyle, isJSON else { return (kept, [leftOut].compactMap { $0 }) }
        let styled = SimpleStyle.added(to: kept, by: definition.style(of: layer), geometry: definition.geometry)
        return (styled, [leftOut].compactMap { $0 })
    }
}
