import Foundation
internal import SystemPackage

/// Exchanges a run's folder as a whole: what reads it finds the earlier run or the new one, never some of both.
///
/// **What a run's folder is.** A folder that a run has filled, told by the list of its files that it holds under the name
/// `.homeward`, or a new or empty one. The files of the list belong to Homeward and go with the next run, also where
/// somebody has changed them since. Everything else in it belongs to the analyst, her map project say, and is in the new
/// folder too: the same file by a second name, so that not even a program that has it open notices. A folder that holds
/// files and no list is refused and stays as it is, and so is one in which a file of hers has the name of a new one.
///
/// **How it is exchanged.** The new folder is made whole in a hidden work folder beside the old one, `.NAME.homeward`, and is
/// brought to the disk; then the two change places in one step of the system, the old one's files are removed and with
/// them the work folder. A process that fails, is told to stop or is killed before that step leaves the old folder as it
/// was; after it, the new one is whole. What a killed process leaves in the work folder is dealt with by the next run into
/// the same folder. The name of the new folder there, `new-` and the number that the file system gave it, tells whether the
/// step was done: if so, the number is no longer its own.
///
/// **Where that cannot be.** The link is followed where the target is one. A folder that is a place of mounting, or the one
/// in which the process stands, cannot be exchanged or would be pulled from under the user's feet; both are refused before
/// any work, as is a target beside which nothing may be made. Where the file system has no exchange, as some network drives,
/// the old folder is moved away and the new one in: a process killed between the two leaves no folder for a moment, and
/// the next run puts the old one back. A second process that wants to write to the same folder is refused.
public struct FolderDelivery: ~Copyable {
    private let exchange: FolderExchange
    private let work: WorkFolder

    private init(_ exchange: FolderExchange, _ work: WorkFolder) {
        self.exchange = exchange
        self.work = work
    }

    /// The folder as the caller gave it.
    public var target: String { exchange.target }
    /// The new folder, in which the files are made.
    public var folder: String { exchange.folder }

    /// Prepares to fill `target`: makes the folders that are missing above it and looks whether it may be exchanged. The
    /// folders go again with the value unless something is delivered.
    ///
    /// - Parameters:
    ///   - target: The folder.
    ///   - inputs: The files that the run reads: none may be one that is to be exchanged.
    ///   - former: Tells which files in a folder a run wrote that left no list; nil where no run filled it.
    /// - Throws: ``FileError/cannotWrite(file:message:)``, ``FileError/foreignFiles(folder:names:)``,
    ///   ``FileError/outputIsInput(file:input:)`` or ``FileError/busy(file:process:)``.
    public init(
        to target: String, reading inputs: [String] = [],
        former: @escaping (_ folder: String) -> [String]? = { _ in nil }
    ) throws(FileError) {
        var missing: [String] = []
        var parent = Path.real(target) == nil ? Path.directory(of: target) : "."
        while access(parent, F_OK) != 0, !missing.contains(parent) {
            missing.append(parent)
            parent = Path.directory(of: parent)
        }
        missing.reverse()
        do throws(FileError) {
            for folder in missing where mkdir(folder, 0o777) != 0 && errno != EEXIST {
                throw .writing(target, Errno(rawValue: errno))
            }
            let place = try FolderExchange.place(of: target)
            let work = try WorkFolder(for: place, label: target, parents: missing) { folder in
                FolderExchange.recover(folder, place: place, former: former)
            }
            let exchange = try FolderExchange(target: target, place: place, work: work.path, former: former)
            try exchange.check(inputs)
            self.init(exchange, work)
        } catch {
            for folder in missing.reversed() { rmdir(folder) }
            throw error
        }
    }

    /// Makes a text file whose name may lead through folders, `gpx/R1.gpx`.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public borrowing func write(_ text: String, to name: String) throws(FileError) {
        try WorkFolder.makeFolders(of: name, in: folder, for: target)
        try FileBytes.write(text.utf8, to: folder + "/" + name, for: target + "/" + name)
    }

    /// The files made so far with their sizes, sorted by name.
    public borrowing func files() -> [(name: String, bytes: Int)] {
        WorkFolder.files(in: folder).map { ($0, Int(clamping: (try? Stat(FilePath(folder + "/" + $0)))?.size ?? 0)) }
    }

    /// Exchanges the folder for the one that was made. If that fails, the folder is as it was.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)`` or ``FileError/foreignFiles(folder:names:)``.
    /// - Complexity: O(files in both folders).
    public borrowing func deliver() throws(FileError) {
        try exchange.prepare(files().map(\.name))
        let (exchange, work) = (exchange, work)
        try Unfinished.whole { (_) throws(FileError) in
            let old = try FileBytes.calling(target, FileError.writing) { try exchange.changePlaces() }
            defer { if let old { work.mustStay = !exchange.retire(old) } }
            try FileBytes.calling(target, FileError.writing) {
                try SystemFile.sync(Path.directory(of: exchange.place))
            }
        }
    }
}

/// The steps by which a folder is exchanged for a new one.
private struct FolderExchange {
    /// The folder as the caller gave it, for messages.
    let target: String
    /// The same from the root, without links.
    let place: String
    /// The hidden folder that holds the new one.
    let work: String
    /// The new folder.
    let folder: String
    /// Which files a run wrote that left no list.
    let former: (_ folder: String) -> [String]?

    /// Makes the new folder, with its number in its name.
    init(
        target: String, place: String, work: String, former: @escaping (_ folder: String) -> [String]?
    ) throws(FileError) {
        let begun = work + "/begun"
        guard mkdir(begun, 0o777) == 0, let identity = FileIdentity(begun) else {
            throw .writing(target, Errno(rawValue: errno))
        }
        let folder = work + "/new-\(identity.number)"
        try FileBytes.calling(target, FileError.writing) { try SystemFile.move(begun, to: folder) }
        self.target = target
        self.place = place
        self.work = work
        self.folder = folder
        self.former = former
    }

    /// Puts everything on the disk that the new folder, with the files called `names`, is to hold.
    func prepare(_ names: [String]) throws(FileError) {
        if FileIdentity(place) != nil { try carry(OwnedFolder(place, former: former), to: folder, besides: Set(names)) }
        try FileBytes.write(OwnedFolder.list(names).utf8, to: folder + "/" + OwnedFolder.listName, for: target)
        try FileBytes.calling(target, FileError.writing) {
            if let status = try? Stat(FilePath(place)) {
                _ = chown(folder, uid_t.max, status.groupID.rawValue)
                chmod(folder, mode_t(status.permissions.rawValue))
            }
            for name in names + [OwnedFolder.listName] { try SystemFile.sync(folder + "/" + name) }
            for name in OwnedFolder.folders(in: folder) { try SystemFile.sync(folder + "/" + name) }
            try SystemFile.sync(folder)
            try SystemFile.sync(work)
        }
    }

    /// Exchanges the folders and returns where the old one is now.
    func changePlaces() throws -> String? {
        guard FileIdentity(place) != nil else {
            try SystemFile.move(folder, to: place)
            return nil
        }
        do throws(Errno) {
            try SystemFile.exchange(folder, place)
            return folder
        } catch {
            guard SystemFile.exchangeIsUnknown(error) else { throw error }
        }
        let aside = work + "/old"
        try SystemFile.move(place, to: aside)
        do throws(Errno) {
            try SystemFile.move(folder, to: place)
        } catch {
            rename(aside, place)
            throw error
        }
        return aside
    }

    /// Removes the old folder, which stands at `old` now; tells whether it is gone.
    func retire(_ old: String) -> Bool { OwnedFolder.retire(old, successor: place, former: former) }

    /// Deals with what a dead process left in its work folder; tells whether all that remains may go.
    static func recover(
        _ work: String, place: String, former: (_ folder: String) -> [String]?
    ) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: work)) ?? []
        var isClear = true
        for name in names {
            let path = work + "/" + name
            if name == "old", FileIdentity(place, followingLinks: false) == nil {
                rename(path, place)
            } else if name == "old" || name.hasPrefix("new-"),
                let identity = FileIdentity(path, followingLinks: false), name != "new-\(identity.number)"
            {
                isClear = OwnedFolder.retire(path, successor: place, former: former) && isClear
            }
        }
        return isClear
    }

    /// The real path of the folder, which may not be there yet, where it is one that can be exchanged.
    static func place(of target: String) throws(FileError) -> String {
        guard let real = Path.real(target) else {
            guard FileIdentity(target, followingLinks: false) == nil else {
                throw .cannotWrite(file: target, message: "it is a link that leads nowhere; remove it")
            }
            guard let parent = Path.real(Path.directory(of: target)) else {
                throw .writing(target, Errno(rawValue: errno))
            }
            let type = (try? Stat(FilePath(parent)))?.type
            guard type == .directory else { throw .writing(target, .notDirectory) }
            return (parent == "/" ? "" : parent) + "/" + Path.name(of: target)
        }
        guard (try? Stat(FilePath(real)))?.type == .directory else { throw .writing(target, .notDirectory) }
        guard access(real, W_OK) == 0 else { throw .writing(target, Errno(rawValue: errno)) }
        guard !Path.isMountPoint(real) else {
            throw .cannotWrite(
                file: target,
                message:
                    "another disk begins there, so it cannot be exchanged as a whole; name a folder in it, such as "
                    + FilePath(target).appending("run").string)
        }
        guard FileIdentity(".") != FileIdentity(real) else {
            throw .cannotWrite(
                file: target,
                message: "it is the folder in which you stand, and it is exchanged as a whole; name a folder in it, "
                    + "such as \(FilePath(target).appending("run").string)")
        }
        return real
    }

    /// Refuses a folder that is not a run's, and inputs that would be exchanged for outputs.
    func check(_ inputs: [String]) throws(FileError) {
        guard FileIdentity(place) != nil else { return }
        let old = OwnedFolder(place, former: former)
        let content = try FileBytes.calling(target, FileError.reading) { try old.content() }
        guard old.isRun || content.foreign.isEmpty else {
            throw .foreignFiles(folder: target, names: content.foreign)
        }
        for input in inputs {
            guard let identity = FileIdentity.regular(input) else { continue }
            let output = content.owned.first { FileIdentity(place + "/" + $0) == identity }
            if let output { throw .outputIsInput(file: target + "/" + output, input: input) }
        }
        // A file that cannot be carried over is found now and not after the work.
        let trial = work + "/trial"
        guard mkdir(trial, 0o700) == 0 else { throw .writing(target, Errno(rawValue: errno)) }
        try carry(old, to: trial, besides: [])
        try? FileManager.default.removeItem(atPath: trial)
    }

    /// Gives what is not Homeward's a second name in `folder`.
    private func carry(_ old: OwnedFolder, to folder: String, besides names: Set<String>) throws(FileError) {
        let content = try FileBytes.calling(target, FileError.reading) { try old.content() }
        let taken = content.foreign.filter(names.contains)
        guard taken.isEmpty else { throw .foreignFiles(folder: target, names: taken) }
        var modes: [(String, mode_t)] = []
        for name in content.folders {
            guard mkdir(folder + "/" + name, 0o700) == 0 || errno == EEXIST else {
                throw .writing(target + "/" + name, Errno(rawValue: errno))
            }
            if let status = try? Stat(FilePath(place + "/" + name)) {
                modes.append((folder + "/" + name, mode_t(status.permissions.rawValue)))
            }
        }
        for name in content.foreign {
            guard linkat(AT_FDCWD, place + "/" + name, AT_FDCWD, folder + "/" + name, 0) == 0 else {
                let reason = Errno(rawValue: errno).description
                throw .cannotWrite(
                    file: target + "/" + name,
                    message:
                        "no run wrote it, and it cannot be kept in the new folder (\(reason)); move it to another place"
                )
            }
        }
        for (path, mode) in modes.reversed() { chmod(path, mode) }
    }
}

/// A folder of which some files are Homeward's.
struct OwnedFolder {
    /// The name of the list in the folder.
    static let listName = ".homeward"
    private static let heading = "# The files of this folder that a run of Homeward wrote; the next run replaces them."

    let path: String
    /// Whether a run has filled the folder.
    let isRun: Bool
    let owned: Set<String>

    init(_ path: String, former: (_ folder: String) -> [String]?) {
        self.path = path
        let listed = FileManager.default.contents(atPath: path + "/" + Self.listName).map { bytes in
            String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        }
        let names = listed ?? former(path)
        isRun = names != nil
        // A list may have come with the folder from elsewhere: it speaks of files in the folder and of no others.
        let isInside = { (name: String) in !name.hasPrefix("/") && !name.split(separator: "/").contains("..") }
        owned = Set((names ?? []).filter(isInside) + [Self.listName])
    }

    /// The list's text.
    static func list(_ names: [String]) -> String {
        ([heading] + names.filter { $0 != listName }).map { $0 + "\n" }.joined()
    }

    /// Everything in the folder but folders, as Homeward's or not, and the folders that are not there for Homeward's files
    /// alone, outer ones first.
    func content() throws -> (owned: [String], foreign: [String], folders: [String]) {
        var content: (owned: [String], foreign: [String], folders: [String]) = ([], [], [])
        try walk("", into: &content)
        return content
    }

    private func walk(_ folder: String, into content: inout (owned: [String], foreign: [String], folders: [String]))
        throws
    {
        let place = path + "/" + folder
        for item in try FileManager.default.contentsOfDirectory(atPath: place).sorted() {
            let name = folder + item
            let status = try Stat(FilePath(path + "/" + name), followTargetSymlink: false)
            guard status.type == .directory else {
                if owned.contains(name) { content.owned.append(name) } else { content.foreign.append(name) }
                continue
            }
            // The work folder of a single file's delivery is nothing to keep.
            if item.hasPrefix("."), item.hasSuffix(".homeward") { continue }
            let before = content.foreign.count
            let position = content.folders.count
            try walk(name + "/", into: &content)
            let isOurs = owned.contains { $0.hasPrefix(name + "/") }
            if !isOurs || content.foreign.count > before || content.folders.count > position {
                content.folders.insert(name, at: position)
            }
        }
    }

    /// The folders in `folder` at any depth.
    static func folders(in folder: String) -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).filter {
            (try? Stat(FilePath(folder + "/" + $0), followTargetSymlink: false))?.type == .directory
        }.sorted()
    }

    /// Removes a folder that was exchanged for `successor`. What is not Homeward's is there by a second name; what came
    /// to the old folder while the two were changing places moves over now. Tells whether the folder is gone.
    static func retire(_ old: String, successor: String, former: (_ folder: String) -> [String]?) -> Bool {
        let folder = OwnedFolder(old, former: former)
        let new = OwnedFolder(successor, former: former)
        guard let content = try? folder.content() else { return false }
        for name in content.folders { mkdir(successor + "/" + name, 0o777) }
        for name in content.foreign {
            let place = successor + "/" + name
            if FileIdentity(old + "/" + name, followingLinks: false) == FileIdentity(place, followingLinks: false) {
                unlink(old + "/" + name)
            } else {
                // One that has come with the name of a new output stands beside that.
                rename(old + "/" + name, new.owned.contains(name) ? place + ".kept" : place)
            }
        }
        for name in content.owned where name != listName { unlink(old + "/" + name) }
        for name in folders(in: old).reversed() { rmdir(old + "/" + name) }
        // The list goes last: whoever finishes this after a kill still knows whose files are left.
        guard
            (try? FileManager.default.contentsOfDirectory(atPath: old)).map({ Set($0).isSubset(of: [listName]) })
                ?? false
        else { return false }
        unlink(old + "/" + listName)
        return rmdir(old) == 0
    }
}
