import Foundation

/// Reads numbers from bytes.
enum DecimalParser {
    /// A decimal number such as `-1.5128` or `4.33e5`, or nil where the bytes are none; `point` is the byte before the
    /// decimals, a point or a comma. O(length).
    ///
    /// Up to 15 digits and powers of ten up to 22 are exact in one division or multiplication (W. D. Clinger, "How to read
    /// floating point numbers accurately", 1990); what is longer goes the slow way.
    @inline(__always)
    static func double(_ bytes: UnsafeBufferPointer<UInt8>, point mark: UInt8 = UInt8(ascii: ".")) -> Double? {
        short(bytes, point: mark) ?? any(bytes, point: mark)
    }

    /// A number of at most 18 digits without a sign; nil where the bytes are none or what they mean is left to the slow way.
    @inline(__always)
    private static func short(_ bytes: UnsafeBufferPointer<UInt8>, point mark: UInt8) -> Double? {
        guard 1...18 ~= bytes.count else { return nil }
        var mantissa: Int64 = 0
        var point = -1
        for index in 0..<bytes.count {
            let digit = bytes[index] &- 48
            if digit < 10 {
                mantissa = mantissa &* 10 &+ Int64(digit)
            } else if bytes[index] == mark, point < 0 {
                point = index
            } else {
                return nil
            }
        }
        if point < 0 { return mantissa < 1 << 53 ? Double(mantissa) : nil }
        guard bytes.count > 1, mantissa < 1 << 53 else { return nil }
        return Double(mantissa) / powers[bytes.count - 1 - point]
    }

    private static func any(_ bytes: UnsafeBufferPointer<UInt8>, point mark: UInt8) -> Double? {
        var index = 0
        let count = bytes.count
        guard count > 0 else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        if isNegative || bytes[0] == UInt8(ascii: "+") { index = 1 }
        var mantissa: Int64 = 0
        var digits = 0
        var significant = 0
        var decimals = 0
        var point = false
        while index < count {
            let byte = bytes[index]
            let digit = byte &- 48
            if digit < 10 {
                digits += 1
                if significant > 0 || digit != 0 { significant += 1 }
                if significant <= 18 { mantissa = mantissa &* 10 &+ Int64(digit) }
                if point { decimals += 1 }
            } else if byte == mark, !point {
                point = true
            } else {
                break
            }
            index += 1
        }
        guard digits > 0 else { return nil }
        if index == count, mantissa < 1 << 53, significant <= 18, decimals <= 22 {
            let value = Double(mantissa) / powers[decimals]
            return isNegative ? -value : value
        }
        if mark != UInt8(ascii: ".") {
            guard !bytes.contains(UInt8(ascii: ".")) else { return nil }
            return Array(bytes.lazy.map { $0 == mark ? UInt8(ascii: ".") : $0 }).withUnsafeBufferPointer(slow)
        }
        return slow(bytes)
    }

    private static func slow(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard bytes.count <= 400, bytes.allSatisfy(isNumeric) else { return nil }
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// Whether a number may hold the byte: a digit, `+`, `-`, `.`, `e` or `E`.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte | 0x20 == 0x65
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]
}

/// Cells that say in words that nothing is known.
enum MissingValue {
    private static let words: Set<String> = [
        "null", "none", "na", "n/a", "nan", "nk", "n/k", "unknown", "not known", "not recorded", "-", "--", "?", "nil",
        "not stated", "unk", "tbc", "(null)", "unspecified",
    ]

    /// The cell, or an empty one where it says that nothing is known.
    static func blank(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        contains(bytes) ? UnsafeBufferPointer(start: nil, count: 0) : bytes
    }

    /// Whether the cell is empty or says so.
    @inline(__always)
    static func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        if bytes.count > 12 { return false }
        switch bytes[0] | 0x20 {
        case UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "t"), UInt8(ascii: "?"), UInt8(ascii: "("): break
        case UInt8(ascii: "-"): if bytes.count > 2 { return false }
        default: return false
        }
        return words.contains(String(decoding: bytes, as: UTF8.self).lowercased())
    }
}
