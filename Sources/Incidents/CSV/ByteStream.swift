import Foundation
import HomewardCore

/// A file as a stream of bytes, read in the sizes that the caller asks for. The descriptor is closed at the end of its life.
struct ByteStream: ~Copyable {
    /// The file, as the caller named it.
    let path: String
    private let descriptor: Int32
    /// Whether the bytes of any part of the file can be asked for, as those of a pipe cannot.
    private let isRegular: Bool
    /// Where the next bytes of a regular file stand.
    private var offset: Int

    /// Opens a file for reading.
    ///
    /// - Throws: `FileError` where there is no such file, where it is a folder or where it may not be read.
    init(path: String) throws(FileError) {
        self.path = path
        var refusal: FileError?
        do throws(FileError) { try FileBytes.checkIsFile(path) } catch { refusal = error }
        descriptor = refusal == nil ? open(path, O_RDONLY | O_CLOEXEC) : -1
        let refused = errno
        var status = stat()
        let type = descriptor >= 0 && fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
        // What stands in the system's own folders calls itself a file without bytes.
        isRegular = type == S_IFREG && status.st_size > 0
        // A descriptor that was opened before, `/dev/fd/3`, may stand elsewhere than at the beginning.
        offset = isRegular ? max(0, Int(lseek(descriptor, 0, SEEK_CUR))) : 0
        if let refusal { throw refusal }
        guard descriptor >= 0 else { throw .reading(path, code: refused) }
        if type == S_IFDIR { throw .reading(path, code: EISDIR) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The length of the file in bytes, or 0 where it has none, such as a pipe.
    var length: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The bytes of a file that one thread copies at a time.
    private static let share = 1 << 18

    /// Reads into `buffer` until it is full or the file ends, and returns the number of bytes read. Of a regular file several
    /// threads copy parts. O(bytes).
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard isRegular else {
            let file = descriptor
            return try ByteStream.fill(buffer, path: path) { (_, base, count) in Foundation.read(file, base, count) }
        }
        let parts = max(1, buffer.count / ByteStream.share)
        // The parts are apart, and all are filled before the buffer goes.
        nonisolated(unsafe) let buffer = buffer
        let (file, path, from) = (descriptor, path, offset)
        let counts = Parallel.map(parts) { part -> Result<Int, FileError> in
            let (first, last) = (buffer.count * part / parts, buffer.count * (part + 1) / parts)
            let own = UnsafeMutableRawBufferPointer(rebasing: buffer[first..<last])
            do throws(FileError) {
                return .success(
                    try ByteStream.fill(own, path: path) { (filled, base, count) in
                        pread(file, base, count, off_t(from + first + filled))
                    })
            } catch {
                return .failure(error)
            }
        }
        var filled = 0
        for (part, count) in counts.enumerated() {
            let count = try count.get()
            filled += count
            // Where a part is short the file ended, and what stands behind came while it was read.
            if count < buffer.count * (part + 1) / parts - buffer.count * part / parts { break }
        }
        offset += filled
        return filled
    }

    /// Calls `read`, with the number of bytes that are there, the place for more and their number, until `buffer` is full or
    /// nothing comes.
    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, path: String,
        _ read: (_ filled: Int, _ base: UnsafeMutableRawPointer, _ count: Int) -> Int
    ) throws(FileError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let count = read(filled, base + filled, buffer.count - filled)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw .reading(path, code: errno)
            }
            filled += count
        }
        return filled
    }

    /// Reads at most `count` bytes; an empty array is the end of the file.
    mutating func read(atMost count: Int) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(FileError) {
                initialized = try read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
