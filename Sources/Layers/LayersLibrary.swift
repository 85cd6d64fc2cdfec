/// What this machine's GDAL can do.
public enum LayersLibrary {
    /// GDAL's version, such as `3.6.2`.
    public static var gdalVersion: String { GDAL.version }

    /// Every format that Homeward handles and whether GDAL has a driver for it here.
    public static func availableDrivers() -> [(format: VectorFormat, isAvailable: Bool)] {
        VectorFormat.allCases.map { ($0, !GDAL.drivers(for: $0).isEmpty) }
    }
}
