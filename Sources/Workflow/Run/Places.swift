public import HomewardCalendar
import HomewardCore
public import HomewardGeometry
import HomewardIncidents
public import HomewardLayers
public import HomewardPlanner

/// Reads schools and stops from layers of points.
public struct Places: Sendable {
    private let system: CoordinateSystem
    private let calendar: SchoolCalendar

    /// Prepares to read into `system`, with the finish times of `calendar`.
    public init(system: CoordinateSystem, calendar: SchoolCalendar) {
        self.system = system
        self.calendar = calendar
    }

    /// The schools with their finish: from the calendar where it knows it, else from the layer's `finish_time` where that
    /// is marked `known`, else the calendar's assumption.
    ///
    /// - Parameters:
    ///   - reference: The layer.
    ///   - names: The schools to serve, in that order; nil for all.
    ///   - limit: How many there may be; each takes a search of the streets around it.
    /// - Throws: ``WorkflowError`` that names the file and the school; what `Layers` throws.
    public func schools(_ reference: LayerReference, names: [String]?, atMost limit: Int = 1000) throws -> [School] {
        let schools = try schools(reference, names: names)
        guard schools.count <= limit else {
            throw WorkflowError.manySchools(file: reference.file, count: schools.count, limit: limit)
        }
        return schools
    }

    private func schools(_ reference: LayerReference, names: [String]?) throws -> [School] {
        let layer = try Self.points(reference, in: system)
        var schools: [School] = []
        for (feature, name, point) in try Self.named(layer, in: reference.file, system) {
            let finish = calendar.finishes(of: name)
            var minute = finish.minute
            var byWeekday = finish.byWeekday
            var isAssumed = finish.isAssumed
            if isAssumed, layer.value("finish_status", of: feature)?.asText == "known",
                let text = layer.value("finish_time", of: feature)?.asText
            {
                guard let known = HourWindow.minute(text) else {
                    throw WorkflowError.badFinishTime(file: reference.file, school: name, text: text)
                }
                minute = known
                byWeekday = [:]
                isAssumed = false
            }
            schools.append(
                School(
                    name: name, gate: point, finish: minute, isFinishAssumed: isAssumed, finishByWeekday: byWeekday))
        }
        guard let names else { return schools }
        let byName = Dictionary(schools.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return try names.map { name in
            guard let school = byName[name] else {
                let nearest = Spelling.nearest(to: name, among: schools.map(\.name))
                throw WorkflowError.unknownSchool(file: reference.file, name: name, nearest: nearest)
            }
            return school
        }
    }

    /// The stops by label, or by name where the layer has no label.
    ///
    /// - Throws: ``WorkflowError`` that names the file and the stop; what `Layers` throws.
    public static func stops(_ reference: LayerReference, in system: CoordinateSystem) throws -> [Stop] {
        try named(try points(reference, in: system), in: reference.file, system).map {
            Stop(name: $0.name, point: $0.point)
        }
    }

    /// The names and positions of a layer of points, by label or by name.
    static func named(
        _ reference: LayerReference, in system: CoordinateSystem
    ) throws -> [SimulationScene.Place] {
        try named(try points(reference, in: system), in: reference.file, system).map {
            .init(name: $0.name, point: $0.point)
        }
    }

    private static func points(_ reference: LayerReference, in system: CoordinateSystem) throws -> Layer {
        try LayerReader(path: reference.file).read(layer: reference.layer).transformed(to: system)
    }

    private static func named(_ layer: Layer, in file: String, _ system: CoordinateSystem) throws -> [(
        feature: Feature, name: String, point: Point
    )] {
        try layer.features.enumerated().map { index, feature in
            let title = layer.value("label", of: feature)?.asText ?? layer.value("name", of: feature)?.asText
            guard let name = title, !name.isEmpty else {
                throw WorkflowError.namelessPlace(file: file, feature: feature.id ?? "\(index + 1)")
            }
            guard case .point(let point)? = feature.shape else {
                throw WorkflowError.notAPoint(file: file, name: name)
            }
            try PlaceCheck.check(name, feature.shape, of: layer, file: file, in: system)
            return (feature, name, point)
        }
    }
}
