public import HomewardAnalysis
import HomewardCore

/// The data clock, as `clock.csv`.
public enum ClockTable {
    /// One record for each of the 168 hours of the week, Monday first: incidents on all days and on school days,
    /// spread over the hours that each may have happened in.
    public static func csv(allDays: DataClock, schoolDays: DataClock) -> String {
        var table = CSVTable(header: ["weekday", "weekday_name", "hour", "incidents", "incidents_school_days"])
        for weekday in 0..<7 {
            for hour in 0..<24 {
                table.append([
                    .integer(weekday + 1), .text(Shown.weekdays[weekday]), .integer(hour),
                    .real(allDays.weight(weekday: weekday, hour: hour).rounded(decimals: 4)),
                    .real(schoolDays.weight(weekday: weekday, hour: hour).rounded(decimals: 4)),
                ])
            }
        }
        return table.text
    }
}
