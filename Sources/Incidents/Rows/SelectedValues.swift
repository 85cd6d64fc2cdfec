import HomewardCore

/// Which values of a column are asked for, and how often each value stands in it. Each different value is compared once.
struct SelectedValues {
    private var interner = ByteInterner()
    /// For each different value its number among the wanted ones, or −1, and its rows.
    private var values: [(wanted: Int, rows: Int)] = []
    private let wanted: [String]

    init(_ selection: RowPlan.Selection) {
        wanted = selection.values.map { $0.trimmingSpaces.lowercased() }
    }

    /// Whether the cell holds one of the values, case and spaces at its ends left aside.
    mutating func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let code = interner.code(of: cell)
        if code == values.count {
            values.append((wanted.firstIndex(of: interner.texts[code].lowercased()) ?? -1, 0))
        }
        values[code].rows += 1
        return values[code].wanted >= 0
    }

    /// What the column holds, in the order in which it first came.
    var counts: [(value: String, wanted: Int?, rows: Int)] {
        zip(interner.texts, values).map { ($0, $1.wanted < 0 ? nil : $1.wanted, $1.rows) }
    }
}

/// What the column of one condition of `where:` holds in a whole file: how often each value stands in the rows that could be
/// read.
struct SelectionCount {
    /// For each value asked for, whether it was seen, in any case.
    private(set) var seen: [Bool]
    private var rows: [String: Int] = [:]
    /// Whether there are more different values than are counted.
    private(set) var isCut = false

    /// The different values that are counted: more make no list that anybody reads.
    private static let most = 10_000
    /// The values that a message names.
    private static let listed = 20

    init(_ selection: RowPlan.Selection) {
        seen = selection.values.map { _ in false }
    }

    /// Adds what one part of the file holds, in the order of the file. O(different values).
    mutating func add(_ part: SelectedValues) {
        for (value, wanted, count) in part.counts {
            if let wanted { seen[wanted] = true }
            if let known = rows[value] {
                rows[value] = known + count
            } else if rows.count < SelectionCount.most {
                rows[value] = count
            } else {
                isCut = true
            }
        }
    }

    /// Whether none of the values asked for stands in any row.
    var isUnmatched: Bool { !seen.contains(true) }

    /// Whether the column holds free text, of which nothing is repeated: nearly every row has a value of its own, or there are
    /// more different values than are counted.
    private var isFreeText: Bool { isCut || rows.count > 100 && rows.count * 2 > rows.values.reduce(0, +) }

    /// The values with their rows, the most frequent first, of equals by their text; no more than twenty of them.
    var present: PresentValues {
        guard !isFreeText else { return PresentValues(shares: [], more: rows.count, isCut: isCut) }
        let sorted = rows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return PresentValues(
            shares: sorted.prefix(SelectionCount.listed).map {
                PresentValues.Share(value: ShownCell.text($0.key.utf8, atMost: 60), rows: $0.value)
            }, more: sorted.count - min(sorted.count, SelectionCount.listed), isCut: isCut)
    }

    /// The value present that is spelt most like `wanted`, with its rows.
    func nearest(to wanted: String) -> (value: String, rows: Int)? {
        guard !isFreeText else { return nil }
        return Spelling.nearest(to: wanted, among: rows.keys.filter { !$0.isEmpty }.sorted()).map {
            (ShownCell.text($0.utf8, atMost: 60), rows[$0] ?? 0)
        }
    }
}

/// The values that stand in a column which `where` asks about, for a message.
public struct PresentValues: Sendable, Hashable, CustomStringConvertible {
    /// One value.
    public struct Share: Sendable, Hashable {
        /// The beginning of the value, on one line.
        public var value: String
        /// The rows that could be read and have it.
        public var rows: Int

        /// A value with its rows.
        public init(value: String, rows: Int) {
            self.value = value
            self.rows = rows
        }
    }

    /// The most frequent values, at most twenty.
    public var shares: [Share]
    /// How many more there are.
    public var more: Int
    /// Whether there are so many that not all were counted.
    public var isCut: Bool

    /// Values of a column.
    public init(shares: [Share], more: Int, isCut: Bool = false) {
        self.shares = shares
        self.more = more
        self.isCut = isCut
    }

    /// `"Robbery" 120, "Assault" 80 and 13 more`.
    public var description: String {
        guard !shares.isEmpty else {
            return more > 0
                ? "free text, \(isCut ? "at least " : "")\(more) different values" : "nothing, for no row could be read"
        }
        let list = shares.map { ($0.value.isEmpty ? "nothing" : $0.value.quoted) + " \($0.rows)" }.joined(
            separator: ", ")
        return more == 0 ? list : list + " and \(isCut ? "at least " : "")\(more) more"
    }
}
