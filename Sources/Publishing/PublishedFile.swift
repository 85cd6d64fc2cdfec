/// A file that a run has written.
public struct PublishedFile: Sendable, Hashable, Codable {
    /// Its name in the directory, `gpx/R1.gpx`.
    public var name: String
    /// Its size.
    public var bytes: Int
}
