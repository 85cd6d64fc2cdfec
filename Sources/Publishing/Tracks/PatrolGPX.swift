import HomewardCore
import HomewardGeometry
import HomewardPlanner

/// A guardian patrol area as a GPX 1.1 file: its middle a waypoint with the visits of the first week, its outline a track, which is
/// what a radio's or a car's device can show and lead to.
///
/// Source: GPX 1.1 schema documentation, https://www.topografix.com/GPX/1/1/.
struct PatrolGPX {
    /// The area.
    var area: PatrolArea
    /// Its middle in longitude and latitude.
    var centre: Point
    /// Its outline in longitude and latitude.
    var outline: [Point]
    /// The stays in it.
    var visits: [Rota.Entry]
    /// What a reader must know: the whole stands in the file's description, the word that it is an exercise in every name.
    var provenance: Provenance

    /// The file as text, UTF-8 with line feeds. O(vertices + visits).
    var text: String {
        let name = XMLText.escaped(provenance.marked("\(area.id) \(area.place)"))
        let mark = provenance.exercise == nil ? "" : "EXERCISE: "
        let about = XMLText.escaped("Guardian patrol area \(area.id), \(area.place).\n\(provenance.text)")
        var xml = GPX.opening(name: name, about: about)
        if centre.isFinite {
            xml += """
                  <wpt \(GPX.coordinates(centre))>
                    <name>\(XMLText.escaped("\(mark)\(area.id)"))</name>
                    <desc>\(XMLText.escaped("\(area.place). \(timetable) \(provenance.label)"))</desc>
                    <sym>Flag, Green</sym>
                    <type>patrol area</type>
                  </wpt>

                """
        }
        xml += "  <trk>\n    <name>\(name)</name>\n"
        xml += "    <desc>\(XMLText.escaped("The outline of the area. \(provenance.label)"))</desc>\n"
        xml += "    <type>outline</type>\n    <trkseg>\n"
        for position in outline where position.isFinite {
            xml += "      <trkpt \(GPX.coordinates(position))/>\n"
        }
        return xml + "    </trkseg>\n  </trk>\n</gpx>\n"
    }

    /// The visits of the first seven days in one line, and how many there are after them.
    private var timetable: String {
        guard let first = visits.first?.day else { return "No visit in the timetable." }
        let week = visits.filter { $0.day < first.advanced(by: 7) }
        var days: [String] = []
        for (index, visit) in week.enumerated() {
            let stay = "\(Shown.clock(visit.start))–\(Shown.clock(visit.end))"
            if index > 0, week[index - 1].day == visit.day {
                days[days.count - 1] += ", \(stay)"
            } else {
                days.append("\(Shown.weekdays[visit.day.weekday].prefix(3)) \(visit.day) \(stay)")
            }
        }
        let rest = visits.count - week.count
        return "Visits: \(days.joined(separator: "; "))\(rest > 0 ? "; \(rest) more later" : "")."
    }
}
