import Foundation
internal import SystemPackage

/// Takes finished files from a hidden folder beside their target to their places, all or none.
///
/// For a file together with its companions, as a shapefile has them, and for a file alone; ``FolderDelivery`` does it for
/// a whole folder. Symbolic links are followed, so that what they lead to is replaced and not the link. A path that
/// leads to no regular file, such as `/dev/stdout` or a pipe, gets the finished bytes copied into it.
public struct Delivery: ~Copyable {
    /// The path as the caller gave it, for messages.
    private let path: String
    /// The path with symbolic links followed.
    private let target: String
    /// Whether the target is something that must be written into and cannot be replaced: a device or a pipe.
    private let isStream: Bool
    private let stage: StagingFolder

    /// Prepares to deliver to `path`; checks the folder and the permission at once.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public init(to path: String) throws(FileError) {
        // A link below /dev leads to what a process has open; it must be followed by the system, not by us.
        let isDevice = path.hasPrefix("/dev/")
        let target = isDevice ? path : Path.resolved(path)
        let type = (try? Stat(FilePath(target)))?.type
        guard type != .directory else { throw .writing(path, .isDirectory) }
        let isStream = type != nil && (isDevice || type != .regular)
        guard type == nil || isStream || access(target, W_OK) == 0 else { throw .writing(path, .permissionDenied) }
        stage = try StagingFolder(in: isStream ? NSTemporaryDirectory() : Path.directory(of: target), for: path)
        self.path = path
        self.target = target
        self.isStream = isStream
    }

    /// The hidden folder in which the files are made. It goes when the value goes, with what is left in it.
    public var folder: String { stage.path }

    /// Where the file called `name` is to be made.
    public borrowing func temporary(_ name: String) -> String { stage.path + "/" + name }

    /// The files made so far, sorted by name.
    public borrowing func made() -> [String] { stage.files() }

    /// Moves the files called `names` to the target's folder in that order and removes those called `stale` there. The
    /// target itself is meant by its own name. If one cannot be moved, the folder is left as it was.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public borrowing func deliver(_ names: [String], stale: [String] = []) throws(FileError) {
        if isStream {
            for name in names {
                try FileBytes.write(FileBytes.contents(of: temporary(name)), to: target, for: path)
            }
            return
        }
        let directory = Path.directory(of: target)
        var exchange = Exchange(label: path)
        exchange.stale = stale.map { directory + "/" + $0 }
        exchange.files = names.map { name in
            // The main file takes the target's own name, which may differ where a symbolic link led there.
            (temporary(name), name == Path.name(of: path) ? target : directory + "/" + name)
        }
        try exchange.run(besides: stage)
    }
}

/// Fills a folder with files that are made in a hidden folder inside it and take their places together, all or none.
public struct FolderDelivery: ~Copyable {
    /// The folder.
    public let target: String
    /// The folders that were made because the target was missing, outermost first.
    private let made: [String]
    private let stage: StagingFolder

    /// Makes the target where it is missing, and the hidden folder in it: inside, because a rename is atomic only within
    /// one file system. Both go again with the value unless something is delivered.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public init(to target: String) throws(FileError) {
        var missing: [String] = []
        var folder = target
        while access(folder, F_OK) != 0, !missing.contains(folder) {
            missing.append(folder)
            folder = Path.directory(of: folder)
        }
        missing.reverse()
        do throws(FileError) {
            for folder in missing where mkdir(folder, 0o777) != 0 && errno != EEXIST {
                throw .writing(target, Errno(rawValue: errno))
            }
            stage = try StagingFolder(in: target, for: target)
        } catch {
            for folder in missing.reversed() { rmdir(folder) }
            throw error
        }
        self.target = target
        made = missing
    }

    deinit {
        stage.remove()
        // A folder in which something stands is not removed by this.
        for folder in made.reversed() { rmdir(folder) }
    }

    /// The hidden folder in which the files are made.
    public var folder: String { stage.path }

    /// Makes a text file whose name may lead through folders, `gpx/R1.gpx`.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public borrowing func write(_ text: String, to name: String) throws(FileError) {
        try Exchange.makeFolders(of: name, in: folder, for: target)
        try FileBytes.write(text.utf8, to: folder + "/" + name, for: target + "/" + name)
    }

    /// The files made so far with their sizes, sorted by name.
    public borrowing func files() -> [(name: String, bytes: Int)] {
        stage.files().map { ($0, Int(clamping: (try? Stat(FilePath(folder + "/" + $0)))?.size ?? 0)) }
    }

    /// Moves the files called `names` to their places and removes those called `stale`. If one cannot be moved, the
    /// folder is left as it was.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public borrowing func deliver(_ names: [String], stale: [String] = []) throws(FileError) {
        var exchange = Exchange(label: nil)
        exchange.stale = stale.map { target + "/" + $0 }
        exchange.files = names.map { (folder + "/" + $0, target + "/" + $0) }
        var folders: [String] = []
        do throws(FileError) {
            for name in names { folders += try Exchange.makeFolders(of: name, in: target, for: target) }
            try exchange.run(besides: stage)
        } catch {
            for folder in folders.reversed() { rmdir(folder) }
            throw error
        }
        for name in stale { rmdir(Path.directory(of: target + "/" + name)) }
    }
}

/// A hidden folder in which files are made whole before they move to their places.
private struct StagingFolder: ~Copyable {
    let path: String

    /// Makes the folder in `parent`; an error names `target`.
    init(in parent: String, for target: String) throws(FileError) {
        var template = Array((parent + "/.homeward-XXXXXX").utf8CString)
        let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
        guard made else {
            throw .writing(target, Errno(rawValue: errno))
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { remove() }

    /// Removes the folder with what is in it. Nothing happens where it is gone.
    borrowing func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The names of the regular files in it and in folders in it, sorted.
    borrowing func files() -> [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return names.filter { (try? Stat(FilePath(path + "/" + $0)))?.type == .regular }.sorted()
    }
}

/// Files that take their places together. What stood there is kept aside until the last has its place; if a step fails,
/// every step before is undone, so that nothing new stays and nothing old is lost.
private struct Exchange {
    /// The file that errors name; nil for the one that offends.
    let label: String?
    /// Where files are and where they go.
    var files: [(from: String, to: String)] = []
    /// Files that are to go.
    var stale: [String] = []

    init(label: String?) {
        self.label = label
    }

    /// Keeps what is replaced in a hidden folder beside the stage.
    func run(besides stage: borrowing StagingFolder) throws(FileError) {
        // With a single file the rename itself is all there is to do, and it is atomic.
        if files.count == 1, stale.isEmpty { return try move(files[0].from, files[0].to, naming: files[0].to) }
        let old = try StagingFolder(in: Path.directory(of: stage.path), for: label ?? Path.directory(of: stage.path))
        var undone: [(place: String, kept: String?)] = []
        do throws(FileError) {
            for (number, step) in (stale.map { ("", $0) } + files).enumerated() {
                let (from, place) = step
                var kept: String?
                if (try? Stat(FilePath(place), followTargetSymlink: false)) != nil {
                    let aside = "\(old.path)/\(number)"
                    try move(place, aside, naming: place)
                    kept = aside
                }
                undone.append((place, kept))
                if !from.isEmpty { try move(from, place, naming: place) }
            }
        } catch {
            for (place, kept) in undone.reversed() {
                if let kept { rename(kept, place) } else { unlink(place) }
            }
            throw error
        }
    }

    private func move(_ from: String, _ to: String, naming place: String) throws(FileError) {
        let isFolder = (try? Stat(FilePath(place), followTargetSymlink: false))?.type == .directory
        guard !isFolder else { throw .writing(label ?? place, .isDirectory) }
        guard rename(from, to) == 0 else { throw .writing(label ?? place, Errno(rawValue: errno)) }
    }

    /// Makes the folders through which `name` leads, below `root`, and returns those that were missing.
    @discardableResult
    static func makeFolders(of name: String, in root: String, for target: String) throws(FileError) -> [String] {
        var folder = root
        var made: [String] = []
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            if mkdir(folder, 0o777) == 0 {
                made.append(folder)
            } else if errno != EEXIST {
                throw .writing(target + "/" + name, Errno(rawValue: errno))
            }
        }
        return made
    }
}
