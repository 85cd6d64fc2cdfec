import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
public import HomewardWorkflow

/// Writes everything that a run found into one directory.
///
/// All files are made in a hidden directory inside the target and take their places only when the last one is whole, so
/// that a run that fails leaves the earlier output as it was. `run.json` alone holds times of day; every other file
/// depends on the input, the parameters and the seed only. No file holds the position of a single incident, except that
/// `rejects.csv` repeats the rows that could not be read.
public struct Publisher: Sendable {
    /// The directory, which is made where it is missing.
    public let directory: String

    /// A publisher into `directory`; nothing is written yet.
    public init(directory: String) {
        self.directory = directory
    }

    /// Tries whether the directory can be written to, before any work is done.
    ///
    /// - Throws: `FileError.cannotWrite`, which says why and what to do.
    public func check() throws(FileError) {
        let delivery = try FolderDelivery(to: directory)
        try delivery.write("", to: "probe")
    }

    /// Writes the run.
    ///
    /// - Parameters:
    ///   - results: What the run found.
    ///   - page: Makes one more file from the finished ones in `folder`, such as the report.
    /// - Returns: The files written, sorted by name.
    /// - Throws: `FileError`, ``PublishingError`` or `LayersError` where a file cannot be made; `GeometryError` where a
    ///   shape has no place in longitude and latitude.
    /// - Complexity: O(cells + streets + posts × days + visits).
    @discardableResult
    public func publish(
        _ results: RunResults, adding page: (_ folder: String) throws -> (name: String, text: String)? = { _ in nil }
    ) throws -> [PublishedFile] {
        let former = Publisher.tracks(in: directory)
        let delivery = try FolderDelivery(to: directory)
        do {
            let record = try RunRecord(results)
            let provenance = Provenance(results, record)
            let layers = try writeLayers(results, provenance, in: delivery.folder)
            try writeTables(results, provenance, to: delivery)
            try writeTracks(results, provenance, to: delivery)
            try delivery.write(JSONText.text(of: record), to: "run.json")
            if let page = try page(delivery.folder) { try delivery.write(page.text, to: page.name) }
            let readme = FolderReadme(
                provenance: provenance,
                subject: "\(record.studyArea), \(record.period.from) to \(record.period.to)",
                files: delivery.files().map(\.name), layers: layers)
            try delivery.write(readme.text, to: FolderReadme.name)
        } catch FileError.cannotWrite(let file, let message) {
            // The files are made in a hidden directory; the reader knows only the one that was asked for.
            let name = file.replacingOccurrences(of: delivery.folder, with: directory)
            throw FileError.cannotWrite(file: name, message: message)
        }
        let files = delivery.files().map { PublishedFile(name: $0.name, bytes: $0.bytes) }
        let names = Set(files.map(\.name))
        try delivery.deliver(files.map(\.name), stale: former.filter { !names.contains($0) })
        return files
    }

    private func writeLayers(_ results: RunResults, _ provenance: Provenance, in folder: String) throws -> [Layer] {
        var options = WriteOptions(provenance: provenance)
        var layers: [Layer] = []
        for definition in LayerCatalogue.all {
            guard let made = try definition.layer(of: results) else { continue }
            let layer = LayerCatalogue.marked(made, madeUp: provenance.madeUp)
            options.summaries[layer.name] = definition.summary
            if definition.delivery == .ownFile {
                try LayerWriter(path: "\(folder)/\(layer.name).geojson").write([layer], options: options)
            }
            layers.append(layer)
            if let style = definition.style(of: layer) {
                options.styles.append(QGISStyle(layer: layer.name, name: layer.name, qml: style.xml))
            }
        }
        try LayerWriter(path: folder + "/homeward.gpkg").write(layers, options: options)
        return layers
    }

    private func writeTables(_ results: RunResults, _ provenance: Provenance, to delivery: borrowing FolderDelivery)
        throws
    {
        let degrees = try Degrees(from: results.study.workingSystem)
        let rota = Rota(
            chaperones: results.chaperones, chaperoneDays: results.chaperoneDays, patrols: results.patrols,
            position: degrees.point)
        try delivery.write(rota.csv(provenance), to: "timetable.csv")
        try delivery.write(
            rota.calendar(
                title: results.plan.title, timeZone: results.plan.study.timeZone,
                periodEnd: results.study.period.upperBound, provenance: provenance),
            to: "timetable.ics")
        try delivery.write(
            ClockTable.csv(allDays: results.clock, schoolDays: results.schoolDayClock, provenance: provenance),
            to: "clock.csv")
        try delivery.write(RejectTable(results.study.reading.rejects).csv, to: "rejects.csv")
    }

    private func writeTracks(_ results: RunResults, _ provenance: Provenance, to delivery: borrowing FolderDelivery)
        throws
    {
        let degrees = try Degrees(from: results.study.workingSystem)
        for route in results.chaperones?.routes ?? [] {
            let gpx = GPX(
                route: route, walk: route.walk.points.map(degrees.point),
                posts: route.posts.map { degrees.point($0.point) }, provenance: provenance)
            try delivery.write(gpx.text, to: "gpx/\(Publisher.fileName(route.id)).gpx")
        }
    }

    /// A route's id as a file's name; letters, digits, hyphens and underscores stay.
    static func fileName(_ id: String) -> String {
        String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" })
    }

    /// The tracks that an earlier run of Homeward left in the directory, told by the creator that they name.
    private static func tracks(in directory: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/gpx")) ?? []
        return names.sorted().filter { $0.hasSuffix(".gpx") }.map { "gpx/" + $0 }.filter { name in
            guard let bytes = FileManager.default.contents(atPath: directory + "/" + name) else { return false }
            return String(decoding: bytes.prefix(200), as: UTF8.self).contains("creator=\"Homeward\"")
        }
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
