import Foundation
import Testing

/// The first command on an extract that no sample resembles: every count and every hour is right.
///
/// `Tests/Corpus/make` writes the extracts in the shapes of real systems, and the truth about them.
@Suite struct CorpusTests {
    private static let folder = BuiltCommand.project.appending(path: "Tests/Corpus")
    private static let truths: [ExtractTruth] = (try? ExtractTruth.all(in: folder)) ?? []
    private static let questions = truths.flatMap { truth in truth.cases.map { FurtherQuestion(of: truth, case: $0) } }
    private static let unsettled = truths.filter { $0.unsettled != nil }

    @Test func theCorpusIsThere() throws {
        let truths = try ExtractTruth.all(in: CorpusTests.folder)
        #expect(truths.count >= 18)
        let extracts = CorpusTests.folder.appending(path: "extracts")
        let present = try FileManager.default.contentsOfDirectory(atPath: extracts.path)
        #expect(Set(truths.flatMap(\.files)) == Set(present))
    }

    @Test(arguments: truths)
    func everyRowIsAccountedFor(_ truth: ExtractTruth) throws {
        let account = try account(truth.files, truth.options)
        #expect(account.read == truth.read)
        #expect(account.used == truth.used)
        #expect(account.filtered == truth.filtered)
        #expect(account.rejected == truth.rejected)
        #expect(account.timed == truth.moments + truth.ranges)
    }

    @Test(arguments: truths)
    func columnsAndSystemAreTheRightOnes(_ truth: ExtractTruth) throws {
        let account = try account(truth.files, truth.options)
        #expect(account.sources.count == truth.files.count)
        for source in account.sources {
            #expect(truth.crs.contains(source.crs), "\(source.crs) is none of \(truth.crs)")
            for (role, name) in truth.columns {
                // A column called Date that holds times too may go by either name.
                let found = source.columns[role] ?? (role == "when" ? source.columns["date"] : nil)
                #expect(found == name, "\(role)")
            }
        }
    }

    /// The box of the truth holds every position and, drawn in by some forty metres, no longer does; likewise the days.
    @Test(arguments: truths)
    func positionsAndDaysAreTheRightOnes(_ truth: ExtractTruth) throws {
        let scratch = try Scratch()
        let around = try scratch.write(truth.outline(grownBy: 0.0005), to: "around.geojson")
        let within = try scratch.write(truth.outline(grownBy: -0.0005), to: "within.geojson")
        let days = try truth.period()
        let period = ["--from", days.first, "--to", days.last]
        #expect(try account(truth.files, truth.options + ["--study-area", around] + period).used == truth.used)
        #expect(try account(truth.files, truth.options + ["--study-area", within]).used < truth.used)
        let shortened = ["--from", days.second, "--to", days.last]
        #expect(try account(truth.files, truth.options + shortened).used < truth.used)
    }

    @Test(arguments: truths.filter { $0.moments + $0.ranges > 0 })
    func everyHourIsRight(_ truth: ExtractTruth) throws {
        let answer = try run("peaks", truth.files, truth.options)
        #expect(answer.code == 0, "\(answer.words)")
        let peaks = try JSONDecoder().decode(Hours.self, from: Data(answer.output.utf8))
        #expect(peaks.hours.count == 24)
        for (hour, (found, expected)) in zip(peaks.hours, truth.hours).enumerated() {
            #expect(abs(found - expected) < 0.01, "hour \(hour): \(found), not \(expected)")
        }
        #expect(peaks.unplaced == truth.days + truth.months)
    }

    /// Months tell no hour: that is said, and is no finding.
    @Test(arguments: truths.filter { $0.moments + $0.ranges == 0 })
    func withoutAnyTimeNothingIsTested(_ truth: ExtractTruth) throws {
        let answer = try run("peaks", truth.files, truth.options)
        #expect(answer.code == 65)
        #expect(answer.words.contains("time of day"), "\(answer.words)")
        #expect(!answer.output.contains("no peak") && !answer.words.contains("no peak"))
    }

    @Test(arguments: questions)
    func furtherQuestionsAreAnsweredRight(_ question: FurtherQuestion) throws {
        let account = try account(question.truth.files, question.truth.options + question.extra)
        #expect(account.used == question.used, "\(question.says)")
    }

    /// Where most dates fit two orders, nothing is guessed: how many they are is said, and what settles it.
    @Test(arguments: unsettled)
    func whatFitsTwoOrdersIsNotGuessed(_ truth: ExtractTruth) throws {
        let count = try #require(truth.unsettled)
        let answer = try run("check", truth.files, [])
        #expect(answer.code == 65 && answer.output.isEmpty)
        #expect(
            answer.words.contains("ambiguous_date \(count)") && answer.words.contains("dates=day-first"),
            "\(answer.words)")
    }

    private func run(_ verb: String, _ files: [String], _ options: [String]) throws -> BuiltCommand.Answer {
        try BuiltCommand.run(
            [verb] + files + options + ["--json"], in: CorpusTests.folder.appending(path: "extracts"))
    }

    private func account(_ files: [String], _ options: [String]) throws -> Account {
        let answer = try run("check", files, options)
        try #require(answer.code == 0, "\(answer.words)")
        return try JSONDecoder().decode(Account.self, from: Data(answer.output.utf8))
    }
}

/// What `check --json` says, as far as the corpus tells it.
private struct Account: Decodable {
    struct Source: Decodable {
        var crs: String
        var columns: [String: String]
    }

    var read: Int
    var used: Int
    var filtered: [String: Int]
    var rejected: [String: Int]
    var timed: Int
    var sources: [Source]
}

/// What `peaks --json` says of the clock.
private struct Hours: Decodable {
    var hours: [Double]
    var unplaced: Int
}

/// What is true of one extract; the keys are explained in `Tests/Corpus/README.md`.
struct ExtractTruth: Decodable, CustomTestStringConvertible {
    struct Case: Decodable {
        var options: [String]
        var used: Int
        var says: String
    }

    var files: [String]
    var shape: String
    var options: [String]
    var read: Int
    var used: Int
    var filtered: [String: Int]
    var rejected: [String: Int]
    var moments: Int
    var ranges: Int
    var days: Int
    var months: Int
    var hours: [Double]
    var crs: [String]
    var box: [Double]
    var firstDay: String
    var lastDay: String
    var columns: [String: String]
    var cases: [Case]
    var unsettled: Int?

    private enum CodingKeys: String, CodingKey {
        case files, shape, options, read, used, filtered, rejected, moments, ranges, days, months, hours, crs, box
        case firstDay = "first_day"
        case lastDay = "last_day"
        case columns, cases, unsettled
    }

    var testDescription: String { files.joined(separator: " ") }

    static func all(in folder: URL) throws -> [ExtractTruth] {
        try JSONDecoder().decode(
            [ExtractTruth].self, from: Data(contentsOf: folder.appending(path: "truth.json")))
    }

    /// The box as GeoJSON, wider by so many degrees on each side.
    func outline(grownBy margin: Double) throws -> String {
        try #require(box.count == 4)
        let (west, south, east, north) = (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"box"},"geometry":\
            {"type":"Polygon","coordinates":[\(ring)]}}]}
            """
    }

    /// The days that hold every row, and the second of them, which leaves out the first day's rows. A month is held
    /// to its last day, and the period begins a day earlier where ranges reach over midnight.
    func period() throws -> (first: String, second: String, last: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        func moved(_ day: String, _ component: Calendar.Component, by count: Int) throws -> Date {
            try #require(calendar.date(byAdding: component, value: count, to: style.parse(day)))
        }
        let margin = ranges > 0 ? 1 : 0
        let first = try moved(firstDay, .day, by: -margin)
        let second = try moved(firstDay, .day, by: 1 + margin)
        var last = try moved(lastDay, .day, by: margin)
        if months > 0 {
            last = try #require(calendar.date(byAdding: .day, value: -1, to: moved(lastDay, .month, by: 1)))
        }
        return (first.formatted(style), second.formatted(style), last.formatted(style))
    }
}

/// A second question to an extract.
struct FurtherQuestion: CustomTestStringConvertible {
    let truth: ExtractTruth
    let extra: [String]
    let used: Int
    let says: String

    init(of truth: ExtractTruth, case question: ExtractTruth.Case) {
        self.truth = truth
        extra = question.options
        used = question.used
        says = question.says
    }

    var testDescription: String { "\(truth.testDescription): \(says)" }
}
