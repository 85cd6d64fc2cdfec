import HomewardGeometry

/// Where the positions of a source come from and where they must lie. Values only, so that every worker has a copy.
struct PositionFrame: Sendable {
    /// The coordinate system of the file.
    var source: CoordinateSystem
    /// The coordinate system of the table.
    var working: CoordinateSystem
    /// The study area, if there is one.
    var locator: AreaLocator?
    /// The box that the working system reaches in its own coordinates; nil where that is not known.
    var reach: BoundingBox?
    /// The box around the study area and as much again on every side.
    var vicinity: BoundingBox?
    private let sourceNumbers: Numbers
    private let workingNumbers: Numbers

    init(source: CoordinateSystem, working: CoordinateSystem, studyArea: MultiPolygon?) {
        self.source = source
        self.working = working
        sourceNumbers = Numbers(source)
        workingNumbers = Numbers(working)
        reach = PositionFrame.reach(of: working)
        locator = studyArea.map { AreaLocator([NamedArea(name: "study area", outline: $0)]) }
        vicinity = studyArea.flatMap { Shape.multiPolygon($0).boundingBox }.map {
            $0.grown(by: max($0.width, $0.height))
        }
    }

    /// The transformer to the working system, or nil where the file is in it already.
    func transformer() throws(GeometryError) -> Transformer? {
        source.definition == working.definition ? nil : try Transformer(from: source, to: working)
    }

    /// Whether `system` reaches a position, as far as that can be told from the numbers.
    static func reaches(_ system: CoordinateSystem, _ x: Double, _ y: Double) -> Bool {
        Numbers(system).areIn(x, y)
    }

    /// Which numbers may be coordinates in a system, looked up once for all rows.
    private enum Numbers {
        case degrees
        case nationalGrid
        case metres

        init(_ system: CoordinateSystem) {
            self = system.isGeographic ? .degrees : system.definition == "EPSG:27700" ? .nationalGrid : .metres
        }

        @inline(__always)
        func areIn(_ x: Double, _ y: Double) -> Bool {
            guard x.isFinite, y.isFinite else { return false }
            switch self {
            case .degrees: return abs(x) <= 180 && abs(y) <= 90
            case .nationalGrid: return PositionFrame.nationalGrid.contains(Point(x: x, y: y))
            case .metres: return Point(x: x, y: y).isOnEarth
            }
        }
    }

    /// The National Grid ends where its lettered squares do: 700 km east and 1300 km north.
    private static let nationalGrid = BoundingBox(minX: 0, minY: 0, maxX: 700_000, maxY: 1_300_000)

    /// The box of a working system's own coordinates in which positions are places: the lettered squares of the National
    /// Grid, the area of use of another projected system with 300 km around it.
    private static func reach(of system: CoordinateSystem) -> BoundingBox? {
        system.definition == "EPSG:27700" ? nationalGrid : try? system.reach()
    }

    /// Whether the working system reaches a position in it.
    @inline(__always)
    private func isReached(_ x: Double, _ y: Double) -> Bool {
        workingNumbers.areIn(x, y) && reach?.contains(Point(x: x, y: y)) ?? true
    }

    /// Carries the batch's positions into the working system and judges them: rows beyond the study area are filtered,
    /// rows that only lie near it with their coordinates exchanged, and rows out of all range, are rejected. O(rows).
    func place(_ batch: inout RowBatch, with transformer: Transformer?) throws(GeometryError) {
        let rows = batch.rows
        if transformer == nil, locator == nil {
            for row in 0..<rows.count {
                let (x, y) = (rows.x[row], rows.y[row])
                if !sourceNumbers.areIn(x, y) || !isReached(x, y) {
                    batch.rejectLater(row, .coordinatesOutOfRange, outOfRange(x, y))
                }
            }
            return
        }
        let (rawX, rawY) = (Array(rows.x), Array(rows.y))
        var (xs, ys) = (rawX, rawY)
        for row in xs.indices where !sourceNumbers.areIn(xs[row], ys[row]) {
            (xs[row], ys[row]) = (.nan, .nan)
        }
        try transformer?.transform(&xs, &ys)
        for row in xs.indices where !isReached(xs[row], ys[row]) {
            (xs[row], ys[row]) = (.nan, .nan)
        }
        let inside = locator?.assign(xs: xs, ys: ys).area
        var doubtful: [Int] = []
        for row in xs.indices {
            if let inside, inside[row] >= 0 { continue }
            if inside != nil || xs[row].isNaN { doubtful.append(row) }
        }
        let exchanged = try areNearWhenExchanged(doubtful, rawX, rawY, transformer)
        for (position, row) in doubtful.enumerated() {
            let point = Point(x: xs[row], y: ys[row])
            let isNear = point.isFinite && vicinity?.contains(point) ?? true
            if exchanged[position] && !isNear {
                batch.rejectLater(
                    row, .swappedCoordinates,
                    "\(rawX[row]), \(rawY[row]) lies by the study area only when exchanged")
            } else if !point.isFinite {
                batch.rejectLater(row, .coordinatesOutOfRange, outOfRange(rawX[row], rawY[row]))
            } else if rows.filter[row] == 0 {
                rows.filter[row] = RowBatch.code(.outsideStudyArea)
            }
        }
        _ = rows.x.update(fromContentsOf: xs)
        _ = rows.y.update(fromContentsOf: ys)
    }

    /// Why a position of the source is no place to work with: it is none in its own system, or one that the working system
    /// does not reach.
    private func outOfRange(_ x: Double, _ y: Double) -> String {
        guard source.definition != working.definition, sourceNumbers.areIn(x, y) else {
            return "\(x), \(y) is no place in \(source.name)"
        }
        return "\(x), \(y) lies where the working system, \(working.definition) (\(working.name)), does not reach"
    }

    /// For each of `rows`, whether it lies by the study area once its coordinates change places.
    private func areNearWhenExchanged(
        _ rows: [Int], _ rawX: [Double], _ rawY: [Double], _ transformer: Transformer?
    ) throws(GeometryError) -> [Bool] {
        guard let vicinity, !rows.isEmpty else { return rows.map { _ in false } }
        var xs = rows.map { rawY[$0] }
        var ys = rows.map { rawX[$0] }
        for index in xs.indices where !sourceNumbers.areIn(xs[index], ys[index]) {
            (xs[index], ys[index]) = (.nan, .nan)
        }
        try transformer?.transform(&xs, &ys)
        return xs.indices.map { xs[$0].isFinite && ys[$0].isFinite && vicinity.contains(Point(x: xs[$0], y: ys[$0])) }
    }
}
