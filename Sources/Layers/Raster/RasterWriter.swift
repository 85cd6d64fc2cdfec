internal import CGDAL
public import HomewardCore

/// Writes a raster as a GeoTIFF: one band of 64-bit numbers in the raster's own coordinate system, packed without loss, with
/// ``Raster/noData`` where it has none.
///
/// The file is made whole and then renamed, so that what stood there before stays untouched if anything fails. The same raster gives
/// the same bytes each time.
public struct RasterWriter: Sendable {
    /// The path as the caller gave it.
    public let path: String

    /// The endings of the names of rasters.
    public static let endings = ["tif", "tiff"]

    /// Whether a path's ending is that of a raster, compared without regard to case.
    public static func isRaster(_ path: String) -> Bool {
        endings.contains { path.lowercased().hasSuffix("." + $0) }
    }

    /// A writer to `path`; nothing is written yet.
    public init(path: String) { self.path = path }

    /// Writes `raster`.
    ///
    /// - Parameters:
    ///   - raster: What to write.
    ///   - provenance: What a reader must know of the file; it stands in its metadata.
    /// - Throws: `FileError` where the system or GDAL refuses; ``LayersError/noRasterDriver(file:)``.
    /// - Complexity: O(cells). The file is held in memory once more.
    public func write(_ raster: Raster, provenance: Provenance? = nil) throws {
        try GDAL.require()
        guard let driver = GDAL.driver("GTiff") else { throw LayersError.noRasterDriver(file: path) }
        let memory = MemoryFolder()
        let name = "output.tif"
        try GDALMessages.collect { messages in
            let options = ["COMPRESS=DEFLATE", "PREDICTOR=3", "TILED=YES", "BIGTIFF=IF_SAFER", "NUM_THREADS=1"]
            let made = GDALRaster(raster, at: memory.path + "/" + name, driver: driver, options: options)
            guard let made else { throw refused(messages) }
            if let provenance {
                made.set(
                    metadata: ProvenanceWriter(provenance: provenance, place: .tables).items
                        + ["TIFFTAG_IMAGEDESCRIPTION=\(provenance.label)", "TIFFTAG_SOFTWARE=Homeward"])
            }
            made.close()
            guard messages.failures.isEmpty else { throw refused(messages) }
        }
        guard let file = memory.files.first(where: { $0.name == name }) else {
            throw FileError.cannotWrite(file: path, message: "GDAL made no file; choose another place")
        }
        let delivery = try Delivery(to: path)
        let last = Path.name(of: path)
        try FileBytes.write(file.bytes, to: delivery.temporary(last), for: path)
        try delivery.deliver([last], stale: [])
    }

    private func refused(_ messages: GDALMessages) -> FileError {
        .cannotWrite(file: path, message: "GDAL says: \(messages.best); choose another place")
    }
}
