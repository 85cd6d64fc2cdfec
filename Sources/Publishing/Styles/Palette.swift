import Foundation

/// The colours of everything that Homeward draws: QGIS styles, the report's map, its style sheet and its pictures. They
/// are told apart by the colour-blind. No colour stands anywhere else.
///
/// Sources: M. Okabe and K. Ito (2008), "Color Universal Design"; C. Brewer, ColorBrewer, YlOrBr; for the clock
/// J. R. Nuñez, C. R. Anderton, R. S. Renslow (2018), PLoS ONE 13(7), e0199239.
package enum Palette {
    /// Routes, in order; after the last it starts again.
    package static let routes = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d00"]
    /// The same darker, so that white numbers read on them.
    package static let pins = ["#0072b2", "#b84f00", "#00795a", "#a5527f", "#2779a8", "#735c00"]
    /// Hot cells, weakest to strongest.
    package static let heat = ["#fed98e", "#fe9929", "#d95f0e", "#993404"]
    /// Cold cells.
    package static let cold = "#0072b2"
    /// Cells that are high among low ones.
    package static let highAmongLow = "#cc79a7"
    /// Cells that are low among high ones.
    package static let lowAmongHigh = "#56b4e9"
    /// Histories of cold cells, faintest to strongest.
    package static let coldHistory = ["#c6dbef", "#9ecae1", "#4292c6", "#084594"]
    /// The hours of the clock, from none to most: cividis, which stays in order when it is printed in grey.
    package static let clock = [
        "#fffae1", "#fdea9f", "#e9d56b", "#c6b76e", "#a09976", "#7c7b78", "#585f6d", "#2b446e", "#00224e",
    ]
    /// Patrol areas.
    package static let patrol = "#00695c"
    /// The labels in patrol areas.
    package static let patrolLabel = "#00493f"
    /// Clusters on school days.
    package static let schoolCluster = "#6a3d9a"
    /// Clusters on other days.
    package static let otherCluster = "#b15928"
    /// Clusters of a scan.
    package static let scan = "#c51b7d"
    /// Near repeats, from the earlier incident to the later.
    package static let nearRepeat = "#a50f6b"
    /// Areas.
    package static let area = "#37474f"
    /// Areas with an after-school peak, and the plan's window on the clock.
    package static let peak = "#b3261e"
    /// Streets in QGIS.
    package static let street = "#9aa0a6"
    /// Streets on the report's map: footpaths, streets that people live on, through roads.
    package static let mapStreets = ["#cfcdc4", "#bdbbb2", "#a3a198"]
    /// Schools, and labels in QGIS.
    package static let dark = "#202124"
    /// Stops in QGIS.
    package static let stop = "#5f6368"
    /// Stops on the report's map, darker because they are small.
    package static let stopDot = "#3c4043"
    /// The outlines of cells in QGIS.
    package static let grid = "#dadce0"
    /// White.
    package static let white = "#ffffff"
    /// Black, for text on grounds that nothing lighter can be read on.
    package static let black = "#000000"

    /// The text of the report.
    package static let ink = "#1f2328"
    /// Text that stands back.
    package static let soft = "#57606a"
    /// Lines between rows.
    package static let line = "#d0d7de"
    /// What must not be overlooked: its frame and its ground.
    package static let caution = "#d98e04"
    package static let cautionWash = "#fff6e0"
    /// The ground of the map.
    package static let ground = "#f3f2ee"

    /// The colours that the report's style sheet names, as its custom properties: `--ink` for `ink`.
    package static let page: [(name: String, colour: String)] = [
        ("ink", ink), ("soft", soft), ("line", line), ("wash", "#f6f7f9"), ("accent", "#0b4f8a"), ("warn", "#8a5a00"),
        ("yes", "#8b1a14"), ("header", "#10233a"), ("header-text", "#c9d6e4"), ("nav", "#0b1a2c"),
        ("nav-text", "#dbe7f3"), ("caution", caution), ("caution-wash", cautionWash), ("ground", ground),
        ("label", "#263238"), ("print-text", "#333333"), ("paper", white),
    ]

    /// The same for screens of people who prefer dark ones; map, pictures and paper stay light.
    package static let night: [(name: String, colour: String)] = [
        ("ink", "#e6e9ee"), ("soft", "#b3bac4"), ("line", "#3a414c"), ("wash", "#1b2027"), ("accent", "#8ab8f0"),
        ("warn", "#e9b95a"), ("yes", "#ff9a92"), ("header", "#0b1a2c"), ("nav", "#081320"), ("caution-wash", "#33270a"),
        ("paper", "#12161c"),
    ]

    /// The colour of the route with that number, from 0.
    package static func route(_ index: Int) -> String { routes[index % routes.count] }
    /// The colour of the pins on the route with that number, from 0.
    package static func pin(_ index: Int) -> String { pins[index % pins.count] }

    /// The parts of a colour `#rrggbb`, 0 to 255 each.
    package static func parts(_ hex: String) -> (red: Int, green: Int, blue: Int) {
        let value = Int(hex.dropFirst(), radix: 16) ?? 0
        return (value >> 16, value >> 8 & 255, value & 255)
    }

    /// The least contrast by which text can be read (WCAG 2.2, 1.4.3); of black and white one always has it.
    package static let leastContrast = 4.5

    /// How two colours stand out from each other, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio.
    package static func contrast(
        _ one: (red: Int, green: Int, blue: Int), _ other: (red: Int, green: Int, blue: Int)
    ) -> Double {
        let lights = [luminance(one), luminance(other)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    private static func luminance(_ colour: (red: Int, green: Int, blue: Int)) -> Double {
        func linear(_ value: Int) -> Double {
            let part = Double(value) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        let red = 0.2126 * linear(colour.red)
        let green = 0.7152 * linear(colour.green)
        return red + green + 0.0722 * linear(colour.blue)
    }

    /// `r,g,b,a` as QGIS writes colours.
    static func qgis(_ hex: String, alpha: Int = 255) -> String {
        let (red, green, blue) = parts(hex)
        return "\(red),\(green),\(blue),\(alpha)"
    }
}
