import HomewardCore

extension IncidentTable {
    /// Adds the kept rows of batches whose codes are this table's, in order, without those columns that say the same of every
    /// row: ``complete(source:)`` adds them. Columns are copied side by side. O(rows).
    mutating func append(_ batches: [JudgedBatch]) {
        withUnsafeMutablePointer(to: &self) { table in
            // Each column is one thread's.
            nonisolated(unsafe) let table = table
            _ = Parallel.map(11) { column in
                switch column {
                case 0: table.pointee.x.append(batches) { $0.x }
                case 1: table.pointee.y.append(batches) { $0.y }
                case 2: table.pointee.start.append(batches) { $0.start }
                case 3: table.pointee.end.append(batches) { $0.end }
                case 4: table.pointee.line.append(batches) { $0.line }
                case 5: table.pointee.day.append(batches) { $0.day }
                case 6: table.pointee.second.append(batches) { $0.second }
                case 7: table.pointee.category.append(batches) { $0.category }
                case 8: table.pointee.weapon.append(batches) { $0.weapon }
                case 9: table.pointee.age.append(batches) { $0.age }
                default: table.pointee.precision.append(batches) { $0.precision }
                }
            }
        }
    }

    /// Gives the rows that were appended from batches their source and the weight of 1. O(rows).
    mutating func complete(source: UInt16) {
        self.source += repeatElement(source, count: count - self.source.count)
        harm += repeatElement(1, count: count - harm.count)
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
