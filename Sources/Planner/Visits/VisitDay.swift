import Foundation

/// One team's day in the patrol areas as a problem of place and time: which area is visited from when.
///
/// Times are whole steps of ``PatrolRisk/step`` minutes after the patrol hours begin. A visit may start where its worth is not
/// minus infinity. A team waits wherever it likes, and where a break is due it takes it somewhere between two visits.
struct VisitDay: Sendable {
    /// The number of areas.
    var areas: Int
    /// The number of steps at which a visit can start.
    var starts: Int
    /// What a visit is worth: `worth[area × starts + start]`, −∞ where it may not start.
    var worth: [Double]
    /// The least steps from the start of a visit in one area to the start of one in another, or in the same one:
    /// `apart[from × areas + to]`.
    var apart: [Int]
    /// The length of a visit and the way to another area, minutes: `way[from × areas + to]`.
    var way: [Int]
    /// The length of a visit, minutes.
    var visitMinutes: Int
    /// The most visits of the day.
    var most: Int
    /// The most visits to each area.
    var mostOfArea: [Int]
    /// The visits that each area should have at least.
    var leastOfArea: [Int]
    /// The break that the day needs; nil where it needs none.
    var rest: Rest?

    /// A break: its length and when it may be taken, minutes after the patrol hours begin.
    struct Rest: Sendable, Equatable {
        var minutes: Int
        var earliest: Int
        var latest: Int
    }

    /// A visit.
    struct Stay: Sendable, Equatable {
        var area: Int
        /// The step at which it starts.
        var start: Int
    }

    /// What a row of visits is worth.
    func worth(of stays: [Stay]) -> Double { stays.reduce(0) { $0 + worth[$1.area * starts + $1.start] } }

    /// The first step not before a minute.
    static func step(atOrAfter minute: Int) -> Int { (minute + PatrolRisk.step - 1) / PatrolRisk.step }

    /// The first step at which a visit to `next` can start with the break taken on arrival, after a visit that started at
    /// `start` in `area`, or after the patrol hours began where that is nil; nil where the break has no room.
    func startAfterRest(from area: Int?, _ start: Int, to next: Int) -> Int? {
        guard let rest else { return nil }
        let arrival = area.map { start * PatrolRisk.step + visitMinutes + way[$0 * areas + next] } ?? 0
        let end = max(arrival, rest.earliest) + rest.minutes
        guard end <= rest.latest else { return nil }
        var step = VisitDay.step(atOrAfter: end)
        if let area, area == next { step = max(step, start + apart[area * areas + next]) }
        return step
    }

    /// Whether the break has room after a visit that started at `start`.
    func hasRestAfter(_ start: Int) -> Bool {
        guard let rest else { return true }
        return max(start * PatrolRisk.step + visitMinutes, rest.earliest) + rest.minutes <= rest.latest
    }

    /// Whether visits, in the order of time, keep every rule of the day but the least of an area.
    func allows(_ stays: [Stay]) -> Bool {
        guard stays.count <= most else { return false }
        var isRested = rest == nil
        var last: [Int: Int] = [:]
        var count = [Int](repeating: 0, count: areas)
        for (index, stay) in stays.enumerated() {
            guard (0..<starts).contains(stay.start), worth[stay.area * starts + stay.start] > -.infinity else {
                return false
            }
            count[stay.area] += 1
            guard count[stay.area] <= mostOfArea[stay.area] else { return false }
            if let before = last[stay.area], stay.start < before + apart[stay.area * areas + stay.area] { return false }
            last[stay.area] = stay.start
            let before = index > 0 ? stays[index - 1] : nil
            if let before, stay.start < before.start + apart[before.area * areas + stay.area] { return false }
            if !isRested, let ready = startAfterRest(from: before?.area, before?.start ?? 0, to: stay.area) {
                isRested = ready <= stay.start
            }
        }
        return isRested || stays.last.map { hasRestAfter($0.start) } ?? true
    }
}
