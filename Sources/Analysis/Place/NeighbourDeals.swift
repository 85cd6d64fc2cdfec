import HomewardCore

/// A cell with what lies around it.
struct NeighbourhoodSum: Sendable, Equatable {
    /// The cell.
    var cell: Int
    /// How many cells the sum is made of.
    var size: Int
    /// What they hold together.
    var sum: Int
}

/// How likely chance is to make sums round cells as high or as low, by dealing the values anew.
///
/// A deal draws so many cells in order, each set equally likely. Their values, added up one after the other, are a sum for
/// every size of neighbourhood at once, and such a sum serves all cells with as many neighbours: where a cell is to keep its
/// own value, a draw that does not hold it is a draw from the other cells, and one that does becomes one when the next cell drawn
/// takes its place. So each cell has a distribution of its own that is exactly that of dealing the others' values, while a deal
/// costs as much as one neighbourhood and not as all of them. Cells share the draws, as esda's do.
///
/// Source: L. Anselin (1995), "Local indicators of spatial association – LISA", Geographical Analysis 27(2), 93–115,
/// section 4 (conditional permutation).
struct NeighbourDeals {
    /// How many deals there may be.
    static let range = 99...999_999

    /// How many deals.
    let count: Int
    /// The seed; blocks of deals have streams of their own.
    let seed: UInt64

    /// For each sum the deals that come to at least as much, and those that come to at most as much.
    ///
    /// The result does not depend on the number of threads. O(deals × (largest size + sizes × log distinct sums) + cells).
    ///
    /// - Parameters:
    ///   - values: The value of each cell that is dealt.
    ///   - asked: The sums, each cell at most once. Sizes are at least 1 and at most `values.count`, where cells keep
    ///     their own value at most `values.count - 1`; other sums come out as if every deal were as high and as low.
    ///   - holdsOwn: Whether a cell keeps its own value, which is then no part of its sum.
    func ranks(of asked: [NeighbourhoodSum], values: [Int], holdsOwn: Bool) -> [(atLeast: Int, atMost: Int)] {
        let most = values.count - (holdsOwn ? 1 : 0)
        let able = asked.indices.filter { (1...max(1, most)).contains(asked[$0].size) && asked[$0].size <= most }
        let book = SumBook(able.map { asked[$0] })
        guard count > 0, !able.isEmpty else { return asked.map { _ in (max(0, count), max(0, count)) } }
        // As many blocks as keep the memory small, whatever the machine.
        let blocks = max(1, min(32, min(4_000_000 / values.count, count / 250)))
        let parts = Parallel.map(blocks) { block in
            let deals = count * (block + 1) / blocks - count * block / blocks
            var table = DealtSums(book: book, cells: holdsOwn ? values.count : 0)
            var generator = SeededGenerator(seed: seed, stream: UInt64(block))
            table.deal(deals, of: values, asked: holdsOwn ? able.map { asked[$0] } : [], &generator)
            return table
        }
        var slots = parts[0].slots
        var changes = parts[0].changes
        for part in parts.dropFirst() {
            for slot in slots.indices { slots[slot] += part.slots[slot] }
            for cell in changes.indices {
                changes[cell].atLeast += part.changes[cell].atLeast
                changes[cell].atMost += part.changes[cell].atMost
            }
        }
        let totals = book.totals(slots)
        var ranks = asked.map { _ in (atLeast: count, atMost: count) }
        for index in able {
            let sum = asked[index]
            let mark = book.mark(of: sum)
            let change = holdsOwn ? changes[sum.cell] : (atLeast: 0, atMost: 0)
            ranks[index] = (
                totals.atLeast[mark] + Int(change.atLeast), totals.atMost[mark] + Int(change.atMost)
            )
        }
        return ranks
    }
}

/// The sums that are asked about, by the size of their neighbourhoods: between and at them a dealt sum falls into slots.
private struct SumBook: Sendable {
    /// The sizes, ascending.
    let sizes: [Int]
    /// The different sums of each size, ascending.
    let marks: CompressedRows<Int>
    /// Where a size's table begins in ``lookup``, or −1 where its sums reach too far for one.
    let tables: [Int]
    /// The slot of each sum from the least to the greatest that is asked about.
    let lookup: [Int32]
    private static let widest = 1 << 16

    init(_ asked: [NeighbourhoodSum]) {
        let sorted = asked.map { ($0.size, $0.sum) }.sorted(by: <)
        var sizes: [Int] = []
        var lists: [[Int]] = []
        for (size, sum) in sorted {
            if sizes.last != size {
                sizes.append(size)
                lists.append([])
            }
            if lists[lists.count - 1].last != sum { lists[lists.count - 1].append(sum) }
        }
        var tables: [Int] = []
        var lookup: [Int32] = []
        for list in lists {
            let (least, greatest) = (list[0], list[list.count - 1])
            guard greatest - least < SumBook.widest, lookup.count < 1 << 22 else {
                tables.append(-1)
                continue
            }
            tables.append(lookup.count)
            var passed = 0
            for sum in least...greatest {
                let isMark = list[passed] == sum
                lookup.append(Int32(2 * passed + (isMark ? 1 : 0)))
                if isMark { passed += 1 }
            }
        }
        self.sizes = sizes
        marks = CompressedRows(lists)
        self.tables = tables
        self.lookup = lookup
    }

    /// How many slots all sizes have: two for each sum and one above them, size by size.
    var slots: Int { 2 * marks.elements.count + sizes.count }

    /// The first slot of a size.
    func firstSlot(_ size: Int) -> Int { 2 * marks.starts[size] + size }

    /// Where the sum stands among all marks.
    func mark(of asked: NeighbourhoodSum) -> Int {
        let size = SumBook.below(sizes[...], asked.size)
        let row = marks.range(size)
        return row.lowerBound + SumBook.below(marks[size], asked.sum)
    }

    /// How many numbers of an ascending list lie below one.
    private static func below(_ list: ArraySlice<Int>, _ number: Int) -> Int {
        var (low, high) = (list.startIndex, list.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low - list.startIndex
    }

    /// For each mark how many dealt sums are at least and at most as high.
    func totals(_ slots: [Int]) -> (atLeast: [Int], atMost: [Int]) {
        var atLeast = [Int](repeating: 0, count: marks.elements.count)
        var atMost = atLeast
        for size in sizes.indices {
            let first = firstSlot(size)
            let row = marks.range(size)
            var sum = 0
            for (offset, mark) in row.enumerated() {
                sum += slots[first + 2 * offset] + slots[first + 2 * offset + 1]
                atMost[mark] = sum
            }
            sum = slots[first + 2 * row.count]
            for (offset, mark) in row.enumerated().reversed() {
                sum += slots[first + 2 * offset + 1]
                atLeast[mark] = sum
                sum += slots[first + 2 * offset]
            }
        }
        return (atLeast, atMost)
    }
}

/// What a block of deals came to.
private struct DealtSums: Sendable {
    private let book: SumBook
    /// How many dealt sums fell into each slot.
    var slots: [Int]
    /// What the deals that held a cell itself change for it.
    var changes: [(atLeast: Int, atMost: Int)]

    init(book: SumBook, cells: Int) {
        self.book = book
        slots = [Int](repeating: 0, count: book.slots)
        changes = [(atLeast: Int, atMost: Int)](repeating: (0, 0), count: cells)
    }

    /// Deals so many times. `asked` are the sums of cells that keep their own value, none where all are dealt.
    mutating func deal(
        _ deals: Int, of values: [Int], asked: [NeighbourhoodSum], _ generator: inout SeededGenerator
    ) {
        let largest = book.sizes[book.sizes.count - 1]
        let draws = asked.isEmpty ? largest : largest + 1
        var deck = Array(Int32(0)..<Int32(values.count))
        // The size and the sum of each cell that keeps its value; size 0 for the others.
        var own = [(size: Int, sum: Int)](repeating: (0, 0), count: asked.isEmpty ? 0 : values.count)
        for sum in asked { own[sum.cell] = (sum.size, sum.sum) }
        var sums = [Int](repeating: 0, count: draws + 1)
        let book = book
        var generatorHere = generator
        deck.withUnsafeMutableBufferPointer { deck in
            sums.withUnsafeMutableBufferPointer { sums in
                values.withUnsafeBufferPointer { values in
                    for _ in 0..<deals {
                        for draw in 0..<draws {
                            let other = draw + generatorHere.below(deck.count - draw)
                            let cell = deck[other]
                            deck[other] = deck[draw]
                            deck[draw] = cell
                            sums[draw + 1] = sums[draw] + values[Int(cell)]
                        }
                        count(sums, book)
                        if !own.isEmpty { correct(deck, sums, values, own, largest) }
                    }
                }
            }
        }
        generator = generatorHere
    }

    /// Counts the sum of each size in its slot.
    private mutating func count(_ sums: UnsafeMutableBufferPointer<Int>, _ book: SumBook) {
        book.marks.elements.withUnsafeBufferPointer { marks in
            book.lookup.withUnsafeBufferPointer { lookup in
                slots.withUnsafeMutableBufferPointer { slots in
                    for size in book.sizes.indices {
                        let sum = sums[book.sizes[size]]
                        let (from, to) = (book.marks.starts[size], book.marks.starts[size + 1])
                        let first = 2 * from + size
                        let table = book.tables[size]
                        if sum < marks[from] {
                            slots[first] += 1
                        } else if sum > marks[to - 1] {
                            slots[first + 2 * (to - from)] += 1
                        } else if table >= 0 {
                            slots[first + Int(lookup[table + sum - marks[from]])] += 1
                        } else {
                            var (low, high) = (from, to)
                            while low < high {
                                let middle = (low + high) / 2
                                if marks[middle] < sum { low = middle + 1 } else { high = middle }
                            }
                            slots[first + 2 * (low - from) + (marks[low] == sum ? 1 : 0)] += 1
                        }
                    }
                }
            }
        }
    }

    /// For each drawn cell that keeps its own value the next cell drawn takes its place.
    private mutating func correct(
        _ deck: UnsafeMutableBufferPointer<Int32>, _ sums: UnsafeMutableBufferPointer<Int>,
        _ values: UnsafeBufferPointer<Int>, _ own: [(size: Int, sum: Int)], _ largest: Int
    ) {
        for draw in 0..<largest {
            let cell = Int(deck[draw])
            let (size, asked) = own[cell]
            guard draw < size else { continue }
            let counted = sums[size]
            let meant = counted - values[cell] + values[Int(deck[size])]
            changes[cell].atLeast += (meant >= asked ? 1 : 0) - (counted >= asked ? 1 : 0)
            changes[cell].atMost += (meant <= asked ? 1 : 0) - (counted <= asked ? 1 : 0)
        }
    }
}
