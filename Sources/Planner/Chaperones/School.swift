import HomewardCore
public import HomewardGeometry

/// A school whose children go home.
public struct School: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its gate, in the working coordinate system.
    public var gate: Point
    /// Its finish, minute of the day, on weekdays that have no other.
    public var finish: Int
    /// The weekdays that have another finish, 0 for Monday, and that finish.
    public var finishByWeekday: [Int: Int]
    /// Whether that finish is an assumption.
    public var isFinishAssumed: Bool
    /// How many children go there; nil where that is not known.
    public var pupils: Double?
    /// The share of them who take a bus, 0 ... 1; nil where that is not known.
    public var busShare: Double?
    /// How a route that serves it starts; nil: as ``ChaperonePlanner/gate`` says.
    public var gateRule: ChaperonePlanner.GateRule?

    /// A school from its parts.
    public init(
        name: String, gate: Point, finish: Int, isFinishAssumed: Bool, finishByWeekday: [Int: Int] = [:],
        pupils: Double? = nil, busShare: Double? = nil, gateRule: ChaperonePlanner.GateRule? = nil
    ) {
        self.name = name
        self.gate = gate
        self.finish = finish
        self.finishByWeekday = finishByWeekday
        self.isFinishAssumed = isFinishAssumed
        self.pupils = pupils
        self.busShare = busShare
        self.gateRule = gateRule
    }
}

/// Where children live: a place such as a postcode and how many of them.
public struct Home: Sendable, Hashable {
    /// Where, in the working coordinate system.
    public var point: Point
    /// How many children.
    public var children: Double

    /// A home from its parts.
    public init(point: Point, children: Double = 1) {
        self.point = point
        self.children = children
    }
}

extension School {
    /// Its finish on a weekday, 0 for Monday.
    public func finish(on weekday: Int) -> Int { finishByWeekday[weekday] ?? finish }

    /// The same school as it is on one weekday.
    func asOn(_ weekday: Int) -> School {
        var school = self
        school.finish = finish(on: weekday)
        school.finishByWeekday = [:]
        return school
    }
}

/// A bus stop.
public struct Stop: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Where it is, in the working coordinate system.
    public var point: Point

    /// A stop from its parts.
    public init(name: String, point: Point) {
        self.name = name
        self.point = point
    }
}

/// A post that a person has decided on: it stays in the plan wherever the optimiser would stand.
public struct FixedPost: Sendable, Hashable {
    /// The school whose route takes it in.
    public var school: String
    /// Where, in the working coordinate system.
    public var point: Point
    /// What it is called; empty where it has no name.
    public var name: String

    /// A fixed post from its parts.
    public init(school: String, point: Point, name: String = "") {
        self.school = school
        self.point = point
        self.name = name
    }

    /// What it is called in a sentence or a table.
    var title: String { "Fixed post " + (name.isEmpty ? "of \(school)" : "\(name.quoted) of \(school)") }
}
