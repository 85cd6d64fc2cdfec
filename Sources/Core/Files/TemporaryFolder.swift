/// A hidden folder in the place for temporary files, which goes when the value goes or the process is told to stop, with all that is in it.
public struct TemporaryFolder: ~Copyable {
    private let work: WorkFolder

    /// Makes one.
    ///
    /// - Parameter label: What it is for, as an error names it.
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public init(for label: String) throws(FileError) {
        work = try WorkFolder(temporaryFor: label)
    }

    /// Where it is.
    public var path: String { work.path }
}
