/// Windows of the clock that start with every whole hour and are half an hour longer than those of the scan: each takes in two of these.
struct LongerWindows {
    /// How many there are.
    static let count = PlaceHourScan.bins / 2
    /// How many numbers a cell's have room for.
    static let line = 32
    /// How many whole hours a window takes in.
    let hours: Int
    /// It takes in another half hour.
    let isOdd: Bool

    init(of length: Int) {
        let longer = min(PlaceHourScan.bins, length + 1)
        (hours, isOdd) = (longer / 2, longer & 1 != 0)
    }
}

/// Numbers that incidents in windows are counted with.
protocol WindowCount: FixedWidthInteger, UnsignedInteger, Sendable {
    /// Sums up the windows of some cells.
    ///
    /// - Parameters:
    ///   - rows: Counts of half hours, 48 a cell: first those that begin with an hour.
    ///   - lines: Where the windows' counts are written, a line a cell.
    static func sumUp(
        _ windows: LongerWindows, _ rows: UnsafePointer<Self>, _ lines: UnsafeMutablePointer<Self>, _ cells: Int)

    /// Does a neighbourhood reach any of 24 bounds, none of which is above half of what the numbers can be?
    static func isReached(_ bounds: UnsafePointer<Self>, by sums: NeighbourhoodSums<Self>) -> Bool
}

extension WindowCount {
    static func sumUp(
        _ windows: LongerWindows, _ rows: UnsafePointer<Self>, _ lines: UnsafeMutablePointer<Self>, _ cells: Int
    ) {
        let count = LongerWindows.count
        for cell in 0..<cells {
            let row = rows + cell * PlaceHourScan.bins
            let line = lines + cell * LongerWindows.line
            var sum: Self = 0
            for hour in 0..<windows.hours { sum &+= row[hour] &+ row[hour + count] }
            for hour in 0..<count {
                let end = (hour + windows.hours) % count
                line[hour] = windows.isOdd ? sum &+ row[end] : sum
                sum &+= row[end] &+ row[end + count] &- row[hour] &- row[hour + count]
            }
        }
    }

    static func isReached(_ bounds: UnsafePointer<Self>, by sums: NeighbourhoodSums<Self>) -> Bool {
        for hour in 0..<LongerWindows.count where sums[hour] >= bounds[hour] { return true }
        return false
    }
}

extension UInt32: WindowCount {}

extension UInt16: WindowCount {
    private typealias Eight = SIMD8<UInt16>

    @inline(__always)
    private static func eight(_ place: UnsafePointer<UInt16>) -> Eight {
        UnsafeRawPointer(place).loadUnaligned(as: Eight.self)
    }

    @inline(__always)
    static func isReached(_ bounds: UnsafePointer<UInt16>, by sums: NeighbourhoodSums<UInt16>) -> Bool {
        var reached = Eight()
        for hour in stride(from: 0, to: LongerWindows.count, by: 8) {
            var left = eight(bounds + hour) &- 1
            left = left &- eight(sums.a + hour) &- eight(sums.b + hour) &- eight(sums.c + hour) &- eight(sums.d + hour)
            left = left &- eight(sums.e + hour) &- eight(sums.f + hour) &- eight(sums.g + hour)
            left = left &+ eight(sums.h + hour) &+ eight(sums.i + hour) &+ eight(sums.j + hour) &+ eight(sums.k + hour)
            left = left &+ eight(sums.l + hour) &+ eight(sums.m + hour) &+ eight(sums.n + hour)
            // What is below the bound less one has its highest bit, which no count has.
            reached |= left
        }
        let words = unsafeBitCast(reached, to: SIMD2<UInt64>.self)
        return (words[0] | words[1]) & 0x8000_8000_8000_8000 != 0
    }

    static func sumUp(
        _ windows: LongerWindows, _ rows: UnsafePointer<UInt16>, _ lines: UnsafeMutablePointer<UInt16>, _ cells: Int
    ) {
        let count = LongerWindows.count
        // Lines with the first eight hours behind the last, so that eight from any hour on stand together.
        let line = LongerWindows.line
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 3 * line * cells) { work in
            guard var whole = work.baseAddress else { return }
            var next = whole + line * cells
            let half = next + line * cells
            for cell in 0..<cells {
                let row = rows + cell * PlaceHourScan.bins
                for hour in stride(from: 0, to: line, by: 8) {
                    let first = eight(row + hour % count)
                    store(first &+ eight(row + count + hour % count), whole + cell * line + hour)
                    store(first, half + cell * line + hour)
                    store(Eight(), lines + cell * line + hour)
                }
            }
            // Sums of one, two, four … hours are put together.
            var (size, done) = (1, 0)
            while true {
                if windows.hours & size != 0 {
                    add(whole, from: done, to: lines, cells)
                    done += size
                }
                guard size * 2 <= windows.hours else { break }
                for cell in 0..<cells {
                    for hour in stride(from: 0, to: line, by: 8) {
                        let start = cell * line + hour % count
                        store(
                            eight(whole + start) &+ from(whole + cell * line, hour % count + size),
                            next + cell * line + hour)
                    }
                }
                swap(&whole, &next)
                size *= 2
            }
            if windows.isOdd { add(half, from: windows.hours, to: lines, cells) }
        }
    }

    /// The values of eight hours from any hour on.
    @inline(__always)
    private static func from(_ line: UnsafePointer<UInt16>, _ hour: Int) -> Eight {
        eight(line + hour % LongerWindows.count)
    }

    @inline(__always)
    private static func store(_ value: Eight, _ place: UnsafeMutablePointer<UInt16>) {
        UnsafeMutableRawPointer(place).storeBytes(of: value, as: Eight.self)
    }

    /// Adds the values that lie so many hours ahead.
    private static func add(
        _ values: UnsafePointer<UInt16>, from ahead: Int, to lines: UnsafeMutablePointer<UInt16>, _ cells: Int
    ) {
        for cell in 0..<cells {
            let line = cell * LongerWindows.line
            for hour in stride(from: 0, to: LongerWindows.count, by: 8) {
                store(eight(lines + line + hour) &+ from(values + line, hour + ahead), lines + line + hour)
            }
        }
    }
}

/// Where the sums begin of which the differences are a neighbourhood's counts.
struct NeighbourhoodSums<Count: WindowCount> {
    typealias Place = UnsafePointer<Count>
    let (a, b, c, d, e, f, g): (Place, Place, Place, Place, Place, Place, Place)
    let (h, i, j, k, l, m, n): (Place, Place, Place, Place, Place, Place, Place)

    @inline(__always)
    init(_ before: UnsafePointer<Count>, width: Int, _ parts: PlaceHourScan.Parts) {
        func upper(_ part: Int) -> Place { before + Int(parts[part].upperBound) &* width }
        func lower(_ part: Int) -> Place { before + Int(parts[part].lowerBound) &* width }
        (a, b, c, d, e, f, g) = (upper(0), upper(1), upper(2), upper(3), upper(4), upper(5), upper(6))
        (h, i, j, k, l, m, n) = (lower(0), lower(1), lower(2), lower(3), lower(4), lower(5), lower(6))
    }

    /// The neighbourhood's count of what stands at a place of each cell's.
    @inline(__always)
    subscript(place: Int) -> Count {
        let upper = a[place] &+ b[place] &+ c[place] &+ d[place] &+ e[place] &+ f[place] &+ g[place]
        return upper &- h[place] &- i[place] &- j[place] &- k[place] &- l[place] &- m[place] &- n[place]
    }
}
