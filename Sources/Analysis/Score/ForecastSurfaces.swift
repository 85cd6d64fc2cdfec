import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry

/// Makes the surfaces of all methods for one period from the incidents before it.
///
/// A surface has a density for each cell that integrates to 1 over the ground. Where a method has nothing to go by, such as no incident of
/// late, its surface is that of chance.
struct ForecastSurfaces: Sendable {
    let method: ForecastScore
    let grid: Grid
    let raster: KernelRaster
    /// The ground of each cell inside the study area.
    let ground: [Double]
    /// The area of each cell, −1 for none; nil where no areas are given.
    let areas: [Int32]?
    /// The first day of which incidents are known.
    let first: CivilDay

    init(_ method: ForecastScore, grid: Grid, areas: [Int32]?, first: CivilDay) {
        self.method = method
        self.grid = grid
        raster = KernelRaster(grid)
        ground = grid.cells.map(\.areaInside)
        self.areas = areas
        self.first = first
    }

    /// The surface of a method but the mixture.
    ///
    /// - Parameters:
    ///   - events: The incidents before the period.
    ///   - period: What is forecast.
    ///   - fit: The self-exciting process; nil where it could not be fitted, for which the kernel of all history stands.
    func surface(
        _ kind: ForecastMethod, of events: ArraySlice<ForecastHistory.Event>, for period: HeldOutPeriod,
        fit: SelfExcitingFit?
    ) -> [Double] {
        switch kind {
        case .chance, .mixture: normalised([])
        case .lastYear: normalised(counts(of: lastYear(events, period)))
        case .allHistory: normalised(counts(of: events))
        case .areas: normalised(byArea(of: lastYear(events, period)))
        case .longKernel: normalised(kernel(of: events))
        case .recentKernel:
            normalised(kernel(of: events[events.firstIndex(onOrAfter: period.first.number - method.recentDays)...]))
        case .nearRepeat:
            normalised(
                method.nearRepeat.scores(
                    of: events.map(\.at), times: events.map(\.time), at: Double(period.first.number), on: grid))
        case .selfExciting: normalised(fit.map { excited($0, events, period) } ?? kernel(of: events))
        }
    }

    /// Fits the self-exciting process to the latest incidents; nil where they are too few.
    func fit(to events: ArraySlice<ForecastHistory.Event>, before day: CivilDay) throws -> SelfExcitingFit? {
        let latest = events.suffix(method.fitIncidents)
        guard latest.count >= SelfExciting.fewest, let earliest = latest.first else { return nil }
        let isCut = latest.count < events.count
        return try method.selfExciting.fit(
            points: latest.map(\.at), times: latest.map(\.time),
            from: isCut ? Double(earliest.day) : Double(first.number), until: Double(day.number),
            area: max(1, ground.reduce(0, +)))
    }

    /// Scales densities so that they integrate to 1; chance where there are none.
    func normalised(_ densities: [Double]) -> [Double] {
        var sum = 0.0
        for (density, ground) in zip(densities, ground) { sum += density * ground }
        guard sum > 0, sum.isFinite else {
            let all = ground.reduce(0, +)
            return [Double](repeating: all > 0 ? 1 / all : 0, count: ground.count)
        }
        return densities.map { $0 / sum }
    }

    private func lastYear(
        _ events: ArraySlice<ForecastHistory.Event>, _ period: HeldOutPeriod
    ) -> ArraySlice<ForecastHistory.Event> { events[events.firstIndex(onOrAfter: period.first.number - 365)...] }

    private func counts(of events: ArraySlice<ForecastHistory.Event>) -> [Double] {
        var counts = [Double](repeating: 0, count: ground.count)
        for event in events { counts[Int(event.cell)] += 1 }
        return zip(counts, ground).map { $1 > 0 ? $0 / $1 : 0 }
    }

    private func byArea(of events: ArraySlice<ForecastHistory.Event>) -> [Double] {
        guard let areas, let last = areas.max(), last >= 0 else { return [] }
        var counts = [Double](repeating: 0, count: Int(last) + 1)
        var sizes = counts
        for (cell, area) in areas.enumerated() where area >= 0 { sizes[Int(area)] += ground[cell] }
        for event in events where areas[Int(event.cell)] >= 0 { counts[Int(areas[Int(event.cell)])] += 1 }
        // An area without incidents comes before what lies in none.
        let least = 0.01
        return areas.map { $0 < 0 ? 0 : (counts[Int($0)] + least) / max(1, sizes[Int($0)]) }
    }

    private func kernel(of events: ArraySlice<ForecastHistory.Event>, weights: [Double]? = nil) -> [Double] {
        guard !events.isEmpty else { return [] }
        let kernel = KernelDensity { $0.bandwidth = method.bandwidth }
        return kernel.unchecked(of: events.map(\.at), weights: weights, on: grid, raster).perSquareKilometre
    }

    private func excited(
        _ fit: SelfExcitingFit, _ events: ArraySlice<ForecastHistory.Event>, _ period: HeldOutPeriod
    ) -> [Double] {
        // Incidents that the fit has not seen, before and after it, belong to the background with what is left of the branching ratio.
        let known = Double(fit.until)
        let seen = events.firstIndex(onOrAfter: Int(known))
        let firstSeen = seen - fit.background.count
        let usual = max(0.05, 1 - fit.branching)
        let weights = events.indices.map { index in
            index >= firstSeen && index < seen ? fit.background[index - firstSeen] : usual
        }
        let (from, to) = (Double(period.first.number), Double(period.last.number + 1))
        let expected = fit.perDay * (to - from)
        let even = expected * (fit.parts.first ?? 1) / max(1e-9, ground.reduce(0, +))
        var scores = [Double](repeating: even, count: ground.count)
        let places = events.map(\.at)
        for (number, share) in fit.parts.dropFirst().enumerated() where share > 1e-6 {
            let kernel = KernelDensity {
                $0.kernel = .gaussian
                $0.bandwidth = fit.method.background / SelfExciting.narrowings[number]
            }
            let part = normalised(
                kernel.unchecked(of: places, weights: weights, on: grid, raster).perSquareKilometre)
            for cell in scores.indices { scores[cell] += expected * share * part[cell] }
        }
        let recent = events[events.firstIndex(onOrAfter: Int(from - fit.method.reachDays))...]
        fit.addBrought(
            to: &scores, by: recent.map(\.at), times: recent.map(\.time), in: from...to, on: grid)
        return scores
    }
}
