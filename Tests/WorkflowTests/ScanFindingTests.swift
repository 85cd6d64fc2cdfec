import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// What a scan says, and what it refuses.
@Suite struct ScanFindingTests {
    private static let first = CivilDay(number: 19_601)

    /// A result of two clusters.
    private func result(_ windows: [ScanCluster.Window]) -> PermutationScanResult {
        var result = PermutationScanResult()
        (result.incidents, result.places, result.limit) = (1234, 987, 9.87)
        result.clusters = windows.enumerated().map { index, window in
            ScanCluster(
                centre: Point(x: 0, y: 0), radius: Double(index) * 180.4, outline: .multiPolygon(MultiPolygon([])),
                places: 1 + index * 11, around: 60, members: Array(0..<14), window: window, expected: 2.0875,
                strength: 15.42, p: index == 0 ? 0.001 : 0.4)
        }
        return result
    }

    @Test func daysAreToldInWords() throws {
        let day = ScanFindingTests.first
        var found = result([.days(day...day.advanced(by: 13)), .days(day...day)])
        (found.untimed, found.unplaced, found.outsideDays, found.otherDays) = (12, 1, 2, 1500)
        let finding = ScanFinding(found, method: PermutationScan())
        #expect(
            finding.lines == [
                "2 clusters in place and time, 1 with p up to 0.05, among 1,234 incidents at 987 places; p is up to 0.05 where the log-likelihood ratio is above 9.9",
                "Left out: 12 without a day of their own, 1,500 on other days, 3 without a position or outside the period",
                "S1: 1 September 2023 to 14 September 2023, one place, 14 incidents, 2.1 expected (6.7 times), log-likelihood ratio 15.4, p 0.001",
                "S2: 1 September 2023, 12 places within 180 m, 14 incidents, 2.1 expected (6.7 times), log-likelihood ratio 15.4, p 0.400",
            ])
        #expect(finding.significant == 1 && finding.windows == "windows of up to 28 days")
        let cluster = finding.clusters[0]
        #expect(cluster.observed == 14 && cluster.expected == 2.0875 && cluster.ratio == 6.707 && cluster.llr == 15.42)
        #expect(cluster.firstDay == "2023-09-01" && cluster.lastDay == "2023-09-14" && cluster.window == nil)
        let ongoing = ScanFinding(found, method: PermutationScan { $0.isOngoing = true })
        #expect(ongoing.lines[0].hasPrefix("2 clusters in place and time until the last day, 1 with p"))
    }

    @Test func hoursAreToldInWords() throws {
        let night = try #require(HourWindow(start: 1380, end: 60))
        let method = PermutationScan { ($0.time, $0.cell, $0.days) = (.hours, 250, .school) }
        var found = result([.hours(night), .hours(night)])
        found.untimed = 3
        let finding = ScanFinding(found, method: method)
        #expect(
            finding.lines[0].hasPrefix(
                "2 clusters in place and hour, 1 with p up to 0.05, among 1,234 incidents at 987 cells;"))
        #expect(finding.lines[1] == "Left out: 3 without an hour of their own")
        #expect(finding.lines[2].hasPrefix("S1: 23:00–01:00, one cell, 14 incidents"))
        #expect(finding.lines[3].hasPrefix("S2: 23:00–01:00, 12 cells within 180 m, 14 incidents"))
        #expect(finding.windows == "windows of up to 4 h of the clock" && finding.days == "school")
        #expect(finding.clusters[0].window?.from == "23:00" && finding.clusters[0].firstDay == nil)
    }

    @Test(arguments: PermutationScanResult.Gap.allCases)
    func whatCannotBeTestedSaysWhy(_ gap: PermutationScanResult.Gap) {
        var result = PermutationScanResult()
        (result.gap, result.incidents) = (gap, 2)
        for time in PermutationScan.Time.allCases {
            let finding = ScanFinding(result, method: PermutationScan { $0.time = time })
            #expect(finding.lines.count == 1 && finding.llrLimit == nil)
            #expect(finding.lines[0].hasPrefix("Not tested for clusters in place and "))
            #expect(finding.notTested?.isEmpty == false)
        }
    }

    @Test func aRecordIsReadBack() throws {
        let day = ScanFindingTests.first
        let finding = ScanFinding(result([.days(day...day)]), method: PermutationScan())
        let text = try JSONText.text(of: finding)
        #expect(text.contains("\"llr_limit\""))
        #expect(try JSONText.decode(ScanFinding.self, from: Data(text.utf8), file: "scan") == finding)
    }

    private func study(_ rows: [String], calendar: Bool = false) throws -> Study {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-scan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "incidents.csv")
        try Data((["when,x,y"] + rows).joined(separator: "\n").utf8).write(to: file)
        var request = StudyRequest(incidents: [IncidentSource(path: file.path, crs: "EPSG:27700")])
        request.assumesTerms = calendar
        return try Study(loading: request)
    }

    @Test func whatNoRowCanBearIsRefusedWithAReason() throws {
        let months = try study(["2024-01,433000,279000", "2024-02,433100,279000", "2024-03,433200,279000"])
        let days = try study((10...28).map { "2024-01-\($0),\(433_000 + 50 * $0),279000" })
        func refusal(_ study: Study, _ change: (inout PermutationScan) -> Void = { _ in }) -> String? {
            let method = PermutationScan {
                ($0.longestDays, $0.permutations) = (7, 99)
                change(&$0)
            }
            do {
                _ = try study.scan(method)
                return nil
            } catch {
                return (error as? any HomewardError)?.report.sentence { "--\($0)" }
            }
        }
        #expect(refusal(months)?.contains("no row has a day, only a month") == true)
        #expect(refusal(days) == nil)
        #expect(refusal(days) { $0.time = .hours }?.contains("no row has a time of day") == true)
        #expect(refusal(days) { $0.days = .school }?.contains("without a calendar") == true)
        #expect(refusal(try study(["2024-01-10,433000,279000"], calendar: true)) { $0.days = .school } != nil)
        #expect(
            refusal(days) { $0.longestDays = 20 }
                == "--scan.longest_days: windows of 20 days are longer than the period of 19; give at most half of it, --scan.longest_days 9, or a longer period"
        )
        #expect(
            refusal(days) { ($0.mostInCircles, $0.radius) = (1000, 1e4) } == nil, "19 incidents make few pairs")
    }

    @Test func placesCoarserThanACellAreRefused() throws {
        var study = try study((10...28).map { "2024-01-\($0),\(433_000 + 50 * $0),279000" })
        study.reading.sources[0].origin = .policeUK
        let method = PermutationScan { ($0.longestDays, $0.permutations) = (7, 99) }
        #expect(throws: WorkflowError.self) { try study.scan(method) }
        #expect(throws: WorkflowError.self) { try study.scan(method.with(\.cell, 250)) }
        #expect(try study.scan(method.with(\.cell, 500)).places > 1)
        var plan = PlanFile()
        (plan.hotspots.cell, plan.scan.cell) = (500, 250)
        plan.scans = true
        #expect(throws: WorkflowError.self) { try study.requirements(of: plan) }
    }
}
