import HomewardCore
import HomewardGeometry
import HomewardLayers

/// The areas and the study area among the layers of polygons.
struct DraftAreas {
    /// A layer of areas as a plan names it.
    struct Choice {
        var reference: LayerReference
        /// The areas in the order of the file.
        var names: [String]
        /// The field that their names come from.
        var nameField: String
        /// Whether an outline crosses itself and has to be mended.
        var needsMending: Bool
        /// The areas whose outlines were mended.
        var mended: [String]
    }

    var studyArea: Choice?
    /// The polygon of the study area's layer that holds all others.
    var studyAreaName: String?
    var areas: Choice?
    /// Layers of polygons that are left over.
    var others: [LayerReference] = []

    /// Looks at layers of polygons. The one with most areas are the areas; another one with a single polygon, or the polygon of the
    /// areas' layer that covers all others, is the study area.
    ///
    /// - Throws: What `Layers` and `Geometry` throw, where a layer cannot be read even with its outlines mended.
    init(_ inputs: [DraftInput], in system: CoordinateSystem) throws {
        let read = try inputs.map { input in try Self.read(input.reference, in: system) }
        guard let most = read.indices.max(by: { (read[$0].areas.count, $1) < (read[$1].areas.count, $0) }) else {
            return
        }
        areas = read[most].choice
        let single = read.indices.first { $0 != most && read[$0].areas.count == 1 }
        if let single { studyArea = read[single].choice }
        others = read.indices.filter { $0 != most && $0 != single }.map { read[$0].choice.reference }
        guard single == nil else { return }
        studyArea = read[most].choice
        if let whole = try Self.whole(of: read[most].areas) {
            studyAreaName = whole
            areas?.names.removeAll { $0 == whole }
        } else if read[most].areas.count == 1 {
            areas = nil
        }
    }

    private static func read(
        _ reference: LayerReference, in system: CoordinateSystem
    ) throws -> (choice: Choice, areas: [NamedArea]) {
        func reading(mending: Bool) throws -> AreaReading {
            try AreaFile.reading(path: reference.file, layer: reference.layer, mending: mending, in: system)
        }
        let sound = try? reading(mending: false)
        let reading = try sound ?? reading(mending: true)
        let found = reading.areas
        return (
            Choice(
                reference: reference, names: found.map(\.name), nameField: reading.nameField,
                needsMending: sound == nil, mended: found.filter { $0.mending != nil }.map(\.name)),
            found
        )
    }

    /// The area that has nearly all the ground of all together, where there are three or more.
    private static func whole(of areas: [NamedArea]) throws -> String? {
        guard areas.count >= 3 else { return nil }
        let sizes = try areas.map { try Shape.multiPolygon($0.outline).area() }
        guard let largest = sizes.indices.max(by: { (sizes[$0], $1) < (sizes[$1], $0) }) else { return nil }
        let all = try Shape.union(of: areas.map(\.shape)).area()
        return sizes[largest] >= 0.98 * all ? areas[largest].name : nil
    }
}
