import HomewardCore

extension IncidentTable {
    /// Adds the kept rows of batches whose codes are this table's, in order; all are of one source. Columns are copied side by
    /// side. O(rows).
    mutating func append(_ batches: [JudgedBatch], source: UInt16) {
        let count = batches.reduce(0) { $0 + $1.count }
        withUnsafeMutablePointer(to: &self) { table in
            // Each column is one thread's.
            nonisolated(unsafe) let table = table
            _ = Parallel.map(13) { column in
                switch column {
                case 0: table.pointee.x.append(batches) { $0.x }
                case 1: table.pointee.y.append(batches) { $0.y }
                case 2: table.pointee.start.append(batches) { $0.start }
                case 3: table.pointee.end.append(batches) { $0.end }
                case 4: table.pointee.harm += repeatElement(1, count: count)
                case 5: table.pointee.line.append(batches) { $0.line }
                case 6: table.pointee.day.append(batches) { $0.day }
                case 7: table.pointee.second.append(batches) { $0.second }
                case 8: table.pointee.category.append(batches) { $0.category }
                case 9: table.pointee.weapon.append(batches) { $0.weapon }
                case 10: table.pointee.age.append(batches) { $0.age }
                case 11: table.pointee.source += repeatElement(source, count: count)
                default: table.pointee.precision.append(batches) { $0.precision }
                }
            }
        }
    }
}

extension Array {
    fileprivate mutating func append(
        _ batches: [JudgedBatch], _ column: (RowColumns) -> UnsafeMutableBufferPointer<Element>
    ) {
        for batch in batches {
            let values = column(batch.rows)
            for run in batch.kept { append(contentsOf: UnsafeBufferPointer(rebasing: values[run])) }
        }
    }
}
