import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardIncidents

extension Study {
    /// Whether no incident of the study has a time of day, as a moment or a range.
    var isUntimed: Bool { table.count > 0 && !table.precision.contains(where: \.hasTime) }

    /// Whether the study stands for released figures, of which all may be withheld: that is no fault of any file.
    private var isReleased: Bool { reading.sources.isEmpty }

    /// - Throws: ``WorkflowError/noIncidents(read:filtered:rejected:)`` where none is left.
    func requireIncidents() throws(WorkflowError) {
        guard table.count == 0, !isReleased else { return }
        throw .noIncidents(reading.counts)
    }

    /// Refuses to go on where no incident has an hour of its own, which whoever places whole incidents on the clock needs.
    ///
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)``.
    public func requireHours(for analysis: String) throws(WorkflowError) {
        try requireTimesOfDay(for: analysis)
        guard table.count > 0, !table.second.contains(where: { $0 >= 0 }) else { return }
        throw .noUsableData(
            analysis: analysis,
            reason: "no incident has an hour of its own. \(PrecisionCounts(table).withoutHour ?? "")",
            remedy: "use an extract with times, or look at the clock, which spreads ranges (peaks)")
    }

    /// Refuses to go on where no incident has a day, which `analysis` cannot do without.
    ///
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)``.
    public func requireDays(for analysis: String) throws(WorkflowError) {
        try requireIncidents()
        guard let reason = whyNoDays else { return }
        throw .noUsableData(
            analysis: analysis, reason: reason,
            remedy:
                "name the column of the date, \(setting: "incidents[].columns", "date=COLUMN"), or use an extract that has one"
        )
    }

    /// Why nothing can be told by days, in words that end a sentence; nil where it can.
    private var whyNoDays: String? {
        table.count > 0 && table.precision.allSatisfy { $0 == .month } ? "no row has a day, only a month" : nil
    }

    /// Why near repeats cannot be looked for, in words that end a sentence; nil where they can.
    func whyNoRepeats(_ method: NearRepeats) -> String? {
        whyNoDays ?? whyTooCoarse(method.finest)
    }

    /// Why nothing can be tested where a window selects no incident, in words that end a sentence; nil where it selects one.
    ///
    /// What nobody wrote down is told from what did not happen: an extract without times has no hours after school, and a
    /// quiet town has none either.
    func whyNothing(in selected: SelectedIncidents, of window: StudyWindow) -> String? {
        guard selected.table.count == 0, table.count > 0 else { return nil }
        if window.hours != nil, isUntimed { return "no row has a time of day" }
        if window.days != .all, table.precision.allSatisfy({ $0 == .month }) { return "no row has a day, only a month" }
        let days = Words.days(window.days.rawValue)
        let hours = window.hours.map { " from \(WindowSummary($0).from) to \(WindowSummary($0).to)" } ?? ""
        let reasons = ReasonCounts.text(ReasonCounts.byCode(selected.filtered))
        return "no incident is known to lie on \(days)\(hours) (left out: \(reasons))"
    }

    /// Refuses to tell places apart that are nearer than the positions bear, such as those that police.uk snaps to a list.
    ///
    /// - Parameters:
    ///   - size: The side of a cell or the distance within which places count as one, m.
    ///   - key: The setting that holds it.
    ///   - analysis: Who asks, for the message.
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)``.
    public func requirePlaces(asFineAs size: Double, key: String, for analysis: String) throws(WorkflowError) {
        guard let least = reading.limits.leastCell, let reason = whyTooCoarse(size) else { return }
        throw .noUsableData(
            analysis: analysis, reason: reason, remedy: "take at least \(setting: key, SettingName.plain(least))")
    }

    /// Why places that are nearer than `size`, m, cannot be told apart, in words that end a sentence; nil where they can.
    private func whyTooCoarse(_ size: Double) -> String? {
        let limits = reading.limits
        guard let least = limits.leastCell, size < least else { return nil }
        return
            "the positions of \(limits.snappedFiles.joined(separator: ", ")) are the nearest of a published list of points, so that nothing can be told of places under \(SettingName.plain(least)) m"
    }

    /// Refuses a plan whose incidents cannot bear it, before any work is done: it lays people's hours and places out.
    ///
    /// - Throws: ``WorkflowError``.
    public func requirements(of plan: PlanFile) throws(WorkflowError) {
        try requireHours(for: "the plan")
        if plan.audience.isShared {
            try requirePlaces(asFineAs: plan.disclosure.cell, key: "disclosure.cell_m", for: "the plan")
        } else {
            try requirePlaces(asFineAs: plan.hotspots.cell, key: "hotspots.cell_m", for: "the plan")
            if plan.tellsEmerging {
                try requirePlaces(
                    asFineAs: plan.emerging.cell, key: "emerging.cell_m", for: "the plan's emerging hotspots")
            }
            if plan.drawsDensity {
                try requirePlaces(asFineAs: plan.density.cell, key: "density.cell_m", for: "the plan's density")
            }
            if plan.scans { try requirePlaces(asFineAs: plan.scan.cell, key: "scan.cell_m", for: "the plan's scan") }
        }
    }

    /// What there is in a window.
    ///
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where there is nothing.
    public func selectingSome(_ window: StudyWindow, for analysis: String) throws(WorkflowError) -> SelectedIncidents {
        try requireIncidents()
        let selected = try selecting(window)
        if let reason = whyNothing(in: selected, of: window) {
            throw .noUsableData(
                analysis: analysis, reason: reason,
                remedy: window.hours != nil && isUntimed
                    ? "name the column of the time, or leave the hours out" : "take other days or hours")
        }
        return selected
    }
}
