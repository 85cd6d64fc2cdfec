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
    /// is marked `known`, with `finish_mon` to `finish_fri` on weekdays that differ, else the calendar's assumption.
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
                byWeekday = try Self.finishByWeekday(of: feature, name, layer, file: reference.file)
                    .filter { $0.value != known }
                isAssumed = false
            }
            func number(_ fields: [String], _ range: ClosedRange<Double>, _ what: String) throws -> Double? {
                for field in fields {
                    guard let value = layer.value(field, of: feature), let text = value.asText, !text.isEmpty else {
                        continue
                    }
                    guard let number = value.asDouble ?? Double(text), range.contains(number) else {
                        throw WorkflowError.badPlaceNumber(
                            file: reference.file, name: name, field: field, text: text, wanted: what)
                    }
                    return number
                }
                return nil
            }
            let gate = layer.value("gate", of: feature)?.asText ?? ""
            let rule = ChaperonePlanner.GateRule(rawValue: gate)
            guard gate.isEmpty || rule != nil else {
                throw WorkflowError.badPlaceNumber(
                    file: reference.file, name: name, field: "gate", text: gate, wanted: "required, preferred or free")
            }
            schools.append(
                School(
                    name: name, gate: point, finish: minute, isFinishAssumed: isAssumed, finishByWeekday: byWeekday,
                    pupils: try number(["pupils", "roll"], 1...100_000, "a number of pupils from 1 to 100000"),
                    busShare: try number(["bus_share"], 0...1, "a share from 0 to 1"),
                    gateRule: rule))
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

    /// The finish on the weekdays that have one of their own in the layer, 0 for Monday.
    private static func finishByWeekday(
        of feature: Feature, _ school: String, _ layer: Layer, file: String
    ) throws(WorkflowError) -> [Int: Int] {
        var finishes: [Int: Int] = [:]
        for (day, name) in ["mon", "tue", "wed", "thu", "fri"].enumerated() {
            guard let text = layer.value("finish_\(name)", of: feature)?.asText, !text.isEmpty else { continue }
            guard let minute = HourWindow.minute(text) else {
                throw .badFinishTime(file: file, school: school, text: text)
            }
            finishes[day] = minute
        }
        return finishes
    }

    /// The stops by label, or by name where the layer has no label.
    ///
    /// - Throws: ``WorkflowError`` that names the file and the stop; what `Layers` throws.
    public static func stops(_ reference: LayerReference, in system: CoordinateSystem) throws -> [Stop] {
        try named(try points(reference, in: system), in: reference.file, system).map {
            Stop(name: $0.name, point: $0.point)
        }
    }

    /// Where children live: points with a number `children`, or one child each where the layer has no such field. Nothing else of
    /// the layer is read, and nothing of it is published.
    ///
    /// - Throws: ``WorkflowError`` that names the file and the feature; what `Layers` throws.
    public static func homes(_ reference: LayerReference, in system: CoordinateSystem) throws -> [Home] {
        let layer = try points(reference, in: system)
        let isCounted = layer.fields.contains { $0.name == "children" }
        return try layer.features.enumerated().compactMap { index, feature in
            let name = feature.id ?? "\(index + 1)"
            guard case .point(let point)? = feature.shape else {
                throw WorkflowError.notAPoint(file: reference.file, name: name)
            }
            try PlaceCheck.check(name, feature.shape, of: layer, file: reference.file, in: system)
            guard isCounted else { return Home(point: point) }
            let value = layer.value("children", of: feature)
            guard let children = value?.asDouble ?? value?.asText.flatMap(Double.init), (0...100_000).contains(children)
            else {
                throw WorkflowError.badPlaceNumber(
                    file: reference.file, name: name, field: "children", text: value?.asText ?? "",
                    wanted: "a number of children from 0 to 100000")
            }
            return children > 0 ? Home(point: point, children: children) : nil
        }
    }

    /// Points with a number each, or 1 where no field is named. Nothing else of the layer is read.
    ///
    /// - Throws: ``WorkflowError`` that names the file and the feature; `LayersError` where there is no such field; what `Layers` throws.
    static func numbered(
        _ reference: LayerReference, field: String?, in system: CoordinateSystem
    ) throws -> [(point: Point, number: Double)] {
        let layer = try points(reference, in: system)
        if let field, !layer.fields.contains(where: { $0.name == field }) {
            throw LayersError.noSuchField(
                file: reference.file, layer: layer.name, field: field, available: layer.fields.map(\.name))
        }
        return try layer.features.enumerated().map { index, feature in
            let name = feature.id ?? "\(index + 1)"
            guard case .point(let point)? = feature.shape else {
                throw WorkflowError.notAPoint(file: reference.file, name: name)
            }
            try PlaceCheck.check(name, feature.shape, of: layer, file: reference.file, in: system)
            guard let field else { return (point, 1) }
            let value = layer.value(field, of: feature)
            guard let number = value?.asDouble ?? value?.asText.flatMap(Double.init), (0...1e9).contains(number) else {
                throw WorkflowError.badPlaceNumber(
                    file: reference.file, name: name, field: field, text: value?.asText ?? "",
                    wanted: "a number from 0 to 1000000000")
            }
            return (point, number)
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
