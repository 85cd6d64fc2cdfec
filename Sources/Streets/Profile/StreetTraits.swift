/// What a walking profile may weigh about a stretch of street.
public struct StreetTraits: OptionSet, Sendable, Hashable {
    /// The set as bits.
    public let rawValue: UInt8

    /// A set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A flight of steps.
    public static let steps = StreetTraits(rawValue: 1)
    /// A stretch that is known to have no lamps.
    public static let unlit = StreetTraits(rawValue: 2)
    /// A footway that runs beside its road.
    public static let besideRoad = StreetTraits(rawValue: 4)
    /// A way over a road.
    public static let crossing = StreetTraits(rawValue: 8)
    /// A tunnel or a passage through a building.
    public static let underpass = StreetTraits(rawValue: 16)
    /// A straight way across a square, which no line in the file shows.
    public static let acrossSquare = StreetTraits(rawValue: 32)

    /// The words by which traits are known in files, in the order of their bits.
    static let words: [(trait: StreetTraits, word: String)] = [
        (.steps, "steps"), (.unlit, "unlit"), (.besideRoad, "beside_road"), (.crossing, "crossing"),
        (.underpass, "underpass"), (.acrossSquare, "across_square"),
    ]

    /// The traits as words with commas between, `steps,unlit`; empty where there are none.
    public var text: String {
        StreetTraits.words.filter { contains($0.trait) }.map(\.word).joined(separator: ",")
    }

    /// The traits that ``text`` names; unknown words are passed over.
    public init(text: String) {
        self.init()
        for part in text.split(separator: ",") {
            if let known = StreetTraits.words.first(where: { $0.word == part.trimming(" ") }) { insert(known.trait) }
        }
    }

    /// The traits that OpenStreetMap's tags tell (wiki pages "Key:lit", "Tag:footway=sidewalk", "Tag:footway=crossing",
    /// "Key:tunnel").
    public init(kind: String, tags: (String) -> String?) {
        self.init()
        if kind == "steps" { insert(.steps) }
        if let lit = tags("lit"), ["no", "disused"].contains(lit) { insert(.unlit) }
        let roles = ["footway", "path", "cycleway"].compactMap(tags)
        if roles.contains("sidewalk") || tags("is_sidepath") == "yes" { insert(.besideRoad) }
        if roles.contains("crossing") { insert(.crossing) }
        if let tunnel = tags("tunnel"), tunnel != "no" { insert(.underpass) }
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> Substring {
        var rest = self[...]
        while rest.first == character { rest.removeFirst() }
        while rest.last == character { rest.removeLast() }
        return rest
    }
}
