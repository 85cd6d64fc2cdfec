import HomewardCore

/// A file as a stream of bytes of text: as they are, or in UTF-8 where the file is in UTF-16, which is known by its mark or by
/// every other byte's being zero.
struct TextStream: ~Copyable {
    private var stream: ByteStream
    /// The order of the bytes of UTF-16; nil where the bytes are handed on as they are.
    private let order: Order?
    /// What is read and not yet handed on.
    private var pending: [UInt8]
    private var handed = 0
    private var decoder: SixteenBitDecoder

    /// Which of two bytes stands first.
    enum Order {
        case littleEndian
        case bigEndian
    }

    /// Opens a file for reading.
    ///
    /// - Throws: `FileError` where it cannot be opened or read.
    init(path: String) throws(FileError) {
        var bytes = try ByteStream(path: path)
        let head = try bytes.read(atMost: 64)
        let order = TextStream.order(of: head)
        var decoder = SixteenBitDecoder(order: order ?? .littleEndian)
        var pending: [UInt8] = []
        if order == nil { pending = head } else { decoder.decode(head[...], into: &pending) }
        self.order = order
        self.decoder = decoder
        self.pending = pending
        stream = bytes
    }

    /// Whether the file is in UTF-16.
    var isSixteenBit: Bool { order != nil }

    /// About as many bytes as come out of the file, or 0 where that cannot be told.
    var length: Int { order == nil ? stream.length : stream.length / 2 }

    /// The order of the bytes where they are UTF-16. A mark of four bytes is one of UTF-32, which nobody writes.
    private static func order(of head: [UInt8]) -> Order? {
        guard TextEncoding.sixteenBit(head) == "UTF-16" else { return nil }
        if head.starts(with: [0xFF, 0xFE]) { return .littleEndian }
        if head.starts(with: [0xFE, 0xFF]) { return .bigEndian }
        let even = head.indices.count { $0 % 2 == 0 && head[$0] == 0 }
        let odd = head.indices.count { $0 % 2 == 1 && head[$0] == 0 }
        return even > odd ? .bigEndian : .littleEndian
    }

    /// Reads into `buffer` until it is full or the file ends, and returns the number of bytes. O(bytes).
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var filled = 0
        while filled < buffer.count {
            if handed < pending.count {
                let count = min(pending.count - handed, buffer.count - filled)
                let range = handed..<handed + count
                pending.withUnsafeBytes {
                    UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range]))
                }
                handed += count
                filled += count
                continue
            }
            guard order != nil else {
                return filled + (try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])))
            }
            handed = 0
            pending.removeAll(keepingCapacity: true)
            let raw = try stream.read(atMost: 1 << 16)
            if raw.isEmpty {
                decoder.finish(into: &pending)
                if pending.isEmpty { break }
            } else {
                decoder.decode(raw[...], into: &pending)
            }
        }
        return filled
    }

    /// Reads at most `count` bytes; an empty array is the end of the file.
    mutating func read(atMost count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var failure: FileError?
        let filled = bytes.withUnsafeMutableBytes { buffer in
            do throws(FileError) { return try read(into: buffer) } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        return Array(bytes[..<filled])
    }
}

/// Turns UTF-16 that comes in pieces into UTF-8. The mark at the beginning is left out. Half of a pair becomes a byte that
/// no encoding knows, so that the row it stands in is rejected.
struct SixteenBitDecoder {
    private let order: TextStream.Order
    private var half: UInt8?
    private var high: UInt16?
    private var isFirst = true

    /// What stands for a unit that means nothing: no part of UTF-8 and undefined in Windows-1252.
    private static let unreadable: UInt8 = 0x81

    init(order: TextStream.Order) {
        self.order = order
    }

    /// Adds what the bytes mean. O(bytes).
    mutating func decode(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) {
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let (high, low) = order == .bigEndian ? (first, byte) : (byte, first)
            add(UInt16(high) << 8 | UInt16(low), to: &text)
        }
    }

    /// Adds what is left at the end.
    mutating func finish(into text: inout [UInt8]) {
        if high != nil { text.append(SixteenBitDecoder.unreadable) }
        if half != nil { text.append(SixteenBitDecoder.unreadable) }
        (high, half) = (nil, nil)
    }

    private mutating func add(_ unit: UInt16, to text: inout [UInt8]) {
        if isFirst {
            isFirst = false
            if unit == 0xFEFF { return }
        }
        if let first = high {
            high = nil
            if UTF16.isTrailSurrogate(unit) {
                append(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(unit) - 0xDC00), to: &text)
                return
            }
            text.append(SixteenBitDecoder.unreadable)
        }
        if UTF16.isLeadSurrogate(unit) {
            high = unit
        } else if UTF16.isTrailSurrogate(unit) {
            text.append(SixteenBitDecoder.unreadable)
        } else {
            append(UInt32(unit), to: &text)
        }
    }

    private func append(_ code: UInt32, to text: inout [UInt8]) {
        if code < 0x80 {
            text.append(UInt8(truncatingIfNeeded: code))
        } else if let scalar = Unicode.Scalar(code) {
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }
}
