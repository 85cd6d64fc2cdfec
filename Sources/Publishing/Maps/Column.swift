import HomewardCore
import HomewardGeometry
import HomewardLayers

/// One column of a layer: its field and how a row fills it.
struct Column<Row> {
    let field: Field
    let value: (Row) -> FieldValue

    static func text(_ name: String, _ value: @escaping (Row) -> String?) -> Column {
        Column(field: Field(name, .text)) { value($0).map(FieldValue.text) ?? .null }
    }

    static func integer(_ name: String, _ value: @escaping (Row) -> Int?) -> Column {
        Column(field: Field(name, .integer)) { value($0).map { .integer(Int64($0)) } ?? .null }
    }

    static func boolean(_ name: String, _ value: @escaping (Row) -> Bool?) -> Column {
        Column(field: Field(name, .boolean)) { value($0).map(FieldValue.boolean) ?? .null }
    }

    static func date(_ name: String, _ value: @escaping (Row) -> String?) -> Column {
        Column(field: Field(name, .date)) { value($0).map(FieldValue.text) ?? .null }
    }

    /// A number rounded to that many decimals; one that is not finite becomes null.
    static func real(_ name: String, decimals: Int, _ value: @escaping (Row) -> Double?) -> Column {
        Column(field: Field(name, .real)) { row in
            guard let number = value(row), number.isFinite else { return .null }
            return .real(number.rounded(decimals: decimals))
        }
    }

    /// A probability with six significant figures; one that is not finite becomes null.
    static func probability(_ name: String, _ value: @escaping (Row) -> Double?) -> Column {
        Column(field: Field(name, .real)) { row in
            guard let number = value(row), number.isFinite else { return .null }
            return .real(number.rounded(significant: 6))
        }
    }
}

extension Layer {
    /// Builds a layer from rows: one feature per row, in their order.
    init<Row>(
        name: String, in system: CoordinateSystem?, rows: [Row], id: (Row) -> String, shape: (Row) -> Shape?,
        columns: [Column<Row>]
    ) {
        self.init(
            name: name, coordinateSystem: system, fields: columns.map(\.field),
            features: rows.map { row in
                Feature(id: id(row), shape: shape(row), values: columns.map { $0.value(row) })
            })
    }
}
