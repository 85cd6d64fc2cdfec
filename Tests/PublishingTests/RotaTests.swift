import Foundation
import HomewardCalendar
import HomewardCore
import HomewardFixtures
import HomewardGeometry
import HomewardIncidents
import HomewardPlanner
import Testing

@testable import HomewardPublishing

@Suite("The rota and its calendar")
struct RotaTests {
    private let monday = CivilDay(number: 20_339)

    private func rota(patrols: PatrolPlan = ReportFixture.patrolPlan()) -> Rota {
        let post = Post(
            id: "R1-P1", point: Point(x: -1.5, y: 52.4), place: "Gate; west, \\ side\nsecond line",
            arrive: 909.6, leave: 919.6, risk: 1)
        let route = ChaperoneRoute(
            id: "R1", school: "Ärger Schule \(String(repeating: "ü", count: 60))", start: 910, isStartAssumed: true,
            posts: [post], walk: LineString([]), length: 0, minutes: 10, people: 2, risk: 1)
        let plan = ChaperonePlan(routes: [route], unserved: [], risk: 1, upperBound: 1)
        return Rota(chaperones: plan, chaperoneDays: (0..<5).map { monday.advanced(by: $0) }, patrols: patrols)
    }

    private func calendar(
        _ rota: Rota, zone: String = "Europe/London", _ provenance: Provenance = ReportFixture.provenance()
    ) -> String {
        rota.calendar(title: "Coventry", timeZone: zone, periodEnd: CivilDay(number: 20_331), provenance: provenance)
    }

    @Test("Every post stands on every chaperone day and every visit once, in the order of time")
    func entries() {
        let rota = rota()
        #expect(rota.entries.count == 5 + 14)
        #expect(zip(rota.entries, rota.entries.dropFirst()).allSatisfy { ($0.day, $0.start) <= ($1.day, $1.start) })
        #expect(Set(rota.entries.map(\.key)).count == rota.entries.count)
        #expect(rota.entries.first { $0.duty == .post }?.start == 910)
        #expect(rota.csv(ReportFixture.provenance()).split(separator: "\r\n").count == 20)
    }

    @Test("A stay with a break in it stands before and after it")
    func breaks() {
        let post = Post(id: "R1-P1", point: Point(x: -1.5, y: 52.4), place: "Gate", arrive: 910, leave: 970, risk: 1)
        let route = ChaperoneRoute(
            id: "R1", school: "S", start: 900, isStartAssumed: false, posts: [post], walk: LineString([]), length: 0,
            minutes: 70, people: 2, risk: 1, breaks: [930..<945], base: "Station")
        let rota = Rota(
            chaperones: ChaperonePlan(routes: [route], unserved: [], risk: 1, upperBound: 1), chaperoneDays: [monday],
            patrols: ReportFixture.patrolPlan())
        let posts = rota.entries.filter { $0.duty == .post }
        #expect(posts.map(\.start) == [910, 945] && posts.map(\.end) == [930, 970])
        #expect(Set(posts.map(\.key)).count == 2)
        #expect(posts[0].note == "S, 2 people. From the base Station, leaving it at 15:00. Break 15:30–15:45.")
    }

    @Test("Each team has its own stays, with the keys that they have in the whole")
    func teams() {
        let rota = rota()
        #expect(rota.of("R1").entries.map(\.id) == Array(repeating: "R1-P1", count: 5))
        #expect(rota.of("A1").entries.count == 7 && rota.of("A1").entries.allSatisfy { $0.id == "A1" })
        #expect(rota.patrolTeams == ["G1"] && rota.of("G1").entries.count == 14)
        #expect(rota.of("R2").entries.isEmpty)
        let whole = Set(calendar(rota).components(separatedBy: "\r\n").filter { $0.hasPrefix("UID:") })
        let own = rota.of("R1").calendar(
            title: "Coventry", team: "R1", timeZone: "Europe/London", periodEnd: CivilDay(number: 20_331),
            provenance: ReportFixture.provenance())
        let keys = own.components(separatedBy: "\r\n").filter { $0.hasPrefix("UID:") }
        #expect(keys.count == 5 && whole.isSuperset(of: keys))
        #expect(own.replacing("\r\n ", with: "").contains("R1\\, Coventry"))
    }

    @Test("A patrol area's track has its middle with the visits of the first week, and its outline")
    func patrolTrack() throws {
        var plan = ReportFixture.patrolPlan()
        plan.visits.append(Visit(area: "A1", day: monday.advanced(by: 9), start: 930, minutes: 15))
        let area = plan.areas[0]
        func text(_ visits: [Rota.Entry]) -> String {
            PatrolGPX(
                area: area, centre: area.centre, outline: area.outline.exterior, visits: visits,
                provenance: ReportFixture.provenance()
            ).text
        }
        let gpx = text(rota(patrols: plan).of("A1").entries)
        #expect(gpx.contains("Visits: Mon 2025-09-08 15:30–15:45; Tue 2025-09-09 15:30–15:45;"))
        #expect(gpx.contains("; 1 more later.") && gpx.contains("<wpt lat=\"52.4070000\" lon=\"-1.5150000\">"))
        #expect(gpx.components(separatedBy: "<trkpt ").count - 1 == area.outline.exterior.count)
        #expect(text([]).contains("No visit in the timetable."))
    }

    @Test("A route of some weekdays stands on those alone")
    func weekdays() {
        var plan = ChaperonePlan(routes: [], unserved: [], risk: 1, upperBound: 1)
        plan.routes = [("R1-Mon-Thu", 910, [0, 1, 2, 3]), ("R1-Fri", 810, [4])].map { id, start, days in
            let post = Post(
                id: "\(id)-P1", point: Point(x: -1.5, y: 52.4), place: "Gate", arrive: Double(start),
                leave: Double(start + 10), risk: 1)
            return ChaperoneRoute(
                id: id, school: "S", start: start, isStartAssumed: false, posts: [post], walk: LineString([]),
                length: 0,
                minutes: 10, people: 2, risk: 1, weekdays: days)
        }
        let rota = Rota(
            chaperones: plan, chaperoneDays: (0..<5).map { monday.advanced(by: $0) },
            patrols: ReportFixture.patrolPlan())
        let posts = rota.entries.filter { $0.duty == .post }
        #expect(posts.map(\.start) == [910, 910, 910, 910, 810])
        #expect(posts.map(\.day.weekday) == [0, 1, 2, 3, 4])
        #expect(posts.last?.team == "R1-Fri")
    }

    @Test("Lines end with CRLF and are folded at 75 octets without breaking a character")
    func folding() {
        let text = calendar(rota())
        let bytes = Array(text.utf8)
        #expect(bytes.indices.allSatisfy { bytes[$0] != 10 || $0 > 0 && bytes[$0 - 1] == 13 })
        for line in text.components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 75)
            #expect(!line.contains("\u{FFFD}"))
        }
        let unfolded = text.replacingOccurrences(of: "\r\n ", with: "")
        #expect(unfolded.contains("Ärger Schule \(String(repeating: "ü", count: 60))\\, 2 people."))
    }

    @Test("Text is escaped")
    func escaping() {
        let unfolded = calendar(rota()).replacingOccurrences(of: "\r\n ", with: "")
        #expect(unfolded.contains("LOCATION:Gate\\; west\\, \\\\ side\\nsecond line\r\n"))
    }

    @Test("The stamp comes from the period and not from the clock, and the zone has its rules")
    func stamps() {
        let text = calendar(rota())
        #expect(text.contains("DTSTAMP:20250831T000000Z\r\n"))
        #expect(text.contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\n"))
        #expect(text.contains("DTSTART;TZID=Europe/London:20250908T151000\r\n"))
        #expect(text == calendar(rota()))
    }

    @Test("Another zone gets its transitions one by one")
    func otherZone() {
        let text = calendar(rota(), zone: "America/Chicago")
        #expect(text.contains("TZID:America/Chicago\r\n"))
        #expect(text.contains("DTSTART:20251102T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0600\r\n"))
        #expect(text.contains("DTSTART:20260308T020000\r\nTZOFFSETFROM:-0600\r\nTZOFFSETTO:-0500\r\n"))
    }

    @Test("A visit over midnight ends on the next day")
    func midnight() {
        var plan = ReportFixture.patrolPlan()
        plan.visits = [Visit(area: "A1", day: monday, start: 1430, minutes: 20)]
        let text = calendar(rota(patrols: plan))
        #expect(text.contains("DTSTART;TZID=Europe/London:20250908T235000\r\n"))
        #expect(text.contains("DTEND;TZID=Europe/London:20250909T001000\r\n"))
    }

    @Test("Nobody's rota is a header and a calendar without an event")
    func nobody() {
        let rota = Rota(
            chaperones: nil, chaperoneDays: [monday],
            patrols: PatrolPlan(areas: [], visits: [], unserved: [], harm: 0, upperBound: 0))
        #expect(rota.days == nil)
        #expect(
            rota.csv(ReportFixture.provenance())
                == "\u{FEFF}duty,id,route_or_area,place,day,weekday,start,end,stay_min,longitude,latitude,note,"
                + "synthetic,assumed,exercise,audience,about\r\n")
        let text = calendar(rota)
        #expect(!text.contains("BEGIN:VEVENT"))
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    }

    @Test("A place that has no longitude and latitude is left empty and not written as a number")
    func nowhere() {
        let rota = Rota(
            chaperones: nil, chaperoneDays: [], patrols: ReportFixture.patrolPlan(),
            position: { _ in Point(x: .nan, y: .nan) })
        #expect(rota.csv(ReportFixture.provenance()).contains(",15,,,Guardian patrol visit.,false,,,internal: may"))
        #expect(!calendar(rota).contains("GEO:"))
        #expect(calendar(self.rota()).contains("GEO:52.4000000;-1.5000000\r\n"))
    }

    @Test("Every event of an exercise says so first, and no other does; the calendar tells what it rests on")
    func exercise() {
        let real = calendar(rota()).replacingOccurrences(of: "\r\n ", with: "")
        let exercise = calendar(rota(), ReportFixture.provenance(madeUp: [.streets]))
            .replacingOccurrences(of: "\r\n ", with: "")
        let summaries = exercise.components(separatedBy: "\r\n").filter { $0.hasPrefix("SUMMARY:") }
        #expect(summaries.count == 19 && summaries.allSatisfy { $0.hasPrefix("SUMMARY:EXERCISE: P") })
        #expect(exercise.contains("X-WR-CALNAME:EXERCISE: made-up streets – Coventry\r\n"))
        #expect(!real.contains("EXERCISE"))
        #expect(real.contains("\r\nX-WR-CALDESC:Coventry\\, a test\\ninternal: may show single incidents\\n"))
        #expect(real.contains("- Terms of 2024-25 are assumed\\, \"more or less\".\\n"))
        #expect(real.components(separatedBy: "\\ninternal: may show single incidents\r\n").count == 20)
    }

    @Test("Every record says whether it is an exercise and what of it is assumed; the first tells the rest")
    func provenanceColumns() {
        let lines = rota().csv(ReportFixture.provenance(madeUp: [.streets])).components(separatedBy: "\r\n")
        let posts = lines.filter { $0.hasPrefix("post,") }
        #expect(posts.count == 5)
        for post in posts.dropFirst() {
            #expect(
                post.hasSuffix(
                    ",true,the school's finish time,EXERCISE: made-up streets,internal: may show single incidents,"))
        }
        #expect(lines.count { $0.contains("Seed: 4242") } == 1 && lines[1].contains("Seed: 4242"))
    }
}
