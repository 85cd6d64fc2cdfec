import ArgumentParser
import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardStreets
import HomewardWorkflow

/// `homeward streets`: a walking network from a street file.
struct StreetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "streets",
        abstract: "Build a walking network from OpenStreetMap, OS Open Roads or any layer of lines.",
        discussion: """
            Says which lines one may not walk, what hangs together and what was left out.

              homeward streets extract.osm.pbf --crs EPSG:27700 --out streets.gpkg

            A file that was written so is a network with its nodes: read again it gives the same distances.
            """)

    @Argument(help: "The street file: .osm.pbf, .osm, .gpkg, .geojson, .shp …", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The layer, where the file has several.", valueName: "name"))
    var layer: String?

    @OptionGroup var settings: SettingOptions<StreetsChoice>

    @OptionGroup var output: OutputOptions

    func run() throws {
        var plan = PlanFile()
        try settings.fill(&plan)
        try OutputOptions.check(
            [output.out].compactMap { $0 }, inputs: [file] + [plan.walking.weightsFile].compactMap { $0 })
        let system = try WorkingSystem.named(plan.study.crs)
        let (network, report) = try StreetFile.read(path: file, layer: layer, in: system, builder: plan.streetBuilder)
        if let box = BoundingBox(of: network.nodes) {
            try WorkingSystem.check(system, named: plan.study.crs, over: box, of: "the streets in \(file)")
        }
        let finding = StreetsFinding(network: network, report: report)
        let provenance = Provenance(
            title: Self.title, audience: plan.audience.rawValue, statement: plan.audience.statement,
            madeUp: report.isSynthetic ? [.streets] : [], methods: [Self.configuration.abstract],
            parameters: [SettingRecord(key: "crs", value: plan.study.crs)] + plan.walking.changed,
            versions: HomewardVersion.all)
        try output.deliver(
            StreetLayer.make(network, system: system), Answer(finding, provenance: provenance))
    }
}

/// The working coordinate system and who walks where.
enum StreetsChoice: SettingChoice {
    static let paths = ["crs", "walking"]
}

extension WalkingProfile {
    /// The settings that are not at their standard.
    fileprivate var changed: [SettingRecord] {
        let standard = WalkingProfile()
        return Self.settings.compactMap { setting in
            guard let value = setting.text(in: self), value != setting.text(in: standard) else { return nil }
            return SettingRecord(key: setting.path, value: value)
        }
    }
}
