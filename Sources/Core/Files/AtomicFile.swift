/// Writes files that are whole or not there at all.
///
/// The bytes go to a temporary file in a hidden folder beside the target, which is then renamed. Whatever stood at the
/// path stays untouched until that moment; see ``Delivery``.
public enum AtomicFile {
    /// Writes `text` in UTF-8 to `path`.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public static func write(
        _ text: String, to path: String, readers: FileReaders = .everybody
    ) throws(FileError) {
        try write(text.utf8, to: path, readers: readers)
    }

    /// Writes `bytes` to `path`. The new file has the mode that `readers` says, whatever that of an older one was.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public static func write(
        _ bytes: some Sequence<UInt8>, to path: String, readers: FileReaders = .everybody
    ) throws(FileError) {
        let place = try Delivery.place(of: path)
        // What is only passed on needs no place on a disk meanwhile.
        guard !place.isStream else { return try FileBytes.write(bytes, to: place.path, for: path) }
        let delivery = try Delivery(to: path)
        let name = Path.name(of: path)
        try FileBytes.write(bytes, to: delivery.temporary(name), for: path, readers: readers)
        try delivery.deliver([name])
    }

    /// Calls `body` with the path of a temporary file beside `path`, which does not exist yet and has the same name,
    /// and renames what `body` wrote there to `path` once it returns. If `body` throws, nothing is left behind.
    ///
    /// - Throws: What `body` throws, or ``FileError/cannotWrite(file:message:)``.
    public static func withTemporary<Result>(
        beside path: String, _ body: (_ temporary: String) throws -> Result
    ) throws -> Result {
        let delivery = try Delivery(to: path)
        let name = Path.name(of: path)
        let result = try body(delivery.temporary(name))
        try delivery.deliver([name])
        return result
    }
}
