import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner

/// What a person has decided before a plan is made, as a layer says that was drawn by hand.
///
/// Each feature says by its field `keep` what it is: `post`, a point at which a team of the school in the field `school` stands
/// (of the nearest school where that is empty); `area`, a point that is the middle of a patrol area; `forbidden`, a polygon in
/// which no team of chaperones stands or walks and no other patrol area has its middle.
public struct KeptPlaces: Sendable, Equatable {
    /// The posts.
    public var posts: [FixedPost] = []
    /// The middles of patrol areas.
    public var areas: [Point] = []
    /// The forbidden ground.
    public var forbidden: [NamedArea] = []

    /// Nothing.
    public init() {}

    /// Reads a layer.
    ///
    /// - Throws: ``WorkflowError`` that names the file and the feature; what `Layers` throws.
    public init(_ reference: LayerReference, in system: CoordinateSystem, schools: [School]) throws {
        let layer = try LayerReader(path: reference.file).read(layer: reference.layer).transformed(to: system)
        for (index, feature) in layer.features.enumerated() {
            let name =
                layer.value("name", of: feature)?.asText ?? feature.id.map { "feature \($0)" } ?? "feature \(index + 1)"
            try PlaceCheck.check(name, feature.shape, of: layer, file: reference.file, in: system)
            func wrong(_ problem: String) -> WorkflowError {
                .badKeep(file: reference.file, feature: name, problem: problem)
            }
            let kind = layer.value("keep", of: feature)?.asText
            switch (kind, feature.shape) {
            case ("post", .point(let point)?):
                let given = layer.value("school", of: feature)?.asText
                let nearest = schools.min { $0.gate.distance(to: point) < $1.gate.distance(to: point) }
                guard let school = given.flatMap({ $0.isEmpty ? nil : $0 }) ?? nearest?.name else { continue }
                posts.append(FixedPost(school: school, point: point, name: name))
            case ("area", .point(let point)?): areas.append(point)
            case ("forbidden", .polygon(let polygon)?):
                forbidden.append(NamedArea(name: name, outline: MultiPolygon([polygon])))
            case ("forbidden", .multiPolygon(let outline)?):
                forbidden.append(NamedArea(name: name, outline: outline))
            case ("post", _), ("area", _): throw wrong("is no point")
            case ("forbidden", _): throw wrong("is no polygon")
            case (let other?, _): throw wrong("has \(other.quoted) in its field keep")
            case (nil, _): throw wrong("has nothing in its field keep")
            }
        }
    }
}
