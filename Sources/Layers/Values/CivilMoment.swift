/// A date and time as a file states it, in ISO 8601.
struct CivilMoment: Hashable {
    /// What the file says about the zone.
    enum Zone: Hashable {
        /// Nothing.
        case unknown
        /// So many minutes east of Greenwich.
        case minutesEast(Int)
    }

    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var millisecond = 0
    var zone = Zone.unknown

    /// `2024-03-01`.
    var dateText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    /// `2024-03-01T15:20:00`, with thousandths and a zone only where there are any.
    var text: String {
        var text = "\(dateText)T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(millisecond / 1000, 2))"
        if millisecond % 1000 != 0 { text += "." + Self.padded(millisecond % 1000, 3) }
        switch zone {
        case .unknown: break
        case .minutesEast(0): text += "Z"
        case .minutesEast(let minutes):
            let size = abs(minutes)
            text += "\(minutes < 0 ? "-" : "+")\(Self.padded(size / 60, 2)):\(Self.padded(size % 60, 2))"
        }
        return text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CivilMoment {
    /// Reads `2024-03-01`, `2024-03-01T15:20`, `2024-03-01 15:20:00.250+01:00`; nil for anything else.
    init?(_ text: String) {
        var rest = Substring(text)
        guard let year = Self.digits(4, &rest), Self.take("-", &rest),
            let month = Self.digits(2, &rest), (1...12).contains(month), Self.take("-", &rest),
            let day = Self.digits(2, &rest), (1...Self.days(month, year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
        guard !rest.isEmpty else { return }
        guard Self.take("T", &rest) || Self.take(" ", &rest),
            let hour = Self.digits(2, &rest), hour < 24, Self.take(":", &rest),
            let minute = Self.digits(2, &rest), minute < 60
        else { return nil }
        (self.hour, self.minute) = (hour, minute)
        if Self.take(":", &rest) {
            guard let second = Self.digits(2, &rest), second < 61 else { return nil }
            millisecond = second * 1000
            if Self.take(".", &rest) {
                let fraction = rest.prefix { $0.isASCII && $0.isNumber }
                guard let value = Double("0." + fraction), !fraction.isEmpty else { return nil }
                millisecond += Int((value * 1000).rounded(.down))
                rest = rest.dropFirst(fraction.count)
            }
        }
        guard let zone = Self.zone(&rest), rest.isEmpty else { return nil }
        self.zone = zone
    }

    private static func zone(_ rest: inout Substring) -> Zone? {
        if rest.isEmpty { return .unknown }
        if take("Z", &rest) { return .minutesEast(0) }
        let sign = take("-", &rest) ? -1 : take("+", &rest) ? 1 : 0
        guard sign != 0, let hours = digits(2, &rest), hours < 15 else { return nil }
        _ = take(":", &rest)
        guard let minutes = rest.isEmpty ? 0 : digits(2, &rest), minutes < 60 else { return nil }
        return .minutesEast(sign * (hours * 60 + minutes))
    }

    private static func digits(_ count: Int, _ rest: inout Substring) -> Int? {
        let part = rest.prefix(count)
        guard part.utf8.count == count, part.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return Int(part)
    }

    private static func take(_ character: Character, _ rest: inout Substring) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func days(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
