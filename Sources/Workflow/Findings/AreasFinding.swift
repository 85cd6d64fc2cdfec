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
        /// Whether its outline is an official boundary.
        public var official: Bool
    }

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
        areas = try zip(study.areas, study.assignment.counts).map { area, count in
            Area(
                name: area.name, areaM2: try area.shape.area().rounded(decimals: 0), incidents: count,
                official: area.isOfficial)
        }
        overlaps = study.overlaps.map {
            RunRecord.Overlap(first: $0.first, second: $0.second, areaM2: $0.squareMetres.rounded(decimals: 0))
        }
        outside = study.assignment.outside
    }

    /// The areas in words.
    public var lines: [String] {
        areas.map {
            "\($0.name): \(Shown.fixed($0.areaM2 / 1e6, 2)) km², \(Words.count($0.incidents, "incident", "incidents"))"
                + ($0.official ? "" : ", no official boundary")
        }
            + overlaps.map { "\($0.first) and \($0.second) share \(Shown.fixed($0.areaM2 / 1e4, 1)) ha" }
            + ["In no named area: \(Words.count(outside, "incident", "incidents"))"]
    }
}
