import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardLayers

/// What a file, or a layer of one, turned out to be.
struct DraftInput {
    /// What it is for in a plan.
    enum Role: String, CaseIterable {
        case incidents, areas, schools, stops, homes, streets, keep, calendar, harm
    }

    let path: String
    /// The layer, where the file has several.
    var layer: String?
    let role: Role
    /// The layer's features, of layers other than incidents.
    var content: LayerSample?

    var reference: LayerReference { LayerReference(file: path, layer: layer) }
}

/// The beginning of a layer: enough to tell what it is for.
struct LayerSample {
    /// What most of its shapes are.
    enum Kind { case areas, lines, points, none }

    /// The features that are looked at.
    static let most = 2000

    let kind: Kind
    let fields: Set<String>
    let system: CoordinateSystem?
    let box: BoundingBox?

    /// Looks at a layer.
    ///
    /// - Throws: What `Layers` throws.
    init(_ reference: LayerReference) throws {
        var count = (areas: 0, lines: 0, points: 0)
        var box: BoundingBox?
        var outline: LayerOutline?
        try LayerReader(path: reference.file).withLayer(reference.layer) { layer in
            outline = layer.outline
            try layer.forEachFeature(atMost: Self.most) { feature in
                switch feature.shape {
                case .polygon?, .multiPolygon?: count.areas += 1
                case .lineString?, .multiLineString?: count.lines += 1
                case .point?, .multiPoint?: count.points += 1
                default: break
                }
                guard let own = feature.shape?.boundingBox else { return }
                box = box.map { $0.union(own) } ?? own
            }
        }
        let most = max(count.areas, count.lines, count.points)
        kind =
            most == 0 ? .none : most == count.areas ? .areas : most == count.lines ? .lines : .points
        fields = Set((outline?.fields ?? []).map { $0.name.lowercased() })
        system = outline?.coordinateSystem
        self.box = box
    }

    /// The middle of the layer in longitude and latitude; nil where it does not say in which system it is.
    var place: Point? {
        guard let system, let box, let transformer = try? Transformer(from: system, to: .epsg(4326), around: box)
        else { return nil }
        return try? transformer.transform(box.centre)
    }

    /// What a layer of points is for, by its fields and its name; nil where only incidents are left.
    func pointRole(named name: String) -> DraftInput.Role? {
        func has(_ names: String...) -> Bool { !fields.isDisjoint(with: names) }
        let name = name.lowercased()
        if has("keep") { return .keep }
        if has("children") { return .homes }
        if has("finish_time", "finish_status", "pupils", "roll", "bus_share", "gate", "urn", "establishmentname")
            || name.contains("school")
        {
            return .schools
        }
        if has("atcocode", "naptancode", "indicator", "stoptype", "commonname", "stop_id", "stop_name")
            || name.contains("stop")
        {
            return .stops
        }
        return nil
    }
}

/// What became of the files that a draft was asked to look at.
struct DraftInputs {
    private(set) var inputs: [DraftInput] = []
    /// Files and layers that are for nothing that a plan knows, and why.
    private(set) var unknown: [(path: String, reason: String)] = []

    /// Looks at each file, and in it at each layer.
    ///
    /// - Parameter areas: A file that is taken for areas whatever else it could be.
    /// - Throws: `FileError`, `LayersError` and their like where a file cannot be opened at all.
    init(_ files: [String], areas: LayerReference?) throws {
        if let areas {
            inputs.append(
                DraftInput(
                    path: areas.file, layer: areas.layer, role: .areas, content: try LayerSample(areas)))
        }
        for file in files where file != areas?.file { try look(at: file) }
    }

    func of(_ role: DraftInput.Role) -> [DraftInput] { inputs.filter { $0.role == role } }

    private mutating func look(at path: String) throws {
        try FileBytes.checkReadable(path)
        let lower = path.lowercased()
        if [".yml", ".yaml", ".ics"].contains(where: lower.hasSuffix) {
            // Whatever is wrong with it says so: nothing else is written in such files.
            _ = try SchoolCalendar(path: path)
            return inputs.append(DraftInput(path: path, role: .calendar))
        }
        guard let format = VectorFormat(path: path), format != .csv else { return try lookAtTable(path) }
        // Of OpenStreetMap's layers a network reads what it needs.
        if format == .openStreetMap { return inputs.append(DraftInput(path: path, role: .streets)) }
        let layers = try LayerReader(path: path).layerNames()
        for layer in layers {
            let reference = LayerReference(file: path, layer: layers.count > 1 ? layer : nil)
            let sample = try LayerSample(reference)
            let role: DraftInput.Role?
            switch sample.kind {
            case .areas: role = .areas
            case .lines: role = .streets
            case .points: role = sample.pointRole(named: layer + " " + Path.stem(of: path)) ?? incidents(reference)
            case .none: role = incidents(reference)
            }
            guard let role else { continue }
            inputs.append(DraftInput(path: path, layer: reference.layer, role: role, content: sample))
        }
    }

    /// A table is one of harm by its two columns, otherwise incidents. Whether it can be read as such shows when it is.
    private mutating func lookAtTable(_ path: String) throws {
        // A harm table is small, and is read whole to see whether it is one.
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        let isHarm = (size ?? .max) < 1 << 20 && (try? HarmTable(path: path, defaultWeight: 1)) != nil
        inputs.append(DraftInput(path: path, role: isHarm ? .harm : .incidents))
    }

    /// Whether a layer has what incidents need: something that tells when.
    private mutating func incidents(_ reference: LayerReference) -> DraftInput.Role? {
        do {
            _ = try IncidentReader(
                sources: [IncidentSource(path: reference.file, layer: reference.layer)], workingSystem: .epsg(3857),
                clock: LocalClock(timeZone: StudyRequest().timeZone)
            ).read()
            return .incidents
        } catch IncidentsError.columnNotFound {
            unknown.append((reference.file + (reference.layer.map { ", layer \($0)" } ?? ""), "no column tells when"))
            return nil
        } catch {
            // It has a time and something else is wrong, which is said when it is read.
            return .incidents
        }
    }
}
