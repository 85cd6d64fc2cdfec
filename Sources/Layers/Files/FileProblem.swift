#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Turns what the operating system says about a path into a sentence that says what to do.
enum FileProblem {
    /// The sentence for a failed write to `path`; `code` is the value of `errno`.
    static func writing(_ path: String, _ code: Int32) -> LayersError {
        let message =
            switch code {
            case ENOENT, ENOTDIR: "the directory \(Path.directory(of: path)) does not exist. Create it first."
            case EACCES, EPERM: "there is no permission to write there. Choose another place or change the permission."
            case EROFS: "the disk is read-only. Choose another place."
            case ENOSPC, EDQUOT: "the disk is full. Free some space and run again."
            case EISDIR, ENOTEMPTY, EEXIST: "a directory stands at that path. Choose another name."
            case ENAMETOOLONG: "the name is too long. Choose a shorter one."
            default: "\(String(cString: strerror(code))). Choose another place."
            }
        return .cannotWrite(file: path, message: message)
    }

    /// Checks that `path` is a file with bytes that may be read.
    static func checkReadable(_ path: String) throws(LayersError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            switch errno {
            case EACCES, EPERM: throw .notReadable(file: path, reason: noPermission)
            default: throw .noSuchFile(file: path)
            }
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw .notReadable(file: path, reason: "this is a directory. Name a file in it")
        }
        guard access(path, R_OK) == 0 else { throw .notReadable(file: path, reason: noPermission) }
        guard status.st_mode & S_IFMT != S_IFREG || status.st_size > 0 else { throw .emptyFile(file: path) }
    }

    private static let noPermission = "there is no permission to read it. Ask its owner for access"
}

/// Cuts paths into directory and name.
enum Path {
    /// The directory in which the file stands; `.` where the path names none.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of the path.
    static func name(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        return String(path[path.index(after: slash)...])
    }

    /// The last part of the path without its ending.
    static func stem(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// The target of a chain of symbolic links, so that replacing a file keeps the link; the path itself where
    /// nothing stands there yet.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
