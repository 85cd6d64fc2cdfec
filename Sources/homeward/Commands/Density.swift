import ArgumentParser
import HomewardAnalysis
import HomewardCore
import HomewardLayers
import HomewardPublishing
import HomewardStreets
import HomewardWorkflow

/// The settings of densities; every day and hour counts unless told otherwise.
enum DensityChoice: SettingChoice {
    static let paths = ["density", "window", "streets", "limits.cells"]
    static let except = ["streets.synthetic", "density.run"]
    static let start = PlanFile { $0.window = .everything }
}

/// Where bands of a surface go.
struct IsobandOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write the ground between levels of the surface too.", valueName: "file"),
        completion: .file())
    var isobands: String?
}

/// `homeward density`: a smoothed surface, or a density along streets.
struct Density: ParsableCommand {
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case plane, streets

        /// Settings that the other way has alone.
        private static let ofPlane =
            DensityMethod.settings.map(\.path).filter {
                !["density.kernel", "density.bandwidth", "density.border"].contains($0)
            } + DensityBase.settings.map(\.path) + DensityBands.settings.map(\.path) + ["limits.cells"]
        private static let ofStreets =
            NetworkDensity.ownSettings.map(\.path) + ["streets.file", "streets.layer"]

        /// Whether a setting of the verb has a say.
        func uses(_ path: String) -> Bool { !(self == .plane ? Self.ofStreets : Self.ofPlane).contains(path) }
    }

    static let configuration = CommandConfiguration(
        abstract: "Draw how dense incidents are, smoothed over the map or along the streets.",
        discussion: """
            Use it to show where incidents gather without the chance lines of cells or beats, and to hand the picture to \
            QGIS: --out cells.gpkg writes the cells, --out density.tif a GeoTIFF in the working coordinate system, \
            --isobands bands.gpkg the ground between levels. A surface tests nothing: a warm patch may be chance. For what \
            stands out take hotspots --method gistar.

            Read it as incidents per km2 over the whole period. The bandwidth decides what you see: small shows corners, \
            large shows districts. Give it in metres where you know over what distance it matters (150 to 300 m for street \
            crime), and the same for maps that are compared; or let --bandwidth auto choose. likelihood asks under which \
            bandwidth each incident is likeliest seen from the others; diggle goes for the least error and often comes out \
            small; scott takes the town for one heap and comes out large. --adaptive abramson smooths less where incidents \
            lie close together and more where they are few.

            --share tells which share of all incidents of the study the chosen days and hours have at each place: 0.3 with \
            --hours 15-18 means three in ten happen then. --base homes.gpkg --base-field population tells incidents by \
            residents. Where the base is thin nothing is told. With --harm each incident counts by its harm.

            --method streets runs the kernel along the streets instead of over fields and railways, and tells incidents per \
            km of street. Take it to choose streets to walk; take the plane for parks and estates without mapped paths.

              homeward density Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --bandwidth auto --out density.tif \\
                --isobands bands.geojson
              homeward density Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --method streets \\
                --streets GeoData/streets.gpkg --out street_density.gpkg
            """)

    @OptionGroup var study: StudyOptions

    @Option(help: "plane or streets.")
    var method = Method.plane

    @OptionGroup var settings: SettingOptions<DensityChoice>

    @OptionGroup var bands: IsobandOptions
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let (path, _) = settings.given.first(where: { !method.uses($0.path) }) {
            let other = method == .plane ? Method.streets : .plane
            throw ValidationError(
                "\(Flags.name(path)) has no say in \(method.rawValue): leave it out, or use --method \(other.rawValue)")
        }
        if method == .streets {
            if bands.isobands != nil { throw ValidationError("--isobands are drawn of a surface: use --method plane") }
            guard settings.isGiven("streets.file") else {
                throw ValidationError("say along which streets: --streets GeoData/streets.gpkg")
            }
            guard !(output.out.map(RasterWriter.isRaster) ?? false) else {
                throw ValidationError("streets are lines and no raster: write .gpkg or .geojson, or use --method plane")
            }
        }
    }

    func run() throws {
        switch method {
        case .plane:
            try SurfaceVerb(
                study: _study, settings: _settings, bands: _bands, parts: _parts, output: _output
            ).run()
        case .streets:
            try StreetDensityVerb(study: _study, settings: _settings, parts: _parts, output: _output).run()
        }
    }
}

/// A way of `density`.
private protocol WayOfDensity: AnalysisVerb where Choice == DensityChoice {
    static var method: Density.Method { get }
    var parts: PartOptions { get }
}

extension WayOfDensity {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "density", abstract: Density.configuration.abstract)
    }

    var way: String? { Self.method.rawValue }
    var by: PartColumn? { parts.column }

    func uses(_ path: String) -> Bool { Self.method.uses(path) }
}

/// A smoothed surface.
private struct SurfaceVerb: WayOfDensity {
    static let method = Density.Method.plane

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<DensityChoice>
    @OptionGroup var bands: IsobandOptions
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    var moreFiles: [String] { [bands.isobands].compactMap { $0 } }
    var writesRasters: Bool { true }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<DensityFinding> {
        let selected = try study.selectingSome(plan.window, for: "density")
        let method = plan.density
        try study.requirePlaces(asFineAs: method.cell, key: "density.cell_m", for: "density")
        let usesHarm = plan.study.harm != nil
        let drawn = try study.drawnDensity(
            of: selected, plan, by: try plan.densityBase.read(for: study, usesHarm: usesHarm))
        let (surface, levels) = (drawn.surface, drawn.levels)
        var outcome = Outcome(
            finding: DensityFinding(
                surface, of: selected, method: method, levels: levels, base: plan.densityBase.words, usesHarm: usesHarm)
        ) { DensityLayer.make(surface, system: study.workingSystem) }
        outcome.raster = { DensityLayer.raster(surface, system: study.workingSystem) }
        if let isobands = bands.isobands {
            outcome.more.append(
                (
                    isobands,
                    {
                        try IsobandLayer.make(
                            surface, at: levels, within: study.studyArea.outline, system: study.workingSystem)
                    }
                ))
        }
        return outcome
    }
}

/// A density along streets.
private struct StreetDensityVerb: WayOfDensity {
    static let method = Density.Method.streets

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<DensityChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<StreetDensityFinding> {
        let method = try plan.streetDensityMethod()
        let selected = try study.selectingSome(plan.window, for: "density")
        try study.requirePlaces(asFineAs: method.piece, key: "density.piece_m", for: "density")
        let usesHarm = plan.study.harm != nil
        guard let reference = plan.streets.reference else {
            throw UsageError("say along which streets: --streets FILE")
        }
        let streets = try StreetFile.read(
            path: reference.file, layer: reference.layer, in: study.workingSystem, builder: plan.streetBuilder)
        let density = try method.density(
            of: selected.table.points, weights: selected.weights(byHarm: usesHarm), on: streets.network)
        return Outcome(
            finding: StreetDensityFinding(
                density, on: streets.network, of: selected, method: method, usesHarm: usesHarm),
            layer: { StreetDensityLayer.make(density, on: streets.network, system: study.workingSystem) },
            madeUp: streets.report.isSynthetic ? [.streets] : [])
    }
}
