#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes files that are whole or not there at all.
///
/// The bytes go to a temporary file in a hidden directory beside the target, which is then renamed. Whatever stood at
/// the path stays untouched until that moment. A path that leads to no regular file, such as `/dev/stdout` or a pipe,
/// gets the finished bytes copied into it.
public enum AtomicFile {
    /// Writes `text` in UTF-8 to `path`.
    ///
    /// - Throws: ``LayersError/cannotWrite(file:message:)``.
    public static func write(_ text: String, to path: String) throws(LayersError) {
        try write(Array(text.utf8), to: path)
    }

    /// Writes `bytes` to `path`.
    ///
    /// - Throws: ``LayersError/cannotWrite(file:message:)``.
    public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(LayersError) {
        let delivery = try Delivery(to: path)
        let file = delivery.temporary(Path.name(of: path))
        try FileWriter.write(Array(bytes), to: file, for: path)
        try delivery.deliver([Path.name(of: path)])
    }

    /// Calls `body` with the path of a temporary file beside `path`, which does not exist yet and has the same name,
    /// and renames what `body` wrote there to `path` once it returns. If `body` throws, nothing is left behind.
    ///
    /// - Throws: What `body` throws, or ``LayersError/cannotWrite(file:message:)``.
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
