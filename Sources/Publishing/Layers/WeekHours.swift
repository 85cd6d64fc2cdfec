import HomewardCalendar
import HomewardCore
import HomewardLayers

/// Numbers by the hour of the local week, as a column holds them and as the report's map goes through them: `Mon 15: 2, Tue 16: 1`.
///
/// Hours are numbered from 0, Monday's first, to 167.
package struct WeekHours: Sendable, Equatable {
    /// The number of each hour that has one.
    private(set) var numbers: [Int: Int] = [:]

    /// None.
    init() {}

    /// The numbers of 168 hours.
    init(counts: [Int]) {
        for (hour, number) in counts.enumerated() where number > 0 { numbers[hour] = number }
    }

    /// The numbers that words tell; nil where they are none of this kind.
    init?(_ words: String) {
        for part in words.split(separator: ",") {
            let pieces = part.split { $0 == " " || $0 == ":" }
            guard pieces.count == 3, let day = WeekHours.days.firstIndex(of: String(pieces[0])),
                let hour = Int(pieces[1]), (0..<24).contains(hour), let number = Int(pieces[2]), number > 0
            else { return nil }
            numbers[day * 24 + hour] = number
        }
    }

    /// The numbers in words, Monday first.
    var words: String {
        hours.map { "\(WeekHours.name($0)): \(numbers[$0] ?? 0)" }.joined(separator: ", ")
    }

    /// The hours that have a number, ascending.
    var hours: [Int] { numbers.keys.sorted() }

    /// The hours as first hours and lengths: 5, 6, 7 and 20 are 5, 3, 20, 1.
    package var runs: [Int] {
        var runs: [Int] = []
        for hour in hours {
            if let first = runs.dropLast().last, let length = runs.last, first + length == hour {
                runs[runs.count - 1] += 1
            } else {
                runs += [hour, 1]
            }
        }
        return runs
    }

    /// The hours with the highest numbers, at most `count`, in words: `Mon 15 (4), Fri 16 (3)`. Of equal ones the first of the week.
    func busiest(_ count: Int) -> String {
        numbers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count)
            .map { "\(WeekHours.name($0.key)):00 (\($0.value))" }.joined(separator: ", ")
    }

    /// The hours that a stretch of the clock touches on some weekdays, 1 each; nil where the clock shows no such time. It may run over
    /// midnight.
    ///
    /// - Parameters:
    ///   - weekdays: From 0, Monday.
    ///   - start: When it starts, `15:40`.
    ///   - end: When it ends; nil where `minutes` is told.
    ///   - minutes: How long it is.
    init?(weekdays: some Sequence<Int>, from start: String, to end: String = "", minutes: Int? = nil) {
        guard let first = HourWindow.minute(start),
            let length = minutes ?? HourWindow.minute(end).map({ ($0 - first + 1440) % 1440 })
        else { return nil }
        let last = first + min(max(length, 1), 1440)
        for weekday in weekdays {
            for hour in first / 60..<(last + 59) / 60 { numbers[(weekday * 24 + hour) % 168] = 1 }
        }
    }

    /// Adds the numbers of others.
    mutating func add(_ other: WeekHours) { numbers.merge(other.numbers, uniquingKeysWith: +) }

    private static let days = Shown.weekdays.map { String($0.prefix(3)) }

    private static func name(_ hour: Int) -> String {
        let clock = hour % 24
        return "\(days[hour / 24]) \(clock < 10 ? "0" : "")\(clock)"
    }
}

extension WeekHours: ColumnValue {
    package static var fieldType: FieldType { .text }
    package var fieldValue: FieldValue { .text(words) }
    package static func read(_ value: FieldValue) -> WeekHours? { value.asText.flatMap { WeekHours($0) } }
}
