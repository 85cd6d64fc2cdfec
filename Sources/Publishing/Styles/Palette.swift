/// A colour of the house's palette, told apart by the colour-blind. The same colours stand on the report's map.
///
/// Sources: M. Okabe and K. Ito (2008), "Color Universal Design"; C. Brewer, ColorBrewer, YlOrBr.
package enum Palette {
    /// Routes, in order; after the last it starts again.
    package static let routes = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d00"]
    /// Hot cells, weakest to strongest.
    package static let heat = ["#fed98e", "#fe9929", "#d95f0e", "#993404"]
    /// Patrol areas.
    package static let patrol = "#00695c"
    /// Clusters on school days.
    package static let schoolCluster = "#6a3d9a"
    /// Clusters on other days.
    package static let otherCluster = "#b15928"
    /// Areas.
    package static let area = "#37474f"
    /// Areas with an after-school peak.
    package static let peak = "#b3261e"
    /// Streets.
    package static let street = "#9aa0a6"

    /// `r,g,b,a` as QGIS writes colours.
    package static func qgis(_ hex: String, alpha: Int = 255) -> String {
        let value = Int(hex.dropFirst(), radix: 16) ?? 0
        return "\(value >> 16),\(value >> 8 & 255),\(value & 255),\(alpha)"
    }
}
