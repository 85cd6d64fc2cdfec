/// How the dates of a column are written.
enum DateStyle: Sendable, Equatable {
    /// As text, in the spellings that ``DateParser`` reads.
    case text
    /// As a spreadsheet counts days, ``DayNumber``; `point` stands before the decimals, and where any cell of the column has
    /// some, a whole number is midnight and else a day without a time.
    case dayNumber(point: UInt8, hasTime: Bool)
}

/// How the times of day of a column are written.
enum TimeStyle: Sendable, Equatable {
    /// With a colon or in four or six digits, in the spellings that ``DateParser`` reads.
    case clock
    /// As a number whose last two digits are the minutes: `930` and `45` are 09:30 and 00:45.
    case digits
    /// As the hour alone: `9` is 09:00.
    case hours
    /// As a share of the day, as a spreadsheet has it: `0.6389` is 15:20.
    case dayFraction(point: UInt8)
}

/// How the cells of the columns are written that serve a role, as the file's first rows show.
struct CellStyles: Sendable, Equatable {
    /// The beginning of the moment and, where there is a range, its end.
    var beginDate = DateStyle.text
    var endDate = DateStyle.text
    var beginTime = TimeStyle.clock
    var endTime = TimeStyle.clock
    /// The byte before the decimals of a coordinate.
    var decimalPoint = UInt8(ascii: ".")

    /// The styles where nothing is known.
    init() {}

    /// What `sample` shows of the columns of `plan`.
    init(_ plan: RowPlan, sample: ColumnSample) {
        func contents(_ column: Int?) -> ColumnContents? { column.map(sample.contents) }
        beginDate = contents(plan.beginDate)?.dateStyle ?? .text
        endDate = plan.endDate == plan.beginDate ? beginDate : contents(plan.endDate)?.dateStyle ?? .text
        beginTime = contents(plan.beginTime)?.timeStyle ?? .clock
        endTime = contents(plan.endTime)?.timeStyle ?? .clock
        // The two ends of a range are written alike; one of them may show no more than the other.
        switch (beginTime, endTime) {
        case (.digits, .hours): endTime = .digits
        case (.hours, .digits): beginTime = .digits
        default: break
        }
        let points = [plan.x, plan.y].compactMap(contents).map(\.decimalPoint)
        if points.contains(UInt8(ascii: ",")) { decimalPoint = UInt8(ascii: ",") }
    }

    /// What an analyst should know about them, each a sentence; `sample` is what they were told by.
    func notes(_ plan: RowPlan, sample: ColumnSample) -> [String] {
        var notes: [String] = []
        func add(_ column: Int?, _ words: (String) -> String) {
            let sentence = "\(plan.file): " + words(plan.name(column).quoted)
            if !notes.contains(sentence) { notes.append(sentence) }
        }
        for (column, style) in [(plan.beginDate as Int?, beginDate), (plan.endDate, endDate)] {
            guard column != nil, case .dayNumber(_, let hasTime) = style else { continue }
            add(column) { name in
                let example = hasTime ? "45170.625 is 2023-09-01 15:00" : "45170 is 2023-09-01"
                return "\(name) holds days as a spreadsheet counts them; \(example)."
            }
        }
        for (column, style) in [(plan.beginTime, beginTime), (plan.endTime, endTime)] {
            guard let column else { continue }
            switch style {
            case .clock: break
            case .digits:
                let isPadded = sample.contents(of: column).cells.allSatisfy { $0.utf8.count == 4 }
                if !isPadded {
                    add(column) { "\($0) is read as hours and minutes without a colon: 930 is 09:30, 45 is 00:45." }
                }
            case .hours: add(column) { "\($0) is read as the hour alone: 9 is 09:00." }
            case .dayFraction: add(column) { "\($0) holds shares of a day as a spreadsheet has them; 0.6389 is 15:20." }
            }
        }
        if decimalPoint == UInt8(ascii: ",") {
            notes.append("\(plan.file): the comma in the coordinates is read as the decimal point.")
        }
        for column in [plan.x, plan.y].compactMap({ $0 })
        where decimalPoint != UInt8(ascii: ",") && sample.contents(of: column).hasUncertainCommas {
            add(column) {
                "the comma in \($0) may stand before decimals or between thousands; such rows are rejected. "
                    + "Export the numbers without it."
            }
        }
        return notes
    }
}
