import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardStreets

/// The incidents of some places of one kind.
struct PlaceCounts {
    /// How many there are at each place.
    var counts: [Int]
    /// The ground or length of each place, over which chance strews incidents.
    var sizes: [Double]
    /// Incidents at none of the places.
    var nowhere: Int
}

extension Study {
    /// Points by cell.
    func cellCounts(of points: [Point], cell: Double, atMost limit: Int) throws -> PlaceCounts {
        let grid = try Grid(covering: studyArea.outline, cellSize: cell, atMost: limit)
        let (counts, outside) = grid.count(points)
        return PlaceCounts(counts: counts, sizes: grid.cells.map(\.areaInside), nowhere: outside)
    }

    /// Points by named area. Where areas overlap, the first listed has the ground, as it has the points.
    func areaCounts(of points: [Point]) throws -> PlaceCounts {
        let assignment = AreaLocator(areas).assign(points)
        var sizes = try areas.map { try $0.shape.area() }
        for overlap in overlaps {
            guard let later = areas.firstIndex(where: { $0.name == overlap.second }) else { continue }
            sizes[later] = max(0, sizes[later] - overlap.squareMetres)
        }
        return PlaceCounts(counts: assignment.counts, sizes: sizes, nowhere: assignment.outside)
    }

    /// Points by street segment of a file, of those whose middle lies in the study area.
    func segmentCounts(of points: [Point], file: String, within reach: Double) throws -> (
        counts: PlaceCounts, streets: StreetNetwork
    ) {
        let streets = try StreetFile.read(path: file, in: workingSystem).network.part(in: studyArea)
        let (counts, farther) = streets.counts(of: points, within: reach)
        return (PlaceCounts(counts: counts, sizes: streets.edges.map(\.length), nowhere: farther), streets)
    }

    /// The residents of each named area by a field of the areas' layer, and the field's name; nil where there is none and none was asked for.
    ///
    /// - Throws: ``WorkflowError/badPlaceNumber(file:name:field:text:wanted:)`` where an area's number is none,
    ///   ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where the layer has no such field.
    func residents(_ request: StudyRequest, field: String?) throws -> (field: String, ofArea: [String: Double])? {
        guard let reference = request.areas.reference, let nameField = areaNameField else { return nil }
        let layer = try LayerReader(path: reference.file).read(layer: reference.layer)
        guard
            let index = (field.map { [$0] } ?? ["residents", "population"]).lazy.compactMap({ layer.index(of: $0) })
                .first
        else {
            guard let field else { return nil }
            throw WorkflowError.noUsableData(
                analysis: "rates by residents",
                reason: "the layer \(layer.name.quoted) of \(reference.file) has no field \(field.quoted)",
                remedy: "it has \(layer.fields.map(\.name.quoted).joined(separator: ", "))")
        }
        let name = layer.fields[index].name
        var residents: [String: Double] = [:]
        for feature in layer.features {
            guard let area = layer.value(nameField, of: feature)?.asText, areas.contains(where: { $0.name == area })
            else { continue }
            let value = feature.values.indices.contains(index) ? feature.values[index] : .null
            guard value != .null else { continue }
            guard let number = value.asDouble ?? value.asText.flatMap({ Double($0) }), (0...1e10).contains(number)
            else {
                throw WorkflowError.badPlaceNumber(
                    file: reference.file, name: area, field: name, text: value.asText ?? "", wanted: "a number from 0")
            }
            residents[area, default: 0] += number
        }
        return (name, residents)
    }
}
