internal import CPROJ
import HomewardCore

/// The operation between two coordinate systems, found once and kept for all who carry coordinates between them.
///
/// To find it PROJ looks at everything that its database knows of the two, for some ten milliseconds; a copy takes half of one.
/// What was found is only copied from, and by one thread at a time; that is why the class may be called sendable.
final class FoundOperation: @unchecked Sendable {
    /// The middle of the ground where both systems are in use, in the source system.
    let sharedGround: Point

    // Stored properties go in the order in which they stand: the operation must go before its context.
    private let operation: Locked<ProjHandle>
    private let context: ProjContext

    /// Looks for the operation.
    ///
    /// - Throws: ``GeometryError/transform(operation:message:)`` where PROJ knows no way between the two.
    private init(_ way: Way) throws(GeometryError) {
        let context = try ProjContext(dataDirectories: way.dataDirectories)
        // What is made in the context goes before it: an optimiser may release it at its last use.
        defer { withExtendedLifetime(context) {} }
        let from = try context.coordinateSystem(way.source.definition)
        let to = try context.coordinateSystem(way.target.definition)
        guard let ordered = context.operation(from: from, to: to) else {
            throw .transform(
                operation: way.name,
                message: context.message(
                    otherwise: "PROJ knows no operation but one that leaves the change of datum out"))
        }
        self.context = context
        operation = Locked(ProjHandle(ordered))
        sharedGround = context.sharedGround(of: from, and: to, source: way.source)
    }

    /// A copy in a context of its own.
    ///
    /// - Throws: ``GeometryError/transform(operation:message:)`` where PROJ cannot allocate it.
    func copy(for way: Way) throws(GeometryError) -> OperationCopy {
        let own = try ProjContext(dataDirectories: way.dataDirectories)
        guard let copied = operation.withLock({ proj_clone(own.handle, $0.pointer) }) else {
            throw .transform(operation: way.name, message: own.message(otherwise: "PROJ could not copy the operation"))
        }
        return OperationCopy(ProjHandle(copied), in: own)
    }
}

extension FoundOperation {
    /// From where to where, and with which of PROJ's data.
    struct Way: Hashable {
        let source: CoordinateSystem
        let target: CoordinateSystem
        /// Folders in place of PROJ's own, where they are given.
        let dataDirectories: [String]

        /// What an operation is called before PROJ names it.
        var name: String { "\(source.name) to \(target.name)" }
    }

    private static let recent = Recent<Way, FoundOperation>(most: 16)

    /// The operation for `way`: the one that was found before, or else a search.
    ///
    /// - Throws: What the search throws.
    static func find(_ way: Way) throws(GeometryError) -> FoundOperation {
        try recent.answer(to: way) { () throws(GeometryError) in try FoundOperation(way) }
    }
}

/// A copy of an operation in a context of its own. One thread uses it.
final class OperationCopy {
    // Stored properties go in the order in which they stand: the operation must go before its context.
    private let operation: ProjHandle
    let context: ProjContext

    init(_ operation: ProjHandle, in context: ProjContext) {
        self.operation = operation
        self.context = context
    }

    /// The operation as PROJ takes it.
    var pointer: OpaquePointer { operation.pointer }

    /// Carries coordinates in place; a point that has no place in the target system becomes NaN, NaN. O(count).
    func carry(_ xs: UnsafeMutablePointer<Double>, _ ys: UnsafeMutablePointer<Double>, count: Int) {
        let stride = MemoryLayout<Double>.stride
        _ = proj_trans_generic(
            operation.pointer, PJ_FWD, xs, stride, count, ys, stride, count, nil, 0, 0, nil, 0, 0)
        for index in 0..<count where !(xs[index].isFinite && ys[index].isFinite) {
            xs[index] = .nan
            ys[index] = .nan
        }
        proj_errno_reset(operation.pointer)
    }
}
