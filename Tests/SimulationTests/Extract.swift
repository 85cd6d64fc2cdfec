import HomewardCalendar
import HomewardIncidents

/// A simulated file taken apart by other means than those that wrote it.
struct Extract {
    struct Row {
        var fields: [String]
        var hasBadByte: Bool
        var reference: Int { Int(fields[0].dropFirst(3)) ?? -1 }
        var day: CivilDay? { Extract.day(fields[1]) }
        var minute: Int? { HourWindow.minute(fields[2]) }
        var x: Int? { Int(fields[5]) }
        var y: Int? { Int(fields[6]) }
        var age: Int? { Int(fields[8]) }
    }

    let header: String
    let rows: [Row]

    init(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A)
        header = lines.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
        rows = lines.dropFirst().map { line in
            Row(fields: Extract.fields(line), hasBadByte: line.contains { $0 > 0x7F })
        }
    }

    static func day(_ text: String) -> CivilDay? {
        let parts = text.split(separator: "/")
        return parts.count == 3 ? CivilDay(iso: "\(parts[2])-\(parts[1])-\(parts[0])") : CivilDay(iso: text)
    }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        for byte in line {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ",") && !isQuoted {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
            } else {
                field.append(byte)
            }
        }
        fields.append(String(decoding: field, as: UTF8.self))
        return fields
    }
}
