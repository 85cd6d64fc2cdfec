import HomewardCore

/// A band of distances between two incidents: more than one limit, up to and including the next.
public struct DistanceBand: Sendable, Hashable {
    /// The lower limit, m, which is not in the band; nil for the first band, which begins with the same place.
    public var over: Double?
    /// The upper limit, m, which is in the band; nil for whatever lies beyond the last.
    public var upTo: Double?

    /// A band between two limits.
    public init(over: Double?, upTo: Double?) {
        self.over = over
        self.upTo = upTo
    }

    /// The bands between ascending upper limits, without what lies beyond the last.
    static func all(_ limits: [Double]) -> [DistanceBand] {
        limits.indices.map { DistanceBand(over: $0 == 0 ? nil : limits[$0 - 1], upTo: limits[$0]) }
    }

    /// The band in words: `same place`, `1–100 m`, `over 400 m`.
    ///
    /// Whole limits are told by begun metres: 1–100 m holds all that is more than 0 m and up to 100 m, 101–200 m all that is more than
    /// 100 m and up to 200 m.
    public var label: String {
        let plain = SettingName.plain
        guard let upTo else { return over.map { "over \(plain($0)) m" } ?? "any distance" }
        if upTo == 0 { return "same place" }
        guard let over else { return upTo == upTo.rounded() ? "0–\(plain(upTo)) m" : "up to \(plain(upTo)) m" }
        guard over == over.rounded(), upTo == upTo.rounded() else { return "over \(plain(over)) to \(plain(upTo)) m" }
        return over + 1 == upTo ? "\(plain(upTo)) m" : "\(plain(over + 1))–\(plain(upTo)) m"
    }
}

/// A band of days between two incidents: from one number of days to another, both in the band.
public struct DayBand: Sendable, Hashable {
    /// The fewest days.
    public var first: Int
    /// The most days; nil for whatever lies beyond the last band.
    public var last: Int?

    /// A band of days.
    public init(first: Int, last: Int?) {
        self.first = first
        self.last = last
    }

    /// The bands up to ascending last days, without what lies beyond them.
    static func all(_ limits: [Int]) -> [DayBand] {
        limits.indices.map { DayBand(first: $0 == 0 ? 0 : limits[$0 - 1] + 1, last: limits[$0]) }
    }

    /// The band in words: `same day`, `1–7 days`, `over 28 days`.
    public var label: String {
        guard let last else { return first == 0 ? "any time" : "over \(first - 1) days" }
        if last == 0 { return "same day" }
        if first == last { return last == 1 ? "1 day" : "\(last) days" }
        return "\(first)–\(last) days"
    }
}
