import Foundation
internal import SystemPackage

/// A folder that a run has filled, to which files are added after the run: a report made anew, or sheets printed to PDF.
///
/// What is added goes to the list of the run's files (``FolderDelivery``), so that the next run replaces it and it does not stay behind as
/// an older run's. The list is written first: a process that is killed in between leaves names of files that are not there yet, and never
/// a file of Homeward's that nobody knows to be one.
public struct RunFolder: Sendable {
    private let path: String
    private let owned: Set<String>

    /// The folder at `path`.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - former: Tells which files in a folder a run wrote that left no list; nil where no run filled it.
    public init(_ path: String, former: (_ folder: String) -> [String]? = { _ in nil }) {
        self.path = path
        owned = OwnedFolder(path, former: former).owned
    }

    /// The files of the run's list that are there, sorted.
    public var files: [String] {
        owned.filter { $0 != OwnedFolder.listName && Self.type(path + "/" + $0) == .regular }.sorted()
    }

    /// The bytes of a file of the run's; nil for one that is not there or is none of the run's.
    public func contents(of name: String) -> [UInt8]? {
        guard owned.contains(name), Self.type(path + "/" + name) == .regular else { return nil }
        return FileManager.default.contents(atPath: path + "/" + name).map(Array.init)
    }

    /// Writes files, each whole or not at all, and then removes others of the run's.
    ///
    /// - Parameters:
    ///   - files: The files by name, which may lead through folders.
    ///   - stale: Files of the run's that are to go.
    /// - Throws: ``FileError/foreignFiles(folder:names:)`` where no run wrote what stands under a name; then nothing is written.
    ///   ``FileError/cannotWrite(file:message:)``.
    public func add(_ files: [(name: String, bytes: [UInt8])], removing stale: [String] = []) throws(FileError) {
        let names = files.map(\.name)
        // A link could lead out of the folder, wherever it came from.
        let foreign = names.filter { name in
            let folders = name.split(separator: "/").dropLast().indices.map { last in
                name.split(separator: "/")[...last].joined(separator: "/")
            }
            if folders.contains(where: { ![nil, .directory].contains(Self.type(path + "/" + $0)) }) { return true }
            guard let type = Self.type(path + "/" + name) else { return false }
            return type != .regular || !owned.contains(name)
        }
        guard foreign.isEmpty else { throw .foreignFiles(folder: path, names: foreign) }
        let gone = stale.filter { owned.contains($0) && !names.contains($0) }
        try writeList(owned.union(names))
        for (name, bytes) in files {
            try WorkFolder.makeFolders(of: name, in: path, for: path)
            try AtomicFile.write(bytes, to: path + "/" + name)
        }
        for name in gone { unlink(path + "/" + name) }
        if !gone.isEmpty { try writeList(owned.union(names).subtracting(gone)) }
    }

    private func writeList(_ names: Set<String>) throws(FileError) {
        guard names != owned || Self.type(path + "/" + OwnedFolder.listName) == nil else { return }
        try AtomicFile.write(OwnedFolder.list(names.sorted()), to: path + "/" + OwnedFolder.listName)
    }

    /// What stands at a path, links not followed; nil for nothing.
    private static func type(_ path: String) -> FileType? {
        (try? Stat(FilePath(path), followTargetSymlink: false))?.type
    }
}
