/// Which of day and month stands first in dates such as 03/04/2024.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
    /// 3 April.
    case dayFirst = "day-first"
    /// 4 March.
    case monthFirst = "month-first"
}

/// What a column's dates say about the order of day and month.
struct DateOrderEvidence: Sendable, Equatable {
    /// Dates that only make sense with the day first, such as 25/12/2024.
    var dayFirst = 0
    /// Dates that only make sense with the month first.
    var monthFirst = 0
    /// Dates that make sense both ways and mean different days.
    var either = 0

    /// Adds the counts of another part of the same column.
    mutating func add(_ other: DateOrderEvidence) {
        dayFirst += other.dayFirst
        monthFirst += other.monthFirst
        either += other.either
    }

    /// The order that rules the column. It is settled where one order has evidence and the other at most one in a hundred of
    /// it, which then are slips of the keyboard.
    var setting: DateOrderSetting {
        if either == 0 && (dayFirst == 0) != (monthFirst == 0) { return dayFirst > 0 ? .dayFirst : .monthFirst }
        if either == 0 && dayFirst == 0 { return .dayFirst }
        if dayFirst > 0 && monthFirst * 100 <= dayFirst { return .dayFirst }
        if monthFirst > 0 && dayFirst * 100 <= monthFirst { return .monthFirst }
        return .unsettled
    }
}

/// How dates such as 03/04/2024 are read.
enum DateOrderSetting: Sendable, Equatable {
    case dayFirst
    case monthFirst
    /// Dates that fit both orders are refused.
    case unsettled
}
