import HomewardCore
import Testing

@testable import HomewardAnalysis

@Suite("Counts fit for others")
struct DisclosureTests {
    static let rules: [Disclosure] = [(5, 5), (5, 10), (6, 5), (7, 5), (10, 5), (12, 7)].map { minimum, base in
        Disclosure {
            $0.minimum = minimum
            $0.base = base
        }
    }

    @Test("A figure stands for exactly the counts that it says, and none below the limit is shown", arguments: rules)
    func figures(rule: Disclosure) {
        var behind: [Int: [Int]] = [:]
        for count in 0...200 {
            guard let figure = rule.figure(count) else {
                #expect(count < rule.minimum)
                continue
            }
            #expect(count >= rule.minimum && figure.isMultiple(of: rule.base) && figure >= rule.minimum)
            behind[figure, default: []].append(count)
        }
        for (figure, counts) in behind where figure < 190 { #expect(Array(rule.counts(behind: figure)) == counts) }
        #expect(behind.keys.min() == rule.least)
    }

    @Test(
        "Nobody can set the protection below a cell of 250 m, a limit and a base of five, an hour",
        arguments: [
            ("disclosure.cell_m", "249"), ("disclosure.minimum", "4"), ("disclosure.base", "4"),
            ("disclosure.window_h", "0"), ("disclosure.window_h", "5"),
        ])
    func floors(key: String, value: String) throws {
        #expect(throws: SettingError.self) {
            var rule = Disclosure()
            let setting = try #require(Disclosure.settings.first { $0.path == key })
            try setting.read(.text(value), into: &rule)
            try rule.checkTogether()
        }
    }

    @Test("A program that sets them lower is refused too")
    func floorsInPrograms() {
        #expect(throws: SettingError.self) { try Disclosure { $0.cell = 100 }.check() }
        #expect(throws: SettingError.self) { try Disclosure { $0.minimum = 1 }.check() }
    }

    /// Areas of some cells; nil for none.
    static let layouts: [[Int?]] = [
        [0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, nil], [0, 0, 0, 0, 1, nil], [0, 0, 1, 1, nil, nil],
        [nil, nil, nil, nil, nil, nil], [0, 1, 2, 3, 4, nil],
    ]

    /// Goes through every table of small counts, as somebody does who knows the rules and the code and has the output, and
    /// keeps for each output the counts that each cell may have.
    private func attack<Output: Hashable>(cells: Int, most: Int, output: ([Int]) -> Output) -> [Output: [Set<Int>]] {
        var possible: [Output: [Set<Int>]] = [:]
        var counts = [Int](repeating: 0, count: cells)
        while true {
            let shown = output(counts)
            var sets = possible[shown] ?? [Set<Int>](repeating: [], count: cells)
            for cell in 0..<cells { sets[cell].insert(counts[cell]) }
            possible[shown] = sets
            guard let next = counts.lastIndex(where: { $0 < most }) else { return possible }
            counts[next] += 1
            for cell in next + 1..<max(next + 1, cells) { counts[cell] = 0 }
        }
    }

    @Test("Whatever is shown, every withheld cell may hold any count below the limit", arguments: layouts)
    func nothingFollows(layout: [Int?]) {
        let rule = Disclosure()
        let areas = (layout.compactMap { $0 }.max() ?? -1) + 1
        let possible = attack(cells: layout.count, most: 5) {
            rule.released($0, areas: layout, areaCount: areas)
        }
        #expect(possible.count > 50)
        for (shown, sets) in possible {
            for (cell, set) in sets.enumerated() where shown.cells[cell] == nil { #expect(set == Set(0...4)) }
        }
    }

    @Test("Fewer cells and higher counts: published ones keep their whole span too")
    func publishedKeepTheirSpan() {
        let rule = Disclosure()
        let possible = attack(cells: 4, most: 12) { rule.released($0, areas: [0, 0, 0, nil], areaCount: 1) }
        for (shown, sets) in possible {
            for (cell, set) in sets.enumerated() {
                let span = shown.cells[cell].map { rule.counts(behind: $0) } ?? 0...4
                #expect(set == Set(span), "\(shown)")
            }
        }
    }

    @Test("The same attack breaks what is usually done: figures of cells beside a rounded total of all")
    func theAttackWorks() {
        struct Usual: Hashable {
            let cells: [Int?]
            let total: Int?
        }
        let rule = Disclosure()
        let possible = attack(cells: 4, most: 7) {
            Usual(cells: $0.map(rule.figure), total: rule.figure($0.reduce(0, +)))
        }
        let broken = possible.contains { shown, sets in
            zip(shown.cells, sets).contains { $0 == nil && $1 != Set(0...4) }
        }
        #expect(broken)
    }

    @Test("Two editions of a file that grew by nobody knows how many rows tell no more of a withheld cell than one")
    func growth() {
        let rule = Disclosure()
        let layout: [Int?] = [0, 0, 0]
        var tables: [[Int]] = []
        _ = attack(cells: 3, most: 7) { (counts: [Int]) -> Int in
            tables.append(counts)
            return 0
        }
        struct Pair: Hashable {
            let before: ReleasedCounts
            let after: ReleasedCounts
        }
        var possible: [Pair: [Set<Int>]] = [:]
        let shown = tables.map { rule.released($0, areas: layout, areaCount: 1) }
        for (first, before) in tables.enumerated() {
            for (second, after) in tables.enumerated() where zip(before, after).allSatisfy({ $0 <= $1 }) {
                let pair = Pair(before: shown[first], after: shown[second])
                var sets = possible[pair] ?? [Set<Int>](repeating: [], count: 3)
                for cell in 0..<3 { sets[cell].insert(before[cell]) }
                possible[pair] = sets
            }
        }
        var withheld = 0
        var narrowed = 0
        for (pair, sets) in possible {
            for (cell, set) in sets.enumerated() where pair.before.cells[cell] == nil {
                withheld += 1
                if set != Set(0...4) { narrowed += 1 }
            }
        }
        #expect(withheld > 100)
        #expect(narrowed == 0)
    }

    /// What README says that an edition cannot promise, so that it stays true.
    @Test(
        "Who knows that one row came: where a figure appears there were four, where none changes no cell is known to a number"
    )
    func knownGrowth() {
        let rule = Disclosure()
        let layout: [Int?] = [0, 0, 0, 0]
        struct Pair: Hashable {
            let before: ReleasedCounts
            let after: ReleasedCounts
        }
        var possible: [Pair: [Set<Int>]] = [:]
        _ = attack(cells: 4, most: 6) { (counts: [Int]) -> Int in
            let before = rule.released(counts, areas: layout, areaCount: 1)
            for cell in 0..<4 {
                var grown = counts
                grown[cell] += 1
                let pair = Pair(before: before, after: rule.released(grown, areas: layout, areaCount: 1))
                var sets = possible[pair] ?? [Set<Int>](repeating: [], count: 4)
                for cell in 0..<4 { sets[cell].insert(counts[cell]) }
                possible[pair] = sets
            }
            return 0
        }
        var appeared = 0
        for (pair, sets) in possible {
            for (cell, set) in sets.enumerated() where pair.before.cells[cell] == nil {
                if pair.after.cells[cell] != nil {
                    #expect(set == [4])
                    appeared += 1
                } else if pair.before == pair.after {
                    #expect(set.isSuperset(of: 0...3))
                }
            }
        }
        #expect(appeared > 0)
    }

    @Test("Figures add up to the incidents, but for what is withheld and rounded")
    func sums() {
        let rule = Disclosure()
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let counts = (0..<400).map { _ in generator.below(20) == 0 ? generator.below(60) : generator.below(3) }
            let areas = counts.indices.map { index -> Int? in index % 5 == 4 ? nil : index % 5 }
            let released = rule.released(counts, areas: areas, areaCount: 4)
            let shown = (released.cells + released.areas + [released.rest]).compactMap { $0 }.count
            #expect(abs((released.total ?? 0) - counts.reduce(0, +)) <= 2 * shown + 4)
            let parts =
                (0..<4).map { released.total(of: $0, areas: areas) }
                + zip(released.cells, areas).map { $1 == nil ? $0 : nil } + [released.rest]
            #expect(parts.compactMap { $0 }.reduce(0, +) == released.total)
        }
        let small = rule.released([1, 2, 9], areas: [0, 0, 1], areaCount: 2)
        #expect(small.total(of: 0, areas: [0, 0, 1]) == nil && small.total(of: 1, areas: [0, 0, 1]) == 10)
    }
}
