/// What a cell with a date, a time or both turned out to hold.
struct DateReading {
    /// Whether the cell could be read.
    enum Status {
        case ok
        case missing
        case badDate
        case badTime
        case ambiguous
    }

    /// A date as ``CivilDay/number``.
    var day: Int32 = 0
    /// The second of the day, 0 ... 86 400, or −1 where the cell holds no time.
    var second: Int32 = -1
    /// Seconds east of UTC, where the cell says so.
    var offset: Int32?
    /// Whether the cell holds a year and a month alone.
    var isMonth = false
    /// Whether the cell could be read.
    var status = Status.missing
}
