import HomewardCore

/// What an analyst should know about one source after it was read.
struct SourceNotes {
    let plan: RowPlan
    let builder: TableBuilder
    let file: String

    /// The notes, each a sentence.
    var all: [String] { encoding + dates + clock + ages + selections }

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
