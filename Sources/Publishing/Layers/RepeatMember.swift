import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardWorkflow

/// An incident of a chain of near repeats: what the layers of repeats are made of.
package struct RepeatMember: Sendable {
    /// Its key, `N1-0` for the originator of the first chain.
    let id: String
    /// The key of its chain.
    let chain: String
    /// Where.
    let point: Point
    /// On which day.
    let day: CivilDay
    /// What makes it a repeat; nil for an originator.
    var link: RepeatChains.Link?
    /// The key of the incident that it follows.
    var follows: String?
    /// Where that one happened.
    var from: Point?
    /// The day of that one.
    var dayFrom: CivilDay?
    /// The band of distance in words.
    var distanceBand: String?
    /// The band of days in words.
    var dayBand: String?
    /// The band's Knox ratio.
    var ratio: Double?
    /// How many hang on it directly.
    var followers = 0
    /// Days since the chain's first incident.
    var sinceFirst = 0

    /// The direction from what it follows, degrees clockwise from grid north; nil in one place.
    var bearing: Double? {
        guard let from, from != point else { return nil }
        let degrees = (atan2(point.x - from.x, point.y - from.y) * 180 / .pi).rounded()
        return degrees < 0 ? degrees + 360 : degrees
    }

    /// The incidents of all chains, the first of each before those that follow. O(incidents).
    static func all(of result: NearRepeatResult, _ table: IncidentTable) -> [RepeatMember] {
        result.chains.chains.enumerated().flatMap { index, chain -> [RepeatMember] in
            let key = RepeatsFinding.id(ofChain: index)
            let first = table.civilDay(chain.first)
            var members = [
                RepeatMember(id: "\(key)-0", chain: key, point: table.point(chain.first), day: first)
            ]
            var numberOf = [chain.first: 0]
            for (number, link) in chain.links.enumerated() {
                numberOf[link.later] = number + 1
                let before = numberOf[link.earlier] ?? 0
                members[before].followers += 1
                var member = RepeatMember(
                    id: "\(key)-\(number + 1)", chain: key, point: table.point(link.later),
                    day: table.civilDay(link.later),
                    link: link, follows: members[before].id, from: members[before].point, dayFrom: members[before].day)
                member.distanceBand = result.distances[link.cell / result.days.count].label
                member.dayBand = result.days[link.cell % result.days.count].label
                member.ratio = result.cells[link.cell].ratio
                member.sinceFirst = first.distance(to: member.day)
                members.append(member)
            }
            return members
        }
    }
}
