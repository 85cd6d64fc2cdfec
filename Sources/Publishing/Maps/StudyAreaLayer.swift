import HomewardCore
public import HomewardGeometry
public import HomewardLayers

/// The study area as a layer.
public enum StudyAreaLayer {
    /// The outline within which everything was analysed: layer `study_area`.
    ///
    /// - Parameters:
    ///   - area: The area.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ area: NamedArea, system: CoordinateSystem) -> Layer {
        Layer(
            name: "study_area", in: system, rows: [area], id: { Slug.make($0.name) }, shape: { $0.shape },
            columns: [
                .text("name") { $0.name },
                .boolean("official") { $0.isOfficial },
                .text("note") { $0.note },
            ])
    }
}
