public import HomewardLayers

/// Builds a walking network from a layer of lines.
///
/// 1. Each line is asked whether it may be walked (``Walkability``); the others are counted by reason.
/// 2. Vertices are rounded to a grid of ``tolerance`` metres; those that fall on the same grid point are one place.
/// 3. Lines are split where they meet: at every vertex that two lines share, that one line passes twice, or where a
///    line ends. Lines that only cross do not meet, so bridges and tunnels pass over and under; nor do two lines of
///    different `layer` whose inner vertices happen to coincide.
/// 4. Stretches become edges, in the order of the file; the network's components are numbered by their length.
///
/// Nodes and edges keep the coordinates of the first vertex that made them. O(v log v) for v vertices; the same for the
/// same layer.
public struct StreetBuilder: Sendable {
    /// The grid to which vertices are rounded in order to match them, m.
    public var tolerance: Double
    /// Whether to take the streets for made up even where the layer does not say so.
    public var isSynthetic: Bool

    /// A builder; vertices are matched to the centimetre unless told otherwise.
    public init(tolerance: Double = 0.01, isSynthetic: Bool = false) {
        self.tolerance = tolerance
        self.isSynthetic = isSynthetic
    }

    /// Builds the network. `file` stands in errors.
    ///
    /// The columns `highway` (or `kind`, `fclass`, `class`, `road_function`), `name` (or `name_1`), `foot`, `access`,
    /// `sidewalk`, `maxspeed`, `layer` and GDAL's `other_tags` are used where they exist. A layer without a class column
    /// is taken for streets throughout. The streets are made up where the layer is called `streets_synthetic` or a
    /// feature says `synthetic`.
    ///
    /// - Throws: ``StreetsError/notInMetres(layer:system:)``, ``StreetsError/noLines(file:layer:)``,
    ///   ``StreetsError/nothingToWalk(file:layer:lines:)`` and ``StreetsError/badParameter(name:value:wanted:)``.
    public func build(
        from layer: Layer, file: String = "streets"
    ) throws(StreetsError) -> (network: StreetNetwork, report: StreetReport) {
        guard tolerance > 0, tolerance.isFinite else {
            throw .badParameter(name: "tolerance", value: tolerance, wanted: "a number of metres greater than 0")
        }
        if let system = layer.coordinateSystem, system.isGeographic || abs(system.metresPerUnit - 1) > 1e-9 {
            throw .notInMetres(layer: layer.name, system: system.name)
        }
        var report = StreetReport(layer: layer.name, tolerance: tolerance)
        let lines = StreetLines(layer: layer, report: &report)
        report.isSynthetic = isSynthetic || lines.isSynthetic || layer.name == "streets_synthetic"
        guard report.read.lines > (report.dropped[.noLine]?.lines ?? 0) else {
            throw .noLines(file: file, layer: layer.name)
        }
        let splitter = LineSplitter(lines: lines.lines, tolerance: tolerance)
        for index in splitter.withoutLength { report.drop(.noLength, metres: lines.lines[index].line.length) }
        guard !splitter.edges.isEmpty else {
            throw .nothingToWalk(file: file, layer: layer.name, lines: report.read.lines)
        }
        report.walkable.lines = lines.lines.count - splitter.withoutLength.count
        let network = try StreetNetwork(
            nodes: splitter.nodes, edges: splitter.edges, isSynthetic: report.isSynthetic)
        report.count(network)
        return (network, report)
    }
}
