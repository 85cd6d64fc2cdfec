import Foundation
import HomewardCore

/// A file as a stream of bytes, read in the sizes that the caller asks for. The descriptor is closed at the end of its life.
struct ByteStream: ~Copyable {
    /// The file, as the caller named it.
    let path: String
    private let descriptor: Int32

    /// Opens a file for reading.
    ///
    /// - Throws: `FileError` where there is no such file, where it is a folder or where it may not be read.
    init(path: String) throws(FileError) {
        self.path = path
        var refusal: FileError?
        do throws(FileError) { try FileBytes.checkIsFile(path) } catch { refusal = error }
        descriptor = refusal == nil ? open(path, O_RDONLY | O_CLOEXEC) : -1
        if let refusal { throw refusal }
        guard descriptor >= 0 else { throw .reading(path, code: errno) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw .reading(path, code: EISDIR)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The length of the file in bytes, or 0 where it has none, such as a pipe.
    var length: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Reads into `buffer` until it is full or the file ends, and returns the number of bytes read.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let count = Foundation.read(descriptor, base + filled, buffer.count - filled)
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
