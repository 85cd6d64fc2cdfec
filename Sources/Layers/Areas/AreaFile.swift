public import HomewardGeometry

/// Reads the areas that people know by name: wards, estates, precincts, a study area.
public enum AreaFile {
    /// Reads named areas.
    ///
    /// Features of the same name become one area, and the answer says so. Whether an area is official is known only where its
    /// field `official` says so; its field `note` tells where the outline comes from. The outlines of the areas that are asked for must be valid; those of others
    /// do not matter.
    ///
    /// - Parameters:
    ///   - path: The file, in any format that ``LayerReader`` reads.
    ///   - layer: The layer in the file; by default the first.
    ///   - names: The areas wanted, in the order in which they are returned; by default all, in the order of the file.
    ///   - nameField: The field that holds the names. By default it is found: `name`, `area`, `ward`, `precinct` and the
    ///     like, the Office for National Statistics' `WD24NM`, otherwise the first text field; where the names in it
    ///     repeat, another of the usual fields that has one for each outline.
    ///   - mending: Whether an invalid outline is mended (`Shape.repaired()`) and marked with
    ///     `NamedArea.mending` instead of refused.
    ///   - system: The coordinate system to which the outlines are carried.
    /// - Throws: `FileError`; ``LayersError``: an area that is not in the file (with the nearest spelling and all names), an outline that
    ///   crosses itself (with GEOS's reason and the place in the file's own coordinates), a file without a coordinate system;
    ///   `GeometryError.outsideAreaOfUse` where the areas lie on ground that `system` does not serve.
    /// - Complexity: O(n log n) in the vertices.
    public static func read(
        path: String, layer: String? = nil, names: [String]? = nil, nameField: String? = nil,
        mending: Bool = false, in system: CoordinateSystem
    ) throws -> [NamedArea] {
        try reading(path: path, layer: layer, names: names, nameField: nameField, mending: mending, in: system).areas
    }

    /// Reads named areas as ``read(path:layer:names:nameField:mending:in:)`` does, and tells how their names were found.
    public static func reading(
        path: String, layer: String? = nil, names: [String]? = nil, nameField: String? = nil,
        mending: Bool = false, in system: CoordinateSystem
    ) throws -> AreaReading {
        let source = try LayerReader(path: path).read(layer: layer)
        let collection = try AreaCollection(file: path, layer: source, nameField: nameField)
        let wanted = names ?? collection.names
        let known = Set(collection.names)
        for name in wanted where !known.contains(name) {
            throw LayersError.noSuchArea(file: path, name: name, available: collection.names)
        }
        var chosen = source
        chosen.features = try collection.outlines(of: wanted)
        guard !OutlineTangle.isTangle(chosen.features.lazy.compactMap(\.shape)) else {
            throw LayersError.tangledAreas(file: path, layer: source.name)
        }
        let check = OutlineCheck(file: path, layer: source.name)
        var faults: [String: OutlineCheck.Fault] = [:]
        let asTheyStood = chosen
        if mending { (chosen.features, faults) = try check.mended(chosen.features) }
        chosen.features = try check.checked(chosen.features)
        try chosen.checkServed(by: system, as: "the areas in \(path)")
        let carried = try chosen.transformed(to: system, file: path)
        for (name, feature) in zip(wanted, carried.features) {
            try PlaceCheck.check(name, feature.shape, of: source, file: path, in: system)
        }
        var areas = zip(wanted, carried.features).map { name, feature in
            NamedArea(
                name: name, outline: MultiPolygon(feature.shape?.polygons ?? []),
                isOfficial: collection.isOfficial(name), note: collection.note(name))
        }
        for index in areas.indices {
            guard let fault = faults[areas[index].name] else { continue }
            var before = asTheyStood
            before.features = [asTheyStood.features[index]]
            areas[index].mending = NamedArea.Mending(
                fault: fault.reason, place: fault.place, parts: fault.parts,
                squareMetresBefore: try before.transformed(to: system, file: path).features[0].shape?.area() ?? 0,
                squareMetresAfter: try areas[index].shape.area())
        }
        return AreaReading(areas: areas, nameField: collection.nameField, notes: collection.notes(on: names))
    }
}

/// What a file of areas holds.
public struct AreaReading: Sendable, Equatable {
    /// The areas, in the order in which they were asked for or stand in the file.
    public var areas: [NamedArea]
    /// The field that their names were taken from.
    public var nameField: String
    /// What an analyst should know about the names, in sentences: that some repeat, that some outlines have none.
    public var notes: [String]
}
