import Foundation
import HomewardLayers

/// What was planted in a file of simulated incidents, and what a reader must make of it. It is written beside the file as JSON, keys
/// in snake_case and sorted.
public struct IncidentTruth: Sendable, Equatable, Codable {
    /// A position in the working coordinate system, m.
    public struct Place: Sendable, Equatable, Codable {
        /// Easting.
        public var x: Double
        /// Northing.
        public var y: Double
    }

    /// A square of 100 m, by its south-west corner, and how many planted incidents it holds.
    public struct Cell: Sendable, Equatable, Codable {
        /// Easting of the corner, a multiple of 100.
        public var x: Int
        /// Northing of the corner, a multiple of 100.
        public var y: Int
        /// Planted incidents in the cell.
        public var count: Int
    }

    /// One planted gathering: an after-school peak, a night-time economy's place, an emerging or a fading hotspot.
    public struct Gathering: Sendable, Equatable, Codable {
        /// The area that holds it, where it was planted in one.
        public var area: String?
        /// The school, stop or area that it was planted at.
        public var site: String
        /// The middle.
        public var centre: Place
        /// The standard deviation that was asked for, m.
        public var spreadM: Double
        /// The hours, `15:10-16:40`; absent where it follows the week's own rhythm.
        public var window: String?
        /// The days: `school`, `friday-saturday-nights`, `all`.
        public var days: String
        /// How many incidents.
        public var count: Int
        /// How many of them with a recorded age under 25.
        public var under25: Int
        /// The cells that hold them, by x and then y.
        public var cells: [Cell]
        /// The numbers in `crime_ref` of its rows in the order of the file; absent in files of more than 200,000 rows.
        public var references: [Int]?
    }

    /// A measure in an area from a day on.
    public struct Patrol: Sendable, Equatable, Codable {
        /// The area.
        public var area: String
        /// The first day.
        public var start: String
        /// What it does.
        public var kind: PatrolEffect.Kind
        /// The share of incidents that it prevents or moves; 0 where it does nothing.
        public var share: Double
        /// How far they move, m; absent where none does.
        public var ringM: Double?
        /// Incidents that were due in the area from that day on, near repeats and faulty rows aside.
        public var due: Int
        /// Those that do not happen, and have no row.
        public var prevented: Int
        /// Those that happen around the area instead.
        public var moved: Int
    }

    /// Whether an area has an after-school peak.
    public struct Area: Sendable, Equatable, Codable {
        /// The area's name.
        public var name: String
        /// Whether incidents were planted there after school.
        public var afterSchool: Bool
        /// The planted hours, `15:10-16:40`; absent where there are none.
        public var window: String?
    }

    /// What a reader must report when it takes every row, or only those with a known age under 25. `used` keeps rows without a time.
    public struct Expected: Sendable, Equatable, Codable {
        /// Rows in the file.
        public var read = 0
        /// Rows that must be rejected, by code.
        public var rejected: [String: Int] = [:]
        /// The sum over all codes.
        public var rejectedTotal = 0
        /// Sound rows outside the study area.
        public var outsideStudyArea = 0
        /// Sound rows inside it.
        public var used = 0
        /// With an age limit of 25: sound rows of older people, wherever they lie.
        public var overAge25 = 0
        /// With an age limit of 25: sound rows whose age is not recorded, wherever they lie.
        public var ageUnknown = 0
        /// With an age limit of 25: what remains inside the study area.
        public var usedUnder25 = 0
    }

    /// Awkward rows that a reader must keep; rows that it must reject do not count here.
    public struct Kept: Sendable, Equatable, Codable {
        /// Rows with a date and no time.
        public var missingTime = 0
        /// Rows whose time is exactly 00:00, which stands for "not known" in many systems.
        public var midnightTime = 0
        /// Rows whose dates are written DD/MM/YYYY in a column of ISO dates.
        public var secondDateFormat = 0
        /// Rows with a range of at most an hour.
        public var shortRanges = 0
        /// Rows with a longer range.
        public var longRanges = 0
        /// Rows whose age is not recorded.
        public var missingAge = 0
    }

    /// What the file is and is not.
    public var note = "Simulated. No row describes a real incident, person, school or place; the patterns are invented."
    /// The seed.
    public var seed: UInt64 = 0
    /// Rows without the header.
    public var rows = 0
    /// The first day.
    public var from = ""
    /// The last day.
    public var to = ""
    /// The number of school days in the period.
    public var schoolDays = 0
    /// Every area given, in order.
    public var areas: [Area] = []
    /// The after-school peaks.
    public var afterSchool: [Gathering] = []
    /// The places of the night-time economy.
    public var nightTime: [Gathering] = []
    /// The hotspots that emerge in the second half of the period.
    public var emerging: [Gathering] = []
    /// The hotspots that fade out over the first half.
    public var fading: [Gathering] = []
    /// Pairs one to seven days and at most 100 m apart.
    public var nearRepeatPairs = 0
    /// Measures in areas; absent where none is planted.
    public var patrols: [Patrol]?
    /// Rows of the background, faulty ones and near repeats included.
    public var background = 0
    /// What a reader must report.
    public var expected = Expected()
    /// Awkward rows that must be kept.
    public var kept = Kept()

    /// The truth as JSON.
    public func json() throws(SimulationError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw .badTruth(message: "it cannot be written as JSON: \(error)")
        }
    }

    /// Reads the truth from JSON.
    public init(json: String) throws(SimulationError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            self = try decoder.decode(IncidentTruth.self, from: Data(json.utf8))
        } catch {
            throw .badTruth(message: "it cannot be read from JSON: \(error)")
        }
    }

    init() {}
}
