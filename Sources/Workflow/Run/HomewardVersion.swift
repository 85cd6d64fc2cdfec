import HomewardGeometry
import HomewardLayers

/// The versions that a run rests on.
public enum HomewardVersion {
    /// Homeward's own version.
    public static let number = "0.1.0"

    /// Homeward and the libraries that it stands on, by name.
    public static var all: [String: String] {
        [
            "homeward": number,
            "geos": GeometryLibraries.geosVersion,
            "proj": GeometryLibraries.projVersion,
            "gdal": LayersLibrary.gdalVersion,
        ]
    }
}
