import HomewardCalendar
import HomewardIncidents
import HomewardLayers

/// Turns rows into CSV, byte by byte into one buffer.
struct RowWriter {
    /// The header line. The last column says of each row that it is made up, so that no file made from it looks real.
    static let header =
        "crime_ref,date_from,time_from,date_to,time_to,easting,northing,offence,victim_age,weapon,synthetic\n"

    /// The bytes that have not been written out yet.
    private(set) var bytes: [UInt8] = []
    private let offences = Offences.names.map { Array(($0.contains(",") ? "\"\($0)\"" : $0).utf8) }
    private let weapons = Offences.weapons.map { Array($0.utf8) }

    /// Starts with the header.
    init() {
        bytes.reserveCapacity(1 << 21)
        bytes += RowWriter.header.utf8
    }

    /// Forgets what has been written out.
    mutating func drain() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Adds `row`, which happened on `day`.
    mutating func add(_ row: SimulatedRow, on day: CivilDay) {
        reference(row.reference)
        comma()
        addTimes(row, day)
        comma()
        addPlace(row)
        comma()
        addOffence(row)
        comma()
        if row.fault == .badAge { bytes += "999".utf8 } else if row.age >= 0 { number(Int(row.age)) }
        comma()
        bytes += weapons[Int(row.weapon)]
        bytes += ",true".utf8
        if row.fault == .wrongFieldCount { bytes += ",see log".utf8 }
        bytes.append(0x0A)
    }

    /// The offence; a bad byte goes inside the quotes, so that it is the row's only fault.
    private mutating func addOffence(_ row: SimulatedRow) {
        let offence = offences[Int(row.offence)]
        guard row.fault == .badEncoding else {
            bytes += offence
            return
        }
        let isQuoted = offence.last == UInt8(ascii: "\"")
        bytes += offence.dropLast(isQuoted ? 1 : 0) + [0x20, 0x81]
        if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    }

    private mutating func addTimes(_ row: SimulatedRow, _ day: CivilDay) {
        let start = Int(row.minute)
        switch row.fault {
        case .missingDate: break
        case .badDate: bytes += (row.isSlashed ? "31/02/2024" : "2024-02-31").utf8
        default: date(day, row.isSlashed)
        }
        comma()
        switch row.fault {
        case .missingTime: break
        case .badTime: bytes += "25:61".utf8
        case .midnight: clock(0)
        default: clock(start)
        }
        comma()
        if row.fault == .reversedRange {
            date(day.advanced(by: -1), row.isSlashed)
            comma()
            clock(start)
        } else if row.range > 0 {
            let end = start + Int(row.range)
            date(day.advanced(by: end / 1440), row.isSlashed)
            comma()
            clock(end % 1440)
        } else if row.repeatsEnd && row.fault == nil {
            date(day, row.isSlashed)
            comma()
            clock(start)
        } else {
            comma()
        }
    }

    private mutating func addPlace(_ row: SimulatedRow) {
        switch row.fault {
        case .missingCoordinates: comma()
        case .badCoordinates:
            number(Int(row.x))
            comma()
            number(Int(row.y / 1000))
            bytes.append(UInt8(ascii: "x"))
        case .swappedCoordinates:
            number(Int(row.y))
            comma()
            number(Int(row.x))
        default:
            number(Int(row.x))
            comma()
            number(Int(row.y))
        }
    }

    private mutating func comma() { bytes.append(UInt8(ascii: ",")) }

    private mutating func reference(_ value: Int) {
        bytes += "SIM".utf8
        padded(value, 8)
    }

    private mutating func date(_ day: CivilDay, _ isSlashed: Bool) {
        let (year, month, date) = day.parts
        if isSlashed {
            padded(date, 2)
            bytes.append(UInt8(ascii: "/"))
            padded(month, 2)
            bytes.append(UInt8(ascii: "/"))
            padded(year, 4)
        } else {
            padded(year, 4)
            bytes.append(UInt8(ascii: "-"))
            padded(month, 2)
            bytes.append(UInt8(ascii: "-"))
            padded(date, 2)
        }
    }

    private mutating func clock(_ minute: Int) {
        padded(minute / 60, 2)
        bytes.append(UInt8(ascii: ":"))
        padded(minute % 60, 2)
    }

    private mutating func number(_ value: Int) {
        var digits = 1
        var rest = abs(value)
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        padded(abs(value), digits)
    }

    /// Adds `value` with at least `digits` digits, zeros first.
    private mutating func padded(_ value: Int, _ digits: Int) {
        var divisor = 1
        for _ in 1..<max(1, digits) { divisor *= 10 }
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
