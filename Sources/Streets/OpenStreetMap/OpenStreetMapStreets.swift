import HomewardGeometry
import HomewardLayers

extension StreetLines {
    /// The streets of a file of OpenStreetMap, carried to `system`.
    ///
    /// A way is cut where the file lacks one of its nodes. Of ways that are no streets the open ones count as lines.
    ///
    /// - Throws: `GeometryError`; `LayersError.badFeature` for the first way that has no place in `system`.
    init(
        _ file: OpenStreetMapFile, path: String, in system: CoordinateSystem, profile: WalkingProfile,
        report: inout StreetReport
    ) throws {
        let plane = try Plane(system, path: path)
        for way in file.ways {
            let kind = way.tags["highway"] ?? ""
            let pieces = way.places.split { !$0.isKnown }.filter { $0.count >= 2 }
            if pieces.isEmpty {
                report.read.lines += 1
                report.drop(.noLine, metres: 0)
            }
            let against = profile.reasonAgainst(kind: kind, tags: { way.tags[$0] })
            for piece in pieces {
                let points = try plane.points(piece, name: "way \(way.id)")
                enter(
                    StreetLine(
                        line: LineString(points), nodes: piece.map(\.id), kind: kind, name: way.tags["name"],
                        level: way.tags["layer"] ?? "0", traits: StreetTraits(kind: kind, tags: { way.tags[$0] })),
                    against: against, report: &report)
            }
        }
        var outlines: [StreetLine] = []
        for area in file.areas where Square.isSquare(tags: area.tags, isMultipolygon: area.isMultipolygon) {
            let kind = area.tags["highway"] ?? ""
            guard profile.reasonAgainst(kind: kind, tags: { area.tags[$0] }) == nil else { continue }
            var square: Square?
            for ring in area.rings where ring.places.allSatisfy(\.isKnown) {
                if ring.isOuter {
                    if let square { squares.append(square) }
                    square = Square(
                        kind: kind, name: area.tags["name"], level: area.tags["layer"] ?? "0",
                        traits: StreetTraits(kind: kind, tags: { area.tags[$0] }))
                }
                guard let open = square else { continue }
                let points = try plane.points(ring.places[...], name: "an area")
                let nodes = ring.places.map(\.id)
                square?.rings.append(.init(points: points, nodes: nodes))
                if area.isMultipolygon {
                    outlines.append(
                        StreetLine(
                            line: LineString(points), nodes: nodes, kind: open.kind, name: open.name, level: open.level,
                            traits: open.traits))
                }
            }
            if let square { squares.append(square) }
        }
        enterOutlines(outlines, report: &report)
        blocked = Set(file.barriers.filter { profile.isBlocked(by: $0.tags) }.map(\.id))
    }

    /// Carries degrees to the plane.
    private struct Plane {
        let transformer: Transformer
        let system: CoordinateSystem
        let path: String

        init(_ system: CoordinateSystem, path: String) throws {
            transformer = try Transformer(from: .epsg(4326), to: system)
            self.system = system
            self.path = path
        }

        func points(_ places: ArraySlice<OpenStreetMapFile.Place>, name: String) throws -> [Point] {
            var xs = places.map(\.longitude)
            var ys = places.map(\.latitude)
            try transformer.transform(&xs, &ys)
            guard xs.allSatisfy(\.isFinite) else {
                throw LayersError.badFeature(
                    file: path, layer: "lines", feature: name,
                    message: "its coordinates have no place in \(system.name); check them and the layer's system")
            }
            return zip(xs, ys).map { Point(x: $0, y: $1) }
        }
    }
}
