import HomewardCore
package import HomewardGeometry
package import HomewardLayers
package import HomewardWorkflow

/// The ground that two named areas share, as a layer.
package enum OverlapLayer: LayerDefinition {
    /// Two areas and what they share.
    package struct Row {
        let overlap: NamedOverlap
        let ground: Shape
    }

    package static let layerName = "overlaps"
    package static let title = "Overlaps"
    package static let summary = "The ground that two named areas share; an incident there counts for the first alone."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.context
    package static let basis: Set<MadeUp> = []

    package static let first = Column<String>(
        "first", "First", meaning: "The area that stands first in the list and has the incidents."
    ) { $0.overlap.first }
    package static let second = Column<String>("second", "Second", meaning: "The area that stands later.") {
        $0.overlap.second
    }
    package static let areaM2 = Column<Double>(
        "area_m2", "Size", in: .squareMetres, decimals: 0, meaning: "The size of the ground that they share."
    ) { $0.overlap.squareMetres }
    package static let columns: [any ColumnOf<Row>] = [first, second, areaM2]

    package static func id(of row: Row) -> String { Slug.make("\(row.overlap.first) \(row.overlap.second)") }
    package static func shape(of row: Row) -> Shape? { row.ground }

    package static func layer(of results: RunResults) throws -> Layer? {
        try make(results.study)
    }

    /// The overlaps of a study's areas.
    ///
    /// - Throws: `GeometryError` where GEOS cannot intersect two outlines.
    package static func make(_ study: Study) throws -> Layer {
        let shapes = Dictionary(study.areas.map { ($0.name, $0.shape) }) { first, _ in first }
        let rows = try study.overlaps.compactMap { overlap -> Row? in
            guard let first = shapes[overlap.first], let second = shapes[overlap.second] else { return nil }
            return Row(overlap: overlap, ground: .multiPolygon(MultiPolygon(try first.intersection(second).polygons)))
        }
        return layer(in: study.workingSystem, rows: rows)
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(renderer: .single(.fill(Palette.street, alpha: 60, outline: Palette.area, width: 0.3)))
    }
}
