/// How much a row of cells looks like names of columns.
struct HeaderRow {
    /// The cells whose names serve a role, as far as it takes to be certain.
    private(set) var known = 0
    private var hasTimeOrPlace = false

    init(_ cells: [String]) {
        for cell in cells where !isCertain {
            // No name of a column is so long, and a row may hold a whole text.
            guard cell.utf8.count <= 60 else { continue }
            let name = ColumnName(cell)
            if name.timeRole != nil || name.axis != nil {
                hasTimeOrPlace = true
                known += 1
            } else if name.namedRole != nil {
                known += 1
            }
        }
    }

    /// Whether the row is a header beyond doubt: several names are known, one of a time or a place among them.
    var isCertain: Bool { known >= 2 && hasTimeOrPlace }
}
