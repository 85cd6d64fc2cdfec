import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents

/// How an area's risk runs through the patrol hours, weekday by weekday, in steps of five minutes.
///
/// The incidents of the weekday, and those of all weekdays, are smoothed by a Gaussian kernel of 45 minutes; the weekday's own
/// curve counts for n / (n + 10) where it has n incidents, the mean of all weekdays for the rest. Hours after midnight belong to the
/// weekday on which the patrol began.
struct RiskCurve: Sendable {
    /// The length of a step, minutes.
    static let step = 5
    /// For each weekday (Monday first) and each step at which a visit can start, the mean risk during it.
    let risk: [[Double]]

    init(incidents: IncidentTable, hours: HourWindow, visitMinutes: Int, isInside: (Point) -> Bool) {
        let steps = (hours.minutes + Self.step - 1) / Self.step
        var count = [[Double]](repeating: [Double](repeating: 0, count: steps), count: 7)
        for index in 0..<incidents.count {
            guard let minute = incidents.minuteOfDay(index), hours.contains(minute: minute),
                isInside(incidents.point(index))
            else { continue }
            let late = minute < hours.start
            let day = incidents.civilDay(index).advanced(by: late ? -1 : 0)
            count[day.weekday][(minute + (late ? 1440 : 0) - hours.start) / Self.step] += incidents.harm[index]
        }
        let smooth = count.map(Self.smoothed)
        let mean = (0..<steps).map { step in smooth.reduce(0) { $0 + $1[step] } / 7 }
        let length = max(1, (visitMinutes + Self.step - 1) / Self.step)
        let starts = hours.minutes >= visitMinutes ? (hours.minutes - visitMinutes) / Self.step + 1 : 0
        risk = (0..<7).map { day in
            let own = count[day].reduce(0, +)
            let trust = own / (own + 10)
            let curve = (0..<steps).map { trust * smooth[day][$0] + (1 - trust) * mean[$0] }
            return (0..<starts).map { start in
                curve[start..<min(steps, start + length)].reduce(0, +) / Double(length)
            }
        }
    }

    private static func smoothed(_ values: [Double]) -> [Double] {
        let width = 45.0 / Double(step)
        let reach = Int(width * 3)
        let kernel = (-reach...reach).map { exp(-0.5 * pow(Double($0) / width, 2)) }
        return values.indices.map { centre in
            var sum = 0.0
            var weight = 0.0
            for offset in -reach...reach where values.indices.contains(centre + offset) {
                sum += kernel[offset + reach] * values[centre + offset]
                weight += kernel[offset + reach]
            }
            return sum / weight
        }
    }
}
