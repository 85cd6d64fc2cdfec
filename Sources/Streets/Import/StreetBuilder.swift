import HomewardGeometry
public import HomewardLayers

/// Builds a walking network from a layer of lines.
///
/// 1. Each line is asked whether it may be walked (``Walkability``, ``WalkingProfile``); the others are counted by reason.
/// 2. Which vertices are one place is what OpenStreetMap's node identifiers say, where a file of OpenStreetMap is read
///    (``StreetFile``). Elsewhere vertices are rounded to a grid of ``tolerance`` metres; those that fall on the same grid
///    point are one place.
/// 3. Lines are split where they meet: at every place that two lines share, that one line passes twice, or where a
///    line ends. Lines that only cross do not meet, so bridges and tunnels pass over and under; nor, without identifiers,
///    do two lines of different `layer` whose inner vertices happen to coincide. At a node with a barrier that stops people
///    ways end and do not meet.
/// 4. Stretches become edges, in the order of the file; the network's components are numbered by their length.
/// 5. A pedestrian square, or another area that is a street, is walked round on its outline and crossed on straight ways
///    between the places where streets come in and the corners that stand into it.
///
/// A layer with the columns `from_node` and `to_node`, which `homeward streets` writes, is a network
/// already and is taken as it stands.
///
/// Nodes and edges keep the coordinates of the first vertex that made them. O(v log v) for v vertices; the same for the
/// same layer.
public struct StreetBuilder: Sendable {
    /// The grid to which vertices are rounded in order to match them, m.
    public var tolerance: Double
    /// Whether to take the streets for made up even where the layer does not say so.
    public var isSynthetic: Bool
    /// Who walks where.
    public var profile: WalkingProfile

    /// A builder; vertices are matched to the centimetre unless told otherwise.
    public init(tolerance: Double = 0.01, isSynthetic: Bool = false, profile: WalkingProfile = WalkingProfile()) {
        self.tolerance = tolerance
        self.isSynthetic = isSynthetic
        self.profile = profile
    }

    /// Builds the network. `file` stands in errors.
    ///
    /// The columns `highway` (or `kind`, `fclass`, `class`, `road_function`), `name` (or `name_1`), `foot`, `access`,
    /// `sidewalk`, `maxspeed`, `layer` and GDAL's `other_tags` are used where they exist. A layer without a class column
    /// is taken for streets throughout. The streets are made up where the layer is called `streets_synthetic` or a
    /// feature says `synthetic`.
    ///
    /// - Throws: ``StreetsError/notInMetres(layer:system:)``, ``StreetsError/noLines(file:layer:)``,
    ///   ``StreetsError/nothingToWalk(file:layer:lines:)``, ``StreetsError/brokenNetwork(file:layer:edge:reason:)`` and
    ///   ``StreetsError/badParameter(name:value:wanted:)``; `GeometryError` where GEOS gives up on a square.
    public func build(
        from layer: Layer, file: String = "streets"
    ) throws -> (network: StreetNetwork, report: StreetReport) {
        try check(system: layer.coordinateSystem, layer: layer.name)
        var report = StreetReport(layer: layer.name, tolerance: tolerance)
        if let saved = try SavedNetwork(layer, file: file, report: &report) {
            return try finish(
                nodes: saved.nodes, edges: saved.edges,
                isSynthetic: isSynthetic || saved.isSynthetic || layer.name == "streets_synthetic",
                in: layer.coordinateSystem, report: report)
        }
        let lines = StreetLines(layer: layer, profile: profile, report: &report)
        return try build(
            from: lines, isSynthetic: lines.isSynthetic, file: file, in: layer.coordinateSystem, report: report)
    }

    /// Builds the network of a file of OpenStreetMap in `system`.
    func build(
        from map: OpenStreetMapFile, path: String, in system: CoordinateSystem
    ) throws -> (network: StreetNetwork, report: StreetReport) {
        try check(system: system, layer: "lines")
        var report = StreetReport(layer: "lines", tolerance: tolerance)
        let lines = try StreetLines(map, path: path, in: system, profile: profile, report: &report)
        return try build(from: lines, isSynthetic: false, file: path, in: system, report: report)
    }

    private func check(system: CoordinateSystem?, layer: String) throws(StreetsError) {
        guard tolerance > 0, tolerance.isFinite else {
            throw .badParameter(name: "tolerance", value: tolerance, wanted: "a number of metres greater than 0")
        }
        if let system, system.isGeographic || abs(system.metresPerUnit - 1) > 1e-9 {
            throw .notInMetres(layer: layer, system: system.name)
        }
    }

    private func build(
        from lines: StreetLines, isSynthetic saysSo: Bool, file: String, in system: CoordinateSystem?,
        report: StreetReport
    ) throws -> (network: StreetNetwork, report: StreetReport) {
        var report = report
        guard report.read.lines > (report.dropped[.noLine]?.lines ?? 0) else {
            throw StreetsError.noLines(file: file, layer: report.layer)
        }
        let splitter = try LineSplitter(lines, tolerance: tolerance)
        for index in splitter.withoutLength { report.drop(.noLength, metres: lines.lines[index].line.length) }
        guard !splitter.edges.isEmpty else {
            throw StreetsError.nothingToWalk(file: file, layer: report.layer, lines: report.read.lines)
        }
        report.walkable.lines = lines.lines.count - splitter.withoutLength.count
        report.squares = splitter.crossedSquares
        report.barriers = splitter.barriers
        return try finish(
            nodes: splitter.nodes, edges: splitter.edges,
            isSynthetic: isSynthetic || saysSo || report.layer == "streets_synthetic", in: system,
            report: report)
    }

    private func finish(
        nodes: [Point], edges: [StreetNetwork.Edge], isSynthetic: Bool, in system: CoordinateSystem?,
        report: StreetReport
    ) throws -> (network: StreetNetwork, report: StreetReport) {
        var (edges, report) = (edges, report)
        for index in edges.indices {
            edges[index].weight = profile.weight(edges[index].traits, length: edges[index].length)
        }
        if let file = profile.weightsFile {
            try StreetWeights(reading: file, profile: profile, in: system).weigh(&edges)
        }
        report.isSynthetic = isSynthetic
        let network = try StreetNetwork(nodes: nodes, edges: edges, isSynthetic: isSynthetic)
        report.count(network)
        return (network, report)
    }
}
