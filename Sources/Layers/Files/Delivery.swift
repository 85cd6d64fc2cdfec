#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Takes finished files from a staging directory to their place, all or none.
struct Delivery: ~Copyable {
    /// The path as the caller gave it, for messages.
    private let path: String
    /// The path with symbolic links followed.
    private let target: String
    /// Whether the target is something that must be written into and cannot be replaced: a device or a pipe.
    private let isStream: Bool
    let stage: StagingDirectory

    /// Prepares to deliver to `path`; checks the directory and the permission at once.
    init(to path: String) throws(LayersError) {
        // A link below /dev leads to what a process has open; it must be followed by the system, not by us.
        let isDevice = path.hasPrefix("/dev/")
        let target = isDevice ? path : Path.resolved(path)
        var status = stat()
        let exists = stat(target, &status) == 0
        let kind = status.st_mode & S_IFMT
        guard !exists || kind != S_IFDIR else { throw FileProblem.writing(path, EISDIR) }
        let isStream = exists && (isDevice || kind != S_IFREG)
        guard !exists || isStream || access(target, W_OK) == 0 else { throw FileProblem.writing(path, EACCES) }
        let parent = isStream ? Self.scratch : Path.directory(of: target)
        let stage = try StagingDirectory(in: parent, for: path)
        self.path = path
        self.target = target
        self.isStream = isStream
        self.stage = stage
    }

    /// Where the file called `name` is to be made.
    borrowing func temporary(_ name: String) -> String { stage.path + "/" + name }

    /// The files made so far, sorted.
    borrowing func made() -> [String] { stage.names }

    /// Moves the files called `names` to the target's directory in that order and removes those called `stale` there.
    /// If one cannot be moved, those that stood there before are put back.
    borrowing func deliver(_ names: [String], stale: [String] = []) throws(LayersError) {
        if isStream {
            for name in names { try copy(name) }
            return
        }
        // With a single file the rename itself is all there is to do, and it is atomic.
        let directory = Path.directory(of: target)
        let places = names.map { (from: temporary($0), to: place(of: $0, in: directory)) }
        guard names.count + stale.count > 1 else {
            for file in places where rename(file.from, file.to) != 0 { throw FileProblem.writing(path, errno) }
            return
        }
        let old = try StagingDirectory(in: directory, for: path)
        let replaced = (places.map(\.to) + stale.map { directory + "/" + $0 }).map {
            (place: $0, backup: old.path + "/" + Path.name(of: $0))
        }
        var code: Int32 = 0
        for file in replaced where code == 0 {
            if rename(file.place, file.backup) != 0, errno != ENOENT { code = errno }
        }
        for file in places where code == 0 {
            if rename(file.from, file.to) != 0 { code = errno }
        }
        guard code != 0 else { return }
        for file in replaced where access(file.backup, F_OK) == 0 { rename(file.backup, file.place) }
        throw FileProblem.writing(path, code)
    }

    /// The main file takes the target's own name, which may differ where a symbolic link led there.
    private func place(of name: String, in directory: String) -> String {
        name == Path.name(of: path) ? target : directory + "/" + name
    }

    private borrowing func copy(_ name: String) throws(LayersError) {
        let bytes = try FileReader.bytes(of: temporary(name), for: path)
        try FileWriter.write(bytes, to: target, for: path)
    }

    private static var scratch: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    }
}
