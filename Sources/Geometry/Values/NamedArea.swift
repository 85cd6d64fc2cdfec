import HomewardCore

/// An area that people know by a name: a ward, an estate, a patrol area.
public struct NamedArea: Hashable, Sendable {
    /// The name as the analyst's file spells it.
    public var name: String
    /// The outline, in the working coordinate system.
    public var outline: MultiPolygon
    /// Whether the outline is an official boundary; nil where nothing says so or otherwise.
    public var isOfficial: Bool?
    /// What the file says about the outline's origin, if anything.
    public var note: String?
    /// How the outline was mended; nil for an outline as it stands in the file.
    public var mending: Mending?

    /// A named area; whether its outline is official is not known unless it is said.
    public init(
        name: String, outline: MultiPolygon, isOfficial: Bool? = nil, note: String? = nil, mending: Mending? = nil
    ) {
        self.name = name
        self.outline = outline
        self.isOfficial = isOfficial
        self.note = note
        self.mending = mending
    }

    /// The outline as a shape.
    public var shape: Shape { .multiPolygon(outline) }
}

extension NamedArea {
    /// What was wrong with an outline that was mended, and what that did to its size.
    public struct Mending: Hashable, Sendable {
        /// What was wrong, in GEOS's words: `Self-intersection`.
        public var fault: String
        /// Where, in the file's own coordinates, if GEOS says so.
        public var place: Point?
        /// How many parts of the outline were wrong; `fault` is the first's.
        public var parts: Int
        /// The size of the outline as it stood in the file, m². The ground that a ring goes round the other way counts
        /// against it, so that a bow tie of two equal wings has none.
        public var squareMetresBefore: Double
        /// The size of the mended outline, m².
        public var squareMetresAfter: Double

        /// A mending.
        public init(
            fault: String, place: Point?, parts: Int = 1, squareMetresBefore: Double, squareMetresAfter: Double
        ) {
            self.fault = fault
            self.place = place
            self.parts = parts
            self.squareMetresBefore = squareMetresBefore
            self.squareMetresAfter = squareMetresAfter
        }

        /// The mending of outlines that make one area together; nil where none was mended. The sizes are those of the outlines
        /// that were.
        public init?(of all: [Mending]) {
            guard let first = all.first else { return nil }
            self = first
            for other in all.dropFirst() {
                parts += other.parts
                squareMetresBefore += other.squareMetresBefore
                squareMetresAfter += other.squareMetresAfter
            }
        }

        /// It in words: `Self-intersection near -1.495 52.405, 12.1 ha before and 12.4 ha after`.
        public var words: String {
            func hectares(_ squareMetres: Double) -> String { "\(Shown.fixed(squareMetres / 10_000, 1)) ha" }
            func short(_ coordinate: Double) -> String { "\((coordinate * 1e7).rounded() / 1e7)" }
            let spot = place.map { " near \(short($0.x)) \(short($0.y))" } ?? ""
            let more = parts > 1 ? ", and \(parts - 1) more \(parts == 2 ? "part" : "parts") of it" : ""
            return
                "\(fault)\(spot)\(more), \(hectares(squareMetresBefore)) before and \(hectares(squareMetresAfter)) after"
        }
    }

    /// Whether outlines together are official: all are, one is not, or it is not known of all; nil for none.
    public static func areOfficial(_ areas: [NamedArea]) -> Bool? {
        if areas.contains(where: { $0.isOfficial == false }) { return false }
        return !areas.isEmpty && areas.allSatisfy { $0.isOfficial == true } ? true : nil
    }
}
