public import HomewardCore

/// What can go wrong in planning. Inputs that only leave something unserved are no errors: they stand in the plan.
public enum PlannerError: HomewardError, Equatable {
    /// A position is infinite or not a number.
    case badPosition(of: String)
    /// A post was fixed for a school that is not in the list.
    case unknownSchool(name: String, available: [String])

    /// Finishes that are only assumed, where that is not allowed.
    case assumedFinish(schools: [String])
    /// Two decisions of a person cannot both hold.
    case contradiction(first: String, second: String, remedy: String)
    /// A route that is to stay as it is cannot.
    case keptRoute(name: String, problem: String, remedy: String)
    /// Patrol areas are to be patches of street, and there are no streets.
    case patchesWithoutStreets
    /// A plan is to go by a forecast, and what that is made from is not given.
    case noForecast(setting: String)
    /// A bound that was found lies below the worth of a plan: a fault of the program.
    case boundBelowWorth(bound: Double, worth: Double)

    /// What is wrong and what to do about it.
    public var report: ErrorReport {
        switch self {
        case .boundBelowWorth(let bound, let worth):
            ErrorReport(
                "planner.bound_below_worth", .bug, nil,
                "the bound \(bound) on what any plan could meet lies below what the plan meets, \(worth)",
                remedy: "this is a fault of Homeward: please report it with the plan file")
        case .assumedFinish(let schools):
            ErrorReport(
                "planner.assumed_finish", .badData, .setting("chaperones.strict"),
                "the finish of \(schools.count == 1 ? "a school" : "\(schools.count) schools") is only assumed: \(schools.listed)",
                remedy: """
                    write each into the finishes of \(setting: "calendar.file"): \
                    \((schools.first ?? "").quoted): { time: \("15:10".quoted), status: known }
                    """)
        case .patchesWithoutStreets:
            ErrorReport(
                "planner.patches_without_streets", .badData, nil, "patrols.form is patch, but no streets are given",
                remedy: "name the streets (streets.file, --streets) or choose disc")
        case .noForecast(let setting):
            ErrorReport(
                "planner.no_forecast", .badData, .setting(setting),
                "is forecast, and there is nothing to make a forecast from", remedy: "choose chosen or stated")
        case .contradiction(let first, let second, let remedy):
            ErrorReport(
                "planner.contradiction", .badData, nil, "\(first) contradicts \(second)", remedy: ErrorText(remedy))
        case .keptRoute(let name, let problem, let remedy):
            ErrorReport(
                "planner.kept_route", .badData, nil, "the route \(name.quoted), which is to be kept, \(problem)",
                remedy: ErrorText(remedy))
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
