import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry

/// What makes an area worth patrolling: how fast incidents age, and how far what lies in it is drawn to what lies around it.
///
/// An incident weighs its harm, half as much after ``halfLife`` days. An area of radius r is worth (1 − ``shrink``) of what lies in
/// it and ``shrink`` of what lies within ``around`` r of its middle, brought to its size. That is the posterior mean of a
/// Poisson count under a gamma prior around the neighbourhood's rate, for areas of one size; how strong the prior is, is chosen by
/// counts of later incidents and not by harm. Source: as ``RiskSpread``.
struct AreaWeights: Sendable, Hashable {
    /// As old on the average as what a year's count counts, which is what a plan is measured against: 365 × ln 2 / 2 days.
    var halfLife = 126.0
    var shrink = 0.2

    /// How far around an area its neighbourhood reaches, radii.
    static let around = 2.0

    /// What an incident of a day weighs at the end of the period.
    func recency(_ day: CivilDay, _ last: CivilDay) -> Double {
        halfLife > 0 ? exp2(-Double(day.distance(to: last)) / halfLife) : 1
    }

    /// What a year of the period weighs, years.
    func years(_ period: ClosedRange<CivilDay>) -> Double {
        period.reduce(0) { $0 + recency($1, period.upperBound) } / 365.25
    }

    /// The weights by which areas chosen on the earlier part of the period held most incidents of the later part, over the last
    /// three of six stretches; the standard ones unless others are better by a twentieth, or where there are too few to tell.
    ///
    /// - Parameters:
    ///   - sites: Where incidents lie.
    ///   - first: The first day whose incidents count.
    static func chosen(
        for planner: PatrolPlanner, sites: HarmSites, from first: CivilDay, period: ClosedRange<CivilDay>,
        form: PatrolForm
    ) -> AreaWeights {
        let days = period.lowerBound.distance(to: period.upperBound) + 1
        guard days >= 60, planner.areas > 0 else { return AreaWeights() }
        let cuts = (0...6).map { period.lowerBound.advanced(by: days * $0 / 6) }
        let spans = (3...5).map { cuts[$0]...cuts[$0 + 1].advanced(by: -1) }
        guard spans.reduce(0, { $0 + sites.count(during: $1) }) >= 30 else { return AreaWeights() }
        let folds = spans.map { span -> (end: CivilDay, later: [(point: Point, count: Int)]) in
            var counts = [Int](repeating: 0, count: sites.points.count)
            sites.forEach(during: span) { site, _, _ in counts[site] += 1 }
            return (
                span.lowerBound.advanced(by: -1),
                counts.indices.filter { counts[$0] > 0 }.map { (sites.points[$0], counts[$0]) }
            )
        }
        func score(_ weights: AreaWeights) -> Int {
            let parts = Parallel.map(folds.count) { number -> Int in
                let fold = folds[number]
                let points = HarmPoints(
                    sites, during: min(first, fold.end)...fold.end, radius: planner.radius, weights: weights,
                    last: fold.end,
                    byHarm: false)
                let centres = points.greedyCentres(planner.areas, spacing: planner.spacing, form: form)
                return fold.later.reduce(0) { sum, site in
                    centres.contains { form.contains(site.point, centre: $0) } ? sum + site.count : sum
                }
            }
            return parts.reduce(0, +)
        }
        var best = AreaWeights()
        var top = score(best)
        for (key, values) in [(\AreaWeights.halfLife, [0.0, 365, 60]), (\AreaWeights.shrink, [0, 0.5])] {
            var better = (weights: best, score: top)
            for value in values {
                var other = best
                other[keyPath: key] = value
                let found = score(other)
                if found > better.score { better = (other, found) }
            }
            if Double(better.score) > Double(top) * 1.05 { (best, top) = better }
        }
        return best
    }
}
