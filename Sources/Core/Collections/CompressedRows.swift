/// Lists of different lengths, one after the other in one array: row `i` is `elements[starts[i] ..< starts[i + 1]]`.
///
/// The form in which sparse matrices keep their rows (compressed sparse row). It holds n elements in r rows in two
/// blocks of memory whatever the lengths, so that a loop over many short rows follows no pointers. Reading a row is
/// O(1); a row is added at the end in O(its length), amortised; nothing is inserted in the middle. Rows begin at 0,
/// never fall and end with the elements: `starts.first == 0`, `starts.last == elements.count`.
@frozen
public struct CompressedRows<Element> {
    // The loops that read rows are inlined into other modules, and need to see the memory behind.
    @usableFromInline var bounds: [Int]
    @usableFromInline var content: [Element]

    /// Where each row starts in ``elements``; one entry more than rows, which closes the last.
    @inlinable public var starts: [Int] { bounds }
    /// The rows' elements, row by row.
    @inlinable public var elements: [Element] { content }

    /// No rows.
    @inlinable
    public init() {
        bounds = [0]
        content = []
    }

    /// The lists as rows. O(rows + elements).
    @inlinable
    public init(_ lists: some Sequence<some Sequence<Element>>) {
        self.init()
        for list in lists { append(list) }
    }

    /// Deals elements out to `rows` rows, within a row in the order in which they come (counting sort).
    /// O(rows + elements).
    ///
    /// - Parameters:
    ///   - rows: How many rows there are.
    ///   - visit: Calls its argument with the row, below `rows`, of each element; it is run twice, first to count, and must
    ///     say the same both times.
    @inlinable
    public init(count rows: Int, _ visit: (_ enter: (_ row: Int, _ element: Element) -> Void) -> Void) {
        var starts = [Int](repeating: 0, count: rows + 1)
        var any: Element?
        visit { row, element in
            starts[row + 1] += 1
            if any == nil { any = element }
        }
        for row in 0..<rows { starts[row + 1] += starts[row] }
        var elements: [Element] = []
        if let any {
            elements = [Element](repeating: any, count: starts[rows])
            var next = starts
            visit { row, element in
                elements[next[row]] = element
                next[row] += 1
            }
        }
        bounds = starts
        content = elements
    }

    /// The number of rows. O(1).
    @inlinable public var count: Int { bounds.count - 1 }

    /// The numbers of the rows.
    @inlinable public var indices: Range<Int> { 0..<count }

    /// Adds a row at the end. O(its length), amortised.
    @inlinable
    public mutating func append(_ row: some Sequence<Element>) {
        content.append(contentsOf: row)
        bounds.append(content.count)
    }

    /// Where a row's elements stand in ``elements``. O(1).
    @inlinable
    public func range(_ row: Int) -> Range<Int> { bounds[row]..<bounds[row + 1] }

    /// The elements of a row. O(1).
    @inlinable
    public subscript(row: Int) -> ArraySlice<Element> { content[range(row)] }

    /// The elements of the rows in a range, which stand side by side. O(1).
    @inlinable
    public subscript(rows: Range<Int>) -> ArraySlice<Element> {
        content[bounds[rows.lowerBound]..<bounds[rows.upperBound]]
    }
}

extension CompressedRows: Equatable where Element: Equatable {}
extension CompressedRows: Hashable where Element: Hashable {}
extension CompressedRows: Sendable where Element: Sendable {}
