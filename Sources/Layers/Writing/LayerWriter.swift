internal import CGDAL
import HomewardCore

/// Writes layers to a file, in the format that the ending of its name tells.
///
/// The file, or the set of files, is made whole in a hidden directory beside the target and then renamed, so that what
/// stood there before stays untouched if anything fails. The same layers give the same bytes each time.
///
/// GeoJSON follows RFC 7946 and, like KML and GPX, is always in longitude and latitude; layers are transformed. A feature's
/// `id` becomes the member `id` in GeoJSON (its position from 1 where it has none) and a first column `id` elsewhere, unless the
/// layer has such a field or the ids are merely the positions. A table of points in CSV has its coordinates in columns
/// `longitude` and `latitude`, `easting` and `northing`, or `x` and `y`; other shapes stand in a column `WKT`.
///
/// With ``WriteOptions/provenance`` every format says what a reader must know of the file: GeoJSON in a member `metadata`,
/// GeoPackage in `gpkg_metadata`, KML and GPX in their descriptions and names, CSV in columns, the others in a column and in
/// a text file beside them.
public struct LayerWriter: Sendable {
    /// The path as the caller gave it; `-` is standard output.
    public let path: String
    private let format: VectorFormat?

    /// A writer to `path`; nothing is written yet.
    ///
    /// `format` is for paths whose ending does not tell it. Standard output gets GeoJSON by default.
    public init(path: String, format: VectorFormat? = nil) {
        self.path = path
        self.format = format ?? VectorFormat(path: path) ?? (path == "-" ? .geoJSON : nil)
    }

    /// Writes `layers`.
    ///
    /// - Returns: What the format could not hold as it was, in sentences; empty where nothing was lost.
    /// - Throws: `FileError` where the system refuses to write; ``LayersError``: the format cannot be written or cannot hold the layers, a coordinate or a number is not
    ///   finite, a value does not fit its field.
    /// - Complexity: O(size of the layers). All formats but GeoPackage are held in memory once more.
    @discardableResult
    public func write(_ layers: [Layer], options: WriteOptions = WriteOptions()) throws -> [String] {
        try write(prepared: prepared(layers, options: options), options: options)
    }

    /// The layers as they shall stand in the file: those of GeoJSON in longitude and latitude.
    ///
    /// - Throws: ``LayersError``: the format cannot be written or cannot hold the layers, a coordinate or a number is not finite, a
    ///   value does not fit its field.
    package func prepared(_ layers: [Layer], options: WriteOptions) throws -> [Layer] {
        let (format, _) = try target()
        return try LayerPreparation(
            file: path, format: format, profile: format.profile, provenance: provenance(format, options)
        ).prepare(layers)
    }

    private func target() throws -> (format: VectorFormat, driver: GDALDriverH) {
        guard let format else { throw LayersError.unknownFormat(file: path) }
        let profile = format.profile
        guard profile.canWrite, !profile.readOnlyEndings.contains(where: { path.lowercased().hasSuffix(".\($0)") })
        else { throw LayersError.readOnlyFormat(file: path, format: format) }
        try GDAL.require()
        guard let driver = (profile.writingDriver ?? GDAL.drivers(for: format).first).flatMap({ GDAL.driver($0) })
        else {
            throw LayersError.noDriver(file: path, format: format)
        }
        return (format, driver)
    }

    private func provenance(_ format: VectorFormat, _ options: WriteOptions) -> ProvenanceWriter? {
        options.provenance.map { ProvenanceWriter(provenance: $0, place: format.profile.provenance) }
    }

    /// Writes layers that are prepared.
    @discardableResult
    package func write(prepared: [Layer], options: WriteOptions) throws -> [String] {
        let (format, driver) = try target()
        let profile = format.profile
        let provenance = provenance(format, options)
        let name = path == "-" ? "output.\(profile.endings[0])" : Path.name(of: path)
        let job = WriteJob(
            file: path, name: name, format: format, driver: driver, options: options, provenance: provenance)
        if path == "-" {
            let memory = MemoryFolder()
            let notes = try job.write(prepared, to: memory.path)
            for file in memory.files {
                try FileBytes.writeToStandardOutput(
                    provenance?.finished(file.bytes, summaries: options.summaries) ?? file.bytes)
            }
            return notes
        }
        let delivery = try Delivery(to: path)
        var notes: [String]
        if profile.isDatabase {
            notes = try job.write(prepared, to: delivery.folder)
        } else {
            let memory = MemoryFolder()
            notes = try job.write(prepared, to: memory.path)
            for file in memory.files {
                let bytes = provenance?.finished(file.bytes, summaries: options.summaries) ?? file.bytes
                try FileBytes.write(bytes, to: delivery.temporary(file.name), for: path)
            }
        }
        let companion = provenance?.companion(of: name)
        if let companion, let text = options.provenance?.text {
            try FileBytes.write(text.utf8, to: delivery.temporary(companion), for: path)
        }
        let made = delivery.made()
        let stem = Path.stem(of: path)
        let all = [companion].compactMap { $0 } + profile.companions.map { "\(stem).\($0)" } + [name]
        notes += made.filter { !all.contains($0) }.map { "\($0) was not expected and is left out." }
        try delivery.deliver(all.filter(made.contains), stale: all.filter { !made.contains($0) })
        return notes
    }
}
