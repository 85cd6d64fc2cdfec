public import HomewardCore

/// What can go wrong in planning. Inputs that only leave something unserved are no errors: they stand in the plan.
public enum PlannerError: HomewardError, Equatable {
    /// A parameter has no meaning.
    case badParameter(key: String, value: Double, wanted: String)
    /// A position is infinite or not a number.
    case badPosition(of: String)
    /// A post was fixed for a school that is not in the list.
    case unknownSchool(name: String, available: [String])

    /// What is wrong and what to do about it.
    public var report: ErrorReport {
        switch self {
        case .badParameter(let key, let value, let wanted):
            ErrorReport("planner.parameter", .badData, nil, "\(key) is \(value), but must be \(wanted)")
        case .badPosition(let name):
            ErrorReport(
                "planner.position", .badData, nil,
                "\(name) has no finite position in the working coordinate system", remedy: "check its coordinates")
        case .unknownSchool(let name, let available):
            ErrorReport(
                "planner.unknown_school", .badData, nil,
                "a post is fixed for \(name.quoted), which is none of the schools",
                remedy: "name one of \(available.joined(separator: ", "))")
        }
    }
}
