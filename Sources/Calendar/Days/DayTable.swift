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

/// The kind of every day of a period, so that analyses count days without knowing about terms.
public struct DayTable: Sendable, Equatable {
    /// The first day.
    public let first: CivilDay
    /// The kind of each day from ``first`` on.
    public let kinds: [DayKind]

    /// A table of the days from `first` on, one for each kind.
    public init(first: CivilDay, kinds: [DayKind]) {
        self.first = first
        self.kinds = kinds
    }

    /// The last day.
    public var last: CivilDay { first.advanced(by: kinds.count - 1) }

    /// The kind of `day`, or nil where it lies outside the period. O(1).
    public func kind(of day: CivilDay) -> DayKind? {
        let index = day.number - first.number
        return kinds.indices.contains(index) ? kinds[index] : nil
    }

    /// The number of days in `selection`. O(days).
    public func count(_ selection: DaySelection) -> Int {
        kinds.count { selection.contains($0) }
    }
}
