public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

extension Study {
    /// Designs a trial from the study's history.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - window: The days and hours in force.
    /// - Returns: The design, and the areas that its indices name.
    /// - Throws: `SettingError` where areas do not fit, `AnalysisError` where history or areas are too few.
    public func design(_ method: TrialDesign, window: StudyWindow) throws -> (result: DesignResult, areas: [String]) {
        try requireIncidents()
        try method.check()
        let chosen = try method.areas.map { try named($0, key: "design.names") } ?? Array(areas.indices)
        // The study area itself holds all others and cannot be drawn against them.
        let taking = try chosen.filter { index in
            try method.areas != nil
                || !chosen.contains { other in
                    try other != index && holds(areas[index], areas[other])
                }
        }
        guard !taking.isEmpty else {
            throw SettingError.together(
                path: "design.names",
                message: "there are none; give the layer of areas that may take part with areas.file")
        }
        let days = try kindsOfDays(for: window.days)
        let first = try firstDay(method)
        let place = AreaLocator(taking.map { areas[$0] }).assign(table.points).area
        guard let whole = DayRange(period.lowerBound, period.upperBound) else {
            throw AnalysisError.shortHistory(weeks: 0, fewest: TrialDesign.fewestWeeks)
        }
        let names = taking.map { areas[$0].name }
        // Whole weeks from Monday.
        let monday = period.lowerBound.advanced(by: (7 - period.lowerBound.weekday) % 7)
        let weeks = max(0, (period.upperBound.number - monday.number + 1) / 7)
        switch method.unit {
        case .areas:
            var counts = [[Int]](repeating: [Int](repeating: 0, count: weeks), count: taking.count)
            try forEachDay(whole, days, window) { row, day in
                let week = (day.number - monday.number) / 7
                guard place[row] >= 0, day >= monday, week < weeks else { return }
                counts[Int(place[row])][week] += 1
            }
            var near: Set<[Int]> = []
            for a in taking.indices {
                for b in taking.indices where a < b {
                    if try touches(areas[taking[a]], areas[taking[b]]) { near.insert([a, b]) }
                }
            }
            let result = try method.byAreas(
                counts, touches: { near.contains([min($0, $1), max($0, $1)]) }, first: first)
            return (result, names)
        case .days:
            var counts = (0..<(7 * weeks)).map { index -> Int? in
                let kind = days.kind(of: monday.advanced(by: index))
                return kind.map { window.days.contains($0) } == true ? 0 : nil
            }
            try forEachDay(whole, days, window) { row, day in
                let index = day.number - monday.number
                guard place[row] >= 0, counts.indices.contains(index), let count = counts[index] else { return }
                counts[index] = count + 1
            }
            let result = try method.byDays(counts, from: monday, first: first) { day in
                switch calendar?.kind(of: day) ?? (day.isWeekend ? .weekend : .school) {
                case let kind: window.days.contains(kind)
                }
            }
            return (result, names)
        }
    }

    /// The first day of a trial: that asked for, or the Monday after the period.
    private func firstDay(_ method: TrialDesign) throws(SettingError) -> CivilDay {
        guard let start = method.start else {
            return period.upperBound.advanced(by: 7 - period.upperBound.weekday)
        }
        guard start > period.upperBound else {
            throw .together(
                path: "design.start",
                message: "\(start) lies in the history, which runs to \(period.upperBound); a trial begins after it")
        }
        return start
    }

    private func holds(_ a: NamedArea, _ b: NamedArea) throws -> Bool {
        guard try b.shape.distance(to: a.shape) == 0 else { return false }
        let shared = try a.shape.intersection(b.shape).area()
        return try shared > 0.95 * b.shape.area() && a.shape.area() > b.shape.area()
    }

    private func forEachDay(
        _ whole: DayRange, _ days: DayTable, _ window: StudyWindow, _ body: (Int, CivilDay) throws -> Void
    ) throws {
        // One day is before, the rest after: which of them is which has no say here.
        guard let before = DayRange(whole.first, whole.first),
            let after = DayRange(whole.first.advanced(by: 1), whole.last)
        else { return }
        let steps = EvaluationSteps(
            before: before, after: after, days: days, selection: window.days, hours: window.hours, by: .week
        ).place(table).step
        for row in 0..<table.count where steps[row] >= 0 { try body(row, table.civilDay(row)) }
    }
}
