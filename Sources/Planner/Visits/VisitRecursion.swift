/// The best visits of a day where an area may be visited again at once, exactly, by dynamic programming over visits left ×
/// whether the break is due × area × step, from the last step back to the first.
///
/// What a visit is worth may be priced, see ``VisitBound``; what is found is then a bound on the rest of a day from any state,
/// which is what ``VisitSearch`` prunes by. The first of equals wins: stopping before going on, early starts, low areas.
/// O(visits × areas² × steps).
struct VisitRecursion: Sendable {
    let day: VisitDay
    /// The number of states of the break: due, and taken (or none needed).
    private let phases: Int
    /// `ready[((left × phases + phase) × areas + area) × (starts + 1) + step]`: the most from a visit to the area at the step
    /// or later, with so many visits left, itself counted; at least 0 where the day may stop without it.
    private(set) var ready: [Double]
    /// The step of the visit that ``ready`` stands for.
    private var when: [Int32]
    /// The first step of a visit with the break before it, `afterRest[(area × starts + step) × areas + next]`; the number of steps
    /// where there is none.
    private var afterRest: [Int32] = []
    /// Whether the break has room after a visit at a step.
    private var hasRestAfter: [Bool] = []

    init(_ day: VisitDay) {
        self.day = day
        phases = day.rest == nil ? 1 : 2
        ready = [Double](
            repeating: -.infinity, count: (day.most + 1) * phases * day.areas * (day.starts + 1))
        when = [Int32](repeating: -1, count: ready.count)
        guard phases == 2 else { return }
        hasRestAfter = (0..<day.starts).map(day.hasRestAfter)
        afterRest.reserveCapacity(day.areas * day.starts * day.areas)
        for area in 0..<day.areas {
            for step in 0..<day.starts {
                for next in 0..<day.areas {
                    let start = day.startAfterRest(from: area, step, to: next) ?? day.starts
                    afterRest.append(Int32(min(start, day.starts)))
                }
            }
        }
    }

    /// Where the numbers of visits left, a phase and an area start. Phase 0: nothing is due; 1: the break is.
    @inline(__always)
    private func row(_ left: Int, _ phase: Int, _ area: Int) -> Int {
        ((left * phases + phase) * day.areas + area) * (day.starts + 1)
    }

    /// The most from a visit to `area` at `step` or later; −∞ where there is none.
    func most(left: Int, isDue: Bool, area: Int, step: Int) -> Double {
        guard left > 0, step <= day.starts else { return -.infinity }
        return ready[row(left, isDue ? 1 : 0, area) + step]
    }

    /// Solves for a worth of visits, `worth[area × starts + start]`.
    mutating func solve(_ worth: [Double]) {
        let (n, starts, phases, most) = (day.areas, day.starts, phases, day.most)
        let width = starts + 1
        let (day, afterRest, hasRestAfter) = (day, afterRest, hasRestAfter)
        ready.withUnsafeMutableBufferPointer { ready in
            when.withUnsafeMutableBufferPointer { when in
                day.apart.withUnsafeBufferPointer { apart in
                    afterRest.withUnsafeBufferPointer { afterRest in
                        for left in Swift.stride(from: 1, through: most, by: 1) {
                            for phase in 0..<phases {
                                let block = (left * phases + phase) * n * width
                                let onward = ((left - 1) * phases + phase) * n * width
                                let rested = (left - 1) * phases * n * width
                                for area in 0..<n {
                                    let row = block + area * width
                                    ready[row + starts] = -.infinity
                                    when[row + starts] = -1
                                    for step in Swift.stride(from: starts - 1, through: 0, by: -1) {
                                        ready[row + step] = ready[row + step + 1]
                                        when[row + step] = when[row + step + 1]
                                        let own = worth[area * starts + step]
                                        guard own > -.infinity else { continue }
                                        // What comes after it, as `onward` says.
                                        var best = phase == 0 || hasRestAfter[step] ? 0 : -Double.infinity
                                        if left > 1 {
                                            for next in 0..<n {
                                                let from = step + apart[area * n + next]
                                                if from < starts {
                                                    let value = ready[onward + next * width + from]
                                                    best = value > best ? value : best
                                                }
                                                if phase == 1 {
                                                    let from = Int(afterRest[(area * starts + step) * n + next])
                                                    // Nothing is ready at the step behind the last.
                                                    let value = ready[rested + next * width + from]
                                                    best = value > best ? value : best
                                                }
                                            }
                                        }
                                        let value = own + best
                                        if value >= ready[row + step] {
                                            ready[row + step] = value
                                            when[row + step] = Int32(step)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The best after a visit that started at `step` in `area`: what it is worth, the area, the step and the phase of the next
    /// visit; area −1 where the day stops.
    private func onward(_ left: Int, _ phase: Int, _ area: Int, _ step: Int) -> (
        value: Double, area: Int, step: Int, phase: Int
    ) {
        let n = day.areas
        let starts = day.starts
        var best = (
            value: phase == 0 || hasRestAfter[step] ? 0 : -Double.infinity, area: -1, step: -1, phase: phase
        )
        guard left > 0 else { return best }
        for next in 0..<n {
            let from = step + day.apart[area * n + next]
            if from < starts {
                let value = ready[row(left, phase, next) + from]
                if value > best.value { best = (value, next, from, phase) }
            }
            if phase == 1 {
                let from = Int(afterRest[(area * starts + step) * n + next])
                if from < starts {
                    let value = ready[row(left, 0, next) + from]
                    if value > best.value { best = (value, next, from, 0) }
                }
            }
        }
        return best
    }

    /// The worth of the best day and its visits, after ``solve(_:)``. A day without a visit is worth 0.
    func best() -> (value: Double, stays: [VisitDay.Stay]) {
        var next = (value: 0.0, area: -1, step: -1, phase: 0)
        for area in 0..<day.areas where day.most > 0 {
            let value = ready[row(day.most, phases - 1, area)]
            if value > next.value { next = (value, area, 0, phases - 1) }
            if phases == 2, let from = day.startAfterRest(from: nil, 0, to: area), from < day.starts {
                let value = ready[row(day.most, 0, area) + from]
                if value > next.value { next = (value, area, from, 0) }
            }
        }
        let value = next.value
        var stays: [VisitDay.Stay] = []
        var left = day.most
        while next.area >= 0, left > 0 {
            let step = Int(when[row(left, next.phase, next.area) + next.step])
            guard step >= 0 else { break }
            stays.append(.init(area: next.area, start: step))
            left -= 1
            next = onward(left, next.phase, next.area, step)
        }
        return (value, stays)
    }
}
