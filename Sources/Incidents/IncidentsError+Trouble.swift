public import HomewardCore

extension IncidentsError {
    /// The kind of trouble, from which a command takes its exit code.
    public var trouble: Trouble {
        switch self {
        case .noSuchFile, .isDirectory, .notPermitted: .missingInput
        default: .badData
        }
    }
}
