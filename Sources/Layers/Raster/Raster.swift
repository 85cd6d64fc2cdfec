public import HomewardGeometry

/// Numbers on square cells: what a GeoTIFF holds and contours are drawn from.
public struct Raster: Sendable, Equatable {
    /// What the numbers are, `density_per_km2`.
    public var name: String
    /// Their unit, `1/km²`; empty where they have none.
    public var unit: String
    /// The projected system of the coordinates.
    public var coordinateSystem: CoordinateSystem
    /// The south-west corner.
    public var origin: Point
    /// The side of a cell, m.
    public var cellSize: Double
    /// The number of columns.
    public let columns: Int
    /// The number of rows.
    public let rows: Int
    /// The numbers row by row from the south-west; nil where there is none.
    public var values: [Double?]

    /// What stands in a file where there is no number.
    public static let noData = -9999.0

    /// A raster from its parts.
    ///
    /// - Parameters:
    ///   - name: What the numbers are.
    ///   - unit: Their unit.
    ///   - system: The projected system.
    ///   - origin: The south-west corner.
    ///   - cellSize: The side of a cell, m.
    ///   - columns: The number of columns.
    ///   - rows: The number of rows.
    ///   - values: The numbers row by row from the south-west, `columns` × `rows` of them; those missing are none.
    public init(
        _ name: String, unit: String, in system: CoordinateSystem, origin: Point, cellSize: Double, columns: Int,
        rows: Int, values: [Double?]
    ) {
        self.name = name
        self.unit = unit
        coordinateSystem = system
        self.origin = origin
        self.cellSize = cellSize
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        let count = self.columns * self.rows
        self.values = Array(values.prefix(count)) + [Double?](repeating: nil, count: max(0, count - values.count))
    }

    /// The numbers row by row from the north-west, as rasters are stored, ``noData`` where there is none or it is not finite.
    var stored: [Double] {
        (0..<rows).reversed().flatMap { row in
            values[row * columns..<(row + 1) * columns].map { value in
                value.flatMap { $0.isFinite ? $0 : nil } ?? Self.noData
            }
        }
    }
}
