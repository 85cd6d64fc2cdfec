public import HomewardCore

/// Where the report's map may load a background from, which it does only once its reader asks for it.
public struct MapTiles: Configurable, Equatable {
    /// The address of a tile; nil for none.
    public var address: TileAddress?
    /// Who is to be named for the tiles.
    public var credit = ""

    /// No background.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .value(
            "report.tiles", \.address, domain: .text("address"),
            "the address of map tiles, with {z}, {x} and {y}, that the map loads once its reader switches the background on: who serves them then learns where the reader looks; it stands readable in the report, and in no edition for others",
            wanted: "address of tiles such as https://tiles.example.org/{z}/{x}/{y}.png",
            read: { TileAddress($0).map(Optional.some) }, write: { $0?.text }),
        .text(
            "report.tiles_credit", \.credit, kind: "text",
            "who is named on the map for the tiles, as their licence asks for"
        ),
    ]
}

/// The address of map tiles, as web maps write it: `https://tiles.example.org/{z}/{x}/{y}.png`.
public struct TileAddress: Sendable, Hashable, Codable {
    /// The whole address.
    public let text: String
    /// What of it names the server, `https://tiles.example.org`.
    public let origin: String

    /// Reads an address; nil where it names no server by http or https, lacks one of `{z}`, `{x}` and `{y}`, or holds characters that
    /// addresses have not. O(characters).
    public init?(_ text: String) {
        guard text.utf8.count <= 500,
            let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }),
            text.unicodeScalars.allSatisfy({
                $0.isASCII && ("!"..."~").contains($0) && !"\"'<>\\^`|;,".unicodeScalars.contains($0)
            }),
            ["{z}", "{x}", "{y}"].allSatisfy(text.contains)
        else { return nil }
        let rest = text.dropFirst(scheme.count)
        let server = rest.prefix { $0 != "/" }
        let parts = server.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let name = parts.first, !name.isEmpty, server.count < rest.count,
            name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }),
            parts.dropFirst().allSatisfy({ UInt16($0) != nil })
        else { return nil }
        self.text = text
        origin = scheme + server.lowercased()
    }

    /// Reads it from a record, as ``init(_:)`` does.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let own = TileAddress(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text.quoted) is no address of tiles"))
        }
        self = own
    }

    /// Writes the whole address.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
