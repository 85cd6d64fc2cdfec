import Testing

@testable import HomewardIncidents

/// Identifiers that are entered in batches and by shares are those that are entered one by one.
@Suite struct IdentifierSharesTests {
    private func row(_ identifier: UInt64, place: Int, minute: Int, filter: UInt8) -> ReadRow {
        ReadRow(
            line: 0, x: 430_000 + Double(place), y: 280_000,
            moment: RowMoment(
                start: Int64(minute) * 60, end: Int64(minute) * 60, precision: .moment, day: 0, second: 60,
                flags: .hasTime),
            category: 0, weapon: 0, age: -1, identifier: identifier, first: 0, length: 0, filter: filter)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>) func batchesChangeNothing(_ seed: UInt64) {
        var draw = Draw(seed)
        let identifiers = [3, 500, 20_000][draw(3)]
        let rows = (0..<6000).map { _ in
            let name = draw(identifiers)
            // Some rows name no identifier, some are not asked for, some are rejected later.
            let filter: UInt8 = [0, 0, 0, 2, RowBatch.rejectedLater][draw(5)]
            return row(
                draw(20) == 0 ? 0 : ByteHash.mix(UInt64(name + 1)), place: name % 7 + draw(40) / 39,
                minute: name % 11 + draw(40) / 39, filter: filter)
        }
        var one = IdentifierRows()
        var firsts: Set<Int> = []
        var claimed: Set<UInt64> = []
        var expected: [UInt8] = []
        for (index, row) in rows.enumerated() {
            expected.append(row.filter)
            guard row.identifier != 0, row.filter != RowBatch.rejectedLater else { continue }
            let columns = RowColumns(capacity: 1)
            columns.append(row)
            let isFirst = one.enter(
                row.identifier, happening: Happenings.hash(0, of: columns), isTimed: true, isSelected: row.filter == 0)
            if isFirst { firsts.insert(index) }
            #expect(isFirst == (row.filter == 0 && claimed.insert(row.identifier).inserted))
            if row.filter == 0, !isFirst { expected[index] = RowBatch.repeated }
        }
        var many = IdentifierRows()
        many.reserve(draw(2) * 3000)
        var marked: [UInt8] = []
        var rest = rows[...]
        while !rest.isEmpty {
            let batches = (0..<1 + draw(4)).map { _ in
                var batch = RowBatch(capacity: 1)
                for row in rest.prefix(draw(900)) { batch.rows.append(row) }
                rest = rest.dropFirst(batch.rows.count)
                batch.identifiers = IdentifierEntries(batch.rows)
                return batch
            }
            many.enter(batches)
            for batch in batches { marked += batch.rows.filter }
        }
        #expect(marked == expected)
        #expect(many.count == one.count && many.repeating == one.repeating && many.repeated == one.repeated)
        #expect(many.differing == one.differing && many.coinciding == one.coinciding)
        #expect(many.tellOfPersons == one.tellOfPersons && many.beginAnew == one.beginAnew)
    }

    /// Columns grow, and leave what is asked for alone.
    @Test func columnsKeepRuns() {
        let columns = RowColumns(capacity: 0)
        for place in 0..<100 { columns.append(row(UInt64(place), place: place, minute: place, filter: 0)) }
        #expect(columns.count == 100 && Array(columns.identifier) == Array(0..<100))
        var runs = [0..<2, 7..<8, 50..<53, 99..<100]
        columns.keep(&runs)
        #expect(runs == [0..<7] && Array(columns.identifier) == [0, 1, 7, 50, 51, 52, 99])
        #expect(columns.x.map { $0 - 430_000 } == [0, 1, 7, 50, 51, 52, 99])
        #expect(columns.start.map { $0 / 60 } == [0, 1, 7, 50, 51, 52, 99])
        runs = []
        columns.keep(&runs)
        #expect(columns.count == 0 && runs.isEmpty)
    }
}
