import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

@testable import HomewardAnalysis

/// A made-up town: a background that follows streets and the hours of the day, to plant peaks in.
struct Town {
    var table = IncidentTable()
    var generator: SeededGenerator
    let days: DayTable
    let side: Double
    /// Whether times are written down as people do: one in eight rounded down to half an hour, three in eight to five minutes.
    var roundsTimes = false

    /// Two years of days from 1 September 2023, a Friday: weekdays are school days but for every fourth week.
    init(seed: UInt64, side: Double = 8000, days count: Int = 730) {
        generator = SeededGenerator(seed: seed)
        self.side = side
        let first = CivilDay(number: 19_601)
        days = DayTable(
            first: first,
            kinds: (0..<count).map { step in
                let day = first.advanced(by: step)
                if day.isWeekend { return .weekend }
                return step / 7 % 4 == 3 ? .holiday : .school
            })
    }

    private var schoolDays: [Int] { days.kinds.indices.filter { days.kinds[$0] == .school } }

    private mutating func written(_ minute: Int) -> Int {
        guard roundsTimes else { return minute }
        let habit = generator.below(8)
        return habit == 0 ? minute / 30 * 30 : habit < 4 ? minute / 5 * 5 : minute
    }

    mutating func add(x: Double, y: Double, day: Int, minute: Int) {
        let number = days.first.number + day
        table.append(
            Incident(
                at: Point(x: x, y: y), start: Int64(number) * 86_400 + Int64(minute) * 60,
                day: CivilDay(number: number), second: Int32(minute * 60), line: Int32(table.count + 2)))
    }

    /// The minute of an incident of the background: few at night, most in the evening.
    mutating func backgroundMinute() -> Int {
        while true {
            let minute = generator.below(1440)
            let hour = Double(minute) / 60
            let rate = 0.25 + 0.75 * exp(-pow((hour - 18) / 5, 2))
            if generator.unit() < rate { return minute }
        }
    }

    /// Background on streets 200 m apart, half of it within a busy centre.
    mutating func addBackground(_ count: Int, centre share: Double = 0.5) {
        for _ in 0..<count {
            let width = generator.unit() < share ? side / 6 : side
            let middle = side / 2
            var x = middle + (generator.unit() - 0.5) * width
            var y = middle + (generator.unit() - 0.5) * width
            if generator.below(2) == 0 { x = (x / 200).rounded() * 200 } else { y = (y / 200).rounded() * 200 }
            add(x: x, y: y, day: generator.below(days.kinds.count), minute: written(backgroundMinute()))
        }
    }

    /// Incidents evenly over a window on school days, scattered round a place with this standard deviation, m.
    mutating func addPeak(_ count: Int, x: Double, y: Double, spread: Double, from: Int, to: Int) {
        let list = schoolDays
        for _ in 0..<count {
            let radius = spread * (-2 * log(1 - generator.unit())).squareRoot()
            let angle = generator.unit() * 2 * Double.pi
            add(
                x: x + radius * cos(angle), y: y + radius * sin(angle), day: list[generator.below(list.count)],
                minute: written(from + generator.below(to - from)))
        }
    }

    /// Incidents anywhere in town over a window on school days: a rhythm that no area has for itself.
    mutating func addRhythm(_ count: Int, from: Int, to: Int) {
        let list = schoolDays
        for _ in 0..<count {
            add(
                x: generator.unit() * side, y: generator.unit() * side, day: list[generator.below(list.count)],
                minute: written(from + generator.below(to - from)))
        }
    }
}
