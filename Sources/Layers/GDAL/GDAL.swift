internal import CGDAL
public import HomewardCore

/// The library as a whole: it is loaded when it is first needed, and its drivers are registered once, before anything else is
/// asked of it.
///
/// It opens no connection: what GDAL would fetch it does not get, PROJ's network is off whatever the environment says, and
/// drivers other than those of ``VectorFormat`` and ``rasterDrivers`` are taken out.
enum GDAL {
    /// Registers the drivers. Static initialisation runs once, whatever the number of threads.
    private static let registered: Bool = {
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        closeTheNetwork()
        GDALAllRegister()
        let wanted = Set(VectorFormat.allCases.flatMap(\.driverNames) + rasterDrivers)
        for index in (0..<GDALGetDriverCount()).reversed() {
            guard let driver = GDALGetDriver(index), let name = GDALGetDriverShortName(driver),
                !wanted.contains(String(cString: name))
            else { continue }
            GDALDeregisterDriver(driver)
        }
        return true
    }()

    private static func closeTheNetwork() {
        OSRSetPROJEnableNetwork(0)
        // Reading a packed file leaves no notes beside it.
        CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO")
        CPLHTTPSetFetchCallback(
            { _, _, _, _, _, _, _ in
                guard let memory = VSICalloc(1, MemoryLayout<CPLHTTPResult>.size) else { return nil }
                let result = memory.bindMemory(to: CPLHTTPResult.self, capacity: 1)
                result.pointee.nStatus = 1
                result.pointee.pszErrBuf = CPLStrdup("Homeward opens no connection")
                return result
            }, nil)
    }

    /// The drivers of rasters, which nothing is read with: files are opened by the drivers of their format alone. GDAL 3.11 has made
    /// one of the two that hold what they have in memory.
    static let rasterDrivers = ["GTiff", "MEM", "Memory"]

    /// The names of the drivers that are left.
    static var driverNames: [String] {
        guard registered else { return [] }
        return (0..<GDALGetDriverCount()).compactMap { index in
            GDALGetDriver(index).flatMap { GDALGetDriverShortName($0) }.map { String(cString: $0) }
        }
    }

    /// GDAL's driver called `name`, or nil where this build has none.
    static func driver(_ name: String) -> GDALDriverH? {
        guard registered else { return nil }
        return GDALGetDriverByName(name)
    }

    /// GDAL's drivers for `format` on this machine, the preferred first.
    static func drivers(for format: VectorFormat) -> [String] {
        format.driverNames.filter { driver($0) != nil }
    }

    /// The version, such as `3.6.2`; empty where GDAL is not here.
    static var version: String {
        GDALVersionInfo("RELEASE_NAME").map { String(cString: $0) } ?? ""
    }

    /// GDAL as it is here, looked at once. The oldest that files were written with and compared byte for byte is 3.6.
    static let library = SystemLibrary(
        "GDAL", found: version, least: "3.6",
        absence: homewardGDALFault().map {
            SystemLibrary.Absence(message: String(cString: $0), package: "libgdal\(homewardGDALInterface)")
        })

    /// Refuses to read or write with a GDAL that is not here or too old, which would answer everything with nothing. To be
    /// called before anything else is.
    ///
    /// - Throws: `SystemLibraryError`.
    static func require() throws(SystemLibraryError) { try library.check() }

    /// Calls `body` with settings that hold for this thread only.
    static func withSettings<Result, Failure>(
        _ settings: [(key: String, value: String)], _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = settings.map { CPLGetThreadLocalConfigOption($0.key, nil).map { String(cString: $0) } }
        for setting in settings { CPLSetThreadLocalConfigOption(setting.key, setting.value) }
        defer {
            for (setting, value) in zip(settings, before) { CPLSetThreadLocalConfigOption(setting.key, value) }
        }
        return try body()
    }
}

/// GDAL's list of C strings, owned.
struct StringList: ~Copyable {
    private(set) var handle: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

    /// A list of `texts`.
    init(_ texts: [String]) {
        for text in texts { handle = CSLAddString(handle, text) }
    }

    /// The list as GDAL's readers want it.
    var constant: UnsafePointer<UnsafePointer<CChar>?>? {
        handle.map { UnsafeRawPointer($0).assumingMemoryBound(to: UnsafePointer<CChar>?.self) }
    }

    deinit { CSLDestroy(handle) }
}

/// What this machine's GDAL can do.
public enum LayersLibrary {
    /// GDAL as it is here. Asking loads it.
    public static var gdal: SystemLibrary { GDAL.library }

    /// Every format that Homeward handles and whether GDAL has a driver for it here.
    public static func availableDrivers() -> [(format: VectorFormat, isAvailable: Bool)] {
        VectorFormat.allCases.map { ($0, !GDAL.drivers(for: $0).isEmpty) }
    }
}
