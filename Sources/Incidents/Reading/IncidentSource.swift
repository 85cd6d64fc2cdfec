/// One file of incidents and what to take from it.
public struct IncidentSource: Sendable, Hashable {
    /// The file: CSV by its own reader, everything else through GDAL.
    public var path: String
    /// The layer, where the file holds several; nil takes the only one or the first.
    public var layer: String?
    /// Which columns serve which roles, where their names do not say so.
    public var columns: ColumnMapping
    /// The coordinate system of the positions, such as `EPSG:27700`; nil takes the file's own or what the names say.
    public var crs: String?
    /// The values asked for, by column or by role (`category`, `weapon`); a row must have one of them in each column.
    public var selecting: [String: [String]]
    /// The age that a person must not have reached, or nil for every age.
    public var ageUnder: Int?

    /// Names a file.
    public init(
        path: String, layer: String? = nil, columns: ColumnMapping = ColumnMapping(), crs: String? = nil,
        selecting: [String: [String]] = [:], ageUnder: Int? = nil
    ) {
        self.path = path
        self.layer = layer
        self.columns = columns
        self.crs = crs
        self.selecting = selecting
        self.ageUnder = ageUnder
    }
}
