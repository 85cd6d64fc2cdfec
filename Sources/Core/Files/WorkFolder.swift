import Foundation
internal import SystemPackage

/// The hidden folder beside a target in which what is to stand there is made.
///
/// A target has one, `.NAME.homeward`, so a process that was killed can leave one at the most, and the next that writes to
/// the same target finds it, brings to an end what was begun in it and takes it over. The folder is the lock as well: who
/// writes to the target holds it locked, a second process is refused, and the lock of a dead process is no lock.
final class WorkFolder {
    /// The folder.
    let path: String
    private let entry: Unfinished.Entry
    private let descriptor: Int32
    /// Whether something is left in it that belongs to somebody else, so that it must stay.
    var mustStay = false

    /// Makes the folder for `target`, which is a real path, or takes over the one of a dead process after `recover` has
    /// dealt with what is in it; `recover` is asked for every folder, also for a new one, and tells whether all may go.
    ///
    /// - Throws: ``FileError`` that names `label`.
    init(
        for target: String, label: String, parents: [String] = [], recover: (_ folder: String) -> Bool = { _ in true }
    ) throws(FileError) {
        let path = Path.directory(of: target) + "/." + Path.name(of: target) + ".homeward"
        let entry = Unfinished.Entry(path: path, parents: parents)
        var descriptor: Int32 = -1
        try Unfinished.whole { (entries) throws(FileError) in
            descriptor = try WorkFolder.locked(path, label: label)
            guard recover(path), WorkFolder.empty(path) else {
                close(descriptor)
                throw .cannotWrite(
                    file: label,
                    message: "what an earlier run left in \(path) cannot be cleared away; look at it and remove it")
            }
            try? FileBytes.write("\(getpid())\n".utf8, to: path + "/process")
            entries.insert(entry)
        }
        self.path = path
        self.entry = entry
        self.descriptor = descriptor
    }

    /// A folder of nobody else's in the place for temporary files, for what cannot be made beside its target.
    init(temporaryFor label: String) throws(FileError) {
        var path = ""
        var entry = Unfinished.Entry(path: "", parents: [])
        try Unfinished.whole { (entries) throws(FileError) in
            var template = Array((NSTemporaryDirectory() + "/homeward-XXXXXX").utf8CString)
            let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
            guard made else { throw .writing(label, Errno(rawValue: errno)) }
            path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            entry.path = path
            entries.insert(entry)
        }
        self.path = path
        self.entry = entry
        descriptor = -1
    }

    deinit {
        Unfinished.whole { entries in
            if !mustStay { Unfinished.remove(entry) }
            entries.remove(entry)
        }
        // The lock goes last, so that nobody takes over a folder that is being removed.
        if descriptor >= 0 { close(descriptor) }
    }

    /// The names of the regular files in `folder` and in folders in it, sorted.
    static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return names.filter {
            (try? Stat(FilePath(folder + "/" + $0), followTargetSymlink: false))?.type == .regular
        }.sorted()
    }

    /// Makes the folders through which `name` leads, below `root`.
    static func makeFolders(of name: String, in root: String, for target: String) throws(FileError) {
        var folder = root
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
                throw .writing(target + "/" + name, Errno(rawValue: errno))
            }
        }
    }

    /// The descriptor by which the folder at `path` is locked.
    private static func locked(_ path: String, label: String) throws(FileError) -> Int32 {
        // The folder may be removed by its owner between any two steps; then it is made again.
        for _ in 0..<100 {
            if mkdir(path, 0o700) != 0, errno != EEXIST {
                throw .besides(label, folder: Path.directory(of: path), Errno(rawValue: errno))
            }
            do throws(Errno) {
                let descriptor = try SystemFile.lock(path)
                if FileIdentity(descriptor: descriptor) == FileIdentity(path, followingLinks: false) {
                    return descriptor
                }
                close(descriptor)
            } catch .wouldBlock {
                throw .busy(file: label, process: process(in: path))
            } catch .noSuchFileOrDirectory {
                continue
            } catch {
                throw .besides(label, folder: Path.directory(of: path), error)
            }
        }
        throw .busy(file: label, process: nil)
    }

    private static func process(in path: String) -> Int? {
        FileManager.default.contents(atPath: path + "/process")
            .flatMap { Int(String(decoding: $0, as: UTF8.self).filter(\.isNumber)) }
    }

    /// Empties a folder.
    private static func empty(_ path: String) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names { try? FileManager.default.removeItem(atPath: path + "/" + name) }
        return (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
    }
}
