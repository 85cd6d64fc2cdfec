public import HomewardGeometry

/// A school whose children go home.
public struct School: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its gate, in the working coordinate system.
    public var gate: Point
    /// Its finish, minute of the day.
    public var finish: Int
    /// Whether that finish is an assumption.
    public var isFinishAssumed: Bool

    /// A school from its parts.
    public init(name: String, gate: Point, finish: Int, isFinishAssumed: Bool) {
        self.name = name
        self.gate = gate
        self.finish = finish
        self.isFinishAssumed = isFinishAssumed
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

    /// A fixed post from its parts.
    public init(school: String, point: Point) {
        self.school = school
        self.point = point
    }
}
