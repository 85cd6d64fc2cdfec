public import HomewardCore

/// What `run.json` holds: where a run's files come from, and every figure of the report that stands in no layer.
///
/// ``timing`` is the only part that differs between two runs on the same input. Together with the layers this is all that
/// the report is made from, so that it can be made again from a finished directory.
public struct RunRecord: Codable, Sendable, Equatable {
    /// When the run was and how long it took.
    public struct Timing: Codable, Sendable, Equatable {
        /// The start, ISO 8601 in UTC.
        public var started: String
        /// How long reading, analysis and planning took, s.
        public var elapsedS: Double
    }

    /// The working coordinate system.
    public struct System: Codable, Sendable, Equatable {
        /// Its code or WKT.
        public var definition: String
        /// Its name.
        public var name: String
        /// How far a published longitude and latitude may be off by the transformation alone, m; absent where PROJ does
        /// not know.
        public var accuracyM: Double?
        /// PROJ's name for the transformation to longitude and latitude.
        public var operation: String
    }

    /// The period and its days.
    public struct Period: Codable, Sendable, Equatable {
        /// The first day.
        public var from: String
        /// The last day.
        public var to: String
        /// School days in it.
        public var schoolDays: Int
        /// Weekdays of the holidays in it.
        public var holidayWeekdays: Int
        /// Saturdays and Sundays in it.
        public var weekendDays: Int
    }

    /// The number of incidents of one area.
    public struct AreaCount: Codable, Sendable, Equatable {
        /// The area's name.
        public var area: String
        /// All incidents assigned to it.
        public var incidents: Int
        /// Those of them of which a time of day is known, as a moment or a range; absent in records that do not say.
        public var timed: Int?

        /// The areas of a study in their order of precedence.
        static func all(of study: Study) -> [AreaCount] {
            var timed = [Int](repeating: 0, count: study.areas.count)
            for (row, area) in study.assignment.area.enumerated() where timed.indices.contains(Int(area)) {
                if study.table.precision[row].hasTime { timed[Int(area)] += 1 }
            }
            return study.areas.indices.map {
                AreaCount(area: study.areas[$0].name, incidents: study.assignment.counts[$0], timed: timed[$0])
            }
        }

        /// `272 incidents, 265 with a time of day`.
        package var words: String {
            let all = Words.count(incidents, "incident", "incidents")
            guard let timed, timed != incidents else { return all }
            return "\(all), \(Shown.grouped(timed)) with a time of day"
        }
    }

    /// Ground that two areas share.
    public struct Overlap: Codable, Sendable, Equatable {
        /// The area that has the incidents there.
        public var first: String
        /// The other.
        public var second: String
        /// The size, m².
        public var areaM2: Double
    }

    /// What was found in one incident file.
    public struct Source: Codable, Sendable, Equatable {
        /// The file.
        public var file: String
        /// Rows in it.
        public var rows: Int
        /// Its encoding.
        public var encoding: String?
        /// The columns that were used, `when = occurred_at`.
        public var columns: [String]
        /// The coordinate system of its positions.
        public var crs: String?
        /// How that system was told; absent in records that do not say.
        public var crsTold: String?
        /// What a row stands for, in words; absent in records that do not say.
        public var grain: String?
    }

    /// Where the map's background comes from.
    public struct Background: Codable, Sendable, Equatable {
        /// The address of a tile.
        public var tiles: TileAddress
        /// Who is named for it.
        public var credit: String
    }

    /// The plan's title.
    public var title: String
    /// The study area's name.
    public var studyArea: String
    /// Who may see what was written.
    public var audience: Audience
    /// What of the input is made up.
    public var synthetic: [MadeUp]
    /// When and how long.
    public var timing: Timing
    /// The inputs.
    public var inputs: [InputFile]
    /// Every setting that holds, in the order of the keys.
    public var parameters: [SettingRecord]
    /// The seed of all random tests.
    public var seed: UInt64
    /// The versions of Homeward and of the libraries.
    public var versions: [String: String]
    /// The working coordinate system.
    public var system: System
    /// The days.
    public var period: Period
    /// What became of every row.
    public var rows: RowSummary
    /// What was found in each incident file.
    public var sources: [Source]
    /// Incidents by area; with ``outsideAreas`` they sum to the rows used.
    public var areas: [AreaCount]
    /// Incidents in no named area.
    public var outsideAreas: Int
    /// Areas that overlap.
    public var overlaps: [Overlap]
    /// The window of the hotspots, and the days of the routes.
    public var window: WindowRecord
    /// When incidents peak.
    public var peaks: PeaksFinding
    /// Where the window's incidents stand out.
    public var hotspots: HotspotsFinding
    /// The smoothed surface; absent where the plan does not ask for one.
    public var density: DensityFinding?
    /// Where they are new, last or fade; absent where the plan does not ask for it.
    public var emerging: EmergingFinding?
    /// Where and when they cluster.
    public var clusters: ClustersFinding
    /// Where and when more happened than place and time explain, absent where the plan does not scan.
    public var scan: ScanFinding?
    /// Which follow each other near in place and time; absent in records that do not say.
    public var repeats: RepeatsFinding?
    /// The background that the map offers, absent where the plan names none.
    public var background: Background?
    /// The streets, absent where the plan has none.
    public var streets: StreetRecord?
    /// The chaperones' routes, absent where there are none.
    public var routes: RoutesFinding?
    /// The guardian patrols.
    public var patrols: PatrolsFinding
    /// Whom the plan says a team calls; absent where it names nobody.
    public var call: [SheetContact]?
    /// The findings of the plan's list.
    public var findings: StudyFindings
    /// What the plan says about its incident files.
    public var notes: [String]
    /// What the results rest on, in sentences.
    public var assumptions: [String]

    /// `EXERCISE: made-up streets`; nil where nothing is made up.
    package var exercise: String? { MadeUp.exercise(Set(synthetic)) }
}
