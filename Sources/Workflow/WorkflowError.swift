/// What can go wrong between a plan file and its results. Each case names the file and the key that offend and says
/// what to do.
public enum WorkflowError: Error, Equatable, CustomStringConvertible {
    /// The plan file does not exist or cannot be read.
    case unreadable(file: String, message: String)
    /// The plan file is no YAML.
    case syntax(file: String, line: Int, message: String)
    /// A key of the plan file is unknown, missing, or has a value that it cannot have.
    case plan(file: String, line: Int, key: String, message: String)
    /// Options or plan keys that do not go together, or leave nothing to work on.
    case nothingToDo(String)

    /// One sentence for a person.
    public var description: String {
        switch self {
        case .unreadable(let file, let message): "\(file): \(message)"
        case .syntax(let file, let line, let message): "\(file), line \(line): this is no YAML: \(message)"
        case .plan(let file, let line, let key, let message): "\(file), line \(line): \(key): \(message)"
        case .nothingToDo(let message): message
        }
    }
}
