/// How layers are written, beyond what they say themselves.
public struct WriteOptions: Sendable, Hashable {
    /// How a line becomes part of a GPX file.
    public enum GPXLines: Sendable, Hashable {
        /// As a track, which a device shows exactly as it is.
        case tracks
        /// As a route, from whose points a device finds its own way.
        case routes
    }

    /// Styles for the layers of a GeoPackage; other formats cannot hold them.
    public var styles: [QGISStyle]
    /// Decimals of the degrees in GeoJSON; 7 are about a centimetre.
    public var decimals: Int
    /// What lines become in GPX.
    public var gpxLines: GPXLines

    /// Creates options.
    public init(styles: [QGISStyle] = [], decimals: Int = 7, gpxLines: GPXLines = .tracks) {
        self.styles = styles
        self.decimals = decimals
        self.gpxLines = gpxLines
    }
}
