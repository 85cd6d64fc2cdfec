import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import Testing

/// How exactly a time is known belongs to the row, and what is asked for respects it.
@Suite struct PrecisionTests {
    private static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

    private static func period(_ from: String, _ to: String) throws -> ClosedRange<CivilDay> {
        try day(from)...day(to)
    }

    /// A month counted as its first day, so that a period from the 1st to the 10th held the whole of it.
    @Test(arguments: [
        ("2024-03-01", "2024-03-31", "inside"), ("2024-01-01", "2024-12-31", "inside"),
        ("2024-03-01", "2024-03-10", "period_unclear"), ("2024-03-02", "2024-03-31", "period_unclear"),
        ("2024-02-10", "2024-03-30", "period_unclear"), ("2024-03-10", "2024-03-12", "period_unclear"),
        ("2024-03-31", "2024-04-30", "period_unclear"), ("2024-04-01", "2024-04-30", "outside_period"),
        ("2024-01-01", "2024-02-29", "outside_period"),
    ])
    func aMonthCountsWhereItLiesWhollyInside(_ from: String, _ to: String, _ expected: String) throws {
        let text = "Month,Longitude,Latitude\n2024-03,-1.51,52.41\n2024-03,-1.52,52.41\n"
        let reading = try Reading.csv(text, period: Self.period(from, to))
        #expect(reading.counts.addUp && reading.counts.used == (expected == "inside" ? 2 : 0))
        let filtered = Dictionary(uniqueKeysWithValues: reading.counts.filtered.map { ($0.key.rawValue, $0.value) })
        #expect(filtered == (expected == "inside" ? [:] : [expected: 2]))
    }

    @Test(arguments: ["2023-12", "2024-02"]) func theLastDayOfAMonthIsKnown(_ month: String) throws {
        let text = "Month,Longitude,Latitude\n\(month),-1.51,52.41\n"
        let last = month == "2023-12" ? "2023-12-31" : "2024-02-29"
        let whole = try Reading.csv(text, period: Self.period("\(month)-01", last))
        #expect(whole.counts.used == 1)
        let short = try Reading.csv(
            text, period: Self.day("\(month)-01")...Self.day(last).advanced(by: -1))
        #expect(short.counts.filtered == [.periodUnclear: 1])
    }

    /// Days and ranges are as they were: the day itself, the middle of the range.
    @Test func daysAndRangesCountByTheirDay() throws {
        let text =
            "from,to,x,y\n2024-03-01,,433000,279000\n2024-02-28 10:00,2024-03-02 18:00,433000,279000\n"
            + "2024-02-28 10:00,2024-03-01 18:00,433000,279000\n2024-03-31,,433000,279000\n2024-04-01,,433000,279000\n"
        let reading = try Reading.csv(text, period: Self.period("2024-03-01", "2024-03-31"))
        // The middle of the first range is 1 March 02:00, that of the second 29 February.
        #expect(reading.table.line == [2, 3, 5] && reading.counts.addUp)
        #expect(reading.counts.filtered == [.outsidePeriod: 2])
    }

    @Test func precisionIsCounted() throws {
        let text =
            "from,to,x,y\n2024-03-05 10:00,,433000,279000\n2024-03-05 10:00,2024-03-05 10:40,433000,279000\n"
            + "2024-03-05 10:00,2024-03-05 18:00,433000,279000\n2024-03-05,,433000,279000\n2024-03,,433000,279000\n"
            + "2024-03,,433000,279000\n"
        let reading = try Reading.csv(text)
        let counts = reading.limits.precision
        #expect(counts.moments == 1 && counts.shortRanges == 1 && counts.longRanges == 1 && counts.ranges == 2)
        #expect(counts.days == 1 && counts.months == 2 && counts.timed == 2 && counts.total == reading.table.count)
        #expect(!reading.limits.isSnapped && reading.limits.leastCell == nil && reading.sources[0].origin == nil)
    }

    // MARK: police.uk

    private static let header =
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
        + "Last outcome category,Context\n"

    private static func crime(_ id: String, _ month: String, _ type: String, _ place: Int = 0) -> String {
        "\(id),\(month),West Midlands Police,West Midlands Police,-1.51\(place),52.41,On or near High Street,E01009642,"
            + "Coventry 031A,\(type),,\n"
    }

    @Test func policeUKIsKnownByItsHeader() throws {
        let text =
            Self.header + Self.crime("a1", "2024-03", "Robbery") + Self.crime("a2", "2024-03", "Robbery")
            + (0..<5).map { _ in Self.crime("", "2024-03", "Anti-social behaviour") }.joined()
        let reading = try Reading.csv(text, columns: "id=Crime ID")
        // Anti-social behaviour has no crime number, and several share the point of a street.
        #expect(reading.counts.used == 7 && reading.counts.rejected.isEmpty)
        #expect(reading.sources[0].origin == .policeUK && reading.limits.isSnapped)
        #expect(reading.limits.leastCell == 500 && reading.limits.precision.months == 7)
        #expect(reading.limits.precision.timed == 0)
        let note = try #require(reading.notes.first { $0.contains("police.uk") })
        #expect(note.contains("nothing is said by hour, by day or by cells under 500 m"))
    }

    @Test func aCrimeInTheFilesOfTwoMonthsCountsOnce() throws {
        let march = Self.header + (0..<20).map { Self.crime("m\($0)", "2024-03", "Robbery", $0 % 9) }.joined()
        let april =
            Self.header
            + (15..<40).map { Self.crime("m\($0)", $0 < 20 ? "2024-03" : "2024-04", "Robbery", $0 % 9) }
            .joined() + Self.crime("", "2024-04", "Anti-social behaviour")
        let reading = try Reading.files(["2024-03.csv": march, "2024-04.csv": april]) { source, _ in
            source.columns.overrides[.identifier] = "Crime ID"
        }
        #expect(reading.counts.used == 41 && reading.counts.rejected == [.duplicateAcrossFiles: 5])
        #expect(reading.counts.addUp && reading.limits.snappedFiles.count == 2)
    }

    @Test(arguments: [
        ("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,LSOA code,Outcome type", true),
        (" crime id ,MONTH,Reported By,Falls Within,Longitude,Latitude,LSOA Code,Crime Type", true),
        ("Crime ID,Month,Longitude,Latitude,Crime type", false), ("when,x,y", false),
    ])
    func otherFilesAreNotTakenForIt(_ header: String, _ isPoliceUK: Bool) {
        #expect((SourceOrigin(header: header.components(separatedBy: ",")) == .policeUK) == isPoliceUK)
    }
}
