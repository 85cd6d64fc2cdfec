public import HomewardGeometry
public import HomewardLayers

/// Where a simulation takes place: areas, schools and stops, in one coordinate system.
public struct SimulationScene: Sendable {
    /// A school or a stop.
    public struct Place: Sendable, Equatable {
        /// The school's name, or the stop's label.
        public var name: String
        /// Where it is.
        public var point: Point
    }

    /// The working coordinate system.
    public var system: CoordinateSystem
    /// The area that holds everything.
    public var studyArea: NamedArea
    /// Every area of the file, the study area among them.
    public var areas: [NamedArea]
    /// The schools in the file's order.
    public var schools: [Place]
    /// The stops in the file's order.
    public var stops: [Place]

    /// Reads a scene. Without a name the study area is the first of the areas.
    ///
    /// - Throws: the error of the room that failed, which names the file and what to do.
    public init(
        areas file: LayerReference, studyArea name: String?, schools: LayerReference,
        stops: LayerReference, crs: String
    ) throws {
        let system = try WorkingSystem.named(crs)
        self.system = system
        areas = try AreaFile.read(path: file.file, layer: file.layer, in: system)
        let named = try name.map { try AreaFile.read(path: file.file, layer: file.layer, names: [$0], in: system) }
        guard let first = (named ?? areas).first else {
            throw WorkflowError.noPolygon(file: file.file)
        }
        studyArea = first
        if let box = Shape.multiPolygon(first.outline).boundingBox {
            try WorkingSystem.check(system, named: crs, over: box)
        }
        self.schools = try Places.named(schools, in: system)
        self.stops = try Places.named(stops, in: system)
    }
}
