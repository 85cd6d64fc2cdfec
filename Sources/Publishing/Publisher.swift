import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
public import HomewardWorkflow

/// Writes everything that a run found into one directory.
///
/// All files are made in a hidden directory beside the target, which takes the target's place when the last one is whole:
/// a run that fails or is killed leaves the earlier output as it was. See `FolderDelivery`. `run.json` alone holds times of
/// day; every other file depends on the input, the parameters and the seed only.
///
/// What the files tell depends on the plan's audience. Internal ones may show single incidents: a cell or a cluster can hold
/// one or two, and a surface of known kernel leads back to the point. An edition for others is made from a `Release` alone and
/// shows none; what it can and cannot promise is said there. Of rows that could not be read there are numbers only:
/// ``RejectDelivery`` writes the rows themselves, elsewhere.
public struct Publisher: Sendable {
    /// The directory, which is made where it is missing.
    public let directory: String

    /// The smoothed surface of a plan that asks for one.
    static let raster = "density.tif"

    /// A publisher into `directory`; nothing is written yet.
    public init(directory: String) {
        self.directory = directory
    }

    /// Makes ready to write, before any work is done: looks whether the directory can be exchanged, and keeps other
    /// processes from writing to it as long as the delivery is held.
    ///
    /// - Parameter inputs: The files that the run reads; none may be one that is to be replaced.
    /// - Throws: `FileError`, which says why not and what to do.
    public func prepare(reading inputs: [String] = []) throws(FileError) -> FolderDelivery {
        try FolderDelivery(to: directory, reading: inputs, former: Publisher.unlisted)
    }

    /// Writes the run.
    ///
    /// - Throws: as ``publish(_:to:adding:)``, and what ``prepare(reading:)`` throws.
    @discardableResult
    public func publish(
        _ results: RunResults,
        adding pages: @Sendable (_ run: PublishedRun) throws -> [PublishedPage] = { _ in [] }
    ) throws -> [PublishedFile] {
        try publish(results, to: try prepare(), adding: pages)
    }

    /// Makes sure that what is written for one audience does not come to lie beside what another may see.
    ///
    /// An edition for others goes into a new or empty folder, or over an earlier one for the same audience; an internal one
    /// goes anywhere but over an edition for others.
    ///
    /// - Throws: ``PublishingError/otherAudience(folder:wanted:)``.
    public func check(for audience: Audience) throws(PublishingError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        guard names.contains(where: { !$0.hasPrefix(".") }) else { return }
        let record = FileManager.default.contents(atPath: directory + "/run.json")
        // Of another version's record too this much can be read.
        let held = record.flatMap { try? JSONText.decode(ToldAudience.self, from: $0, file: "run.json") }?.audience
        guard held.flatMap({ $0.isShared ? $0 : nil }) == (audience.isShared ? audience : nil) else {
            throw .otherAudience(folder: directory, wanted: audience)
        }
    }

    /// Writes the run.
    ///
    /// - Parameters:
    ///   - results: What the run found.
    ///   - delivery: What ``prepare(reading:)`` made.
    ///   - pages: Makes more files from what stands in the others, such as the report; called on any thread.
    /// - Returns: The files written, sorted by name.
    /// - Throws: `FileError`, ``PublishingError`` or `LayersError` where a file cannot be made; `GeometryError` where a
    ///   shape has no place in longitude and latitude.
    /// - Complexity: O(cells + streets + posts × days + visits).
    @discardableResult
    public func publish(
        _ results: RunResults, to delivery: borrowing FolderDelivery,
        adding pages: @Sendable (_ run: PublishedRun) throws -> [PublishedPage] = { _ in [] }
    ) throws -> [PublishedFile] {
        guard results.plan.audience.isShared == (results.release != nil) else { throw PublishingError.notReleased }
        try check(for: results.plan.audience)
        do {
            let edition = try Edition(results)
            let (layers, made) = try writeLayers(edition, in: delivery.folder, adding: pages)
            let degrees = try Degrees(from: results.study.workingSystem)
            let rota = Rota(
                chaperones: results.chaperones, chaperoneDays: results.chaperoneDays,
                daysOfSchool: results.chaperoneDaysOfSchool, patrols: results.patrols, position: degrees.point)
            let tables = try writeTables(edition, to: delivery)
            try writeRota(rota, of: edition, to: delivery)
            try writeTracks(rota, degrees, of: edition, to: delivery)
            if let drawn = results.drawn {
                try RasterWriter(path: "\(delivery.folder)/\(Publisher.raster)").write(
                    DensityLayer.raster(drawn.surface, system: results.study.workingSystem),
                    provenance: edition.provenance)
            }
            let dictionary = DataDictionary(edition, layers: layers, tables: tables)
            try delivery.write(dictionary.csv, to: DataDictionary.name)
            try delivery.write(edition.record, to: "run.json")
            for page in made { try delivery.write(page.text, to: page.name) }
            let readme = FolderReadme(
                edition, files: delivery.files().map(\.name), layers: layers)
            try delivery.write(readme.text, to: FolderReadme.name)
        } catch FileError.cannotWrite(let file, let message) {
            // The files are made in a hidden directory; the reader knows only the one that was asked for.
            let name = file.replacingOccurrences(of: delivery.folder, with: directory)
            throw FileError.cannotWrite(file: name, message: message)
        }
        let files = delivery.files().map { PublishedFile(name: $0.name, bytes: $0.bytes) }
        try delivery.deliver()
        return files
    }

    /// Writes the layers' files, all at a time, and makes the pages beside them.
    private func writeLayers(
        _ edition: Edition, in folder: String,
        adding pages: @Sendable (PublishedRun) throws -> [PublishedPage]
    ) throws -> (layers: [WrittenLayer], pages: [PublishedPage]) {
        let made = try edition.definitions.inParallel { try MadeLayer($0, of: edition, in: folder) }.compactMap { $0 }
        var options = WriteOptions(provenance: edition.provenance)
        for made in made {
            options.summaries[made.layer.name] = made.definition.summary
            if let style = made.style {
                options.styles.append(
                    QGISStyle(layer: made.layer.name, name: made.layer.name, qml: style.xml))
            }
        }
        let project = RunProject(
            provenance: edition.provenance, subject: edition.subject,
            layers: made.map {
                ProjectLayer(definition: $0.definition, layer: $0.layer.asInGeoPackage, style: $0.style)
            },
            system: edition.results.study.workingSystem)
        options.projects = [project.project]
        let all = options
        let (_, (_, found)) = try Parallel.both {
            try LayerWriter(path: "\(folder)/\(RunLayers.packageName)").write(made.map(\.layer), options: all)
        } _: {
            try Parallel.both {
                try made.filter { $0.file != nil }.inParallel { made in
                    guard let file = made.file else { return }
                    var options = WriteOptions(
                        provenance: edition.provenance, summaries: [made.layer.name: made.definition.summary])
                    options.provenance?.leftOut += made.leftOut
                    try LayerWriter(path: file).write(prepared: [made.written], options: options)
                }
            } _: {
                try pages(
                    PublishedRun(
                        record: edition.record,
                        layers: RunLayers(
                            made: made.map { ($0.definition, $0.written) }, catalogue: edition.definitions)))
            }
        }
        return (
            made.map { made in
                WrittenLayer(
                    definition: made.definition, layer: made.layer,
                    own: made.file.map { (name: Path.name(of: $0), layer: made.written) }, leftOut: made.leftOut)
            }, found
        )
    }

    /// Writes the tables, and returns what stands in the columns of each.
    private func writeTables(_ edition: Edition, to delivery: borrowing FolderDelivery) throws -> [WrittenTable] {
        var tables = [
            WrittenTable(name: "timetable.csv", columns: Rota.columns, isForce: false),
            WrittenTable(name: "clock.csv", columns: edition.clockColumns, isForce: edition.results.release == nil),
        ]
        let results = edition.results
        try delivery.write(edition.clock, to: "clock.csv")
        // What stands in them is the force's own.
        for finding in results.release == nil ? results.findings.all : [] {
            let about = type(of: finding).about
            // A table without a record, of pairs where there is one source, would only ask what it is.
            guard let table = about.table, !finding.records.isEmpty else { continue }
            tables.append(
                WrittenTable(
                    name: "\(about.key).csv", columns: FindingTableText.columns(of: table, filledBy: finding.records),
                    isForce: true))
            try delivery.write(
                FindingTableText.csv(finding, provenance: edition.provenance), to: "\(about.key).csv")
        }
        return tables
    }

    /// Writes who is where when: as a table, as a calendar, and as a calendar of each team's own.
    private func writeRota(_ rota: Rota, of edition: Edition, to delivery: borrowing FolderDelivery) throws {
        let results = edition.results
        func calendar(_ rota: Rota, _ team: String?) -> String {
            rota.calendar(
                title: results.plan.title, team: team, timeZone: results.plan.study.timeZone,
                periodEnd: results.study.period.upperBound, provenance: edition.provenance)
        }
        try delivery.write(rota.csv(edition.provenance), to: "timetable.csv")
        try delivery.write(calendar(rota, nil), to: "timetable.ics")
        let teams = (results.chaperones?.routes ?? []).map(\.id) + results.patrols.areas.map(\.id) + rota.patrolTeams
        for team in teams {
            try delivery.write(calendar(rota.of(team), team), to: "calendars/\(Publisher.fileName(team)).ics")
        }
    }

    /// Writes a track for each chaperone route and each patrol area.
    private func writeTracks(
        _ rota: Rota, _ degrees: Degrees, of edition: Edition, to delivery: borrowing FolderDelivery
    ) throws {
        for route in edition.results.chaperones?.routes ?? [] {
            let gpx = GPX(
                route: route, walk: route.walk.points.map(degrees.point),
                posts: route.posts.map { degrees.point($0.point) }, provenance: edition.provenance)
            try delivery.write(gpx.text, to: "gpx/\(Publisher.fileName(route.id)).gpx")
        }
        for area in edition.results.patrols.areas {
            let gpx = PatrolGPX(
                area: area, centre: degrees.point(area.centre), outline: area.outline.exterior.map(degrees.point),
                visits: rota.of(area.id).entries, provenance: edition.provenance)
            try delivery.write(gpx.text, to: "gpx/\(Publisher.fileName(area.id)).gpx")
        }
    }

    /// The id of a route or an area as a file's name; letters, digits, hyphens and underscores stay.
    package static func fileName(_ id: String) -> String {
        String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" })
    }

    /// The files of a run that left no list of them, told by its record; nil where there is none.
    package static func unlisted(in directory: String) -> [String]? {
        guard let bytes = FileManager.default.contents(atPath: directory + "/run.json"),
            let record = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
            (record["versions"] as? [String: Any])?["homeward"] != nil
        else { return nil }
        let layers = LayerCatalogue.all.filter { $0.delivery == .ownFile }.map { $0.layerName + ".geojson" }
        // A record without the finding is of a run that cannot have written its table.
        let findings = record["findings"] as? [String: Any]
        let tables = PlanFile.findings.map { $0.about }.filter { $0.table != nil && findings?[$0.key] != nil }
        return layers + marked(in: directory) + tables.map { "\($0.key).csv" }
            + (record["density"] == nil ? [] : [raster])
            + [
                "homeward.gpkg", "timetable.csv", "timetable.ics", "clock.csv", "rejects.csv", "run.json",
                "report.html",
            ]
    }

    /// The folders whose files are named after teams, areas and schools, the folder itself last: the files' ending, and what one of
    /// Homeward's says in its first bytes.
    private static let marks = [
        ("gpx/", ".gpx", "creator=\"Homeward\""), ("calendars/", ".ics", "PRODID:-//Homeward//"),
        ("sheets/", ".html", "<meta name=\"generator\" content=\"Homeward\">"),
        ("", "tasking.html", "<meta name=\"generator\" content=\"Homeward\">"),
        ("", DataDictionary.name, "file,layer,column,title,type,unit,meaning"),
    ]

    /// The tracks, calendars and sheets that an earlier run of Homeward left in the directory, told by what they say of themselves.
    private static func marked(in directory: String) -> [String] {
        marks.flatMap { folder, ending, mark in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/" + folder)) ?? []
            return names.sorted().filter { $0.hasSuffix(ending) }.map { folder + $0 }.filter { name in
                guard let bytes = FileManager.default.contents(atPath: directory + "/" + name) else { return false }
                return String(decoding: bytes.prefix(400), as: UTF8.self).contains(mark)
            }
        }
    }
}

/// What of a run's record tells who may see its folder.
private struct ToldAudience: Decodable {
    let audience: Audience
}

/// One more file of a run, made from what stands in the others.
public struct PublishedPage: Sendable, Hashable {
    /// Its name in the directory, `sheets/R1.html`.
    public var name: String
    /// What it holds.
    public var text: String

    /// A page with its name.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// A run that is being published, for who makes pages about it.
public struct PublishedRun: Sendable {
    /// The text of `run.json`.
    public let record: String
    /// The layers, as they are read from the files.
    package let layers: RunLayers
}

/// A layer of a run, ready to be written.
private struct MadeLayer: Sendable {
    let definition: any LayerDefinition.Type
    let layer: Layer
    /// The file of its own, and the layer as it stands there; nil, and the layer itself, where it has none.
    let file: String?
    let written: Layer
    /// What of it the file of its own leaves out, in sentences.
    let leftOut: [String]
    let style: QMLStyle?

    /// Nil where the run has no such layer.
    init?(_ definition: any LayerDefinition.Type, of edition: Edition, in folder: String) throws {
        guard let made = try edition.layer(definition) else { return nil }
        let layer = LayerCatalogue.marked(made, madeUp: edition.provenance.madeUp)
        self.definition = definition
        self.layer = layer
        style = definition.style(of: layer)
        guard definition.delivery == .ownFile else {
            (file, written, leftOut) = (nil, layer, [])
            return
        }
        let path = "\(folder)/\(layer.name).geojson"
        file = path
        let own = LayerCatalogue.file(layer, by: edition.results.plan.publish, at: path)
        leftOut = own.leftOut
        written = try LayerWriter(path: path).prepared(
            [own.layer], options: WriteOptions(provenance: edition.provenance))[0]
    }
}

extension Array where Element: Sendable {
    /// What becomes of each element, on all cores.
    ///
    /// - Throws: what the first of those throws that throw.
    fileprivate func inParallel<Made: Sendable>(_ make: @Sendable (Element) throws -> Made) throws -> [Made] {
        try Parallel.map(count) { number in Result { try make(self[number]) } }.map { try $0.get() }
    }
}

/// A file that a run has written.
public struct PublishedFile: Sendable, Hashable, Codable {
    /// Its name in the directory, `gpx/R1.gpx`.
    public var name: String
    /// Its size.
    public var bytes: Int
}

/// Points of the working system as longitude and latitude.
private struct Degrees {
    private let transformer: Transformer

    init(from system: CoordinateSystem) throws(GeometryError) {
        transformer = try Transformer(from: system, to: CoordinateSystem.epsg(4326))
    }

    /// The longitude and latitude of a point; not finite where it has none.
    func point(_ point: Point) -> Point {
        do throws(GeometryError) {
            return try transformer.transform(point)
        } catch {
            return Point(x: .nan, y: .nan)
        }
    }
}
