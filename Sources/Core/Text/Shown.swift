import Foundation

/// How numbers are shown to a reader. The decimal mark is a point whatever the machine's language.
public enum Shown {
    /// A number with exactly that many decimals.
    public static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        let negative = value < 0
        let scale = pow(10, Double(decimals))
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 9e15 else { return String(value) }
        let whole = Int(scaled)
        let unit = Int(scale)
        let sign = negative && whole > 0 ? "−" : ""
        guard decimals > 0 else { return sign + grouped(whole) }
        let rest = String(whole % unit)
        return sign + grouped(whole / unit) + "." + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// A whole number with a comma between thousands.
    public static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "−" : "") + text
    }

    /// A probability: three decimals, or "<0.001".
    public static func probability(_ value: Double) -> String {
        value < 0.001 ? "<0.001" : fixed(value, 3)
    }

    /// A share as a percentage with one decimal.
    public static func percent(_ share: Double) -> String { fixed(share * 100, 1) + " %" }

    /// `HH:MM` for a minute of the day with its fraction, to the nearest minute.
    public static func clock(_ minute: Double) -> String { clock(Int(nearest: minute)) }

    /// `HH:MM` for a minute of the day; minutes past midnight start again at 00:00.
    public static func clock(_ minute: Int) -> String {
        let wrapped = minute == 1440 ? 1440 : ((minute % 1440) + 1440) % 1440
        let hour = wrapped / 60
        let rest = wrapped % 60
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The days of the week in English, Monday first.
    public static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// Some weekdays in short, 0 for Monday, ascending: `Fri`, `Mon–Thu`, `Mon, Wed`.
    public static func weekdays(_ days: [Int]) -> String {
        let days = days.filter(weekdays.indices.contains)
        guard let first = days.first, let last = days.last else { return "" }
        func short(_ day: Int) -> String { String(weekdays[day].prefix(3)) }
        if days.count > 2, last - first == days.count - 1 { return "\(short(first))–\(short(last))" }
        return days.map(short).joined(separator: ", ")
    }
}
