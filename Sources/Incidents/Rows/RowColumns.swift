import HomewardCalendar

/// One row that was read, as ``RowColumns`` holds it.
struct ReadRow {
    /// The line on which it starts, counted from its stretch's first.
    var line: Int32
    /// Where, in the file's coordinates and later in those of the table.
    var x: Double
    var y: Double
    /// When.
    var moment: RowMoment
    /// The category and the weapon, numbered in the order in which they came.
    var category: UInt32
    var weapon: UInt32
    /// The age, or −1.
    var age: Int16
    /// The hash of its identifier; 0 where it names none.
    var identifier: UInt64
    /// Where it stands in the bytes.
    var first: Int32
    var length: Int32
    /// 0, or why it is not asked for: 1 + the position of the reason in ``FilterReason``'s list.
    var filter: UInt8
}

/// The rows of one stretch of a file as columns that are written in place: adding a row is a store into each of them.
///
/// One thread at a time may add rows. Several may change different rows at once.
final class RowColumns: @unchecked Sendable {
    /// A column with room for a known number of values.
    struct Column<Value> {
        fileprivate var base: UnsafeMutablePointer<Value>

        fileprivate init(_ capacity: Int) { base = .allocate(capacity: capacity) }

        fileprivate mutating func grow(_ count: Int, to capacity: Int) {
            let wider = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
            wider.update(from: base, count: count)
            base.deallocate()
            base = wider
        }

        fileprivate func values(_ count: Int) -> UnsafeMutableBufferPointer<Value> {
            UnsafeMutableBufferPointer(start: base, count: count)
        }
    }

    /// The number of rows.
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private var capacity: Int
    @exclusivity(unchecked) private var lines: Column<Int32>
    @exclusivity(unchecked) private var xs: Column<Double>
    @exclusivity(unchecked) private var ys: Column<Double>
    @exclusivity(unchecked) private var starts: Column<Int64>
    @exclusivity(unchecked) private var ends: Column<Int64>
    @exclusivity(unchecked) private var precisions: Column<TimePrecision>
    @exclusivity(unchecked) private var days: Column<Int32>
    @exclusivity(unchecked) private var seconds: Column<Int32>
    @exclusivity(unchecked) private var categories: Column<UInt32>
    @exclusivity(unchecked) private var weapons: Column<UInt32>
    @exclusivity(unchecked) private var ages: Column<Int16>
    @exclusivity(unchecked) private var identifiers: Column<UInt64>
    @exclusivity(unchecked) private var firsts: Column<Int32>
    @exclusivity(unchecked) private var lengths: Column<Int32>
    @exclusivity(unchecked) private var flagSets: Column<RowBatch.Flags>
    @exclusivity(unchecked) private var filters: Column<UInt8>

    /// Columns with room for `capacity` rows; more make them grow.
    init(capacity: Int) {
        let capacity = max(capacity, 16)
        self.capacity = capacity
        lines = Column(capacity)
        xs = Column(capacity)
        ys = Column(capacity)
        starts = Column(capacity)
        ends = Column(capacity)
        precisions = Column(capacity)
        days = Column(capacity)
        seconds = Column(capacity)
        categories = Column(capacity)
        weapons = Column(capacity)
        ages = Column(capacity)
        identifiers = Column(capacity)
        firsts = Column(capacity)
        lengths = Column(capacity)
        flagSets = Column(capacity)
        filters = Column(capacity)
    }

    deinit {
        lines.base.deallocate()
        xs.base.deallocate()
        ys.base.deallocate()
        starts.base.deallocate()
        ends.base.deallocate()
        precisions.base.deallocate()
        days.base.deallocate()
        seconds.base.deallocate()
        categories.base.deallocate()
        weapons.base.deallocate()
        ages.base.deallocate()
        identifiers.base.deallocate()
        firsts.base.deallocate()
        lengths.base.deallocate()
        flagSets.base.deallocate()
        filters.base.deallocate()
    }

    /// Adds a row. O(1) on average.
    @inline(__always)
    func append(_ row: ReadRow) {
        if count == capacity { grow() }
        let index = count
        count = index + 1
        lines.base[index] = row.line
        xs.base[index] = row.x
        ys.base[index] = row.y
        starts.base[index] = row.moment.start
        ends.base[index] = row.moment.end
        precisions.base[index] = row.moment.precision
        days.base[index] = row.moment.day
        seconds.base[index] = row.moment.second
        categories.base[index] = row.category
        weapons.base[index] = row.weapon
        ages.base[index] = row.age
        identifiers.base[index] = row.identifier
        firsts.base[index] = row.first
        lengths.base[index] = row.length
        flagSets.base[index] = row.moment.flags
        filters.base[index] = row.filter
    }

    private func grow() {
        let wider = capacity * 2
        lines.grow(count, to: wider)
        xs.grow(count, to: wider)
        ys.grow(count, to: wider)
        starts.grow(count, to: wider)
        ends.grow(count, to: wider)
        precisions.grow(count, to: wider)
        days.grow(count, to: wider)
        seconds.grow(count, to: wider)
        categories.grow(count, to: wider)
        weapons.grow(count, to: wider)
        ages.grow(count, to: wider)
        identifiers.grow(count, to: wider)
        firsts.grow(count, to: wider)
        lengths.grow(count, to: wider)
        flagSets.grow(count, to: wider)
        filters.grow(count, to: wider)
        capacity = wider
    }

    /// Leaves the rows of `runs` alone, which come in order, and makes one run of them. O(rows).
    func keep(_ runs: inout [Range<Int>]) {
        var kept = 0
        for run in runs {
            for row in run {
                if kept < row { move(row, to: kept) }
                kept += 1
            }
        }
        count = kept
        runs = kept == 0 ? [] : [0..<kept]
    }

    private func move(_ row: Int, to place: Int) {
        lines.base[place] = lines.base[row]
        xs.base[place] = xs.base[row]
        ys.base[place] = ys.base[row]
        starts.base[place] = starts.base[row]
        ends.base[place] = ends.base[row]
        precisions.base[place] = precisions.base[row]
        days.base[place] = days.base[row]
        seconds.base[place] = seconds.base[row]
        categories.base[place] = categories.base[row]
        weapons.base[place] = weapons.base[row]
        ages.base[place] = ages.base[row]
        identifiers.base[place] = identifiers.base[row]
        firsts.base[place] = firsts.base[row]
        lengths.base[place] = lengths.base[row]
        flagSets.base[place] = flagSets.base[row]
        filters.base[place] = filters.base[row]
    }

    // What each column holds, valid until a row is added or the columns go.
    var line: UnsafeMutableBufferPointer<Int32> { lines.values(count) }
    var x: UnsafeMutableBufferPointer<Double> { xs.values(count) }
    var y: UnsafeMutableBufferPointer<Double> { ys.values(count) }
    var start: UnsafeMutableBufferPointer<Int64> { starts.values(count) }
    var end: UnsafeMutableBufferPointer<Int64> { ends.values(count) }
    var precision: UnsafeMutableBufferPointer<TimePrecision> { precisions.values(count) }
    var day: UnsafeMutableBufferPointer<Int32> { days.values(count) }
    var second: UnsafeMutableBufferPointer<Int32> { seconds.values(count) }
    var category: UnsafeMutableBufferPointer<UInt32> { categories.values(count) }
    var weapon: UnsafeMutableBufferPointer<UInt32> { weapons.values(count) }
    var age: UnsafeMutableBufferPointer<Int16> { ages.values(count) }
    var identifier: UnsafeMutableBufferPointer<UInt64> { identifiers.values(count) }
    var first: UnsafeMutableBufferPointer<Int32> { firsts.values(count) }
    var length: UnsafeMutableBufferPointer<Int32> { lengths.values(count) }
    var flags: UnsafeMutableBufferPointer<RowBatch.Flags> { flagSets.values(count) }
    var filter: UnsafeMutableBufferPointer<UInt8> { filters.values(count) }
}
