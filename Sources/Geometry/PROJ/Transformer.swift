internal import CPROJ
import HomewardCore
import Synchronization

/// Carries coordinates from one system to another, always as x = east or longitude and y = north or latitude.
///
/// PROJ knows several operations between two datums and takes for each point the best one that is valid there and whose
/// grids are at hand. An operation that leaves a change of datum out is never used. ``operationName`` and ``accuracy`` speak
/// of the least accurate operation at the corners, edges and centre of `around`, ``missingGrids`` of its centre; where it is
/// not given, all three of the middle of the ground that both systems share. One task uses a transformer.
///
/// Before a British position is carried, PROJ is asked for a place that is known in both systems; between other systems
/// a place is carried there and back. Where that does not come out, nothing is carried.
public final class Transformer {
    /// The system that coordinates come from.
    public var source: CoordinateSystem { way.source }
    /// The system that they are carried to.
    public var target: CoordinateSystem { way.target }
    /// The name of the chosen operation, as PROJ's database spells it.
    public let operationName: String
    /// The operation's accuracy in metres as its authority states it; 0 for a mere projection, nil where it is unknown.
    public let accuracy: Double?
    /// The grids, by file name, that the best operation needs and this machine lacks; empty where the best is in use.
    /// Looked up when first asked for, which takes some tens of milliseconds.
    public private(set) lazy var missingGrids = findMissingGrids()

    private let way: FoundOperation.Way
    private let found: FoundOperation
    /// The transformer's own copy of the operation, and those of the threads that carry whole columns with it, each made once.
    private let own: OperationCopy
    private var helpers: [OperationCopy] = []
    /// The place that the operation was chosen for, in the source system.
    private let place: Point

    /// Finds the operation between two systems.
    ///
    /// `around` is the ground of interest in coordinates of `source`; it decides which operation is named.
    ///
    /// - Throws: ``GeometryError/transform(operation:message:)`` where PROJ knows no way between the two;
    ///   ``GeometryError/inaccurate(operation:message:)`` where it goes wrong on this machine.
    public convenience init(
        from source: CoordinateSystem, to target: CoordinateSystem, around: BoundingBox? = nil
    ) throws(GeometryError) {
        if (source.definition == "EPSG:27700") != (target.definition == "EPSG:27700"),
            let fault = ControlPoint.fault
        {
            throw fault
        }
        try self.init(from: source, to: target, around: around, dataDirectories: [])
    }

    init(
        from source: CoordinateSystem, to target: CoordinateSystem, around: BoundingBox?, dataDirectories: [String]
    ) throws(GeometryError) {
        way = FoundOperation.Way(source: source, target: target, dataDirectories: dataDirectories)
        found = try FoundOperation.find(way)
        own = try found.copy(for: way)
        place = around?.centre ?? found.sharedGround
        let chosen = own.context.chosen(by: own.pointer, at: around?.samples ?? [place])
        operationName = chosen?.name ?? way.name
        accuracy = chosen?.accuracy
        try checkThereAndBack()
    }

    /// Carries the place that the operation was chosen for there and back; nothing is said of a place that has none there.
    private func checkThereAndBack() throws(GeometryError) {
        let there = proj_trans(own.pointer, PJ_FWD, proj_coord(place.x, place.y, 0, 0))
        let back = proj_trans(own.pointer, PJ_INV, there)
        proj_errno_reset(own.pointer)
        let here = Point(x: back.xy.x, y: back.xy.y)
        guard here.isFinite else { return }
        let metres = here.distance(to: place) * (source.isGeographic ? 111_300 : source.metresPerUnit)
        // Back again PROJ may choose another operation of the same worth.
        guard metres <= 2 * (accuracy ?? 5) + 0.1 else {
            throw .inaccurate(
                operation: operationName,
                message: "a place carried there and back comes out \(Shown.fixed(metres, 1)) m from where it was")
        }
    }

    private func findMissingGrids() -> [String] {
        let context = own.context
        guard let from = try? context.coordinateSystem(source.definition),
            let to = try? context.coordinateSystem(target.definition)
        else { return [] }
        return context.missingGrids(from: from, to: to, at: place)
    }

    /// Carries one point.
    ///
    /// - Throws: ``GeometryError/transform(operation:message:)`` where the point has no place in the target system.
    public func transform(_ point: Point) throws(GeometryError) -> Point {
        guard point.isFinite else {
            throw .transform(operation: operationName, message: "\(point.x), \(point.y) are no finite numbers")
        }
        proj_errno_reset(own.pointer)
        let result = proj_trans(own.pointer, PJ_FWD, proj_coord(point.x, point.y, 0, 0))
        guard result.xy.x.isFinite, result.xy.y.isFinite else {
            let code = proj_errno(own.pointer)
            let words = proj_context_errno_string(own.context.handle, code).map { String(cString: $0) }
            throw .transform(
                operation: operationName,
                message: "\(point.x), \(point.y): \(code == 0 ? "no result" : words ?? "no result")")
        }
        return Point(x: result.xy.x, y: result.xy.y)
    }

    /// Carries whole columns in place. A point that has no place in the target system becomes NaN, NaN. O(n).
    ///
    /// Long columns are shared among the processor's cores; each point is carried for itself, so that nothing depends on their
    /// number.
    ///
    /// - Throws: ``GeometryError/argument(name:message:)`` where the columns differ in length; then nothing changes.
    public func transform(_ xs: inout [Double], _ ys: inout [Double]) throws(GeometryError) {
        try transform(&xs, &ys, threads: min(Parallel.cores, 8))
    }

    /// The points that a thread takes at a time, some milliseconds' work.
    private static let piece = 1 << 13
    /// The shortest column that is shared: readers of files carry shorter ones, each on a thread of its own.
    private static let shared = 1 << 16

    /// Carries whole columns with as many threads as are asked for.
    func transform(_ xs: inout [Double], _ ys: inout [Double], threads: Int) throws(GeometryError) {
        guard xs.count == ys.count else {
            throw .argument(name: "ys", message: "there are \(xs.count) x and \(ys.count) y coordinates")
        }
        let count = xs.count
        let threads = count < Self.shared ? 1 : threads
        while helpers.count + 1 < threads { helpers.append(try found.copy(for: way)) }
        // Each thread has a copy of its own and pieces that no other takes.
        nonisolated(unsafe) let copies = [own] + helpers.prefix(max(0, threads - 1))
        xs.withUnsafeMutableBufferPointer { x in
            ys.withUnsafeMutableBufferPointer { y in
                guard let firstX = x.baseAddress, let firstY = y.baseAddress else { return }
                nonisolated(unsafe) let (allX, allY) = (firstX, firstY)
                let next = Atomic<Int>(0)
                _ = Parallel.map(copies.count) { thread in
                    while true {
                        let start = next.add(Self.piece, ordering: .relaxed).oldValue
                        guard start < count else { return }
                        copies[thread].carry(allX + start, allY + start, count: min(Self.piece, count - start))
                    }
                }
            }
        }
    }
}

extension Transformer {
    /// An accuracy in words, the same everywhere: `to about 2 m`.
    ///
    /// - Parameter metres: As ``accuracy`` states it.
    public static func words(accuracy metres: Double?) -> String {
        guard let metres else { return "with an accuracy that PROJ does not know" }
        return "to about \(Shown.fixed(metres, metres < 1 ? 2 : 0)) m"
    }
}

extension Shape {
    /// The shape carried to another coordinate system, all its vertices in one pass. O(n).
    ///
    /// - Throws: ``GeometryError/transform(operation:message:)`` where a vertex has no place in the target system.
    public func transformed(by transformer: Transformer) throws(GeometryError) -> Shape {
        let vertices = vertices
        var xs = vertices.map(\.x)
        var ys = vertices.map(\.y)
        try transformer.transform(&xs, &ys)
        for index in xs.indices where !xs[index].isFinite {
            // Asked again alone, the vertex brings PROJ's own reason.
            _ = try transformer.transform(vertices[index])
            throw .transform(operation: transformer.operationName, message: "vertex \(index + 1) has no place there")
        }
        var next = 0
        return mapped { _ in
            defer { next += 1 }
            return Point(x: xs[next], y: ys[next])
        }
    }

    /// The shape with every vertex replaced, in the order of ``vertices``. O(n).
    public func mapped(_ replace: (Point) -> Point) -> Shape {
        func ring(_ points: [Point]) -> [Point] { points.map(replace) }
        func area(_ polygon: Polygon) -> Polygon {
            let exterior = ring(polygon.exterior)
            return Polygon(exterior: exterior, holes: polygon.holes.map(ring))
        }
        return switch self {
        case .point(let point): .point(replace(point))
        case .multiPoint(let points): .multiPoint(ring(points))
        case .lineString(let line): .lineString(LineString(ring(line.points)))
        case .multiLineString(let lines): .multiLineString(lines.map { LineString(ring($0.points)) })
        case .polygon(let polygon): .polygon(area(polygon))
        case .multiPolygon(let multi): .multiPolygon(MultiPolygon(multi.polygons.map(area)))
        case .collection(let shapes): .collection(shapes.map { $0.mapped(replace) })
        }
    }
}
