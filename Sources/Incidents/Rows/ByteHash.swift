import Foundation

/// A hash of bytes that is the same in every run, so that results do not depend on a random seed.
enum ByteHash {
    /// 64 bits, never 0. Two of ten million different texts collide with a probability of 3 in a million. O(length).
    @inline(__always)
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        hash(bytes, from: 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count))
    }

    /// Another 64 bits, which know nothing of those of ``hash(_:)``: both together tell texts apart, since of a hundred
    /// million different ones two agree in both with a probability of 1 in 10²². O(length).
    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        hash(bytes, from: 0xC2B2_AE3D_27D4_EB4F &* (UInt64(bytes.count) &+ 1))
    }

    @inline(__always)
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, from start: UInt64) -> UInt64 {
        var state = start
        var index = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while index + 8 <= raw.count {
            state = mix(state ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var rest: UInt64 = 0
        while index < raw.count {
            rest = rest << 8 | UInt64(raw[index])
            index += 1
        }
        let hash = mix(state ^ rest ^ 0xD6E8_FEB8_6659_FD93)
        return hash == 0 ? 1 : hash
    }

    /// Source: Sebastiano Vigna, splitmix64's finaliser.
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Gives equal texts the same small number, in the order in which they first appear.
struct ByteInterner {
    /// The texts by their number.
    private(set) var texts: [String] = []
    /// The bytes of all texts, and where each begins, and the end.
    private var bytes: [UInt8] = []
    private var starts = [0]
    private var hashes: [UInt64] = []
    private var slots = [Int32](repeating: -1, count: 64)

    /// The number of the text. O(length).
    mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = ByteHash.hash(text)
        var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
        while slots[slot] >= 0 {
            let code = Int(slots[slot])
            if hashes[code] == hash, isText(code, text) { return code }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = texts.count
        texts.append(String(decoding: text, as: UTF8.self))
        bytes += text
        starts.append(bytes.count)
        hashes.append(hash)
        slots[slot] = Int32(code)
        if texts.count * 2 > slots.count { grow() }
        return code
    }

    @inline(__always)
    private func isText(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = starts[code]
        guard starts[code + 1] - start == text.count else { return false }
        guard let first = text.baseAddress, !text.isEmpty else { return true }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            return memcmp(base + start, first, text.count) == 0
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        for (code, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(code)
        }
    }
}
