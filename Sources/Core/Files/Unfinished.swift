import Foundation

/// The hidden folders in which something is being made, so that a process that is told to stop leaves none behind.
///
/// What must happen as a whole, such as the exchange of a folder and the removal of the old one, runs under the same lock
/// as the cleaning: a process that is told to stop meanwhile stops when it is done.
public enum Unfinished {
    struct Entry: Hashable {
        /// The hidden folder.
        var path: String
        /// Folders that were made to hold it, outermost first; they go too where nothing else stands in them.
        var parents: [String]
    }

    private static let entries = Locked<Set<Entry>>([])

    /// Runs `body` with nobody cleaning meanwhile.
    static func whole<Failure>(_ body: (inout Set<Entry>) throws(Failure) -> Void) throws(Failure) {
        try entries.withLock { (entries) throws(Failure) in try body(&entries) }
    }

    /// Removes everything unfinished and ends the process with `code`. Whoever makes a file or delivers one from now on
    /// waits for the end.
    public static func removeAll(thenExitWith code: Int32) -> Never {
        entries.withLock { entries in
            for entry in entries {
                // A thread that is still writing may put a file into a folder while it is being emptied.
                for _ in 0..<50 where !remove(entry) { usleep(2_000) }
            }
            _exit(code)
        }
    }

    /// Returns at once, or never where the process is already being ended; asked before a failure is told that the cleaning
    /// itself may have caused.
    public static func settle() {
        entries.withLock { _ in }
    }

    /// Removes a folder with what is in it and the folders that were made for it; tells whether it is gone.
    @discardableResult
    static func remove(_ entry: Entry) -> Bool {
        // What fails once, as a busy disk does, may be done at once after: a work folder that stays would be taken for a run's file.
        for _ in 0..<2 where FileIdentity(entry.path, followingLinks: false) != nil {
            try? FileManager.default.removeItem(atPath: entry.path)
        }
        for folder in entry.parents.reversed() { rmdir(folder) }
        return FileIdentity(entry.path, followingLinks: false) == nil
    }
}
