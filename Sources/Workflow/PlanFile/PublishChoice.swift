public import HomewardCore

/// How what was found is written.
public struct PublishChoice: Configurable, Equatable {
    /// Which cells of a grid a file holds.
    public enum Cells: String, Sendable, CaseIterable {
        /// Those that stand out.
        case hot
        /// Those that hold anything or stand out.
        case nonzero
        /// Every one.
        case all
    }

    /// Which cells a file of hotspots holds.
    public var cells = Cells.nonzero
    /// Whether GeoJSON tells web maps how to draw it.
    public var hasSimplestyle = false

    /// Cells that hold anything, and no styles.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .choice(
            "publish.cells", \.cells,
            "which cells a file of hotspots holds: hot (what stands out), nonzero (what holds an incident too) or all; a plan's homeward.gpkg has all of them"
        ),
        .yesOrNo(
            "publish.simplestyle", \.hasSimplestyle,
            "give GeoJSON files the colours and widths of simplestyle, by which web maps draw them as QGIS does"),
    ]
}
