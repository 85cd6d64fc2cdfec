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

    /// The target of a chain of symbolic links, so that replacing a file keeps the link; the path itself where nothing
    /// stands there yet.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
