/// What can go wrong when results are written.
public enum PublishingError: Error, Equatable, CustomStringConvertible {
    /// A file of a finished run is missing or cannot be read; the sentence says why and what to do.
    case cannotRead(file: String, message: String)
    /// A number that is to be published is infinite or not a number.
    case notFinite(what: String)

    /// The sentence to show.
    public var description: String {
        switch self {
        case .cannotRead(let file, let message): "cannot read \(file): \(message)"
        case .notFinite(let what): "\(what) is not a finite number; this is a fault of Homeward, please report it"
        }
    }
}
