import Foundation
internal import SystemPackage

/// Takes finished files from a hidden folder beside their target to their places, all or none.
///
/// For a file together with its companions, as a shapefile has them, and for a file alone; ``FolderDelivery`` does it for
/// a whole folder. Symbolic links are followed, so that what they lead to is replaced and not the link. A path that
/// leads to no regular file, such as `/dev/stdout` or a pipe, gets the finished bytes copied into it.
///
/// A file alone is renamed, which is one step. A set cannot be: before the first file moves, a list of what is to move
/// is on the disk beside them, and where the process is killed between the first and the last, the next that writes to
/// the same target finds the list and moves the rest.
public struct Delivery: ~Copyable {
    /// The path as the caller gave it, for messages.
    private let path: String
    /// The path with symbolic links followed.
    private let target: String
    /// Whether the target is something that must be written into and cannot be replaced: a device or a pipe.
    private let isStream: Bool
    private let work: WorkFolder

    /// Prepares to deliver to `path`; checks the folder and the permission at once.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``; ``FileError/busy(file:process:)``.
    public init(to path: String) throws(FileError) {
        let place = try Delivery.place(of: path)
        let work =
            place.isStream
            ? try WorkFolder(temporaryFor: path)
            : try WorkFolder(for: place.path, label: path) { folder in
                FileSet.finish(in: folder)
                return true
            }
        guard mkdir(work.path + "/" + FileSet.finished, 0o777) == 0 else {
            throw .writing(path, Errno(rawValue: errno))
        }
        self.init(path: path, target: place.path, isStream: place.isStream, work: work)
    }

    private init(path: String, target: String, isStream: Bool, work: WorkFolder) {
        self.path = path
        self.target = target
        self.isStream = isStream
        self.work = work
    }

    /// Where `path` leads, and whether that must be written into because it cannot be replaced.
    static func place(of path: String) throws(FileError) -> (path: String, isStream: Bool) {
        // A link below /dev leads to what a process has open; it must be followed by the system, not by us.
        let isDevice = path.hasPrefix("/dev/")
        let target = isDevice ? path : Path.resolved(path)
        let type = (try? Stat(FilePath(target)))?.type
        guard type != .directory else { throw .writing(path, .isDirectory) }
        let isStream = type != nil && (isDevice || type != .regular)
        guard type == nil || isStream || access(target, W_OK) == 0 else { throw .writing(path, .permissionDenied) }
        return (target, isStream)
    }

    /// The hidden folder in which the files are made. It goes when the value goes, with what is left in it.
    public var folder: String { work.path + "/" + FileSet.finished }

    /// Where the file called `name` is to be made.
    public borrowing func temporary(_ name: String) -> String { folder + "/" + name }

    /// The files made so far, sorted by name.
    public borrowing func made() -> [String] { WorkFolder.files(in: folder) }

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
        let set = FileSet(
            // The main file takes the target's own name, which may differ where a symbolic link led there.
            steps: names.map { .init(from: $0, to: $0 == Path.name(of: path) ? Path.name(of: target) : $0) },
            stale: stale)
        let label = path
        let work = work.path
        try FileBytes.calling(label, FileError.writing) {
            for name in names { try SystemFile.sync(temporary(name)) }
        }
        try Unfinished.whole { (_) throws(FileError) in try set.deliver(from: work, label: label) }
    }
}

/// Files that take their places together in the folder that holds the work folder.
private struct FileSet: Codable {
    struct Step: Codable {
        /// The name of the finished file.
        var from: String
        /// The name that it gets.
        var to: String
    }

    /// Where in a work folder finished files stand.
    static let finished = "made"
    /// The list in a work folder that says what was begun.
    private static let list = "moves"

    var steps: [Step]
    /// Names of files that are to go.
    var stale: [String]

    /// Moves the files out of the work folder. What stood in their places is kept in it until the last has its own; if a
    /// step fails, every step before is undone.
    func deliver(from work: String, label: String) throws(FileError) {
        let directory = Path.directory(of: work) + "/"
        for name in steps.map(\.to) + stale
        where (try? Stat(FilePath(directory + name), followTargetSymlink: false))?.type == .directory {
            throw .writing(label, .isDirectory)
        }
        var undone: [(place: String, kept: String?)] = []
        do {
            // With a single file the rename itself is all there is to do.
            if steps.count > 1 || !stale.isEmpty { try begin(in: work, label: label) }
            for (number, name) in (stale + steps.map(\.to)).enumerated() {
                let place = directory + name
                let new = number < stale.count ? nil : work + "/\(FileSet.finished)/" + steps[number - stale.count].from
                var kept: String?
                if steps.count + stale.count > 1, FileIdentity(place, followingLinks: false) != nil {
                    let aside = "\(work)/kept-\(number)"
                    // A second name keeps the place filled until the new file has it; not every file system has those.
                    if new == nil || link(place, aside) != 0 { try SystemFile.move(place, to: aside) }
                    kept = aside
                }
                undone.append((place, kept))
                if let new { try SystemFile.move(new, to: place) }
            }
            try SystemFile.sync(directory)
        } catch {
            if steps.count + stale.count > 1 {
                for (place, kept) in undone.reversed() {
                    if let kept { rename(kept, place) } else { unlink(place) }
                }
            }
            throw error as? FileError ?? .writing(label, error as? Errno ?? .ioError)
        }
    }

    /// Puts the list of what is to move on the disk.
    private func begin(in work: String, label: String) throws {
        let list = work + "/" + FileSet.list
        try SystemFile.sync(work + "/" + FileSet.finished)
        try FileBytes.write(JSONEncoder().encode(self), to: list + ".part", for: label)
        try SystemFile.sync(list + ".part")
        try SystemFile.move(list + ".part", to: list)
        try SystemFile.sync(work)
    }

    /// Brings to an end what a dead process began in a work folder: from its list on, going on is always possible.
    static func finish(in work: String) {
        func isName(_ text: String) -> Bool { !text.isEmpty && !text.contains("/") && text != "." && text != ".." }
        guard let bytes = FileManager.default.contents(atPath: work + "/" + list),
            let set = try? JSONDecoder().decode(FileSet.self, from: bytes),
            // A list that came from elsewhere moves files of this work folder into the one above, and nothing else.
            (set.steps.flatMap { [$0.from, $0.to] } + set.stale).allSatisfy(isName)
        else { return }
        let finished = set.steps.map {
            ("\(work)/\(FileSet.finished)/\($0.from)", Path.directory(of: work) + "/" + $0.to)
        }
        guard finished.contains(where: { FileIdentity($0.0, followingLinks: false) != nil }) else { return }
        for name in set.stale { unlink(Path.directory(of: work) + "/" + name) }
        for (from, place) in finished { rename(from, place) }
        try? SystemFile.sync(Path.directory(of: work))
    }
}
