import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardSimulation
import Testing

/// The faults, recognised in the file without knowing how they were made.
@Suite struct PlantedFaultTests {
    /// The first fault that a reader would trip over, or nil.
    private func fault(_ row: Extract.Row, _ seen: Set<Int>, _ area: PreparedArea) throws -> String? {
        let fields = row.fields
        if row.hasBadByte { return "bad_encoding" }
        if fields.count != 11 { return "wrong_field_count" }
        if fields[1].isEmpty { return "missing_date" }
        guard let day = row.day else { return "bad_date" }
        if !fields[2].isEmpty && row.minute == nil { return "bad_time" }
        let isSpring = day.weekday == 6 && day.parts.month == 3 && day.advanced(by: 7).parts.month == 4
        if let minute = row.minute, isSpring, (60..<120).contains(minute) { return "nonexistent_time" }
        if let end = Extract.day(fields[3]), let endMinute = HourWindow.minute(fields[4]), let minute = row.minute {
            if end.number * 1440 + endMinute < day.number * 1440 + minute { return "reversed_range" }
            let springs = end.weekday == 6 && end.parts.month == 3 && end.advanced(by: 7).parts.month == 4
            if springs && (60..<120).contains(endMinute) { return "nonexistent_time" }
        }
        if fields[5].isEmpty || fields[6].isEmpty { return "missing_coordinates" }
        guard let x = row.x, let y = row.y else { return "bad_coordinates" }
        if try !area.contains(Point(x: Double(x), y: Double(y))), try area.contains(Point(x: Double(y), y: Double(x))) {
            return "swapped_coordinates"
        }
        if let age = row.age, age > 120 { return "bad_age" }
        return seen.contains(row.reference) ? "duplicate_id" : nil
    }

    @Test(arguments: [12_000, 30_000])
    func theCountsAreExact(_ number: Int) throws {
        let (bytes, truth) = number == 12_000 ? try Sample.usual.get() : try Sample.run(rows: number)
        let area = try PreparedArea(.multiPolygon(Sample.shared.get().studyArea))
        var found: [String: Int] = [:]
        var seen: Set<Int> = []
        var (outside, noTime, midnight, slashed, noAge, ranges) = (0, 0, 0, 0, 0, 0)
        for row in Extract(bytes).rows {
            if let fault = try fault(row, seen, area) {
                found[fault, default: 0] += 1
                continue
            }
            seen.insert(row.reference)
            if let x = row.x, let y = row.y, try !area.contains(Point(x: Double(x), y: Double(y))) { outside += 1 }
            if row.fields[2].isEmpty { noTime += 1 }
            if row.minute == 0 { midnight += 1 }
            if row.fields[1].contains("/") { slashed += 1 }
            if row.age == nil { noAge += 1 }
            if !row.fields[3].isEmpty && (row.fields[1], row.fields[2]) != (row.fields[3], row.fields[4]) {
                ranges += 1
            }
        }
        #expect(found == truth.expected.rejected)
        #expect(found.values.reduce(0, +) == truth.expected.rejectedTotal)
        #expect(outside == truth.expected.outsideStudyArea)
        #expect(noTime == truth.kept.missingTime)
        #expect(midnight == truth.kept.midnightTime)
        #expect(slashed == truth.kept.secondDateFormat)
        #expect(noAge == truth.kept.missingAge)
        #expect(ranges == truth.kept.shortRanges + truth.kept.longRanges)
    }

    /// The rows that bear the number of a sound row before them.
    private static func repeatedRows(
        _ bytes: [UInt8], _ fault: (Extract.Row, Set<Int>, PreparedArea) throws -> String?
    ) throws -> [Extract.Row] {
        let area = try PreparedArea(.multiPolygon(Sample.shared.get().studyArea))
        var seen: Set<Int> = []
        var repeats: [Extract.Row] = []
        for row in Extract(bytes).rows {
            let found = try fault(row, seen, area)
            if found == "duplicate_id" { repeats.append(row) }
            if found == nil { seen.insert(row.reference) }
        }
        return repeats
    }

    /// What the truth expects is what Homeward's own reader reports, to the row.
    @Test(arguments: [nil, 25])
    func theReaderFindsEveryFault(_ ageUnder: Int?) throws {
        let (bytes, truth) = try Sample.usual.get()
        let file = FileManager.default.temporaryDirectory.appending(path: "homeward-\(UUID().uuidString).csv")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let reading = try IncidentReader(
            sources: [IncidentSource(path: file.path, ageUnder: ageUnder)],
            workingSystem: CoordinateSystem("EPSG:27700"),
            clock: LocalClock(timeZone: "Europe/London"), studyArea: Sample.shared.get().studyArea
        ).read()
        let expected = truth.expected
        #expect(reading.counts.read == expected.read)
        var rejected = Dictionary(uniqueKeysWithValues: reading.counts.rejected.map { ($0.key.rawValue, $0.value) })
        // A row that is not asked for is filtered, and no duplicate of what is.
        let repeats = try Self.repeatedRows(bytes, fault)
        let (grown, unknown) = (repeats.count { ($0.age ?? 0) >= 25 }, repeats.count { $0.age == nil })
        #expect(repeats.count == expected.rejected["duplicate_id"])
        if ageUnder != nil { rejected["duplicate_id", default: 0] += grown + unknown }
        #expect(rejected == expected.rejected)
        #expect(reading.counts.used == (ageUnder == nil ? expected.used : expected.usedUnder25))
        if ageUnder == nil {
            #expect(reading.counts.filtered == [.outsideStudyArea: expected.outsideStudyArea])
            #expect(reading.spikes.midnight == truth.kept.midnightTime)
        } else {
            #expect(reading.counts.filtered[.overAge] == expected.overAge25 + grown && grown > 0)
            #expect(reading.counts.filtered[.ageUnknown] == expected.ageUnknown + unknown)
        }
    }

    @Test func everyKindOfFaultIsThere() throws {
        let truth = try Sample.usual.get().truth
        #expect(
            truth.expected.rejected.keys.sorted() == [
                "bad_age", "bad_coordinates", "bad_date", "bad_encoding", "bad_time", "duplicate_id",
                "missing_coordinates",
                "missing_date", "nonexistent_time", "reversed_range", "swapped_coordinates", "wrong_field_count",
            ])
        #expect(truth.expected.rejected.keys.allSatisfy { RejectReason(rawValue: $0) != nil })
        #expect(truth.kept.missingTime > 100 && truth.kept.midnightTime > 100 && truth.kept.longRanges > 100)
    }

    @Test func everyRowSaysThatItIsMadeUp() throws {
        let rows = Extract(try Sample.usual.get().bytes).rows
        #expect(rows.count == 12_000)
        // A row with a field too many has it behind the word.
        #expect(rows.allSatisfy { $0.fields.count > 10 && $0.fields[10] == "true" })
    }

    @Test func theHeaderIsThatOfAPoliceExtract() throws {
        #expect(
            Extract(try Sample.usual.get().bytes).header
                == "crime_ref,date_from,time_from,date_to,time_to,easting,northing,offence,victim_age,weapon,synthetic")
    }
}
