import ArgumentParser
import HomewardAnalysis
import HomewardPublishing
import HomewardWorkflow

/// The settings of clusters; place-hour finds days and hours by itself.
enum ClusterChoice: SettingChoice {
    static let paths = ["clusters", "window", "seed"]
    static let except = ["clusters.method"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward clusters`: dense groups in place, in place and hour, or in place and date.
struct Clusters: ParsableCommand {
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case placeHour = "place-hour"
        case dbscan
        case hdbscan
        case spaceTime = "st-dbscan"

        /// The settings of clusters that it has.
        var settings: [String] {
            switch self {
            case .placeHour: PlaceHourClusters.settings.map(\.path)
            case .dbscan: DBSCAN.settings.map(\.path) + ClusterOutline.settings.map(\.path)
            case .hdbscan: HDBSCAN.settings.map(\.path) + ClusterOutline.settings.map(\.path)
            case .spaceTime: SpaceTimeDBSCAN.settings.map(\.path) + ClusterOutline.settings.map(\.path)
            }
        }

        /// Whether a setting of the verb has a say.
        func uses(_ path: String) -> Bool { !path.hasPrefix("clusters.") || settings.contains(path) }
    }

    static let configuration = CommandConfiguration(
        abstract: "Find dense groups of incidents in place, on the clock or in time.",
        discussion: """
            place-hour: Where and at which hours? Density clusters in place and on the 24-hour clock, school days and other \
            days apart, with a p-value by seeded permutation of the hours. Take it to place people by the clock.

            dbscan: Which places have at least so many incidents within a radius? All places are held to one density, which \
            is fair between them, but in a busy centre all melts into one cluster and the outskirts have none.

            hdbscan: Which places stand out from what lies around them? No radius is needed: clusters may be tight in the \
            centre and loose in the outskirts. --smallest is the least that is worth a visit. A cluster is a group of its own from \
            one distance, below which it falls apart, to another, at which it joins what lies around it: the wider the span, the more \
            it stands out. Its strength is near 1 where most of its incidents lie in its dense middle. \
            Take --selection leaf for single corners rather than whole streets, --merge where corners nearer \
            than that are one place to you.

            st-dbscan: Which spells of incidents were there? At least so many within a radius and so many hours of each other, date \
            and hour together. Take it for a dispute or a series that came and went: --lag says for how long a place may be quiet before \
            the spell is over.

            There is no test of chance in dbscan, hdbscan and st-dbscan: they find groups where nothing but chance is at work too. \
            place-hour tests its clusters, hotspots --method gistar its cells.

              homeward clusters Samples/incidents.csv \\
                --calendar GeoData/calendar.yml --out clusters.geojson
              homeward clusters Samples/incidents.csv --method hdbscan \\
                --smallest 20 --outline concave --out places.geojson
            """)

    @OptionGroup var study: StudyOptions

    @Option(help: "place-hour, dbscan, hdbscan or st-dbscan.")
    var method = Method.placeHour

    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let (path, _) = settings.given.first(where: { !method.uses($0.path) }) {
            let others = Method.allCases.filter { $0.uses(path) }.map(\.rawValue).joined(separator: " or ")
            throw ValidationError(
                "\(Flags.name(path)) has no say in \(method.rawValue): leave it out, or use --method \(others)")
        }
        guard method == .placeHour else { return }
        guard study.hasCalendar else {
            throw ValidationError(
                "place-hour keeps school days apart: give --calendar, such as GeoData/calendar.yml, --assume-terms, or --method dbscan"
            )
        }
        guard !settings.isGiven("window.days"), !settings.isGiven("window.hours") else {
            throw ValidationError(
                "place-hour finds days and hours by itself: leave out --days and --hours, or use --method dbscan")
        }
    }

    func run() throws {
        switch method {
        case .placeHour: try PlaceHourVerb(study: _study, settings: _settings, parts: _parts, output: _output).run()
        case .dbscan: try PlaceVerb(study: _study, settings: _settings, parts: _parts, output: _output).run()
        case .hdbscan: try DensityVerb(study: _study, settings: _settings, parts: _parts, output: _output).run()
        case .spaceTime: try SpaceTimeVerb(study: _study, settings: _settings, parts: _parts, output: _output).run()
        }
    }
}

/// A way of `clusters`.
private protocol ClusterVerb: AnalysisVerb where Choice == ClusterChoice {
    static var method: Clusters.Method { get }
    var parts: PartOptions { get }
}

extension ClusterVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "clusters", abstract: Clusters.configuration.abstract)
    }

    var way: String? { Self.method.rawValue }
    var by: PartColumn? { parts.column }

    func uses(_ path: String) -> Bool { Self.method.uses(path) }
}

/// Clusters in place and hour.
private struct PlaceHourVerb: ClusterVerb {
    static let method = Clusters.Method.placeHour

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<ClustersFinding> {
        let result = try study.placeHourClusters(plan.clustersMethod)
        return Outcome(finding: ClustersFinding(result, of: study.table, method: plan.clusters)) {
            ClusterLayer.make(result, system: study.workingSystem)
        }
    }
}

/// Clusters in place alone, by a radius.
private struct PlaceVerb: ClusterVerb {
    static let method = Clusters.Method.dbscan

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<PlaceClustersFinding> {
        let selected = try study.selectingSome(plan.window, for: "clusters")
        try study.requirePlaces(asFineAs: plan.clusters.radius, key: "clusters.radius_m", for: "clusters")
        let groups = try plan.dbscanMethod.clusters(of: selected.mostly.points, outline: plan.outline)
        return Outcome(
            finding: PlaceClustersFinding(selected: selected, clusters: groups, outline: plan.outline)
        ) { PlaceClusterLayer.make(groups, system: study.workingSystem) }
    }
}

/// Clusters in place alone, without a radius.
private struct DensityVerb: ClusterVerb {
    static let method = Clusters.Method.hdbscan

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<DensityClustersFinding> {
        let selected = try study.selectingSome(plan.window, for: "clusters")
        try study.requirePlaces(asFineAs: plan.hdbscan.merge, key: "clusters.merge_m", for: "clusters")
        let points = selected.mostly.points
        let result = try plan.hdbscanMethod.clusters(of: points)
        return Outcome(
            finding: DensityClustersFinding(
                selected: selected, result: result, method: plan.hdbscanMethod, outline: plan.outline)
        ) {
            DensityClusterLayer.make(
                result, outlines: try result.outlined(points, outline: plan.outline), system: study.workingSystem)
        }
    }
}

/// Clusters in place and date.
private struct SpaceTimeVerb: ClusterVerb {
    static let method = Clusters.Method.spaceTime

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ClusterChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<SpaceTimeClustersFinding> {
        try study.requireHours(for: "clusters in place and time")
        let selected = try study.selectingSome(plan.window, for: "clusters")
        try study.requirePlaces(asFineAs: plan.clusters.radius, key: "clusters.radius_m", for: "clusters")
        let method = plan.spaceTimeMethod
        let result = try method.clusters(of: selected.mostly, outline: plan.outline)
        return Outcome(
            finding: SpaceTimeClustersFinding(
                selected: selected, result: result, method: method, outline: plan.outline)
        ) { SpaceTimeClusterLayer.make(result, system: study.workingSystem) }
    }
}
