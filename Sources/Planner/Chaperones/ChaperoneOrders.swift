public import HomewardGeometry

/// What a person has decided of the teams beside fixed posts and forbidden ground.
public struct ChaperoneOrders: Sendable, Equatable {
    /// A place from which teams come.
    public struct Base: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Where, in the working coordinate system.
        public var point: Point

        /// A base from its parts.
        public init(name: String, point: Point) {
            self.name = name
            self.point = point
        }
    }

    /// A place that must never be without a team in some hours.
    public struct Always: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Where: within an outline, or at a point where there is none.
        public var outline: MultiPolygon?
        /// The point, or any point of the outline.
        public var point: Point
        /// The minute of the day from which.
        public var from: Int
        /// The minute of the day until which.
        public var to: Int

        /// A place from its parts.
        public init(name: String, point: Point, outline: MultiPolygon? = nil, from: Int, to: Int) {
            self.name = name
            self.point = point
            self.outline = outline
            self.from = from
            self.to = to
        }
    }

    /// Ground on which teams are to be for so long at least on a school day, all together.
    public struct Least: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// The ground.
        public var outline: MultiPolygon
        /// Team-minutes.
        public var minutes: Int

        /// Ground from its parts.
        public init(name: String, outline: MultiPolygon, minutes: Int) {
            self.name = name
            self.outline = outline
            self.minutes = minutes
        }
    }

    /// Where teams come from; none: they start at their first posts.
    public var bases: [Base] = []
    /// Places that must never be without a team.
    public var always: [Always] = []
    /// Ground on which teams are to be for so long at least.
    public var least: [Least] = []

    /// Nothing.
    public init() {}
}
