internal import CGDAL
import Synchronization

/// A directory in GDAL's memory file system. Drivers write there, where no disk can be full, and we carry the bytes out
/// ourselves: GDAL's text drivers do not look whether a write to a disk succeeded.
struct MemoryFolder: ~Copyable {
    private static let number = Atomic<Int>(0)
    let path: String

    init() {
        let next = Self.number.add(1, ordering: .relaxed).newValue
        path = "/vsimem/homeward-\(next)"
        VSIMkdir(path, 0o700)
    }

    deinit { VSIRmdirRecursive(path) }

    /// The files in it by name.
    var files: [(name: String, bytes: [UInt8])] {
        guard let list = VSIReadDir(path) else { return [] }
        defer { CSLDestroy(list) }
        var names: [String] = []
        var next = list
        while let name = next.pointee {
            names.append(String(cString: name))
            next += 1
        }
        return names.sorted().map { name in
            var length: vsi_l_offset = 0
            let base = VSIGetMemFileBuffer(path + "/" + name, &length, 0)
            return (name, Array(UnsafeBufferPointer(start: base, count: base == nil ? 0 : Int(length))))
        }
    }
}
