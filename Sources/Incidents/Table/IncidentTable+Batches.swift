import HomewardCore

extension IncidentTable {
    /// Adds the kept rows of batches whose codes are this table's, in order, without those columns that say the same of every
    /// row: ``complete(source:)`` adds them. Columns are copied side by side. O(rows).
    mutating func append(_ batches: [JudgedBatch]) {
        withUnsafeMutablePointer(to: &self) { table in
            /// Fills one column, which is one thread's: nobody touches the table as a whole meanwhile.
            func job<Element>(
                _ path: KeyPath<IncidentTable, [Element]>,
                _ column: @escaping @Sendable (RowColumns) -> UnsafeMutableBufferPointer<Element>
            ) -> @Sendable () -> Void {
                guard let offset = MemoryLayout<IncidentTable>.offset(of: path) else {
                    preconditionFailure("a column of the table is stored in it")
                }
                let address = UnsafeMutableRawPointer(table).advanced(by: offset)
                nonisolated(unsafe) let values = address.assumingMemoryBound(to: [Element].self)
                return { values.pointee.append(batches, column) }
            }
            let jobs = [
                job(\.x) { $0.x }, job(\.y) { $0.y }, job(\.start) { $0.start }, job(\.end) { $0.end },
                job(\.line) { $0.line }, job(\.day) { $0.day }, job(\.second) { $0.second },
                job(\.category) { $0.category }, job(\.weapon) { $0.weapon }, job(\.age) { $0.age },
                job(\.precision) { $0.precision },
            ]
            _ = Parallel.map(jobs.count) { jobs[$0]() }
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
