internal import CGDAL

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
