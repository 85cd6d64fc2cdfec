public import HomewardAnalysis
public import HomewardCore

/// The data clock, as `clock.csv`.
public enum ClockTable {
    static let columns =
        [
            TableColumn("weekday", "The day of the week, 1 for Monday.", .integer),
            TableColumn("weekday_name", "Its name."),
            TableColumn("hour", "The local hour, 0 to 23, from its first minute to its last.", .integer),
            TableColumn("incidents", "Incidents in the hour, number of incidents, on all days of the period.", .real),
            TableColumn("incidents_school_days", "The same on school days alone.", .real),
        ] + TableColumn.provenance

    /// One record for each of the 168 hours of the week, Monday first: incidents on all days and on school days,
    /// spread over the hours that each may have happened in.
    public static func csv(allDays: DataClock, schoolDays: DataClock, provenance: Provenance) -> String {
        var table = CSVTable(header: columns.map(\.name))
        for weekday in 0..<7 {
            for hour in 0..<24 {
                let cells: [CSVTable.Cell] = [
                    .integer(weekday + 1), .text(Shown.weekdays[weekday]), .integer(hour),
                    .real(allDays.weight(weekday: weekday, hour: hour).rounded(decimals: 4)),
                    .real(schoolDays.weight(weekday: weekday, hour: hour).rounded(decimals: 4)),
                ]
                table.append(
                    cells + provenance.cells(isFirst: weekday == 0 && hour == 0, basis: [.incidents]))
            }
        }
        return table.text
    }
}
