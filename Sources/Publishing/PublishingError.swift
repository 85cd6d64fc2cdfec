/// What can go wrong when results are written.
public enum PublishingError: Error, Equatable {
    /// A file cannot be written; the sentence says why and what to do.
    case cannotWrite(file: String, message: String)
}
