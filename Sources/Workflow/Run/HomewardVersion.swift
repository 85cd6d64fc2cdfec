public import HomewardCore
import HomewardGeometry
import HomewardLayers

/// The versions that a run rests on.
public enum HomewardVersion {
    /// Homeward's own version.
    public static let number = "0.1.0"

    /// Homeward and the libraries that results depend on, by name; those that are not here are left out. Asking loads them, PROJ and
    /// GDAL with all that they bring, so ask where somebody reads the answer.
    public static var all: [String: String] {
        [GeometryLibraries.geos, GeometryLibraries.proj, LayersLibrary.gdal].reduce(into: ["homeward": number]) {
            if $1.absence == nil { $0[$1.name.lowercased()] = $1.found }
        }
    }

    /// The libraries of the system with the oldest versions that will do, each stated where the library is called. Asking loads them.
    public static var libraries: [SystemLibrary] {
        [GeometryLibraries.geos, GeometryLibraries.proj, LayersLibrary.gdal, Digest.library]
    }

    /// Refuses to work with a linked library that is too old; those that are loaded when they are needed, PROJ and GDAL, are looked at
    /// then. O(1), and next to nothing.
    ///
    /// - Throws: `SystemLibraryError`.
    public static func requireLibraries() throws(SystemLibraryError) {
        for library in [GeometryLibraries.geos, Digest.library] { try library.check() }
    }
}
