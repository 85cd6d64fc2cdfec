import HomewardAnalysis
import HomewardCore
import HomewardGeometry

extension Target {
    /// Shapes as bytes and as words, and outlines that bytes draw.
    static let shapes = [
        Target("wkb") { bytes in
            let shape = try Shape(wkb: UnsafeRawBufferPointer(bytes))
            _ = try shape.validity()
            hold(try Shape(wkb: shape.wkb()).vertexCount == shape.vertexCount, "vertices are lost")
        },
        Target(text: "wkt") { _ = try Shape(wkt: $0).validity() },
        Target("outline") { bytes in
            let points = stride(from: 0, to: bytes.count - 1, by: 2).map {
                Point(x: 433_000 + Double(bytes[$0]) * 7, y: 279_000 + Double(bytes[$0 + 1]) * 7)
            }
            guard let first = points.first, points.count > 2 else { return }
            let ring = Shape.polygon(Polygon(exterior: points + [first]))
            guard !OutlineTangle.isTangle([ring]) else { return }
            let mended = try ring.repaired()
            hold(try mended.validity().isValid, "what was mended is not valid")
            let outline = MultiPolygon(mended.polygons)
            guard !mended.polygons.isEmpty else { return }
            for form in Grid.Form.allCases {
                let grid = try Grid(covering: outline, cellSize: 90, form: form)
                let inside = grid.cells.reduce(0) { $0 + $1.areaInside }
                let area = try Shape.multiPolygon(outline).area()
                hold(abs(inside - area) <= 1e-6 * max(area, 1), "cells of \(inside) m² cover \(area) m²")
            }
        },
    ]
}
