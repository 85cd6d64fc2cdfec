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

    /// A route that stays as it is.
    public struct Route: Sendable, Equatable {
        /// Where its team stands.
        public struct Stay: Sendable, Equatable {
            /// Where, in the working coordinate system.
            public var point: Point
            /// The minute of the day from which; nil: as is best.
            public var from: Int?
            /// The minute of the day until which; nil: as is best.
            public var to: Int?

            /// A stay from its parts.
            public init(point: Point, from: Int? = nil, to: Int? = nil) {
                self.point = point
                self.from = from
                self.to = to
            }
        }

        /// Its name, under which it stands in the plan.
        public var name: String
        /// The school that it serves.
        public var school: String
        /// Its posts in their order.
        public var stays: [Stay]
        /// Lines along which its team walks; none: the quickest way from post to post.
        public var line: [LineString]
        /// The weekdays, 0 for Monday; nil: those on which its times lie in its team's.
        public var weekdays: [Int]?

        /// A route from its parts.
        public init(
            name: String, school: String, stays: [Stay], line: [LineString] = [], weekdays: [Int]? = nil
        ) {
            self.name = name
            self.school = school
            self.stays = stays
            self.line = line
            self.weekdays = weekdays
        }
    }

    /// Where teams come from; none: they start at their first posts.
    public var bases: [Base] = []
    /// Places that must never be without a team.
    public var always: [Always] = []
    /// Ground on which teams are to be for so long at least.
    public var least: [Least] = []
    /// Routes that stay as they are.
    public var routes: [Route] = []

    /// Nothing.
    public init() {}
}
