/// What sort of day it is for a school child.
public enum DayKind: String, Sendable, Hashable, CaseIterable {
    /// A weekday inside term that is no bank holiday and no INSET day.
    case school
    /// A weekday of the holidays, a bank holiday or an INSET day.
    case holiday
    /// A Saturday or a Sunday.
    case weekend
}

/// The days that an analysis takes in.
public enum DaySelection: String, Sendable, Hashable, CaseIterable {
    /// School days only.
    case school
    /// Every day that is no school day: holidays and weekends.
    case nonSchool = "non-school"
    /// Saturdays and Sundays.
    case weekend
    /// Every day.
    case all

    /// Whether a day of that kind belongs to the selection.
    public func contains(_ kind: DayKind) -> Bool {
        switch self {
        case .school: kind == .school
        case .nonSchool: kind != .school
        case .weekend: kind == .weekend
        case .all: true
        }
    }
}
