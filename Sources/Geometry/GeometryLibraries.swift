internal import CGEOS
internal import CPROJ
public import HomewardCore

/// What this machine has of the libraries behind shapes and coordinate systems.
public enum GeometryLibraries {
    /// GEOS's version: `3.11.1-CAPI-1.17.1`.
    public static var geosVersion: String { GEOSversion().map { String(cString: $0) } ?? "unknown" }

    /// PROJ's version: `9.1.1`; empty where it is not here.
    static var projVersion: String { proj_info().version.map { String(cString: $0) } ?? "" }

    /// GEOS as it is here. Concave hulls came with 3.11.
    public static var geos: SystemLibrary { SystemLibrary("GEOS", found: geosVersion, least: "3.11") }

    /// PROJ as it is here, looked at once. Asking loads it. That it says which operation it really used came with 9.1.
    public static let proj = SystemLibrary(
        "PROJ", found: projVersion, least: "9.1",
        absence: homewardPROJFault().map {
            SystemLibrary.Absence(message: String(cString: $0), package: "libproj\(homewardPROJInterface)")
        })

    /// Whether PROJ finds the Ordnance Survey's grid OSTN15, without which British coordinates are good to some metres.
    public static var ostn15IsAvailable: Bool {
        guard let context = try? ProjContext() else { return false }
        var isAvailable: Int32 = 0
        let isKnown = proj_grid_get_info_from_database(
            context.handle, ostn15, nil, nil, nil, nil, nil, &isAvailable)
        return isKnown == 1 && isAvailable == 1
    }

    /// Where PROJ looks for its database and grids, `PROJ_DATA` first.
    public static var projDataDirectories: [String] {
        guard let path = proj_info().searchpath else { return [] }
        return String(cString: path).split(separator: ":").map(String.init)
    }

    /// The file's name of the Ordnance Survey's grid OSTN15.
    public static let ostn15 = "uk_os_OSTN15_NTv2_OSGBtoETRS.tif"
}
