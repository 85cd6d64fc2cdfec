/// What can go wrong in planning. Inputs that only leave something unserved are no errors: they stand in the plan.
public enum PlannerError: Error, Equatable, CustomStringConvertible {
    /// A parameter has no meaning.
    case badParameter(key: String, value: Double, wanted: String)
    /// Patrol areas of this size would overlap at this spacing.
    case spacingTooSmall(spacing: Double, radius: Double)
    /// A position is infinite or not a number.
    case badPosition(of: String)
    /// A post was fixed for a school that is not in the list.
    case unknownSchool(name: String, available: [String])

    /// One sentence that names the offender and says what to do.
    public var description: String {
        switch self {
        case .badParameter(let key, let value, let wanted):
            "\(key) is \(PlannerError.text(value)), but must be \(wanted)."
        case .spacingTooSmall(let spacing, let radius):
            "spacing_m is \(PlannerError.text(spacing)), but patrol areas of radius_m \(PlannerError.text(radius)) "
                + "overlap unless it is at least \(PlannerError.text(2 * radius))."
        case .badPosition(let name):
            "\(name) has no finite position in the working coordinate system: check its coordinates."
        case .unknownSchool(let name, let available):
            "A post is fixed for '\(name)', which is not among the schools: \(available.joined(separator: ", "))."
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
