/// What a geometry's first bytes say about the rest.
struct WKBHeader {
    var isLittleEndian: Bool
    var code: UInt32
    var dimensions: Int
}

/// A place in well-known binary. Every read is checked against the end.
struct WKBCursor {
    private let bytes: UnsafeRawBufferPointer
    /// Bytes read so far.
    var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Bytes still to come.
    var left: Int { bytes.count - offset }

    mutating func byte() throws(GeometryError) -> UInt8 {
        guard offset < bytes.count else { throw .wkb(offset: offset, message: "it ends too early") }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func word(_ header: WKBHeader) throws(GeometryError) -> UInt32 {
        guard bytes.count - offset >= 4 else { throw .wkb(offset: offset, message: "it ends too early") }
        defer { offset += 4 }
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return header.isLittleEndian ? UInt32(littleEndian: word) : UInt32(bigEndian: word)
    }

    /// A number of things of at least `size` bytes each, checked against what is left, so that no count can ask for
    /// more memory than the input is long.
    mutating func count(_ header: WKBHeader, size: Int) throws(GeometryError) -> Int {
        let count = Int(try word(header))
        guard count <= (bytes.count - offset) / size else {
            throw .wkb(offset: offset - 4, message: "it announces \(count) parts and is too short for them")
        }
        return count
    }

    /// The number at an offset that the caller has checked.
    func number(at offset: Int, _ header: WKBHeader) -> Double {
        let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return Double(bitPattern: header.isLittleEndian ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }
}
