import HomewardCore
import HomewardFixtures
import HomewardGeometry
import HomewardPlanner
import HomewardStreets
import HomewardWorkflow
import Testing

@testable import HomewardPublishing

@Suite("Text and numbers")
struct TextTests {
    @Test(
        "Names become stable keys",
        arguments: [
            ("Wood End / Moat House", "wood-end-moat-house"), ("St Michael's", "st-michaels"), ("§§", "unnamed"),
            ("  A  B  ", "a-b"),
        ])
    func slugs(name: String, slug: String) {
        #expect(Slug.make(name) == slug)
    }

    @Test("Keys are unique")
    func uniqueSlugs() {
        #expect(Slug.unique(["A b", "a B", "a-b", "a-b-2"]) == ["a-b", "a-b-2", "a-b-3", "a-b-2-2"])
    }

    @Test("Numbers are rounded and shown the same on every machine")
    func numbers() {
        #expect(Shown.fixed(1234.565, 2) == "1,234.57")
        #expect(Shown.fixed(-0.004, 2) == "0.00")
        #expect(Shown.fixed(-1.5, 1) == "−1.5")
        #expect(Shown.fixed(.nan, 1) == "–")
        #expect(Shown.probability(0.0004) == "<0.001")
        #expect(0.000123456789.rounded(significant: 6) == 0.000123457)
        #expect(123_456.789.rounded(significant: 3) == 123_000)
        #expect(Shown.clock(909.6) == "15:10")
        #expect(GPX.degrees(-0.00000001) == "0.0000000")
        #expect(GPX.degrees(-1.5) == "-1.5000000")
    }

    @Test("An infinite number in a summary is an error and not JSON")
    func finite() {
        #expect(throws: JSONTextError.notFinite(what: "a")) { try JSONText.text(of: ["a": Double.infinity]) }
    }

    @Test("A summary comes back as it was")
    func roundTrip() throws {
        let record = try ReportFixture.record()
        let text = try JSONText.text(of: record)
        let back = try JSONText.decode(
            RunRecord.self, from: .init(text.utf8), file: "run.json")
        #expect(back == record)
        #expect(try JSONText.text(of: back) == text)
    }

    @Test("A track holds its posts and its walk, and escapes names")
    func track() {
        let post = Post(id: "R1-P1", point: Point(x: 0, y: 0), place: "A & <B>", arrive: 910, leave: 920, risk: 1)
        let route = ChaperoneRoute(
            id: "R1", school: "O'Neil & Co", start: 910, isStartAssumed: false, posts: [post], walk: LineString([]),
            length: 0, minutes: 10, people: 2, risk: 1)
        let text = GPX(
            route: route, walk: [Point(x: -1.5, y: 52.4), Point(x: -1.51, y: 52.41)], posts: [Point(x: -1.5, y: 52.4)],
            provenance: ReportFixture.provenance(madeUp: [.streets])
        ).text
        #expect(text.contains("<wpt lat=\"52.4000000\" lon=\"-1.5000000\">"))
        #expect(text.contains("A &amp; &lt;B&gt;"))
        #expect(text.contains("<trkpt lat=\"52.4100000\" lon=\"-1.5100000\"/>"))
        #expect(text.contains("xmlns=\"http://www.topografix.com/GPX/1/1\""))
        let name = "<name>EXERCISE: made-up streets – R1 O&#39;Neil &amp; Co</name>"
        #expect(text.components(separatedBy: name).count == 3, "the file and the track are called so")
        #expect(text.contains("<name>EXERCISE: R1-P1 15:10–15:20</name>"))
        #expect(text.contains("- Finish times: &lt;assumed&gt; &amp; unknown.\n"))
    }

    @Test("A track says at each post how to walk to the next")
    func trackWithDirections() {
        let posts = ["R1-P1", "R1-P2"].map {
            Post(id: $0, point: Point(x: 0, y: 0), place: "Gate", arrive: 910, leave: 920, risk: 1)
        }
        let stretches = [(Direction.Turn.start, "A & B Street", 42.0), (.left, "Stoney Stanton Road", 118)].map {
            Direction(turn: $0, street: $1, isNamed: true, heading: "north", length: $2, place: Point(x: 0, y: 0))
        }
        let route = ChaperoneRoute(
            id: "R1", school: "A", start: 910, isStartAssumed: false, posts: posts, walk: LineString([]),
            length: 160, minutes: 20, people: 2, risk: 1, legs: [160], directions: [stretches])
        #expect(
            route.words(after: 0)
                == "start on A & B Street heading north, 40 m; left into Stoney Stanton Road, 120 m")
        #expect(route.words(after: 1) == nil)
        let text = GPX(
            route: route, walk: [], posts: [Point(x: -1.5, y: 52.4), Point(x: -1.5, y: 52.4)],
            provenance: ReportFixture.provenance()
        ).text
        #expect(
            text.contains(
                "<desc>Gate, 15:10–15:20. Then start on A &amp; B Street heading north, 40 m; left into Stoney Stanton Road, 120 m. "
            ))
        #expect(text.components(separatedBy: "Then ").count == 2, "nothing after the last post")
    }

    @Test("A point without a place is left out of a track")
    func trackWithoutPlaces() {
        let posts = ["R1-P1", "R1-P2"].map {
            Post(id: $0, point: Point(x: 0, y: 0), place: "Gate", arrive: 909.6, leave: 919.6, risk: 1)
        }
        let route = ChaperoneRoute(
            id: "R1", school: "A", start: 910, isStartAssumed: true, posts: posts, walk: LineString([]),
            length: 0, minutes: 10, people: 2, risk: 1)
        let nowhere = Point(x: .nan, y: .nan)
        let text = GPX(
            route: route, walk: [nowhere], posts: [Point(x: -1.5, y: 52.4), nowhere],
            provenance: ReportFixture.provenance()
        ).text
        #expect(text.components(separatedBy: "<wpt ").count == 2)
        #expect(!text.contains("<trkpt") && !text.contains("nan"))
        #expect(text.contains("<name>R1-P1 15:10–15:20</name>"))
        #expect(text.contains("From A at 15:10. The finish time is assumed."))
        #expect(!text.contains("EXERCISE"))
    }

    @Test("A route's id cannot lead a track out of its folder")
    func trackNames() {
        #expect(Publisher.fileName("R1") == "R1")
        #expect(Publisher.fileName("../Ä b_c-1") == "_____b_c-1")
    }

    @Test("Errors name the file, say what is wrong and what to do")
    func errors() {
        let error = PublishingError.noRun(file: "out/run.json")
        #expect(
            error.description == "out/run.json: there is no such file; name a directory that homeward plan has written")
        #expect(error.report.code == "publishing.no_run")
        #expect(error.trouble == .missingInput)
    }
}
