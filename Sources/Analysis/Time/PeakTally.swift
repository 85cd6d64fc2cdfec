import HomewardCalendar
import HomewardIncidents

/// How the incidents of one area, or of none, lie to the window and to the school days.
struct PeakTally {
    /// In the window on school days.
    var inWindow = 0
    /// In the same hours on other days.
    var otherDays = 0
    /// At other hours of school days.
    var restOfSchoolDay = 0
    /// At other hours of other days.
    var elsewhen = 0
    /// What is counted in none of these, by reason.
    var setAside: [PeakSetAside: Int] = [:]
    /// The minutes of the day of those on school days whose moment is known to the hour.
    var schoolMinutes: [Int] = []

    /// All that are counted.
    var counted: Int { inWindow + otherDays + restOfSchoolDay + elsewhen }
    /// All.
    var incidents: Int { setAside.values.reduce(counted, +) }

    mutating func add(_ place: PeakPlace) {
        switch place {
        case .cell(let isSchoolDay, let isInWindow, let minute):
            switch (isSchoolDay, isInWindow) {
            case (true, true): inWindow += 1
            case (false, true): otherDays += 1
            case (true, false): restOfSchoolDay += 1
            case (false, false): elsewhen += 1
            }
            if isSchoolDay, let minute { schoolMinutes.append(minute) }
        case .aside(let reason): setAside[reason, default: 0] += 1
        }
    }
}

/// Where one incident lies to the window and to the school days.
enum PeakPlace: Equatable {
    /// On a school day or another, in the window or not; the minute where one stands for it.
    case cell(isSchoolDay: Bool, isInWindow: Bool, minute: Int?)
    /// Nobody knows.
    case aside(PeakSetAside)
}

/// Tells where each incident lies to a window and to the school days of a period.
struct PeakPlaces {
    let window: HourWindow
    let days: DayTable
    let clock: LocalClock

    /// The place of an incident. One whose moment is known to the hour lies where its minute does, as everywhere; a longer
    /// range counts where all of it lies in one place, and is set aside where it reaches over an edge of the window or from a
    /// school day to another. O(1).
    func place(of row: Int, in table: IncidentTable) -> PeakPlace {
        if let minute = table.minuteOfDay(row), minute < 1440 {
            guard let kind = days.kind(of: table.civilDay(row)) else { return .aside(.unknownDay) }
            return .cell(isSchoolDay: kind == .school, isInWindow: window.contains(minute: minute), minute: minute)
        }
        guard table.precision[row].isStretch, table.end[row] > table.start[row] else { return .aside(.noTime) }
        return place(from: table.start[row], to: table.end[row])
    }

    /// The place of a range; its last second is the one before its end, as on the data clock.
    private func place(from start: Int64, to end: Int64) -> PeakPlace {
        let (first, last) = (clock.civil(start), clock.civil(end - 1))
        // Longer ranges hold the whole clock.
        guard last.day - first.day <= 1 else { return .aside(.openRange) }
        var stretches = [(day: first.day, from: Int(first.second) / 60, to: Int(last.second) / 60)]
        if first.day != last.day {
            stretches[0].to = 1439
            stretches.append((day: last.day, from: 0, to: Int(last.second) / 60))
        }
        var place: PeakPlace?
        for stretch in stretches {
            guard let kind = days.kind(of: CivilDay(number: Int(stretch.day))) else { return .aside(.unknownDay) }
            guard let isInWindow = window.holds(from: stretch.from, to: stretch.to) else { return .aside(.openRange) }
            let here = PeakPlace.cell(isSchoolDay: kind == .school, isInWindow: isInWindow, minute: nil)
            guard place == nil || place == here else { return .aside(.openRange) }
            place = here
        }
        return place ?? .aside(.openRange)
    }
}

extension HourWindow {
    /// Whether all minutes from `first` to `last` of one day lie in the window (true) or outside it (false); nil where some
    /// do. Where the clock is put back within the hour `last` may come before `first`.
    fileprivate func holds(from first: Int, to last: Int) -> Bool? {
        let (first, last) = (Swift.min(first, last), Swift.max(first, last))
        let arcs = end > start ? [start..<end] : [0..<end, start..<1440]
        if arcs.contains(where: { $0.contains(first) && $0.contains(last) }) { return true }
        return arcs.contains { $0.overlaps(first..<last + 1) } ? nil : false
    }
}
