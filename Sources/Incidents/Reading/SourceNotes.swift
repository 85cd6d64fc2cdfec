import HomewardCore

/// What an analyst should know about one source after it was read.
struct SourceNotes {
    let plan: RowPlan
    let builder: TableBuilder
    let file: String
    let origin: SourceOrigin?

    /// The notes, each a sentence.
    var all: [String] { grain + origins + encoding + dates + clock + ages + selections }

    private var grain: [String] {
        let grain = builder.grain
        let rows = "\(file): \(Shown.grouped(grain.rows)) \(grain.rows == 1 ? "row" : "rows")"
        let incidents = "\(Shown.grouped(grain.incidents)) \(grain.incidents == 1 ? "incident" : "incidents")"
        switch (grain.unit, grain.column) {
        case (.person, let column?):
            return [
                "\(rows), \(incidents): each row is a person or another part of an incident; rows with the same "
                    + "\(column.quoted) are one incident."
            ]
        case (.person, nil):
            let rule = "rows of the same place and minute are one incident"
            return [
                grain.basis == .asked
                    ? "\(rows), \(incidents): each row is a person; \(rule)."
                    : "\(rows), \(incidents): so many rows coincide that each seems to be a person; \(rule). Name the column "
                        + "of the incident's number with id=NAME or, where each row is an incident, set the grain to incident."
            ]
        case (.incident, _):
            guard grain.coinciding > 0 else { return [] }
            return [
                "\(file): \(Shown.grouped(grain.coinciding)) rows have the place and minute of another and a number of "
                    + "their own, and all are counted; where they are persons of one incident, set the grain to person or "
                    + "name the column of the incident's number with id=NAME."
            ]
        }
    }

    private var origins: [String] {
        guard let origin else { return [] }
        return [
            "\(file): \(origin.rawValue) gives months and snapped points; nothing is said by hour, by day or by cells "
                + "under \(Int(origin.leastCell)) m."
        ]
    }

    private var encoding: [String] {
        guard builder.rows1252 > 0 else { return [] }
        return ["\(file): \(builder.rows1252) rows are no UTF-8 and were read as Windows-1252."]
    }

    private var dates: [String] {
        let evidence = builder.evidence
        switch plan.dateOrder {
        case .unsettled:
            return [
                "\(file): dates such as 03/04/2024 fit two orders and the column does not settle which; "
                    + "say it with dates=day-first or dates=month-first."
            ]
        case .monthFirst where evidence.either + evidence.monthFirst > 0:
            return ["\(file): dates such as 03/04/2024 were read with the month first."]
        default:
            return []
        }
    }

    private var clock: [String] {
        var notes: [String] = []
        if builder.repeatedHours > 0 {
            notes.append(
                "\(file): \(builder.repeatedHours) incidents stand in the hour that occurs twice when the clock goes back; "
                    + "the first was taken.")
        }
        if builder.withOffset > 0 {
            notes.append(
                "\(file): \(builder.withOffset) times name an offset from UTC and were converted to \(plan.clock.timeZone); "
                    + "if the file means local time, export it without the offset.")
        }
        if builder.spikes.midnight >= 10, builder.spikes.midnightShare > 0.02 {
            let percent = (builder.spikes.midnightShare * 1000).rounded() / 10
            notes.append(
                "\(file): \(builder.spikes.midnight) of \(builder.spikes.timed) times are exactly 00:00 (\(percent) %), "
                    + "which often stands for a time that is not known.")
        }
        return notes
    }

    private var ages: [String] {
        guard builder.straddlingAges > 0, let limit = plan.ageUnder else { return [] }
        let rows = builder.straddlingAges == 1 ? "1 row has" : "\(builder.straddlingAges) rows have"
        return ["\(file): \(rows) an age band that straddles \(limit) and are left out, for the age is not known."]
    }

    private var selections: [String] {
        zip(plan.selections, builder.selected).flatMap { selection, count in
            if count.isUnmatched {
                let wanted = selection.values.map(\.quoted).listed
                return ["\(file): no row has \(wanted) as \(selection.name); it holds \(count.present)."]
            }
            return zip(selection.values, count.seen).filter { !$0.1 }.map { value, _ in
                let nearest = count.nearest(to: value).map {
                    "; the nearest is \($0.value.quoted) with \($0.rows) rows"
                }
                return "\(file): no row has \(value.quoted) as \(selection.name)\(nearest ?? "")."
            }
        }
    }
}
