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

    /// Whether both paths lead to the same place, by whatever links and detours.
    public static func isSame(_ one: String, _ other: String) -> Bool { whole(one) == whole(other) }

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
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
