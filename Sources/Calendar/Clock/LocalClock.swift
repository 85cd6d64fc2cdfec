import Foundation

/// Turns local civil time into seconds since 1970 and back, for one time zone, by table.
///
/// The zone's changes of offset are looked up once, for the years 1900 to 2100, and kept as one row per day, so that a
/// conversion is an array access. Days outside those years take the offset of the nearest year that is known. The rules
/// are those of the machine's time zone data.
public struct LocalClock: Sendable, Equatable {
    /// How a local time relates to the line of time.
    public enum Kind: Sendable, Hashable {
        /// The local time occurs once.
        case ordinary
        /// The clock was put forward over the local time: it never occurred.
        case nonexistent
        /// The clock was put back: the local time occurred twice.
        case repeated
    }

    /// The name of the time zone, such as `Europe/London`.
    public let timeZone: String
    let table: ZoneTable

    /// Looks up the time zone `timeZone`. O(years), about 10 ms.
    ///
    /// - Throws: ``CalendarError/unknownTimeZone(name:)``.
    public init(timeZone: String) throws(CalendarError) {
        guard let zone = TimeZone(identifier: timeZone) else {
            throw .unknownTimeZone(name: timeZone)
        }
        self.timeZone = timeZone
        table = ZoneTable { second in
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
        }
    }

    /// Whether both clocks tell the time of the same zone.
    public static func == (lhs: LocalClock, rhs: LocalClock) -> Bool { lhs.timeZone == rhs.timeZone }

    /// The moment at which the clock on the wall showed `second` seconds of `day`.
    ///
    /// A time that occurs twice gives the first moment, or the second one where `later` is true. A time that never
    /// occurred gives the moment that the clock would have reached had it not been put forward. O(1).
    @inline(__always)
    public func instant(day: CivilDay, second: Int, later: Bool = false) -> (epoch: Int64, kind: Kind) {
        let local = Int64(day.number) * 86_400 + Int64(second)
        if let offset = table.offset(ofLocalDay: day.number) {
            return (local - Int64(offset), .ordinary)
        }
        return table.instantNearChange(local: local, later: later)
    }

    /// The local civil day, as ``CivilDay/number``, and the second of the day that the clock on the wall shows. O(1).
    @inline(__always)
    public func civil(_ epoch: Int64) -> (day: Int32, second: Int32) {
        let local = epoch + Int64(table.offset(at: epoch))
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return (Int32(truncatingIfNeeded: day), Int32(truncatingIfNeeded: local - day * 86_400))
    }

    /// The first moment of `day`, which is 00:00 but where the clock is put forward over midnight. O(1).
    public func start(of day: CivilDay) -> Int64 {
        let (epoch, kind) = instant(day: day, second: 0)
        guard kind == .nonexistent, let change = table.change(onLocalDay: day.number) else { return epoch }
        return change
    }

    /// The length of `day` in seconds: 86 400, 82 800 or 90 000 in London. O(1).
    public func length(of day: CivilDay) -> Int { Int(start(of: day.advanced(by: 1)) - start(of: day)) }
}
