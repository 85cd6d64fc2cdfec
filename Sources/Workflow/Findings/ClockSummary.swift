public import HomewardAnalysis
import HomewardCore

/// Incidents on the hours of the week.
public struct ClockSummary: Codable, Sendable, Equatable {
    /// The 24 hours of the day over the whole week, from midnight on.
    public var hours: [Double]
    /// Seven days, Monday first, of 24 hours each.
    public var clock: [[Double]]
    /// Incidents that are on the clock.
    public var placed: Int
    /// Incidents whose time of day is not recorded.
    public var unplaced: Int

    /// Sums up a clock, rounded to six decimals.
    public init(_ clock: DataClock) {
        hours = clock.hours.map { $0.rounded(decimals: 6) }
        self.clock = (0..<7).map { weekday in
            (0..<24).map { clock.weight(weekday: weekday, hour: $0).rounded(decimals: 6) }
        }
        placed = clock.placed
        unplaced = clock.unplaced
    }

    private enum CodingKeys: String, CodingKey {
        case hours, clock, placed, unplaced
    }

    /// Reads a clock of a record, which may be damaged.
    ///
    /// - Throws: `DecodingError` where it has another number of days or hours.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hours = try values.decode([Double].self, forKey: .hours)
        clock = try values.decode([[Double]].self, forKey: .clock)
        placed = try values.decode(Int.self, forKey: .placed)
        unplaced = try values.decode(Int.self, forKey: .unplaced)
        guard hours.count == 24, clock.count == 7, clock.allSatisfy({ $0.count == 24 }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .clock, in: values, debugDescription: "a week has seven days of 24 hours")
        }
    }

    init(hours: [Double], clock: [[Double]], placed: Int, unplaced: Int) {
        self.hours = hours
        self.clock = clock
        self.placed = placed
        self.unplaced = unplaced
    }
}
