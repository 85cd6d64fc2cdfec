public import HomewardGeometry

/// A place where a team stands for a while on its route.
public struct Post: Sendable, Equatable {
    /// `R1-P1`: the first post of the first route.
    public var id: String
    /// Where, in the working coordinate system; on a street.
    public var point: Point
    /// The street's name, or the nearest stop's, or a description of the place.
    public var place: String
    /// Minute of the day at which the team arrives, with its fraction.
    public var arrive: Double
    /// Minute of the day at which it leaves.
    public var leave: Double
    /// The after-school risk that the post covers: incidents per year (or harm per year) within its reach, each weighted
    /// by the share of the school's children who pass.
    public var risk: Double
    /// Whether a person decided on the post, see ``FixedPost``, rather than the optimiser.
    public var isFixed: Bool

    /// A post from its parts.
    public init(
        id: String, point: Point, place: String, arrive: Double, leave: Double, risk: Double, isFixed: Bool = false
    ) {
        self.id = id
        self.point = point
        self.place = place
        self.arrive = arrive
        self.leave = leave
        self.risk = risk
        self.isFixed = isFixed
    }
}

/// What one team does after school: from the gate from post to post along the streets.
public struct ChaperoneRoute: Sendable, Equatable {
    /// `R1`, `R2`, …
    public var id: String
    /// The school where the route starts.
    public var school: String
    /// The school's finish, minute of the day.
    public var start: Int
    /// Whether that finish is an assumption.
    public var isStartAssumed: Bool
    /// The posts in the order of the walk; the first is at the gate.
    public var posts: [Post]
    /// The walk from the gate through every post, on the streets.
    public var walk: LineString
    /// The length of the walk, m.
    public var length: Double
    /// The time from the finish to the end of the last post, minutes.
    public var minutes: Double
    /// People on the team.
    public var people: Int
    /// The risk that its posts cover together, incidents per year; what two posts share counts once.
    public var risk: Double

    /// A route from its parts.
    public init(
        id: String, school: String, start: Int, isStartAssumed: Bool, posts: [Post], walk: LineString, length: Double,
        minutes: Double, people: Int, risk: Double
    ) {
        self.id = id
        self.school = school
        self.start = start
        self.isStartAssumed = isStartAssumed
        self.posts = posts
        self.walk = walk
        self.length = length
        self.minutes = minutes
        self.people = people
        self.risk = risk
    }
}

/// The routes of all teams and how good they are.
public struct ChaperonePlan: Sendable, Equatable {
    /// One route for each team that has work.
    public var routes: [ChaperoneRoute]
    /// Schools and fixed posts without a route, with the reason.
    public var unserved: [Unserved]
    /// The risk that all routes cover together, incidents per year.
    public var risk: Double
    /// A number that no plan with these teams and times can exceed, incidents per year.
    ///
    /// It holds for every choice of schools, posts and ways under the planner's rules: the same candidates for posts (see
    /// ``ChaperonePlanner``), dwell, spacing and time.
    public var upperBound: Double
    /// What the plan takes for granted, a sentence each.
    public var assumptions: [String]

    /// A plan from its parts.
    public init(
        routes: [ChaperoneRoute], unserved: [Unserved], risk: Double, upperBound: Double, assumptions: [String] = []
    ) {
        self.routes = routes
        self.unserved = unserved
        self.risk = risk
        self.upperBound = upperBound
        self.assumptions = assumptions
    }

    /// (bound − risk) / bound, 0 where the plan is proven optimal.
    public var gap: Double { upperBound > 0 ? max(0, (upperBound - risk) / upperBound) : 0 }
}
