import HomewardCore
import HomewardGeometry

/// The named areas with their size, their incidents and the ground that they share.
public struct AreasFinding: Finding {
    /// One area.
    public struct Area: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its size, m².
        public var areaM2: Double
        /// Incidents in it; one where areas overlap is counted for the area that stands first.
        public var incidents: Int
        /// Those of them of which a time of day is known.
        public var timed: Int
        /// Whether its outline is an official boundary; absent where the layer does not say.
        public var official: Bool?
        /// How its outline was mended; absent where it stands as in the file.
        public var mended: Mended?
    }

    /// How an outline was mended.
    public struct Mended: Codable, Sendable, Equatable {
        /// What was wrong.
        public var fault: String
        /// Where, in the file's own coordinates; absent where that is not known.
        public var at: [Double]?
        /// How many parts of the outline were wrong.
        public var parts: Int
        /// Its size as it stood in the file, m².
        public var areaM2Before: Double
        /// Its size now, m².
        public var areaM2After: Double
        /// All that in words.
        public var words: String

        init(_ mending: NamedArea.Mending) {
            fault = mending.fault
            at = mending.place.map { [$0.x, $0.y] }
            parts = mending.parts
            areaM2Before = mending.squareMetresBefore.rounded(decimals: 0)
            areaM2After = mending.squareMetresAfter.rounded(decimals: 0)
            words = mending.words
        }
    }

    /// The field that the names were taken from; absent without areas.
    public var nameField: String?
    /// The areas, in the order of precedence.
    public var areas: [Area]
    /// Ground that two areas share.
    public var overlaps: [RunRecord.Overlap]
    /// Incidents in no area.
    public var outside: Int

    /// Lists the areas of a study.
    ///
    /// - Throws: `GeometryError` where an outline cannot be measured.
    public init(_ study: Study) throws {
        nameField = study.areaNameField
        areas = try zip(study.areas, RunRecord.AreaCount.all(of: study)).map { area, count in
            Area(
                name: area.name, areaM2: try area.shape.area().rounded(decimals: 0), incidents: count.incidents,
                timed: count.timed ?? count.incidents,
                official: area.isOfficial, mended: area.mending.map(Mended.init))
        }
        overlaps = study.overlaps.map {
            RunRecord.Overlap(first: $0.first, second: $0.second, areaM2: $0.squareMetres.rounded(decimals: 0))
        }
        outside = study.assignment.outside
    }

    /// The areas in words.
    public var lines: [String] {
        areas.map {
            "\($0.name): \(Shown.fixed($0.areaM2 / 1e6, 2)) km², \(RunRecord.AreaCount(area: $0.name, incidents: $0.incidents, timed: $0.timed).words)"
                + ($0.official == false ? ", no official boundary" : "")
                + ($0.mended.map { "; mended: \($0.words)" } ?? "")
        }
            + overlaps.map { "\($0.first) and \($0.second) share \(Shown.fixed($0.areaM2 / 1e4, 1)) ha" }
            + ["In no named area: \(Words.count(outside, "incident", "incidents"))"]
    }
}
