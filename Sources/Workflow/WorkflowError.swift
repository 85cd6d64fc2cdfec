/// What can go wrong with a plan file.
public enum WorkflowError: Error, Equatable {
    /// The plan file has a key that is not known, a value of the wrong kind or a value out of range.
    case plan(file: String, key: String, message: String)
}
