internal import CGDAL
import HomewardCore

/// Where a layer keeps the identifiers of its features.
struct FeatureIdentity {
    private enum Place {
        case nowhere
        case number
        case field(GDALField)
    }

    private let place: Place
    private let isJSONMember: Bool

    /// Looks for a column `id`, then for the file's own feature numbers where they mean something.
    init(of layer: GDALLayer, in file: OpenFile) {
        let field = layer.fields.first { $0.name == "id" }
        let json = file.profile.hasIdentifierMember ? GeoJSONIdentity(path: file.path) : nil
        isJSONMember = json?.isMember == true && json?.isProperty == false
        if let field {
            place = .field(field)
        } else {
            place = file.profile.numbersFeatures || isJSONMember ? .number : .nowhere
        }
    }

    /// Whether `field` is GDAL's copy of the member `id` of GeoJSON features and no property of theirs.
    func isMember(_ field: GDALField) -> Bool { isJSONMember && field.name == "id" }

    /// The identifier of `feature`.
    func text(of feature: borrowing GDALFeature) -> String? {
        switch place {
        case .nowhere: nil
        case .number: feature.number < 0 ? nil : String(feature.number)
        case .field(let field): feature.value(field).asText
        }
    }
}

/// Tells whether the features of a GeoJSON file have the member `id`, a property `id`, or both.
///
/// GDAL shows either as a field `id` or as a feature's number, and does not say which it was. The beginning of the file
/// says it; nothing of it is decoded, only keys are looked at.
struct GeoJSONIdentity: Hashable {
    /// Whether the first feature has the member `id`.
    private(set) var isMember = false
    /// Whether the first feature has a property `id`.
    private(set) var isProperty = false

    private static let length = 1 << 22

    /// Looks at the first feature of the file at `path`, as far as it lies in the first four megabytes.
    init(path: String) {
        self.init((try? FileBytes.beginning(of: path, count: Self.length)) ?? [])
    }

    /// Looks at the first feature in `bytes`, a whole file or its beginning.
    init(_ bytes: [UInt8]) {
        var scan = KeyScan(bytes)
        while let keys = scan.next() {
            switch keys {
            case ["id"]: isMember = isMember || !scan.isInCollection
            case ["properties", "id"]: isProperty = isProperty || !scan.isInCollection
            case ["features", "id"]: isMember = true
            case ["features", "properties", "id"]: isProperty = true
            default: break
            }
            // A root that turns out to be a collection may have had a foreign member of that name.
            if keys == ["features"] { (isMember, isProperty) = (false, false) }
        }
    }
}

/// Walks over the keys of the first object in each array of JSON text.
private struct KeyScan {
    private let bytes: [UInt8]
    private var position = 0
    /// The open objects and arrays; an object holds its latest key.
    private var open: [(isObject: Bool, key: String)] = []
    /// Whether the key `features` has been met.
    private(set) var isInCollection = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The keys that lead to the next key, it included; nil after the first feature.
    mutating func next() -> [String]? {
        var expectsKey = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"):
                open.append((true, ""))
                expectsKey = true
            case UInt8(ascii: "["):
                open.append((false, ""))
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                if isInCollection, open.count == 2, byte == UInt8(ascii: "}") { return nil }
            case UInt8(ascii: ","):
                expectsKey = open.last?.isObject == true
            case UInt8(ascii: "\""):
                let text = string()
                guard expectsKey, let last = open.indices.last, open[last].isObject else { continue }
                open[last].key = text
                if open.count == 1, text == "features" { isInCollection = true }
                return open.filter(\.isObject).map(\.key)
            default: break
            }
        }
        return nil
    }

    private mutating func string() -> String {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        let end = min(position, bytes.count)
        position = end + 1
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
