import HomewardAnalysis
public import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// How patrol areas and visits fare on incidents that they have not seen.
///
/// Areas and visits are made again on the earlier part of the period, all but the last fifth of its days, and counted on the
/// rest. The prediction accuracy index (PAI) is the share of the incidents that lie in the areas, by the share of the ground that
/// the areas take; the prediction efficiency index (PEI) is that count by the most that as many areas of the size and
/// spacing could have held. Sources: S. Chainey, L. Tompson, S. Uhlig (2008), "The utility of hotspot mapping for predicting
/// spatial patterns of crime", Security Journal 21, 4–28; J. M. Hunt (2016), "Do crime hot spots move?", American University.
public struct PatrolProof: Sendable, Equatable {
    /// The first and the last of the days that the plan has not seen.
    public var days: ClosedRange<CivilDay>
    /// The incidents on them in the patrol hours, wherever they lie.
    public var incidents: Int
    /// Those that lie in the areas.
    public var inAreas: Int
    /// What no choice of as many areas could have held of them.
    public var mostInAreas: Int
    /// The share of the study area that the areas take.
    public var groundShare: Double
    /// Those that happen in an area during a visit to it.
    public var met: Int
    /// The share of the areas' minutes in the patrol hours that visits fill.
    public var timeShare: Double
    /// The fewest incidents from which anything is to be told.
    public var least: Int
    /// What as many areas would have held that stand where the last year before those days counted most; nil where it was not
    /// counted.
    public var lastYear: Held?

    /// Incidents that areas hold, and the ground that these take.
    public struct Held: Sendable, Equatable {
        /// The incidents in the areas.
        public var inAreas: Int
        /// The share of the study area that the areas take.
        public var groundShare: Double

        /// What areas hold, from its parts.
        public init(inAreas: Int, groundShare: Double) {
            self.inAreas = inAreas
            self.groundShare = groundShare
        }
    }

    /// A proof from its parts.
    public init(
        days: ClosedRange<CivilDay>, incidents: Int, inAreas: Int, mostInAreas: Int, groundShare: Double, met: Int,
        timeShare: Double, least: Int = 30, lastYear: Held? = nil
    ) {
        self.days = days
        self.incidents = incidents
        self.inAreas = inAreas
        self.mostInAreas = mostInAreas
        self.groundShare = groundShare
        self.met = met
        self.timeShare = timeShare
        self.least = least
        self.lastYear = lastYear
    }

    /// Whether there are too few incidents in the areas to say anything.
    public var isTooFew: Bool { inAreas < least }

    /// The prediction accuracy index; nil without incidents.
    public var pai: Double? { pai(of: Held(inAreas: inAreas, groundShare: groundShare)) }

    /// The same of other areas.
    public func pai(of held: Held) -> Double? {
        incidents > 0 && held.groundShare > 0 ? Double(held.inAreas) / Double(incidents) / held.groundShare : nil
    }

    /// The prediction efficiency index, not more than the true one; nil without incidents.
    public var pei: Double? { pei(of: Held(inAreas: inAreas, groundShare: groundShare)) }

    /// The same of other areas.
    public func pei(of held: Held) -> Double? {
        mostInAreas > 0 ? Double(held.inAreas) / Double(mostInAreas) : nil
    }

    /// How much more than their share of time the visits meet of the areas' incidents; nil without either.
    public var ratio: Double? {
        inAreas > 0 && timeShare > 0 ? Double(met) / Double(inAreas) / timeShare : nil
    }

    /// The exact 95 % interval of the share of the areas' incidents that the visits meet (Clopper and Pearson).
    public var interval: ClosedRange<Double> { Binomial.interval(met, of: inAreas) }
}

extension PatrolProof {
    /// Counts visits on incidents: those that happen in an area while a team is there, and the share of time. Nothing of the
    /// planner's model goes into it.
    ///
    /// - Parameters:
    ///   - days: The patrol's days, on which the visits were made.
    ///   - area: The area in which a place lies, an index of `areas`.
    static func met(
        _ incidents: IncidentTable, by visits: [Visit], to areas: [PatrolArea], hours: HourWindow, days: Int,
        area: (Point) -> Int?
    ) -> (met: Int, timeShare: Double) {
        var starts: [String: [CivilDay: [Int]]] = [:]
        for visit in visits { starts[visit.area, default: [:]][visit.day, default: []].append(visit.start) }
        let length = visits.first?.minutes ?? 0
        var met = 0
        for index in 0..<incidents.count {
            guard let minute = incidents.minuteOfDay(index),
                let area = area(incidents.point(index)).map({ areas[$0] })
            else { continue }
            // A visit that began before midnight may last beyond it.
            let day = incidents.civilDay(index)
            let own = starts[area.id]
            let now = (own?[day] ?? []) + (own?[day.advanced(by: -1)] ?? []).map { $0 - 1440 }
            if now.contains(where: { minute >= $0 && minute < $0 + length }) { met += 1 }
        }
        let all = Double(areas.count * days * hours.minutes)
        return (met, all > 0 ? Double(visits.count * length) / all : 0)
    }
}
