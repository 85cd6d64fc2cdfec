import Foundation
internal import SystemPackage

/// Cuts paths into folder and name.
public enum Path {
    /// The folder in which the file stands; `.` where the path names none.
    public static func directory(of path: String) -> String {
        let folder = FilePath(path).removingLastComponent().string
        return folder.isEmpty ? "." : folder
    }

    /// The last part of the path.
    public static func name(of path: String) -> String {
        FilePath(path).lastComponent?.string ?? path
    }

    /// The last part of the path without its ending.
    public static func stem(of path: String) -> String {
        FilePath(path).stem ?? path
    }

    /// The path of `path` as seen from `folder`; a path from the root stays one. `..` is folded by the names alone, as a plan's
    /// paths are read.
    public static func relative(_ path: String, to folder: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        func whole(_ path: String) -> [FilePath.Component] {
            Array(
                FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(path)).lexicallyNormalized()
                    .components)
        }
        let file = whole(path)
        let base = whole(folder.isEmpty ? "." : folder)
        let shared = zip(file, base).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: base.count - shared)
        return (up + file.dropFirst(shared).map(\.string)).joined(separator: "/")
    }

    /// Whether `path` leads into `folder` or somewhere below it.
    public static func lies(_ path: String, in folder: String) -> Bool { whole(path).starts(with: whole(folder)) }

    /// The path from the root with every link followed that is there, and `..` folded where nothing is there yet.
    private static func whole(_ path: String) -> FilePath {
        var there = FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(path))
        var missing: [FilePath.Component] = []
        while true {
            if let real = realpath(there.string, nil) {
                defer { free(real) }
                var whole = FilePath(String(cString: real))
                for component in missing.reversed() { whole.append(component) }
                return whole.lexicallyNormalized()
            }
            guard let last = there.lastComponent else { return FilePath(path).lexicallyNormalized() }
            missing.append(last)
            there.removeLastComponent()
        }
    }

    /// The target of a chain of symbolic links, so that replacing a file keeps the link; the path itself where nothing
    /// stands there yet.
    static func resolved(_ path: String) -> String { real(path) ?? path }

    /// The path from the root without links; nil where nothing stands there.
    static func real(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Whether another file system begins at `path`, which is a real path: such a folder cannot be exchanged for another.
    static func isMountPoint(_ path: String) -> Bool {
        if let own = FileIdentity(path), let parent = FileIdentity(directory(of: path)), own.device != parent.device {
            return true
        }
        // A folder mounted from the same file system has the same device; Linux lists such mounts here.
        guard let list = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return false }
        return String(decoding: list, as: UTF8.self).split(separator: "\n").contains { line in
            let fields = line.split(separator: " ")
            return fields.count > 4 && fields[4].replacing("\\040", with: " ").replacing("\\134", with: "\\") == path
        }
    }
}

/// Which file a path leads to, whatever its names: the device and the number of the file on it.
public struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
    private let isRegular: Bool

    /// The file at `path`, through symbolic links unless told otherwise; nil where none stands there.
    init?(_ path: String, followingLinks: Bool = true) {
        guard let status = try? Stat(FilePath(path), followTargetSymlink: followingLinks) else { return nil }
        self.init(status)
    }

    /// The file that a descriptor has open.
    init?(descriptor: Int32) {
        guard let status = try? Stat(FileDescriptor(rawValue: descriptor)) else { return nil }
        self.init(status)
    }

    private init(_ status: Stat) {
        device = UInt64(truncatingIfNeeded: status.deviceID.rawValue)
        number = UInt64(truncatingIfNeeded: status.inode.rawValue)
        isRegular = status.type == .regular
    }

    /// The regular file at `path`; nil for devices, pipes and folders, in which nothing is lost by writing.
    static func regular(_ path: String) -> FileIdentity? {
        FileIdentity(path).flatMap { $0.isRegular ? $0 : nil }
    }

    /// The regular file to which standard output goes, if it goes to one.
    static var standardOutput: FileIdentity? {
        FileIdentity(descriptor: STDOUT_FILENO).flatMap { $0.isRegular ? $0 : nil }
    }
}
