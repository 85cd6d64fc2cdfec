import HomewardCore
import HomewardGeometry

extension Rota {
    /// The rota as `timetable.csv`: one record for each stay. Its points must be longitude and latitude.
    func csv() -> String {
        var table = CSVText(header: [
            "duty", "id", "route_or_area", "place", "day", "weekday", "start", "end", "stay_min", "longitude",
            "latitude", "note",
        ])
        for entry in entries {
            let known = entry.point.isFinite
            table.append([
                .text(entry.duty.rawValue), .text(entry.id), .text(entry.team), .text(entry.place),
                .text(entry.day.description), .text(Shown.weekdays[entry.day.weekday]),
                .text(Shown.clock(entry.start)), .text(Shown.clock(entry.end)), .integer(entry.end - entry.start),
                known ? .real(entry.point.x.rounded(decimals: 6)) : .empty,
                known ? .real(entry.point.y.rounded(decimals: 6)) : .empty,
                .text(entry.note),
            ])
        }
        return table.text
    }
}
