public import HomewardCalendar
public import HomewardGeometry
import HomewardIncidents

/// A school or a stop by its name.
public struct SimulationSite: Sendable, Hashable {
    /// The name, as the planted truth spells it.
    public var name: String
    /// Where it lies, in the working coordinate system.
    public var point: Point

    /// A site by its name and place.
    public init(name: String, point: Point) {
        self.name = name
        self.point = point
    }
}

/// What is hidden in the simulated incidents, for methods to find.
///
/// Counts hold for a file of ``referenceRows`` rows and grow with it.
public struct Planting: Sendable, Hashable {
    /// The number of rows for which the counts are meant.
    public static let referenceRows = 12_000

    /// Violence on school days after the bell.
    public struct AfterSchool: Sendable, Hashable {
        /// The area that all of it lies in.
        public var area: String
        /// The school or the stop near which it lies.
        public var site: String
        /// When it happens.
        public var window: HourWindow
        /// How many incidents, at the reference number of rows.
        public var count: Int
        /// The standard deviation of the places around the middle, along each axis, m.
        public var spread: Double

        /// A peak of `count` incidents in `window`.
        public init(area: String, site: String, window: HourWindow, count: Int, spread: Double) {
            self.area = area
            self.site = site
            self.window = window
            self.count = count
            self.spread = spread
        }
    }

    /// Violence where people go out, from Friday and Saturday 22:00 to 03:00 the next morning.
    public struct NightTime: Sendable, Hashable {
        /// The area that all of it lies in.
        public var area: String
        /// How many places it gathers at.
        public var centres: Int
        /// How many incidents, at the reference number of rows.
        public var count: Int

        /// A night-time economy at `centres` places of an area.
        public init(area: String, centres: Int, count: Int) {
            self.area = area
            self.centres = centres
            self.count = count
        }
    }

    /// A hotspot that comes or goes, at all hours.
    public struct Trend: Sendable, Hashable {
        /// The area or the site where it lies.
        public var place: String
        /// How many incidents, at the reference number of rows.
        public var count: Int
        /// The standard deviation of the places around the middle, along each axis, m.
        public var spread: Double

        /// A hotspot at an area's middle or a site.
        public init(place: String, count: Int, spread: Double) {
            self.place = place
            self.count = count
            self.spread = spread
        }
    }

    /// The after-school peaks.
    public var afterSchool: [AfterSchool]
    /// The night-time economies.
    public var nightTime: [NightTime]
    /// Each grows in a straight line from nothing at the middle of the period to its end.
    public var emerging: [Trend]
    /// Each shrinks in a straight line from the first day to nothing at the middle of the period.
    public var fading: [Trend]
    /// Pairs of incidents one to seven days and at most 100 m apart.
    public var nearRepeatPairs: Int
    /// Measures in areas from a day on. What they prevent has no row, so that the file is so much shorter.
    public var patrols: [PatrolEffect] = []

    /// What shall be hidden; by default nothing.
    public init(
        afterSchool: [AfterSchool] = [], nightTime: [NightTime] = [], emerging: [Trend] = [], fading: [Trend] = [],
        nearRepeatPairs: Int = 0
    ) {
        self.afterSchool = afterSchool
        self.nightTime = nightTime
        self.emerging = emerging
        self.fading = fading
        self.nearRepeatPairs = nearRepeatPairs
    }
}

extension Planting {
    /// What is planted in Coventry's sample: peaks after school in three areas and in no other. It is invented; nothing in it
    /// says anything about these places or schools.
    public static let coventry: Planting = {
        func peak(_ area: String, _ site: String, _ window: String, _ count: Int, _ spread: Double) -> AfterSchool? {
            HourWindow(window).map { AfterSchool(area: area, site: site, window: $0, count: count, spread: spread) }
        }
        return Planting(
            afterSchool: [
                peak("Hillfields", "Sidney Stringer Academy", "15:10-16:40", 85, 70),
                peak("Hillfields", "Clarence Street, King William Street (adjacent)", "15:10-16:40", 60, 60),
                peak("Wood End / Moat House", "Cardinal Wiseman Catholic School", "15:00-16:20", 70, 70),
                peak(
                    "Wood End / Moat House", "Potters Green Shops, Ringwood Highway (adjacent)", "15:00-16:20", 60, 60),
                peak("Willenhall", "Ernesford Grange Community Academy", "15:20-16:50", 115, 80),
            ].compactMap { $0 },
            nightTime: [NightTime(area: "City centre (St Michael's less Hillfields)", centres: 3, count: 640)],
            emerging: [Trend(place: "Foleshill", count: 220, spread: 60)],
            fading: [Trend(place: "Duckham Court, Barkers Butts Lane (opposite)", count: 220, spread: 60)],
            nearRepeatPairs: 150)
    }()
}
