/// A small extract of incidents in Coventry that the tests make themselves.
enum Extract {
    /// `rows` incidents on a lattice over Hillfields, three of four at 15:30 on school days.
    static func csv(rows: Int = 400) -> String {
        let days = ["2024-01-15", "2024-01-16", "2024-01-17", "2024-01-18", "2024-01-19", "2024-01-20", "2024-02-13"]
        var text = "crime_ref,date,time,easting,northing,offence,victim_age\n"
        for row in 0..<rows {
            let day = days[row % days.count]
            let time = row % 4 == 3 ? "20:\(10 + row % 50)" : "15:\(10 + row % 50)"
            text +=
                "R\(row),\(day),\(time),\(433_900 + row % 11 * 9),\(279_500 + row % 13 * 9),Violence,\(12 + row % 12)\n"
        }
        return text
    }

    /// A plan on that extract. `extra` is put at its end.
    static func plan(geoData: String, incidents: String, extra: String = "") -> String {
        """
        title: A small plan
        study_area: { file: "\(geoData)/areas.geojson", name: Coventry }
        areas: { file: "\(geoData)/areas.geojson", names: [Hillfields, St Michael's] }
        schools: { file: "\(geoData)/schools.geojson", names: [Sidney Stringer Academy] }
        stops: { file: "\(geoData)/stops.geojson" }
        calendar: { file: "\(geoData)/calendar.yml" }
        streets: { file: "\(geoData)/streets.gpkg" }
        incidents:
          - { file: "\(incidents)" }
        period: { from: 2024-01-08, to: 2024-03-31 }
        clusters: { permutations: 99 }
        chaperones: { teams: 1 }
        \(extra)

        """
    }
}
