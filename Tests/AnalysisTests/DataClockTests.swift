import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

@Suite struct DataClockTests {
    private func civil(_ name: String) throws -> (Int64) -> (day: Int32, second: Int32) {
        let zone = try #require(TimeZone(identifier: name))
        return { epoch in
            let local = epoch + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(epoch))))
            let day = Int64((Double(local) / 86_400).rounded(.down))
            return (Int32(day), Int32(local - day * 86_400))
        }
    }

    private func epoch(_ text: String) throws -> Int64 {
        let parts = text.split(separator: " ").map(String.init)
        let day = try #require(CivilDay(iso: parts[0]))
        let clock = parts[1].split(separator: ":").compactMap { Int64($0) }
        return Int64(day.number) * 86_400 + clock[0] * 3600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
    }

    @Test func minutesFallInTheirHours() throws {
        var spread = AoristicSpread(civil: try civil("UTC"))
        // Monday 1 January 2024, 10:50 to 12:10.
        spread.add(from: try epoch("2024-01-01 10:50"), to: try epoch("2024-01-01 12:10"))
        #expect(agree(spread.weights[10], 10.0 / 80) && agree(spread.weights[11], 60.0 / 80))
        #expect(agree(spread.weights[12], 10.0 / 80))
        // From Sunday into Monday.
        spread.add(from: try epoch("2024-01-07 23:30"), to: try epoch("2024-01-08 00:30"))
        #expect(agree(spread.weights[167], 0.5) && agree(spread.weights[0], 0.5))
        spread.add(from: try epoch("2024-01-07 23:30"), to: try epoch("2024-01-07 23:30"))
        spread.add(from: try epoch("2024-01-07 23:30"), to: try epoch("2024-01-07 22:30"))
        #expect(agree(spread.weights[167], 2.5))
        spread.add(from: try epoch("1969-12-31 23:00"), to: try epoch("1970-01-01 00:00"))
        #expect(agree(spread.weights[2 * 24 + 23], 1))
    }

    @Test func clockGoesBackInOctober() throws {
        var spread = AoristicSpread(civil: try civil("Europe/London"))
        // 27 October 2024: 01:00 comes twice. 00:30 BST to 02:30 GMT lasts three hours.
        spread.add(from: try epoch("2024-10-26 23:30"), to: try epoch("2024-10-27 02:30"))
        #expect(agree(spread.weights[144], 30.0 / 180) && agree(spread.weights[145], 120.0 / 180))
        #expect(agree(spread.weights[146], 30.0 / 180))
    }

    @Test func clockGoesForwardInMarch() throws {
        var spread = AoristicSpread(civil: try civil("Europe/London"))
        // 31 March 2024: 01:00 to 02:00 does not come. 00:30 GMT to 02:30 BST lasts one hour.
        spread.add(from: try epoch("2024-03-31 00:30"), to: try epoch("2024-03-31 01:30"))
        #expect(agree(spread.weights[144], 0.5) && spread.weights[145] == 0 && agree(spread.weights[146], 0.5))
    }

    /// In Newfoundland the clock was changed at one minute past midnight, in the middle of an hour.
    @Test func clockIsChangedWithinAnHour() throws {
        let civil = try civil("America/St_Johns")
        // 14 March 2010: 00:01 becomes 01:01. Midnight to 02:00 lasts one hour, a minute of it before the change.
        var spring = AoristicSpread(civil: civil)
        spring.add(from: try epoch("2010-03-14 03:30"), to: try epoch("2010-03-14 04:30"))
        #expect(agree(spring.weights[144], 1.0 / 60) && agree(spring.weights[145], 59.0 / 60))
        // 7 November 2010: 00:01 becomes 23:01 of the day before. 23:00 on the 6th to 01:00 on the 7th lasts three hours.
        var autumn = AoristicSpread(civil: civil)
        autumn.add(from: try epoch("2010-11-07 01:30"), to: try epoch("2010-11-07 04:30"))
        #expect(agree(autumn.weights[143], 119.0 / 180) && agree(autumn.weights[144], 61.0 / 180))
    }

    /// A range costs two looks at the clock an hour, and a dozen more where the clock is changed within one.
    @Test func aRangeCostsAFewLooksAtTheClockAnHour() throws {
        for (zone, from, to, most) in [
            ("Europe/London", "2024-01-01 10:50", "2024-01-05 12:10", 200),
            ("America/St_Johns", "2010-03-14 03:30", "2010-03-14 04:30", 30),
            ("America/St_Johns", "2010-11-07 01:30", "2010-11-07 04:30", 40),
        ] {
            let civil = try civil(zone)
            var looks = 0
            var spread = AoristicSpread {
                looks += 1
                return civil($0)
            }
            spread.add(from: try epoch(from), to: try epoch(to))
            #expect(looks <= most)
        }
    }

    @Test func aWeekIsDealtEvenly() throws {
        var spread = AoristicSpread(civil: try civil("UTC"))
        let start = try epoch("2024-01-01 10:20")
        spread.add(from: start, to: start + 604_800)
        #expect(spread.weights.allSatisfy { $0 == 1.0 / 168 })
        // A second less falls short in the hour in which it ends, and there alone.
        var short = AoristicSpread(civil: try civil("UTC"))
        short.add(from: start, to: start + 604_799)
        #expect(agree(short.weights[10], 3599.0 / 604_799, within: 1e-12))
        #expect(agree(short.weights[9], 3600.0 / 604_799, within: 1e-12))
    }

    @Test func everyIncidentIsPlacedOrNot() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        #expect(DataClock(of: IncidentTable(), clock: clock).placed == 0)
        var town = Town(seed: 3)
        for step in 0..<400 { town.add(x: 0, y: 0, day: step, minute: step * 7 % 1440) }
        for row in 0..<400 {
            town.table.precision[row] = [TimePrecision.moment, .range, .day, .month][row % 4]
            // Ranges of more than an hour have no second of the day, and yet a place on the clock.
            if row % 4 == 1 {
                town.table.end[row] += Int64(row) * 977
                town.table.second[row] = -1
            }
        }
        let data = DataClock(of: town.table, clock: clock)
        #expect(data.placed == 200 && data.unplaced == 200)
        #expect(agree(data.weights.reduce(0, +), 200, within: 1e-12))
        #expect(agree(data.hours.reduce(0, +), 200, within: 1e-12))
        #expect(DataClock(of: town.table.selecting((0..<400).reversed()), clock: clock) == data)
        // A summer noon in UTC is one o'clock in London.
        var noon = Town(seed: 1)
        noon.add(x: 0, y: 0, day: 300, minute: 720)
        #expect(DataClock(of: noon.table, clock: clock).hours[13] == 1)
    }

    @Test func zonesOffTheFullHour() throws {
        for zone in ["Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Europe/London", "Pacific/Chatham"] {
            let civil = try civil(zone)
            var generator = SeededGenerator(seed: 6)
            var spread = AoristicSpread(civil: civil)
            var brute = [Double](repeating: 0, count: 168)
            for step in 0..<40 {
                let start = Int64(1_700_000_040) + Int64(generator.below(40_000_000)) / 60 * 60
                let length = 1 + generator.below(step < 30 ? 600 : 8000)
                spread.add(from: start, to: start + Int64(length) * 60)
                for minute in 0..<length {
                    let wall = civil(start + Int64(minute) * 60)
                    brute[((Int(wall.day) + 3) % 7) * 24 + Int(wall.second) / 3600] += 1 / Double(length)
                }
            }
            #expect(zip(spread.weights, brute).allSatisfy { abs($0 - $1) < 1e-9 })
            #expect(agree(spread.weights.reduce(0, +), 40, within: 1e-12))
        }
    }

    /// Ranges over changes of the clock in three zones and over none in a fourth; see Tests/Oracles/Analysis/aoristic.py.
    @Test func clocksAgreeWithPython() throws {
        let table = try golden("aoristic.csv")
        let zones = table.filter { $0[0] == "weights" }
        #expect(zones.count == 4)
        for zone in zones {
            let clock = try LocalClock(timeZone: zone[1])
            var spread = AoristicSpread { clock.civil($0) }
            for range in table where range[0] == "range" && range[1] == zone[1] {
                spread.add(from: try #require(Int64(range[2])), to: try #require(Int64(range[3])))
            }
            let weights = zone.dropFirst(2).compactMap(Double.init)
            #expect(weights.count == 168)
            for (own, theirs) in zip(spread.weights, weights) { #expect(abs(own - theirs) < 1e-9) }
        }
    }

    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func washingtonBurglaries() throws {
        let published = try rows("dcburgsum.csv").map { $0.dropFirst().compactMap { Double($0) } }
        // The file's times are UTC, the table's hours those of the clock in Washington. The program that made the table
        // takes the two readings of the clock on the wall for the length of a range, so that ranges over a change of the
        // clock put 25 cells off a little; counted its way all cells agree.
        let civil = try civil("America/New_York")
        var exact = AoristicSpread(civil: civil)
        var naive = AoristicSpread { (Int32($0 / 86_400), Int32($0 % 86_400)) }
        for row in try rows("dcburglaries.csv") {
            let start = try epoch(row[2])
            let end = row[3] == "NA" ? start : try epoch(row[3])
            exact.add(from: start, to: end)
            let (first, last) = (civil(start), civil(end))
            naive.add(
                from: Int64(first.day) * 86_400 + Int64(first.second), to: Int64(last.day) * 86_400 + Int64(last.second)
            )
        }
        var offExact = 0
        for weekday in 0..<7 {
            for hour in 0..<24 {
                let own = exact.weights[weekday * 24 + hour]
                #expect(abs(own - published[hour][weekday]) < 0.027)
                if abs(own - published[hour][weekday]) > 0.00051 { offExact += 1 }
                #expect(abs(naive.weights[weekday * 24 + hour] - published[hour][weekday]) < 0.00051)
            }
        }
        #expect(offExact == 25)
        #expect(agree(exact.weights.reduce(0, +), 1025, within: 1e-12))
    }
}
