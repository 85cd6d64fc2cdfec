import Foundation
internal import SystemPackage

/// System calls on files that neither Foundation nor swift-system offers: exchanging, syncing, locking.
enum SystemFile {
    #if canImport(Darwin)
        /// Lets two paths change places in one step.
        ///
        /// - Throws: the system's code; see ``exchangeIsUnknown(_:)``.
        static func exchange(_ one: String, _ other: String) throws(Errno) {
            guard renamex_np(one, other, UInt32(RENAME_SWAP)) == 0 else { throw Errno(rawValue: errno) }
        }
    #else
        private typealias Exchange =
            @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

        /// The C library's function, which its headers show to programs in GNU's dialect of C alone.
        private static let renameat2 = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Exchange.self) }
        private static let exchangeFlag: UInt32 = 2

        /// Lets two paths change places in one step.
        ///
        /// - Throws: the system's code; see ``exchangeIsUnknown(_:)``.
        static func exchange(_ one: String, _ other: String) throws(Errno) {
            guard let renameat2 else { throw .noFunction }
            guard renameat2(AT_FDCWD, one, AT_FDCWD, other, exchangeFlag) == 0 else { throw Errno(rawValue: errno) }
        }
    #endif

    /// Whether the code says that the file system or the system cannot exchange at all.
    static func exchangeIsUnknown(_ code: Errno) -> Bool {
        [.invalidArgument, .noFunction, .notSupported, .notSupportedOnSocket].contains(code)
    }

    /// Moves a file or a folder; what stands at the new place is replaced.
    static func move(_ from: String, to place: String) throws(Errno) {
        guard rename(from, place) == 0 else { throw Errno(rawValue: errno) }
    }

    /// Waits until a file or a folder is on the disk.
    static func sync(_ path: String) throws(Errno) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        defer { close(descriptor) }
        #if canImport(Darwin)
            // There fsync alone leaves the bytes in the drive's own memory.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else {
            let code = Errno(rawValue: errno)
            // Some file systems have nothing to wait for.
            if code == .invalidArgument || code == .notSupported { return }
            throw code
        }
    }

    /// Opens a folder and locks it for this process: the lock goes with the descriptor, so a process that dies holds none.
    /// Where the file system knows no locks the folder is opened without.
    ///
    /// - Throws: `wouldBlock` where another process holds the lock.
    static func lock(_ folder: String) throws(Errno) -> Int32 {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            throw .wouldBlock
        }
        return descriptor
    }
}
