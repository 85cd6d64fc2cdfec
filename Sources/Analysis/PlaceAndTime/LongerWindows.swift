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

/// Numbers that incidents in windows are counted with, eight at a time.
///
/// What is done with eight of them stands with each kind of number: the compiler has instructions for these, and not for any kind.
protocol WindowCount: FixedWidthInteger, UnsignedInteger, SIMDScalar, BitwiseCopyable, Codable, Sendable
where SIMD8Storage: BitwiseCopyable {
    typealias Eight = SIMD8<Self>

    static func sum(_ a: Eight, _ b: Eight) -> Eight
    static func difference(_ a: Eight, _ b: Eight) -> Eight
    /// Whether any of three times eight numbers has its highest bit, as a difference below zero has.
    static func isBelowZero(_ a: Eight, _ b: Eight, _ c: Eight) -> Bool
}

extension UInt16: WindowCount {
    @inline(__always)
    static func sum(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> { a &+ b }

    @inline(__always)
    static func difference(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> { a &- b }

    @inline(__always)
    static func isBelowZero(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>, _ c: SIMD8<UInt16>) -> Bool {
        let words = unsafeBitCast(a | b | c, to: SIMD2<UInt64>.self)
        return (words[0] | words[1]) & 0x8000_8000_8000_8000 != 0
    }
}

extension UInt32: WindowCount {
    @inline(__always)
    static func sum(_ a: SIMD8<UInt32>, _ b: SIMD8<UInt32>) -> SIMD8<UInt32> { a &+ b }

    @inline(__always)
    static func difference(_ a: SIMD8<UInt32>, _ b: SIMD8<UInt32>) -> SIMD8<UInt32> { a &- b }

    @inline(__always)
    static func isBelowZero(_ a: SIMD8<UInt32>, _ b: SIMD8<UInt32>, _ c: SIMD8<UInt32>) -> Bool {
        let words = unsafeBitCast(a | b | c, to: SIMD4<UInt64>.self)
        return (words[0] | words[1] | words[2] | words[3]) & 0x8000_0000_8000_0000 != 0
    }
}

extension WindowCount {
    @inline(__always)
    static func eight(_ place: UnsafePointer<Self>) -> Eight {
        UnsafeRawPointer(place).loadUnaligned(as: Eight.self)
    }

    @inline(__always)
    static func store(_ value: Eight, _ place: UnsafeMutablePointer<Self>) {
        UnsafeMutableRawPointer(place).storeBytes(of: value, as: Eight.self)
    }

    /// Whether any of a neighbourhood's 24 counts is higher than a bound, none of which is above half of what the numbers can be.
    @inline(__always)
    static func isExceeded(_ bounds: UnsafePointer<Self>, by sums: NeighbourhoodSums<Self>) -> Bool {
        isBelowZero(
            difference(eight(bounds), sums.eight(0)), difference(eight(bounds + 8), sums.eight(8)),
            difference(eight(bounds + 16), sums.eight(16)))
    }

    /// Whether any of 24 counts is higher than a bound.
    @inline(__always)
    static func isExceeded(_ bounds: UnsafePointer<Self>, by counts: UnsafePointer<Self>) -> Bool {
        isBelowZero(
            difference(eight(bounds), eight(counts)), difference(eight(bounds + 8), eight(counts + 8)),
            difference(eight(bounds + 16), eight(counts + 16)))
    }

    /// Sums up the windows of some cells.
    ///
    /// - Parameters:
    ///   - rows: Counts of half hours, 48 a cell: first those that begin with an hour.
    ///   - lines: Where the windows' counts are written, a line a cell.
    static func sumUp(
        _ windows: LongerWindows, _ rows: UnsafePointer<Self>, _ lines: UnsafeMutablePointer<Self>, _ cells: Int
    ) {
        let count = LongerWindows.count
        // Lines with the first eight hours behind the last, so that eight from any hour on stand together.
        let line = LongerWindows.line
        withUnsafeTemporaryAllocation(of: Self.self, capacity: 3 * line * cells) { work in
            guard var whole = work.baseAddress else { return }
            var next = whole + line * cells
            let half = next + line * cells
            for cell in 0..<cells {
                let row = rows + cell * PlaceHourScan.bins
                for hour in stride(from: 0, to: line, by: 8) {
                    let first = eight(row + hour % count)
                    store(sum(first, eight(row + count + hour % count)), whole + cell * line + hour)
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
                            sum(eight(whole + start), from(whole + cell * line, hour % count + size)),
                            next + cell * line + hour)
                    }
                }
                swap(&whole, &next)
                size *= 2
            }
            if windows.isOdd { add(half, from: windows.hours, to: lines, cells) }
        }
    }

    /// The values of eight hours from any hour of two days on.
    @inline(__always)
    private static func from(_ line: UnsafePointer<Self>, _ hour: Int) -> Eight {
        eight(line + (hour < LongerWindows.count ? hour : hour - LongerWindows.count))
    }

    /// Adds the values that lie so many hours ahead.
    private static func add(
        _ values: UnsafePointer<Self>, from ahead: Int, to lines: UnsafeMutablePointer<Self>, _ cells: Int
    ) {
        for cell in 0..<cells {
            let line = cell * LongerWindows.line
            for hour in stride(from: 0, to: LongerWindows.count, by: 8) {
                store(sum(eight(lines + line + hour), from(values + line, hour + ahead)), lines + line + hour)
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

    /// The neighbourhood's counts of what stands at eight places of each cell's, from one on.
    @inline(__always)
    func eight(_ place: Int) -> SIMD8<Count> {
        func at(_ part: Place) -> SIMD8<Count> { Count.eight(part + place) }
        func sum(_ a: Place, _ b: Place) -> SIMD8<Count> { Count.sum(at(a), at(b)) }
        let upper = Count.sum(Count.sum(sum(a, b), sum(c, d)), Count.sum(sum(e, f), at(g)))
        let lower = Count.sum(Count.sum(sum(h, i), sum(j, k)), Count.sum(sum(l, m), at(n)))
        return Count.difference(upper, lower)
    }

    /// The neighbourhood's count of what stands at a place of each cell's.
    @inline(__always)
    subscript(place: Int) -> Count {
        let upper = a[place] &+ b[place] &+ c[place] &+ d[place] &+ e[place] &+ f[place] &+ g[place]
        return upper &- h[place] &- i[place] &- j[place] &- k[place] &- l[place] &- m[place] &- n[place]
    }
}
