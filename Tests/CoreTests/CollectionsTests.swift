import HomewardCore
import Testing

@Suite struct CollectionsTests {
    /// Rows begin at 0, never fall and end with the elements; and they hold what they were made of.
    private func check(_ rows: CompressedRows<Int>, holds lists: [[Int]]) {
        #expect(rows.starts.first == 0 && rows.starts.last == rows.elements.count)
        #expect(zip(rows.starts, rows.starts.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(rows.count == lists.count && rows.indices == lists.indices)
        for (row, list) in lists.enumerated() {
            #expect(Array(rows[row]) == list && rows.range(row).count == list.count)
        }
        #expect(rows.elements == lists.flatMap(\.self))
    }

    @Test(arguments: [0, 1, 7, 200]) func rowsHoldTheirLists(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let lists = (0..<count).map { _ in (0..<generator.below(5)).map { _ in generator.below(100) } }
        check(CompressedRows(lists), holds: lists)

        var grown = CompressedRows<Int>()
        for list in lists { grown.append(list.lazy.map { $0 }) }
        check(grown, holds: lists)
        #expect(grown == CompressedRows(lists))
        for low in stride(from: 0, to: count, by: 3) {
            #expect(Array(grown[low..<count]) == lists[low...].flatMap(\.self))
        }

        // Dealt out in any order of rows, each row keeps the order of its own.
        var pairs: [(row: Int, element: Int)] = []
        for (row, list) in lists.enumerated() { pairs += list.map { (row, $0) } }
        generator.shuffle(&pairs)
        let dealt = CompressedRows(count: count) { enter in for pair in pairs { enter(pair.row, pair.element) } }
        check(dealt, holds: lists.indices.map { row in pairs.filter { $0.row == row }.map(\.element) })
    }

    @Test func rowsWithoutElements() {
        check(CompressedRows(), holds: [])
        check(CompressedRows(count: 3) { _ in }, holds: [[], [], []])
    }

    /// The smallest member stands for its set, whatever the order of the joins; checked by colouring.
    @Test(arguments: 1...20) func setsAreThoseOfTheGraph(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let count = 1 + generator.below(60)
        var colour = Array(0..<count)
        var sets = DisjointSets(count)
        for _ in 0..<generator.below(80) {
            let (a, b) = (generator.below(count), generator.below(count))
            #expect(sets.join(a, b) == (colour[a] != colour[b]))
            let (low, high) = (min(colour[a], colour[b]), max(colour[a], colour[b]))
            for member in colour.indices where colour[member] == high { colour[member] = low }
        }
        for member in 0..<count { #expect(sets.root(member) == colour[member]) }
    }
}
