public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
public import HomewardLayers

/// What became of incidents near the measures of a layer.
public struct StudyMeasures: Sendable, Equatable {
    /// The numbers.
    public var result: DatedMeasuresResult
    /// Measures without enough days on either side of their start, by name.
    public var tooNearTheEnds: [String]
    /// Measures near which nothing is told apart, because an earlier one of the layer has the ground.
    public var covered: Int
}

extension Study {
    /// Counts the incidents near dated measures, in their rings and elsewhere.
    ///
    /// Where measures lie so close that their grounds overlap, the first listed has the incidents, near ones before rings.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - reference: The layer of measures: points, lines or areas with a date.
    ///   - dateField: The field with the first day.
    ///   - window: The days and hours in force.
    /// - Throws: ``WorkflowError/badPlaceNumber(file:name:field:text:wanted:)`` where a date is none; `LayersError.noSuchField` where there is no such field;
    ///   ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where no measure has enough days.
    public func measures(
        _ method: DatedMeasures, layer reference: LayerReference, dateField: String, window: StudyWindow
    ) throws -> StudyMeasures {
        try requireIncidents()
        try method.check()
        let layer = try LayerReader(path: reference.file).read(layer: reference.layer).transformed(to: workingSystem)
        guard layer.fields.contains(where: { $0.name == dateField }) else {
            throw LayersError.noSuchField(
                file: reference.file, layer: layer.name, field: dateField, available: layer.fields.map(\.name))
        }
        var found: [(name: String, start: CivilDay, shape: Shape)] = []
        for (index, feature) in layer.features.enumerated() {
            let title = layer.value("name", of: feature)?.asText ?? feature.id
            let name = title.flatMap { $0.isEmpty ? nil : $0 } ?? "measure \(index + 1)"
            try PlaceCheck.check(name, feature.shape, of: layer, file: reference.file, in: workingSystem)
            let text = layer.value(dateField, of: feature)?.asText ?? ""
            guard let start = CivilDay(iso: text.prefix(10).replacingOccurrences(of: "/", with: "-")) else {
                throw WorkflowError.badPlaceNumber(
                    file: reference.file, name: name, field: dateField, text: text, wanted: "a day, 2024-09-01")
            }
            guard let shape = feature.shape, !shape.isEmpty else { continue }
            found.append((name, start, shape))
        }
        func grounds(_ distance: Double) throws -> AreaLocator {
            AreaLocator(
                try found.map {
                    NamedArea(name: $0.name, outline: MultiPolygon(try $0.shape.buffered(by: distance).polygons))
                })
        }
        let near = try grounds(method.near).assign(table.points)
        let wide = method.ring > 0 ? try grounds(method.near + method.ring).assign(table.points).area : near.area
        let counts = MeasureCounts(
            method, of: table, near: near.area, wide: wide, measures: found.count,
            days: try kindsOfDays(for: window.days), selection: window.days, hours: window.hours)
        var places: [DatedMeasures.Place] = []
        var short: [String] = []
        var covered = 0
        for (index, measure) in found.enumerated() {
            guard
                let place = counts.place(
                    index, MeasureCounts.Measure(name: measure.name, start: measure.start), in: period)
            else {
                short.append(measure.name)
                continue
            }
            if near.counts[index] == 0 { covered += 1 }
            places.append(place)
        }
        guard !places.isEmpty else {
            throw WorkflowError.noUsableData(
                analysis: "measures",
                reason: found.isEmpty
                    ? "the layer has none"
                    : "no start has \(DatedMeasures.fewestDays) days of the data before and after it",
                remedy: "give measures that began within the data, or more data")
        }
        return StudyMeasures(result: method.result(of: places), tooNearTheEnds: short, covered: covered)
    }
}
