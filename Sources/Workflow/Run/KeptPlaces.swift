import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner

/// What a person has decided before a plan is made, as a layer says that was drawn by hand.
///
/// Each feature says by its field `keep` what it is: `post`, a point at which a team of the school in the field `school` stands
/// (of the nearest school where that is empty); `area`, a point that is the middle of a patrol area; `forbidden`, a polygon in
/// which no team of chaperones stands or walks and no other patrol area has its middle; `base`, a point from which teams of
/// chaperones come; `always`, a point or a polygon that must never be without a team between the times in the fields `from` and
/// `to`; `least`, a polygon on which teams are to spend as many team-minutes a school day as its field `minutes` says; `route`, the
/// posts of a route, or its line, that stays as an earlier plan wrote it, see ``/HomewardPlanner/ChaperoneOrders/Route``. In a
/// layer of posts or routes that a plan wrote, features that say nothing are left out.
public struct KeptPlaces: Sendable, Equatable {
    /// The posts.
    public var posts: [FixedPost] = []
    /// The middles of patrol areas.
    public var areas: [Point] = []
    /// The forbidden ground.
    public var forbidden: [NamedArea] = []

    /// Where teams of chaperones come from, and places that must never be without one.
    public var orders = ChaperoneOrders()

    /// Nothing.
    public init() {}

    /// Reads a layer.
    ///
    /// - Throws: ``WorkflowError`` that names the file and the feature; what `Layers` throws.
    public init(_ reference: LayerReference, in system: CoordinateSystem, schools: [School]) throws {
        let layer = try LayerReader(path: reference.file).read(layer: reference.layer).transformed(to: system)
        let isWritten = KeptRouteFeatures.wrote(layer)
        var kept = KeptRouteFeatures(schools: schools)
        for (index, feature) in layer.features.enumerated() {
            if isWritten, layer.value("keep", of: feature)?.asText ?? "" == "" { continue }
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
            case ("base", .point(let point)?): orders.bases.append(.init(name: name, point: point))
            case ("always", .point(let point)?):
                let (from, to) = try KeptPlaces.hours(of: feature, layer, wrong)
                orders.always.append(.init(name: name, point: point, from: from, to: to))
            case ("always", .polygon(let polygon)?):
                let (from, to) = try KeptPlaces.hours(of: feature, layer, wrong)
                orders.always.append(KeptPlaces.always(name, MultiPolygon([polygon]), from, to))
            case ("always", .multiPolygon(let outline)?):
                let (from, to) = try KeptPlaces.hours(of: feature, layer, wrong)
                orders.always.append(KeptPlaces.always(name, outline, from, to))
            case ("least", .polygon(let polygon)?):
                orders.least.append(
                    .init(
                        name: name, outline: MultiPolygon([polygon]),
                        minutes: try KeptPlaces.minutes(of: feature, layer, wrong)))
            case ("least", .multiPolygon(let outline)?):
                orders.least.append(
                    .init(name: name, outline: outline, minutes: try KeptPlaces.minutes(of: feature, layer, wrong)))
            case ("route", _): try kept.add(feature, layer, wrong)
            case ("post", _), ("area", _), ("base", _): throw wrong("is no point")
            case ("forbidden", _), ("least", _): throw wrong("is no polygon")
            case ("always", _): throw wrong("is neither a point nor a polygon")
            case (let other?, _): throw wrong("has \(other.quoted) in its field keep")
            case (nil, _): throw wrong("has nothing in its field keep")
            }
        }
        orders.routes = kept.routes
    }

    private static func always(_ name: String, _ outline: MultiPolygon, _ from: Int, _ to: Int)
        -> ChaperoneOrders.Always
    {
        .init(
            name: name, point: outline.polygons.first?.exterior.first ?? Point(x: 0, y: 0), outline: outline,
            from: from, to: to)
    }

    /// The team-minutes in the field `minutes`.
    private static func minutes(of feature: Feature, _ layer: Layer, _ wrong: (String) -> WorkflowError) throws -> Int {
        guard let text = layer.value("minutes", of: feature)?.asText, let value = Double(text),
            let minutes = Int(exactly: value), (1...100_000).contains(minutes)
        else { throw wrong("has no whole number of team-minutes from 1 to 100000 in its field minutes") }
        return minutes
    }

    /// The times in the fields `from` and `to`, minutes of the day.
    private static func hours(of feature: Feature, _ layer: Layer, _ wrong: (String) -> WorkflowError) throws -> (
        from: Int, to: Int
    ) {
        func minute(_ field: String) throws -> Int {
            guard let text = layer.value(field, of: feature)?.asText, let minute = HourWindow.minute(text) else {
                throw wrong("has no time of day such as 15:10 in its field \(field)")
            }
            return minute
        }
        let (from, to) = (try minute("from"), try minute("to"))
        guard from < to else { throw wrong("ends at \(Shown.clock(to)), before it begins at \(Shown.clock(from))") }
        return (from, to)
    }
}
