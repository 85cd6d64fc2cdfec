import Foundation
public import HomewardCalendar
public import HomewardIncidents
public import HomewardLayers

/// Everything that a plan file says, checked and with defaults filled in. Paths are as seen from the working directory.
public struct PlanFile: Sendable, Equatable {
    /// A layer in a file.
    public typealias LayerReference = HomewardLayers.LayerReference

    /// The hotspots' parameters; see ``PlanKey`` for units and ranges.
    public struct HotspotSettings: Sendable, Equatable {
        /// The width of a cell, m.
        public var cell = 100.0
        /// Whether cells are hexagons.
        public var isHexagonal = false
        /// The false-discovery rate.
        public var falseDiscoveryRate = 0.05
        /// The bandwidth of the density surface, m.
        public var bandwidth = 300.0

        /// The defaults.
        public init() {}
    }

    /// The clusters' parameters; see ``PlanKey`` for units and ranges.
    public struct ClusterSettings: Sendable, Equatable {
        /// How near in place, m.
        public var radius = 150.0
        /// How near on the clock, hours.
        public var hours = 1.0
        /// Incidents that make a core.
        public var minimum = 12
        /// Permutations of the test.
        public var permutations = 999

        /// The defaults.
        public init() {}
    }

    /// The chaperones' parameters; see ``PlanKey`` for units and ranges.
    public struct ChaperoneSettings: Sendable, Equatable {
        /// Teams on a school day.
        public var teams = 6
        /// People on a team.
        public var peoplePerTeam = 2
        /// The time of a team from the school's finish, minutes.
        public var minutes = 120.0
        /// Walking speed, m/s.
        public var walkSpeed = 1.2
        /// The stay at a post, minutes.
        public var dwell = 10.0
        /// How far from a post it protects, m.
        public var reach = 100.0
        /// How far children walk, m.
        public var walkingDistance = 1600.0

        /// The defaults.
        public init() {}
    }

    /// The patrols' parameters; see ``PlanKey`` for units and ranges.
    public struct PatrolSettings: Sendable, Equatable {
        /// Patrol areas.
        public var areas = 5
        /// The radius of an area, m.
        public var radius = 150.0
        /// The least distance between two centres, m.
        public var spacing = 500.0
        /// The length of a visit, minutes.
        public var visitMinutes = 15
        /// Visits to each area on a day.
        public var visitsPerDay = 3
        /// The hours of the patrols.
        public var hours: HourWindow
        /// Weeks of the timetable.
        public var weeks = 1
        /// Teams that share the visits.
        public var teams = 1

        /// The defaults with the hours given.
        public init(hours: HourWindow) {
            self.hours = hours
        }
    }

    /// The heading of the report.
    public var title = "Homeward plan"
    /// The working coordinate system.
    public var crs = "EPSG:27700"
    /// The time zone in which hours are told.
    public var timeZone = "Europe/London"
    /// The study area's layer.
    public var studyArea: LayerReference
    /// The polygon of it, nil for all.
    public var studyAreaName: String?
    /// Whether an invalid outline of the study area is mended instead of refused.
    public var mendsStudyArea = false
    /// The layer of named areas.
    public var areas: LayerReference
    /// The areas to report in order of precedence, nil for all.
    public var areaNames: [String]?
    /// The field that holds the names of areas, nil to find it.
    public var areaNameField: String?
    /// Whether an invalid outline of an area is mended instead of refused.
    public var mendsAreas = false
    /// The schools' layer.
    public var schools: LayerReference?
    /// The schools to serve, nil for all.
    public var schoolNames: [String]?
    /// The stops' layer.
    public var stops: LayerReference?
    /// The school calendar's file.
    public var calendar: String
    /// The streets' layer.
    public var streets: LayerReference?
    /// The harm table's file.
    public var harm: String?
    /// The weight of a category that the harm table lacks.
    public var harmDefault = 1.0
    /// The incident files.
    public var incidents: [IncidentSource]
    /// What a reader must know of the incident files, in their order.
    public var notes: [String] = []
    /// The days that count.
    public var period: ClosedRange<CivilDay>
    /// The days of the hotspots and routes.
    public var windowDays = DaySelection.school
    /// Their hours.
    public var windowHours: HourWindow
    /// The hotspots' parameters.
    public var hotspots = HotspotSettings()
    /// The clusters' parameters.
    public var clusters = ClusterSettings()
    /// The chaperones' parameters.
    public var chaperones = ChaperoneSettings()
    /// The patrols' parameters.
    public var patrols: PatrolSettings
    /// The timetable's first day, where the file gives it.
    public var timetableFirstDay: CivilDay?
    /// The seed of every random test.
    public var seed: UInt64 = 1
    /// Every setting as it holds in this run, in the order of the keys.
    public var settings: [PlanSetting] = []
}

/// One key of a plan with the value that holds.
public struct PlanSetting: Sendable, Hashable, Codable {
    /// The key, `hotspots.cell_m`.
    public var key: String
    /// Its value as text.
    public var value: String

    /// Pairs a key with its value.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
