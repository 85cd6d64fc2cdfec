public import HomewardCore
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

    /// The libraries of the system with the oldest versions that will do, each stated where the library is called.
    public static var libraries: [SystemLibrary] {
        [GeometryLibraries.geos, GeometryLibraries.proj, LayersLibrary.gdal, Digest.library]
    }

    /// Refuses to work with a library that is too old. O(1), and next to nothing.
    ///
    /// - Throws: `SystemLibraryError`.
    public static func requireLibraries() throws(SystemLibraryError) {
        for library in libraries { try library.check() }
    }
}
