import Foundation
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// The records of a run on the project's own sample.
@Suite struct FindingTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func study(_ change: (inout StudyRequest) -> Void = { _ in }) throws -> (Study, PlanFile) {
        var plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        change(&plan.study)
        return (try Study(loading: plan.study), plan)
    }

    @Test func theFindingsOfTheListComeBackFromTheirRecord() throws {
        let (study, plan) = try Self.study()
        let scoring = plan.with(\.scores, true)
        let findings = try StudyFindings(study, scoring)
        let asked = PlanFile.findings.filter { $0.isAsked(by: scoring) }
        #expect(findings.all.count == asked.count)
        // Of the others a plan has what it asks for.
        let others = PlanFile.findings.filter { !$0.isAsked(by: plan) }.map { $0.about.key }
        #expect(others == ["score", "evaluate", "measures", "design"])
        let text = try JSONText.text(of: findings)
        for kind in asked { #expect(text.contains("\"\(kind.about.key)\"")) }
        #expect(try JSONText.decode(StudyFindings.self, from: Data(text.utf8), file: "run.json") == findings)
        // A record of an earlier version lacks what is new.
        #expect(try JSONText.decode(StudyFindings.self, from: Data("{}".utf8), file: "run.json").all.isEmpty)
    }

    @Test func everyFindingOfTheListHasWordsForHelpAndReport() throws {
        let (study, plan) = try Self.study()
        #expect(Set(PlanFile.findings.map { $0.about.key }).count == PlanFile.findings.count)
        for finding in try StudyFindings(study, plan.with(\.scores, true)).all {
            let about = type(of: finding).about
            #expect(!about.title.isEmpty && about.abstract.hasSuffix(".") && about.method.hasSuffix("."))
            #expect(about.discussion.contains("homeward \(about.verb) "), "help has an example")
            #expect(!finding.lines.isEmpty && !finding.section.paragraphs.isEmpty)
            for table in finding.section.tables {
                #expect(table.rows.allSatisfy { $0.count == table.headings.count })
            }
        }
    }

    @Test func anAnswerHoldsTheFindingAndTheRows() throws {
        let (study, _) = try Self.study()
        let account = StudyAccount(study)
        let answer = Answer(try AreasFinding(study), account: account)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(try answer.json().utf8)) as? [String: Any])
        #expect(Set(json.keys) == ["areas", "name_field", "overlaps", "outside", "rows", "sources", "times"])
        #expect((json["rows"] as? [String: Any])?["read"] as? Int == account.rows.read)
        #expect(
            answer.text.hasPrefix("12,000 rows read = ") && answer.text.contains("Times: ")
                && answer.text.contains(": CSV, UTF-8, EPSG:27700 (") && answer.text.contains("Hillfields: "))
    }

    /// What routes, patrols and clusters leave out is told by every verb.
    @Test func theAccountTellsWhatHasNoHour() throws {
        let (study, _) = try Self.study()
        let without = study.table.second.count { $0 < 0 }
        let line = try #require(StudyAccount(study).lines.first { $0.hasPrefix("Of ") })
        #expect(without > 0 && line.contains(" \(Shown.grouped(without)) have no hour of their own ("))
    }

    @Test func aStudyWithoutAreasTakesTheExtentAndSaysSo() throws {
        let (study, _) = try Self.study {
            $0.areas = LayerChoice()
            $0.studyArea = LayerChoice()
            $0.studyAreaName = nil
            $0.areaNames = nil
        }
        #expect(study.areas.isEmpty && study.assumptions.contains { $0.contains("No study area is given") })
        #expect(study.table.points.allSatisfy { $0.x.isFinite })
    }

    @Test func whatNeedsACalendarSaysSo() throws {
        let (study, _) = try Self.study {
            $0.calendars = []
            $0.from = CivilDay(iso: "2024-01-01")
            $0.to = CivilDay(iso: "2024-06-30")
        }
        #expect(throws: WorkflowError.self) { try study.selecting(StudyWindow()) }
        let all = try study.selecting(.everything)
        #expect(all.table.count == study.table.count && all.filtered.isEmpty)
        let error = #expect(throws: WorkflowError.self) { try study.schoolCalendar() }
        #expect(error?.report.sentence(naming: { "--\($0)" }).contains("--calendar.file") == true)
        #expect(error?.description.contains("the key calendar.file") == true)
    }

    @Test(arguments: ["EPSG:4326", "EPSG:nowhere"]) func aSystemThatIsNotInMetresIsRefused(_ crs: String) throws {
        let error = #expect(throws: (any Error).self) { try Self.study { $0.crs = crs } } as? any HomewardError
        #expect(error?.trouble == .badData && error?.description.contains(crs) == true)
    }

    @Test func nothingLeftIsAnAccountAndNoTrap() throws {
        let error = #expect(throws: WorkflowError.self) {
            try Self.study {
                $0.incidents[0].source.ageUnder = 1
                $0.from = nil
                $0.to = nil
            }
        }
        guard case .noIncidents(let read, let filtered, let rejected)? = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(read == 12_000 && filtered + rejected == read)
    }
}

/// The digests of a run's inputs are those of the bytes that were read.
@Suite struct InputLedgerTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func aFileThatChangesWhileItIsReadIsRefused() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "incidents.csv").path
        try Data("a,b\n1,2\n".utf8).write(to: URL(filePath: path))
        let ledger = InputLedger([path, path])
        let files = try ledger.digested()
        #expect(files.count == 1 && files[0].bytes == 8)
        try ledger.verify()
        try Data("a,b\n1,2\n3,4\n".utf8).write(to: URL(filePath: path))
        #expect(throws: WorkflowError.changedInput(file: path)) { try ledger.verify() }
        // Another file in its place, of the same size.
        try Data("a,b\n1,2\n".utf8).write(to: URL(filePath: path))
        let again = InputLedger([path])
        try FileManager.default.removeItem(atPath: path)
        try Data("x,y\n8,9\n".utf8).write(to: URL(filePath: path))
        #expect(throws: WorkflowError.self) { try again.verify() }
    }

    @Test func aFileThatIsNotThereIsNamed() {
        let error = #expect(throws: FileError.self) { try InputLedger(["nowhere.csv"]).digested() }
        #expect(error?.trouble == .missingInput && error?.description.contains("nowhere.csv") == true)
    }
}

/// When the timetable starts, and on which days chaperones go out.
@Suite struct TimetableDatesTests {
    private static func dates(after last: String, weeks: Int = 1) throws -> TimetableDates {
        let calendar = try SchoolCalendar(
            yaml: """
                academic_years:
                  2024-25:
                    status: known
                    first: 2024-09-01
                    last: 2025-08-31
                    terms: [[2024-09-02, 2024-10-25], [2024-11-04, 2024-12-20]]
                    inset: [2024-11-04]
                """, file: "c.yml")
        let day = try #require(CivilDay(iso: last))
        return TimetableDates(calendar: calendar, period: day.advanced(by: -30)...day)
    }

    @Test(arguments: [
        // The week of the half-term ends the search, and so does the week with an INSET day.
        ("2024-09-15", "2024-09-16", 5), ("2024-10-20", "2024-10-21", 5), ("2024-10-21", "2024-11-11", 5),
    ])
    func itStartsWithTheFirstFullSchoolWeek(_ last: String, _ first: String, _ days: Int) throws {
        let dates = try Self.dates(after: last).dates(firstDay: nil, weeks: 1)
        #expect(dates.firstDay == CivilDay(iso: first) && dates.schoolDays.count == days)
        #expect(dates.assumptions.isEmpty)
    }

    @Test func beyondTheCalendarEveryWeekdayStandsForASchoolDayAndIsSaid() throws {
        let dates = try Self.dates(after: "2025-08-30").dates(firstDay: nil, weeks: 2)
        #expect(dates.firstDay == CivilDay(iso: "2025-09-01") && dates.schoolDays.count == 10)
        #expect(dates.assumptions.count == 2)
    }

    @Test func aSchoolWithOtherTermsHasItsOwnDays() throws {
        let calendar = try SchoolCalendar(
            yaml: """
                academic_years:
                  2024-25: { status: known, first: 2024-09-01, last: 2025-08-31, terms: [[2024-09-02, 2024-10-25], [2024-11-04, 2024-12-20]] }
                calendars:
                  Neighbour:
                    academic_years:
                      2024-25: { status: known, first: 2024-09-01, last: 2024-11-05, terms: [[2024-09-02, 2024-10-18], [2024-10-28, 2024-11-05]] }
                schools: { Mill School: Neighbour }
                """, file: "c.yml")
        let monday = try #require(CivilDay(iso: "2024-10-21"))
        let dates = TimetableDates(calendar: calendar, period: monday.advanced(by: -30)...monday.advanced(by: -1))
        let days = dates.schoolDays(of: ["Mill School", "Hill School"], firstDay: monday, weeks: 3)
        #expect(days.keys.sorted() == ["Mill School"])
        // Its half-term is a week earlier; from 6 November on its terms are not told.
        #expect(days["Mill School"]?.first == CivilDay(iso: "2024-10-28") && days["Mill School"]?.count == 10)
        #expect(dates.dates(firstDay: monday, weeks: 3).schoolDays.count == 10)
    }

    @Test func aDayFromThePlanStands() throws {
        let monday = try #require(CivilDay(iso: "2024-10-28"))
        let dates = try Self.dates(after: "2024-09-15").dates(firstDay: monday, weeks: 1)
        #expect(dates.firstDay == monday && dates.schoolDays.isEmpty, "the half-term has no school day")
    }
}
