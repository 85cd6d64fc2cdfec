import HomewardGeometry

/// A layer as the report's map shows it: features, looks and the legend, with nothing left for the page to decide.
package struct MapSheet: Sendable {
    /// How features are drawn.
    package enum Form: String, Sendable {
        /// Filled outlines.
        case area
        /// Lines with a white rim.
        case line
        /// Small dots.
        case dot
        /// Squares with a letter.
        case square
        /// Round pins with a number.
        case pin
    }

    /// What lies over what, lowest first. Sheets of one level stand in the catalogue's order.
    package enum Level: Sendable, CaseIterable {
        /// Areas, cells, hulls.
        case ground
        /// Many small places.
        case dots
        /// Few places by which people find their way.
        case landmarks
        /// Lines that people walk.
        case walks
        /// Places where people stand.
        case posts
    }

    /// How a group of features looks.
    package struct Look: Sendable, Equatable {
        /// Its line in the legend, nil where it has none.
        package var name: String?
        /// The colour of line and filling, `#rrggbb`.
        package var colour: String
        /// The width of the line, pixels.
        package var weight = 1.0
        /// The pattern of the line as SVG writes it, nil for a whole line.
        package var dash: String?
        /// How opaque the line is, 0 to 1.
        package var opacity = 1.0
        /// How opaque the filling is, 0 to 1; nil for none.
        package var fillOpacity: Double?
        /// Whether a click finds the feature.
        package var isInteractive = true
    }

    /// One feature: its geometry, its look and what its popup says.
    package struct Item: Sendable {
        /// Rings, lines or single points, longitude and latitude.
        package var parts: [[Point]]
        /// The number of its look.
        package var look = 0
        /// A short text that stands on the map.
        package var label = ""
        /// The heading of the popup; without one there is no popup.
        package var title = ""
        /// Label and value of each line of the popup.
        package var facts: [(label: String, value: String)] = []
        /// The hours of the week in which it is there or something happens there; nil where it is always there.
        package var hours: WeekHours?
    }

    /// The sheet's key.
    package var key: String
    /// Its name in the layer control and the legend.
    package var name: String
    /// How features are drawn.
    package var form: Form
    /// What it lies over.
    package var level: Level
    /// Whether it is shown at first.
    package var isShown: Bool
    /// Whether it lies under all other areas, because its features are many and fill the ground.
    package var isUnderlay = false
    /// The colour of labels that stand in the middle of their areas; nil for labels above or below them.
    package var innerLabels: String?
    /// The looks, by the numbers that items use.
    package var looks: [Look]
    /// The features.
    package var items: [Item]
}

extension Shape {
    /// The rings of all areas in the shape, for a map.
    var mapRings: [[Point]] { polygons.flatMap { [$0.exterior] + $0.holes } }
    /// The lines in the shape, for a map.
    var mapLines: [[Point]] { lines.map(\.points) }
    /// The first point of the shape, for a map.
    var mapPoint: [[Point]] { vertices.prefix(1).map { [$0] } }
}
