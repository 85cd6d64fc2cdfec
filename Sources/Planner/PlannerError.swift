public import HomewardCore

/// What can go wrong in planning. Inputs that only leave something unserved are no errors: they stand in the plan.
public enum PlannerError: HomewardError, Equatable {
    /// A parameter has no meaning.
    case badParameter(key: String, value: Double, wanted: String)
    /// Patrol areas of this size would overlap at this spacing.
    case spacingTooSmall(spacing: Double, radius: Double)
    /// A position is infinite or not a number.
    case badPosition(of: String)
    /// A post was fixed for a school that is not in the list.
    case unknownSchool(name: String, available: [String])

    public var report: ErrorReport {
        switch self {
        case .badParameter(let key, let value, let wanted):
            ErrorReport("planner.parameter", .badData, nil, "\(key) is \(Self.text(value)), but must be \(wanted)")
        case .spacingTooSmall(let spacing, let radius):
            ErrorReport(
                "planner.spacing", .badData, .setting("patrols.spacing_m"),
                "patrol areas with a radius of \(Self.text(radius)) m overlap where they are \(Self.text(spacing)) m apart",
                remedy: "make it at least \(Self.text(2 * radius)), or \(setting: "patrols.radius_m") smaller")
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

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    static func check(_ key: String, _ value: Double, wanted: String, _ isRight: (Double) -> Bool) throws(PlannerError)
    {
        guard value.isFinite, isRight(value) else { throw .badParameter(key: key, value: value, wanted: wanted) }
    }
}
