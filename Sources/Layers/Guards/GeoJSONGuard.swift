import HomewardCore
import HomewardGeometry

/// Looks for members `crs` in GeoJSON that are links.
///
/// GDAL fetches the coordinate system that a link names, for the whole file and for each shape, and where it gets none takes
/// the coordinates for degrees. A name, such as `urn:ogc:def:crs:EPSG::27700`, is looked up on this machine and stays.
struct GeoJSONGuard {
    let path: String

    /// - Throws: `FileError`; ``LayersError``.
    /// - Complexity: O(size of the file), one pass; O(1) memory.
    func check() throws {
        var scan = SystemScan()
        try FileBytes.forEachPiece(of: path) { piece in
            guard scan.fault == nil else { return }
            scan.read(piece)
        }
        switch scan.fault {
        case .none: return
        case .comment:
            throw LayersError.cannotOpen(
                file: path, format: .geoJSON, message: "JSON has no comments, and there is one")
        case .link(let address):
            throw LayersError.reachesOut(file: path, what: "its coordinate system leads elsewhere (\(address.quoted))")
        }
    }
}

/// Walks over JSON text and judges the value of each key `crs`, at whatever depth it stands.
///
/// Text is cut into strings and what lies between them; GDAL's parser also takes strings in single quotation marks.
struct SystemScan {
    enum Fault: Equatable {
        case comment
        case link(String)
    }

    /// What was found, the first.
    private(set) var fault: Fault?

    private enum Place: Equatable {
        case between
        case string(quote: UInt8, isEscaped: Bool)
    }

    private var place = Place.between
    /// The raw bytes of the latest string, as many as matter.
    private var latest: [UInt8] = []
    /// Whether the latest string has just ended, so that a colon makes it a key.
    private var mayBeKey = false
    /// How many brackets are open in the value of a key `crs`; nil outside of one.
    private var depth: Int?
    /// The most bytes of a string that are looked at: none that names a system has more.
    private static let limit = 1 << 16

    init() {}

    /// Goes on with the next piece of the text.
    mutating func read(_ piece: UnsafeRawBufferPointer) {
        var index = 0
        while index < piece.count, fault == nil {
            let byte = piece[index]
            index += 1
            switch place {
            case .between: between(byte)
            case .string(let quote, let isEscaped): within(byte, quote, isEscaped)
            }
        }
    }

    private mutating func between(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"): mayBeKey = false
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            place = .string(quote: byte, isEscaped: false)
            latest.removeAll(keepingCapacity: true)
        case UInt8(ascii: "/"): fault = .comment
        case UInt8(ascii: ":"):
            if mayBeKey, depth == nil, latest.count <= 24, JSONString.decoded(latest).lowercased() == "crs" {
                depth = 0
            }
            mayBeKey = false
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth = depth.map { $0 + 1 }
            mayBeKey = false
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            // Where the value is no object, the bracket that ends it is its owner's.
            depth = depth.flatMap { $0 <= 1 ? nil : $0 - 1 }
            mayBeKey = false
        case UInt8(ascii: ","):
            if depth == 0 { depth = nil }
            mayBeKey = false
        default: mayBeKey = false
        }
    }

    private mutating func within(_ byte: UInt8, _ quote: UInt8, _ isEscaped: Bool) {
        if byte == quote, !isEscaped {
            place = .between
            mayBeKey = true
            if depth != nil { judge(JSONString.decoded(latest)) }
            return
        }
        let escapes = byte == UInt8(ascii: "\\") && !isEscaped
        if escapes != isEscaped { place = .string(quote: quote, isEscaped: escapes) }
        if latest.count < (depth == nil ? 32 : Self.limit) { latest.append(byte) }
    }

    /// Judges a key or a value of a coordinate system.
    private mutating func judge(_ text: String) {
        let lowered = text.lowercased()
        let isLink = ["link", "url", "href"].contains(lowered)
        let isAddress = lowered.contains("://") && !Self.names.contains { lowered.hasPrefix($0) }
        if isLink || isAddress || CoordinateSystem.namesFile(text) { fault = .link(String(text.prefix(200))) }
    }

    /// Addresses that are names: nothing is fetched for them.
    private static let names = [
        "http://www.opengis.net/", "https://www.opengis.net/", "http://opengis.net/", "https://opengis.net/",
    ]
}

/// The text that a string of JSON stands for.
enum JSONString {
    /// Decodes what stands between the quotation marks; what is no escape stays as it is.
    static func decoded(_ raw: [UInt8]) -> String {
        guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
        var units: [UInt16] = []
        var rest = Array(String(decoding: raw, as: UTF8.self).utf16)[...]
        while let unit = rest.popFirst() {
            guard unit == UInt16(ascii: "\\"), let escaped = rest.popFirst() else {
                units.append(unit)
                continue
            }
            switch escaped {
            case UInt16(ascii: "u"):
                let digits = String(decoding: rest.prefix(4), as: UTF16.self)
                guard digits.utf16.count == 4, let value = UInt16(digits, radix: 16) else { continue }
                units.append(value)
                rest.removeFirst(4)
            case UInt16(ascii: "n"), UInt16(ascii: "r"), UInt16(ascii: "t"), UInt16(ascii: "b"), UInt16(ascii: "f"):
                units.append(UInt16(ascii: " "))
            default: units.append(escaped)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}

extension UInt16 {
    fileprivate init(ascii scalar: Unicode.Scalar) { self = UInt16(UInt8(ascii: scalar)) }
}
