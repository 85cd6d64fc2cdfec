import HomewardGeometry

/// The coordinate system of a source: named by the analyst, by the file, or by its columns and values.
struct SourceSystem {
    private(set) var system: CoordinateSystem
    private(set) var notes: [String] = []
    private let file: String
    private let isOpen: Bool
    private let working: CoordinateSystem

    /// - Throws: ``IncidentsError/coordinateSystem(file:message:)`` for a definition that PROJ does not know.
    init(
        source: IncidentSource, kind: CoordinateKind, layer: CoordinateSystem?, isLayer: Bool, working: CoordinateSystem
    )
        throws(IncidentsError)
    {
        file = source.path
        self.working = working
        if let definition = source.crs {
            system = try SourceSystem.named(definition, file)
            isOpen = false
            return
        }
        if let layer {
            system = layer
            isOpen = false
            return
        }
        isOpen = kind != .degrees
        switch kind {
        case .degrees: system = try SourceSystem.named("EPSG:4326", file)
        case .nationalGrid: system = try SourceSystem.named("EPSG:27700", file)
        case .unnamed: system = working
        }
        if kind == .nationalGrid, system.definition != working.definition {
            notes.append("\(file): easting and northing are taken as EPSG:27700; name another system with crs.")
        }
        if kind == .unnamed, isLayer {
            notes.append("\(file): the layer names no coordinate system; \(working.definition) is assumed.")
        }
    }

    private static func named(_ definition: String, _ file: String) throws(IncidentsError) -> CoordinateSystem {
        try PositionFrame.checked(file) { () throws(GeometryError) in try CoordinateSystem(definition) }
    }

    /// Looks at the values of the whole column: where most are within ±180 they are degrees. Returns whether the system
    /// changed, so that the file must be read again.
    mutating func settle(degrees: Int, others: Int) throws(IncidentsError) -> Bool {
        guard isOpen, degrees > others, !system.isGeographic else { return false }
        system = try SourceSystem.named("EPSG:4326", file)
        notes = ["\(file): the coordinates lie within ±180, so they are taken as longitude and latitude (EPSG:4326)."]
        return true
    }
}
