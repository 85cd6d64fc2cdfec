internal import CGEOS
import HomewardCore

/// One GEOS context with a place for its last error message.
///
/// A context serves one operation at a time and is handed from worker to worker through ``GEOSPool``, whose lock
/// orders the handing over; that is why the class may be called sendable.
final class GEOSContext: @unchecked Sendable {
    let handle: OpaquePointer
    private var message = ""

    /// Returns nil where GEOS cannot allocate. Called with the pool's lock held: GEOS's own start-up is not
    /// thread-safe.
    init?() {
        guard let handle = GEOS_init_r() else { return nil }
        self.handle = handle
        _ = GEOSContext_setErrorMessageHandler_r(
            handle,
            { words, owner in
                guard let words, let owner else { return }
                Unmanaged<GEOSContext>.fromOpaque(owner).takeUnretainedValue().message = String(cString: words)
            },
            Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        GEOS_finish_r(handle)
    }

    /// The error for an operation that has just failed, with GEOS's own words. Forgets them.
    func failure(of operation: String) -> GeometryError {
        defer { message = "" }
        return .operation(name: operation, message: message.isEmpty ? "GEOS gave no reason" : message)
    }
}

/// The contexts that are not at work. At most one exists per operation under way, and a prepared area keeps one for
/// as long as it lives.
enum GEOSPool {
    private static let idle = Locked<[GEOSContext]>([])
    private static let mostIdle = 32

    /// Takes a context out of the pool, or makes one.
    static func take() throws(GeometryError) -> GEOSContext {
        let context = idle.withLock { $0.popLast() ?? GEOSContext() }
        guard let context else {
            throw .operation(name: "start", message: "GEOS could not allocate a context")
        }
        return context
    }

    /// Puts a context back, or frees it where enough are waiting.
    static func giveBack(_ context: GEOSContext) {
        idle.withLock { if $0.count < mostIdle { $0.append(context) } }
    }

    /// Runs `body` with a context that nobody else uses meanwhile.
    static func withContext<Result: ~Copyable>(
        _ body: (GEOSContext) throws(GeometryError) -> Result
    ) throws(GeometryError) -> Result {
        let context = try take()
        defer { giveBack(context) }
        return try body(context)
    }
}

/// The one owner of a GEOS geometry: it frees the geometry when it goes out of scope.
///
/// Must not outlive the context that made it; operations keep both inside ``GEOSPool/withContext(_:)``.
struct GEOSGeometry: ~Copyable {
    let context: OpaquePointer
    let pointer: OpaquePointer

    /// Takes over `pointer`, or throws GEOS's own message where an operation returned none.
    init(_ pointer: OpaquePointer?, from context: GEOSContext, operation: String) throws(GeometryError) {
        guard let pointer else { throw context.failure(of: operation) }
        self.context = context.handle
        self.pointer = pointer
    }

    /// Gives the geometry away, to a GEOS call that takes it over.
    consuming func release() -> OpaquePointer {
        let pointer = self.pointer
        discard self
        return pointer
    }

    deinit {
        GEOSGeom_destroy_r(context, pointer)
    }
}
