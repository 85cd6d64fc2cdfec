internal import CGEOS

extension GEOSPool {
    /// Runs an operation that makes one geometry from one shape.
    static func shape(
        _ operation: String, _ shape: Shape, _ call: (GEOSContext, OpaquePointer) -> OpaquePointer?
    ) throws(GeometryError) -> Shape {
        try withContext { context throws(GeometryError) in
            let input = try context.geometry(shape)
            return try context.shape(call(context, input.pointer), operation: operation)
        }
    }

    /// Runs an operation that makes one geometry from two shapes.
    static func shape(
        _ operation: String, _ first: Shape, _ second: Shape,
        _ call: (OpaquePointer, OpaquePointer, OpaquePointer) -> OpaquePointer?
    ) throws(GeometryError) -> Shape {
        try withContext { context throws(GeometryError) in
            let left = try context.geometry(first)
            let right = try context.geometry(second)
            return try context.shape(call(context.handle, left.pointer, right.pointer), operation: operation)
        }
    }

    /// Asks a yes-or-no question of two shapes.
    static func answer(
        _ operation: String, _ first: Shape, _ second: Shape,
        _ call: (OpaquePointer, OpaquePointer, OpaquePointer) -> CChar
    ) throws(GeometryError) -> Bool {
        try withContext { context throws(GeometryError) in
            let left = try context.geometry(first)
            let right = try context.geometry(second)
            return try context.answer(call(context.handle, left.pointer, right.pointer), operation: operation)
        }
    }

    /// Asks for a number; `call` returns 1 where it has set it.
    static func number(
        _ operation: String, _ shape: Shape,
        _ call: (OpaquePointer, OpaquePointer, UnsafeMutablePointer<Double>) -> Int32
    ) throws(GeometryError) -> Double {
        try withContext { context throws(GeometryError) in
            let input = try context.geometry(shape)
            var number = 0.0
            guard call(context.handle, input.pointer, &number) == 1 else { throw context.failure(of: operation) }
            guard number.isFinite else {
                throw .operation(name: operation, message: "the result is too large to be a number")
            }
            return number
        }
    }
}

extension GEOSContext {
    /// GEOS's three-valued answer: 1 yes, 0 no, 2 an exception.
    func answer(_ answer: CChar, operation: String) throws(GeometryError) -> Bool {
        switch answer {
        case 0: return false
        case 1: return true
        default: throw failure(of: operation)
        }
    }
}
