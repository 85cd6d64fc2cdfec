import HomewardCore
import HomewardGeometry
import HomewardPlanner

/// A chaperone route as a GPX 1.1 file: each post a waypoint with its times and how to walk to the next, the walk a track.
///
/// Source: GPX 1.1 schema documentation, https://www.topografix.com/GPX/1/1/.
struct GPX {
    /// The route.
    var route: ChaperoneRoute
    /// The walk in longitude and latitude.
    var walk: [Point]
    /// The posts in longitude and latitude, in the route's order.
    var posts: [Point]
    /// What a reader must know: the whole stands in the file's description, the word that it is an exercise in every name.
    var provenance: Provenance

    /// The file as text, UTF-8 with line feeds. O(vertices).
    var text: String {
        let name = XMLText.escaped(provenance.marked("\(route.id) \(route.school)"))
        let mark = provenance.exercise == nil ? "" : "EXERCISE: "
        let assumed = route.isStartAssumed ? " The finish time is assumed." : ""
        let start =
            "From \(route.school) at \(Shown.clock(route.start))\(route.days.map { ", \($0)" } ?? "").\(assumed)"
        let about = XMLText.escaped("\(start)\n\(provenance.text)")
        let track = XMLText.escaped("\(start) \(provenance.label)")
        var xml = GPX.opening(name: name, about: about)
        for (index, (post, position)) in zip(route.posts, posts).enumerated() where position.isFinite {
            let stay = "\(Shown.clock(post.arrive))–\(Shown.clock(post.leave))"
            let onward = route.words(after: index).map { " Then \($0)." } ?? ""
            xml += """
                  <wpt \(GPX.coordinates(position))>
                    <name>\(XMLText.escaped("\(mark)\(post.id) \(stay)"))</name>
                    <desc>\(XMLText.escaped("\(post.place), \(stay).\(onward) \(provenance.label)"))</desc>
                    <sym>Flag, Blue</sym>
                    <type>post</type>
                  </wpt>

                """
        }
        xml += "  <trk>\n    <name>\(name)</name>\n    <desc>\(track)</desc>\n    <type>walk</type>\n    <trkseg>\n"
        for position in walk where position.isFinite {
            xml += "      <trkpt \(GPX.coordinates(position))/>\n"
        }
        return xml + "    </trkseg>\n  </trk>\n</gpx>\n"
    }

    /// The beginning of a file up to its first waypoint; `name` and `about` are escaped.
    static func opening(name: String, about: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <gpx version="1.1" creator="Homeward" xmlns="http://www.topografix.com/GPX/1/1" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd">
          <metadata>
            <name>\(name)</name>
            <desc>\(about)</desc>
          </metadata>

        """
    }

    static func coordinates(_ point: Point) -> String {
        "lat=\"\(GPX.degrees(point.y))\" lon=\"\(GPX.degrees(point.x))\""
    }

    /// Degrees with seven decimals; never in exponent form, which the schema's decimals do not allow.
    static func degrees(_ value: Double) -> String {
        let scaled = Int(nearest: abs(value) * 1e7)
        let rest = String(scaled % 10_000_000)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return "\(sign)\(scaled / 10_000_000)." + String(repeating: "0", count: 7 - rest.count) + rest
    }
}
