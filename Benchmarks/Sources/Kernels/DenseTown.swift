import HomewardCalendar
import HomewardCore
import HomewardGeometry

/// Incidents of a dense made-up town: as wide as Coventry, most of them in few streets, some gatherings after school.
///
/// The town is the same whatever the number of rows, so that a larger file is a longer or a busier record of one place. The rows of a
/// file follow from the seed alone: a shorter file is the beginning of a longer one. None of it happened.
public struct DenseTown {
    /// One row of a file.
    public struct Row {
        /// The local day.
        public var day: CivilDay
        /// The minute of it.
        public var minute: Int
        /// In EPSG:27700, whole metres.
        public var easting: Int
        /// In EPSG:27700, whole metres.
        public var northing: Int
        /// An index into ``DenseTown/categories``.
        public var category: Int
        /// In years.
        public var age: Int
    }

    /// What the rows may be about.
    public static let categories = [
        "Assault without injury", "Assault with less serious injury", "Robbery of personal property",
        "Possession of an article with a blade", "Violent disorder in a public place", "Threats to wound or injure",
    ]
    /// The middle of the town.
    public static let centre = Point(x: 433_500, y: 279_000)
    /// How far it reaches, m.
    public static let radius = 5_600.0
    /// The first day and the number of days.
    public static let period = (first: CivilDay(number: 19_601), days: 730)

    /// The days, from the first, on which clocks go forward: 31 March 2024 and 30 March 2025.
    private static let springs = [212, 576]

    private struct Street {
        var middle: Point
        /// Half of its way from end to end.
        var half: Point
    }

    private let streets: [Street]
    /// The weight of all streets up to each.
    private let weights: [Double]
    private let hours: [Double]
    private var generator: SeededGenerator

    /// The town and the rows of a seed.
    public init(seed: UInt64 = 1) {
        // The town itself does not change with the seed.
        var builder = SeededGenerator(seed: 1, stream: 1)
        var streets: [Street] = []
        var weights: [Double] = []
        var sum = 0.0
        while streets.count < 4_000 {
            let (x, y) = (2 * builder.unit() - 1, 2 * builder.unit() - 1)
            let away = (x * x + y * y).squareRoot()
            // Streets are twice as close in the middle as at the edge.
            guard away <= 1, builder.unit() < 1 - away / 2 else { continue }
            let (along, up) = (2 * builder.unit() - 1, 2 * builder.unit() - 1)
            let reach = DenseTown.radius - 350
            streets.append(
                Street(
                    middle: Point(x: DenseTown.centre.x + reach * x, y: DenseTown.centre.y + reach * y),
                    half: Point(x: 200 * along, y: 200 * up)))
            // A few streets have most of it: one in a hundred some thirty times the usual.
            sum += 1 / (0.02 + builder.unit())
            weights.append(sum)
        }
        self.streets = streets
        self.weights = weights
        // Few at five in the morning, most in the evening.
        let byHour = [
            22, 18, 13, 8, 5, 4, 5, 9, 16, 18, 20, 24, 29, 30, 31, 38, 37, 36, 37, 38, 37, 36, 34, 28,
        ]
        hours = byHour.reduce(into: []) { $0.append(($0.last ?? 0) + Double($1)) }
        generator = SeededGenerator(seed: seed, stream: 2)
    }

    /// The next row.
    public mutating func next() -> Row {
        var day = generator.below(DenseTown.period.days)
        var minute = 60 * pick(hours) + generator.below(60)
        let place: Point
        if generator.below(25) == 0 {
            // One in 25 belongs to one of twelve gatherings on weekdays after three, within some forty metres.
            while DenseTown.period.first.advanced(by: day).isWeekend { day = generator.below(DenseTown.period.days) }
            let gathering = generator.below(12)
            minute = 900 + 5 * gathering + generator.below(60)
            let middle = streets[gathering * 331].middle
            place = Point(
                x: middle.x + 40 * (generator.unit() + generator.unit() - 1),
                y: middle.y + 40 * (generator.unit() + generator.unit() - 1))
        } else {
            let street = streets[pick(weights)]
            let along = 2 * generator.unit() - 1
            place = Point(
                x: street.middle.x + along * street.half.x + 20 * generator.unit() - 10,
                y: street.middle.y + along * street.half.y + 20 * generator.unit() - 10)
        }
        // The hour that the clocks leave out in March is told an hour later, so that no row has to be rejected.
        if (60..<120).contains(minute), DenseTown.springs.contains(day) { minute += 60 }
        return Row(
            day: DenseTown.period.first.advanced(by: day), minute: minute, easting: Int(place.x.rounded()),
            northing: Int(place.y.rounded()), category: generator.below(DenseTown.categories.count),
            age: 10 + min(generator.below(60), generator.below(60)))
    }

    /// The index at which a running sum passes a random part of the whole.
    private mutating func pick(_ sums: [Double]) -> Int {
        let wanted = generator.unit() * (sums.last ?? 0)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension DenseTown {
    /// The town's outline.
    public static var outline: MultiPolygon {
        MultiPolygon([BoundingBox(at: centre).grown(by: radius + 10).polygon])
    }

    /// The kind of each day: every weekday is a school day.
    public static var days: DayTable {
        DayTable(
            first: period.first,
            kinds: (0..<period.days).map { period.first.advanced(by: $0).isWeekend ? .weekend : .school })
    }

    /// Fifty areas that tile the town, ten by five, with crooked borders of some hundred vertices in all for each.
    public static var areas: [NamedArea] {
        let (columns, rows, steps) = (10, 5, 24)
        let side = 2 * radius + 40
        let corner = Point(x: centre.x - side / 2, y: centre.y - side / 2)
        // A place on the grid, moved as its own number says; borders that two areas share are the same to the last digit.
        func vertex(_ column: Int, _ row: Int) -> Point {
            var dice = SeededGenerator(seed: 7, stream: UInt64(row * 10_000 + column))
            let (across, up) = (side / Double(columns * steps), side / Double(rows * steps))
            return Point(
                x: corner.x + (Double(column) + 0.8 * dice.unit() - 0.4) * across,
                y: corner.y + (Double(row) + 0.8 * dice.unit() - 0.4) * up)
        }
        return (0..<columns * rows).map { index in
            let (west, south) = (index % columns * steps, index / columns * steps)
            var ring: [Point] = []
            for step in 0..<steps { ring.append(vertex(west + step, south)) }
            for step in 0..<steps { ring.append(vertex(west + steps, south + step)) }
            for step in 0..<steps { ring.append(vertex(west + steps - step, south + steps)) }
            for step in 0..<steps { ring.append(vertex(west, south + steps - step)) }
            ring.append(ring[0])
            return NamedArea(name: "Area \(index + 1)", outline: MultiPolygon([Polygon(exterior: ring)]))
        }
    }
}
