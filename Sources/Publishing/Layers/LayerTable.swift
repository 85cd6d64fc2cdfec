import HomewardCore

/// A table that the report makes from a layer: which columns it shows, and how.
package struct LayerTable<Definition: LayerDefinition>: Sendable {
    /// What stands in one cell.
    package enum Cell: Sendable, Equatable {
        case text(String)
        /// Yes or no, the yes set off.
        case verdict(Bool)
    }

    /// One column of the table.
    package struct Column: Sendable {
        /// Its heading.
        package let heading: String
        /// Whether it stands at the right, as numbers do.
        package let isNumber: Bool
        /// What stands in it for a row.
        package let cell: @Sendable (LayerRow<Definition>) -> Cell
    }

    /// What the table shows.
    package let caption: String
    /// Its columns.
    package let columns: [Column]

    init(_ caption: String, _ columns: [Column]) {
        self.caption = caption
        self.columns = columns
    }
}

extension LayerTable.Column {
    /// The key of each row.
    static func id(_ heading: String) -> Self {
        Self(heading: heading, isNumber: false) { .text($0.id) }
    }

    /// A column of the layer as it stands in the file.
    static func plain<Value>(
        _ column: LayerColumn<Definition, Value>, _ heading: String? = nil, isNumber: Bool = Value.isNumber
    ) -> Self {
        Self(heading: heading ?? column.facts.alias, isNumber: isNumber) { .text($0.text(column)) }
    }

    /// A column of numbers as `shown` writes them, a dash where there is none.
    static func number(
        _ column: LayerColumn<Definition, Double>, _ heading: String? = nil,
        shown: @escaping @Sendable (Double) -> String
    ) -> Self {
        Self(heading: heading ?? column.facts.alias, isNumber: true) { .text($0[column].map(shown) ?? "–") }
    }

    /// A column of numbers with that many decimals, a dash where there is none.
    static func number(_ column: LayerColumn<Definition, Double>, _ heading: String? = nil, decimals: Int) -> Self {
        number(column, heading) { Shown.fixed($0, decimals) }
    }

    /// A column that follows from several of the layer.
    static func made(
        _ heading: String, isNumber: Bool = false, _ text: @escaping @Sendable (LayerRow<Definition>) -> String
    ) -> Self {
        Self(heading: heading, isNumber: isNumber) { .text(text($0)) }
    }

    /// A column of yes and no.
    static func verdict(_ heading: String, _ holds: @escaping @Sendable (LayerRow<Definition>) -> Bool) -> Self {
        Self(heading: heading, isNumber: false) { .verdict(holds($0)) }
    }
}
