import HomewardCore
public import HomewardGeometry
public import HomewardStreets

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
    /// The incidents (or harm) a year to expect that the team meets while it stands there. What another team meets too counts
    /// for the route that is listed first.
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

/// What one team does after school: from post to post along the streets.
public struct ChaperoneRoute: Sendable, Equatable {
    /// `R1`, `R2`, …
    public var id: String
    /// The school that the route serves: of those whose teams start then the nearest to the first post.
    public var school: String
    /// When the team starts, minute of the day: the school's finish, less the lead.
    public var start: Int
    /// Whether the finish is an assumption.
    public var isStartAssumed: Bool
    /// The posts in the order of the walk.
    public var posts: [Post]
    /// The walk from the first post through every other, on the streets.
    public var walk: LineString
    /// The length of the walk, m.
    public var length: Double
    /// The time from the start to the end of the last post, minutes.
    public var minutes: Double
    /// People on the team.
    public var people: Int
    /// The incidents (or harm) a year to expect that the team meets at its posts and on its walk. What another team meets too
    /// counts for the route that is listed first, so that the routes add up to the plan.
    public var risk: Double
    /// What the plan would meet less without the team.
    public var lost: Double
    /// The length of the walk from each post to the next, m.
    public var legs: [Double]
    /// What to say to the team on the walk from each post to the next; nothing where it walks no metre.
    public var directions: [[Direction]]
    /// The weekdays on which the team goes so, 0 for Monday, where schools finish at other times on others; nil: on all.
    public var weekdays: [Int]?
    /// The breaks, minutes of the day; each lies in the stay at a post, where nobody stands meanwhile.
    public var breaks: [Range<Int>]
    /// The base from which the team comes; nil where it starts at its first post.
    public var base: String?
    /// The way from the base to the first post; nil where the team starts there.
    public var approach: LineString?
    /// Whether a person has kept the route as it is, see ``ChaperoneOrders/Route``.
    public var isKept = false

    /// A route from its parts.
    public init(
        id: String, school: String, start: Int, isStartAssumed: Bool, posts: [Post], walk: LineString, length: Double,
        minutes: Double, people: Int, risk: Double, lost: Double = 0, legs: [Double] = [],
        directions: [[Direction]] = [], weekdays: [Int]? = nil, breaks: [Range<Int>] = [],
        base: String? = nil
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
        self.lost = lost
        self.legs = legs
        self.directions = directions
        self.weekdays = weekdays
        self.breaks = breaks
        self.base = base
    }

    /// The walk from a post to the next in words, as ``/HomewardStreets/Direction/words(of:)``; nil after the last post and
    /// where none are known.
    public func words(after post: Int) -> String? {
        guard directions.indices.contains(post), !directions[post].isEmpty else { return nil }
        return Direction.words(of: directions[post])
    }

    /// The weekdays in words, `Mon–Thu`; nil where it is every school day.
    public var days: String? { weekdays.map { Shown.weekdays($0) } }
}

/// The routes of all teams and how good they are.
public struct ChaperonePlan: Sendable, Equatable {
    /// One route for each team that has work: first the one that meets most, then each time the one that adds most to those
    /// before it.
    public var routes: [ChaperoneRoute]
    /// Schools and fixed posts without a route, with the reason.
    public var unserved: [Unserved]
    /// The incidents (or harm) a year to expect that the teams meet, by the model of risk.
    public var risk: Double
    /// A number that no plan with these teams and times can exceed in the same model.
    public var upperBound: Double
    /// What the same teams would meet in the same model standing still at the best places.
    public var standing: Double
    /// What starting at a gate costs, where that is preferred.
    public var gatePrice: Double
    /// What one more team would add while the others stay as they are.
    public var oneMore: Double
    /// The incidents behind the model: those in the teams' hours within reach of where they may be.
    public var evidence: Int
    /// Whether those are too few to say anything.
    public var isTooFew: Bool
    /// Whether figures are in harm rather than incidents.
    public var usesHarm: Bool
    /// Whether two posts and a walk fit into a team's time.
    public var hasTimeForTwoPosts = true
    /// How such a plan fares on incidents that it has not seen; nil where the period is too short to tell.
    public var proof: PresenceProof?
    /// What the plan takes for granted, a sentence each.
    public var assumptions: [String]

    /// A plan from its parts.
    public init(
        routes: [ChaperoneRoute], unserved: [Unserved], risk: Double, upperBound: Double, standing: Double = 0,
        gatePrice: Double = 0, oneMore: Double = 0, evidence: Int = 0, isTooFew: Bool = false, usesHarm: Bool = false,
        proof: PresenceProof? = nil, assumptions: [String] = []
    ) {
        self.routes = routes
        self.unserved = unserved
        self.risk = risk
        self.upperBound = upperBound
        self.standing = standing
        self.gatePrice = gatePrice
        self.oneMore = oneMore
        self.evidence = evidence
        self.isTooFew = isTooFew
        self.usesHarm = usesHarm
        self.proof = proof
        self.assumptions = assumptions
    }

    /// (bound − risk) / bound, 0 where the plan is proven optimal.
    public var gap: Double { upperBound > 0 ? (upperBound - risk) / upperBound : 0 }
}
