import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardStreets
import Testing

@testable import HomewardWorkflow

/// What the findings say in words: every figure of the record, in its place.
@Suite struct FindingWordsTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func geoData(_ name: String) -> String { project.appending(path: "GeoData/\(name)").path }

    private static func sample(_ change: (inout StudyRequest) -> Void = { _ in }) throws -> (Study, PlanFile) {
        var plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        change(&plan.study)
        return (try Study(loading: plan.study), plan)
    }

    @Test func paragraphsBeginWithACapitalAndEndWithAStop() {
        #expect(Words.paragraph("trend: none beyond chance") == "Trend: none beyond chance.")
        #expect(Words.paragraph("p is exact.") == "p is exact.")
        #expect(Words.paragraph("47 of 50") == "47 of 50." && Words.paragraph("") == "")
    }

    @Test func theCheckTellsWhereEveryRowWent() throws {
        let (study, _) = try Self.sample()
        let finding = CheckFinding(study)
        let counts = study.reading.counts
        #expect(finding.read == finding.used + finding.filteredTotal + finding.rejectedTotal)
        #expect(finding.filteredTotal == finding.filtered.values.reduce(0, +) && finding.rejectedTotal > 0)
        #expect(finding.areas.reduce(finding.outsideAreas) { $0 + $1.incidents } == finding.used)
        #expect(finding.sources.map(\.rows.read) == [12_000] && finding.sources[0].columns["x"] == "easting")
        let lines = finding.lines
        #expect(
            lines[0]
                == "12,000 rows read = \(Shown.grouped(counts.used)) used + \(Shown.grouped(counts.filteredTotal)) filtered + \(Shown.grouped(counts.rejectedTotal)) rejected"
        )
        for (reason, number) in counts.rejected {
            #expect(
                lines.contains(
                    "  rejected  \(Shown.grouped(number))  \(reason.rawValue): \(Words.reason(reason.rawValue))"))
        }
        for (reason, number) in counts.filtered {
            #expect(
                lines.contains(
                    "  filtered  \(Shown.grouped(number))  \(reason.rawValue): \(Words.reason(reason.rawValue))"))
        }
        #expect(lines.contains { $0.contains("incidents.csv: CSV, UTF-8, EPSG:27700 (") && $0.contains("x = easting") })
        #expect(lines.contains { $0.hasPrefix("The most repeated positions hold ") })
        #expect(lines.contains { $0.hasPrefix("In no named area: ") })
        for area in finding.areas { #expect(lines.contains { $0.hasPrefix("\(area.area): ") }) }
        #expect(lines.suffix(finding.notes.count) == finding.notes[...])
    }

    @Test func everyReasonHasWordsOfItsOwn() {
        let codes = RejectReason.allCases.map(\.rawValue) + FilterReason.allCases.map(\.rawValue)
        let words = codes.map(Words.reason)
        #expect(Set(words).count == codes.count && !words.contains { codes.contains($0) || $0.isEmpty })
        #expect(Words.reason("of_a_later_version") == "of_a_later_version")
        #expect(Words.date("2023-09-01") == "1 September 2023" && Words.date("soon") == "soon")
        #expect(["school", "non-school", "weekend", "all", "odd"].map(Words.days).last == "odd")
        #expect(Set(["school", "non-school", "weekend", "all"].map(Words.days)).count == 4)
        #expect(Words.list([]).isEmpty && Words.list(["a"]) == "a" && Words.list(["a", "b", "c"]) == "a, b and c")
        #expect(Words.sentence("So") == "So." && Words.sentence("So.") == "So." && Words.sentence("").isEmpty)
        #expect(Words.count(1, "area", "areas") == "1 area" && Words.count(2000, "area", "areas") == "2,000 areas")
    }

    @Test func hotspotsAreToldFromTheStrongestDown() throws {
        let (study, plan) = try Self.sample()
        let window = try study.selecting(plan.window)
        let survey = plan.hotspots
        let grid = try survey.grid(covering: study.studyArea.outline)
        let hotspots = try survey.significance.scores(
            of: grid, points: window.table.points, shares: window.shares)
        let density = try survey.density.density(of: window.table.points, weights: window.shares, on: grid)
        let finding = HotspotsFinding(
            selected: window, hotspots: hotspots, density: density, fdr: 0.05)
        #expect(finding.hot == hotspots.hot.count { $0 } && finding.hot > 0)
        #expect(finding.strongest.count == min(20, finding.hot))
        #expect(finding.strongest.map(\.z) == finding.strongest.map(\.z).sorted(by: >))
        #expect(finding.selection.incidents == window.table.count && finding.cells == grid.cells.count)
        let lines = finding.lines
        #expect(
            lines[0].contains("cells of 100 m") && lines[1].contains("count by the share")
                && lines[2].hasPrefix("left out: ")
                && lines.last?.hasPrefix("Density: ") == true)
        #expect(
            lines[3].hasPrefix("In the whole area cells are like their neighbours; it is high values that lie together")
        )
        #expect(lines.count == 6 + finding.strongest.count)
        let bare = HotspotsFinding(selected: window, hotspots: hotspots, density: nil, fdr: 0.05)
        #expect(bare.lines.count == 5 + bare.strongest.count && bare.bandwidthM == nil)
    }

    @Test func everyStatisticIsToldInItsWords() throws {
        let (study, plan) = try Self.sample()
        let window = try study.selecting(plan.window)
        let grid = try plan.hotspots.grid(covering: study.studyArea.outline)
        func finding(_ change: (inout PlanFile) -> Void) throws -> HotspotsFinding {
            let plan = PlanFile(change)
            let values = grid.values(of: window.table.points, shares: window.shares)
            return HotspotsFinding(
                selected: window, hotspots: try plan.hotspotsMethod.scores(of: grid, values), density: nil, fdr: 0.05)
        }
        let moran = try finding { $0.hotspots.method = .moran }
        #expect(moran.hot > 0 && moran.cold != nil && moran.outliers != nil && moran.sides == "both")
        #expect(moran.strongest.allSatisfy { $0.quadrant == "HH" && ($0.localI ?? 0) > 0 && $0.countByShare != nil })
        #expect(moran.mostUnlike?.allSatisfy { ["HL", "LH"].contains($0.quadrant) && $0.z < 0 } == true)
        #expect(moran.verdict.contains("hot, ") && moran.verdict.contains("cold, ") && moran.verdict.contains("unlike"))
        #expect(moran.ruleWords.contains("Moran") && moran.statisticWords.contains("Anselin"))
        let few = try finding {
            $0.hotspots.method = .gi
            $0.hotspots.significance.chance = .permutation
            $0.hotspots.significance.permutations = 99
            $0.hotspots.significance.sides = .cold
        }
        #expect(few.lines.contains { $0.hasPrefix("Beware: 99 deals show no p below 1 in 100") })
        #expect(few.verdict.hasPrefix("0 cells are cold") && few.statisticWords.contains("without the cell itself"))
        #expect(few.outliers == nil && few.ruleWords.contains("less"))
        let both = try finding { $0.hotspots.significance.sides = .both }
        #expect(both.cold == 0 && both.ruleWords.contains("more, or less,") && both.hot > 0)

        let narrow = try finding { $0.hotspots.significance.neighbours = .within(metres: 50) }
        #expect(narrow.lines.last == "Not tested: no cell is its neighbour; take a distance of a cell's width or more")

        let people = grid.cells.map { $0.column < 60 ? 0.0 : 100 }
        let values = grid.values(of: window.table.points, denominator: people)
        let rates = HotspotsFinding(
            selected: window, hotspots: try plan.hotspots.scores(of: grid, values), density: nil, fdr: 0.05)
        let lost = zip(values.count, people).reduce(0) { $0 + ($1.1 == 0 ? $1.0 : 0) }
        #expect(lost > 1 && rates.withoutDenominator == lost)
        #expect(
            rates.untestedLines.first
                == "\(Shown.grouped(people.count { $0 == 0 })) cells, with \(Shown.grouped(lost)) incidents, were not tested: the denominator is 0"
        )
        #expect(moran.withoutDenominator == nil)

        let nothing = SelectedIncidents(table: IncidentTable([]), rows: [], shares: [], filtered: [:])
        let empty = HotspotsFinding(
            selected: nothing, hotspots: try plan.hotspots.scores(of: grid, grid.values(of: [])), density: nil,
            fdr: 0.05)
        #expect(empty.notTested == "all values are equal" && empty.overall == nil)
        #expect(empty.lines.last == "Not tested: all values are equal")
    }

    @Test func clustersInPlaceTellWhatIsInNone() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        let day = try #require(CivilDay(iso: "2024-01-05"))
        let places = (0..<8).map { Point(x: Double($0), y: 0) } + [Point(x: 5000, y: 0), Point(x: 9000, y: 0)]
        let table = IncidentTable(places.map { Incident(at: $0, on: day, second: 15 * 3600, clock: clock) })
        let groups = try DBSCAN {
            $0.radius = 10
            $0.minimum = 4
        }.clusters(of: table.points)
        let all = [Double](repeating: 1, count: table.count)
        let selected = SelectedIncidents(table: table, rows: Array(0..<10), shares: all, filtered: [.otherHour: 3])
        let finding = PlaceClustersFinding(selected: selected, clusters: groups, outline: ClusterOutline())
        #expect(finding.counts == [8] && finding.noise == 2)
        #expect(
            finding.lines == [
                "1 cluster in place among 10 incidents, 2 in none", "left out: other_hour 3", ClusterWords.untested,
                "C1: 8 incidents",
            ])
        let whole = SelectedIncidents(table: table, rows: Array(0..<10), shares: all, filtered: [:])
        #expect(
            PlaceClustersFinding(selected: whole, clusters: [], outline: ClusterOutline()).lines == [
                "0 clusters in place among 10 incidents, 10 in none", ClusterWords.untested,
            ])
        let parts = SelectedIncidents(table: table, rows: Array(0..<10), shares: all.dropLast() + [0.2], filtered: [:])
        let part = PlaceClustersFinding(selected: parts, clusters: [], outline: ClusterOutline())
        #expect(
            part.incidents == 9 && part.lines[1] == "1 incident whose range lies there by less than half left out")
    }

    @Test func clustersOfAnyDensityTellDistancesOrWhyThereIsNone() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        let day = try #require(CivilDay(iso: "2024-01-05"))
        func finding(_ places: [Point], _ outline: ClusterOutline = ClusterOutline()) throws -> DensityClustersFinding {
            let table = IncidentTable(places.map { Incident(at: $0, on: day, second: 15 * 3600, clock: clock) })
            let all = [Double](repeating: 1, count: table.count)
            let selected = SelectedIncidents(
                table: table, rows: Array(places.indices), shares: all, filtered: [.otherHour: 3])
            let method = HDBSCAN {
                $0.minimum = 3
                $0.smallest = 4
            }
            return DensityClustersFinding(
                selected: selected, result: try method.clusters(of: places), method: method, outline: outline)
        }
        let heap = [Point](repeating: Point(x: 500, y: 0), count: 5)
        let line = (0..<6).map { Point(x: 10 * Double($0), y: 0) }
        let two = try finding(line + heap + [Point(x: 9000, y: 0)], ClusterOutline { $0.form = .concave })
        #expect(two.outline == "concave" && two.noise == 1 && two.notFound == nil && two.heaped == 5)
        #expect(
            two.lines == [
                "2 clusters of any density among 12 incidents, 1 in none", "left out: other_hour 3",
                ClusterWords.untested, "5 incidents lie in heaps of which the positions tell no distance, under 1 m",
                "C1: 6 incidents, a group of its own from 10 m to 450 m, strength 0.83",
                "C2: 5 incidents, a group of its own from 1 m to 450 m, strength 1.00",
            ])
        let few = try finding(Array(line.prefix(3)))
        #expect(few.lines[0] == "0 clusters of any density among 3 incidents, 3 in none")
        #expect(few.lines[3] == "none found: 3 incidents are fewer than the 4 that it takes")
        #expect(
            try finding(heap).lines[3]
                == "none found: the incidents part nowhere into two groups of 4 or more, and all of them together are never called a cluster"
        )
    }

    @Test func clustersInPlaceAndTimeTellFirstAndLast() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        let day = try #require(CivilDay(iso: "2024-01-05"))
        let here = Point(x: 0, y: 0)
        var incidents = [0, 1, 2].map { Incident(at: here, on: day.advanced(by: $0), second: 3600, clock: clock) }
        incidents.append(Incident(at: here, on: day.advanced(by: 90), second: 3600, clock: clock))
        incidents.append(Incident(at: here, on: day, clock: clock))
        let table = IncidentTable(incidents)
        let method = SpaceTimeDBSCAN {
            $0.lag = 24
            $0.minimum = 2
        }
        let selected = SelectedIncidents(
            table: table, rows: Array(0..<5), shares: [Double](repeating: 1, count: 5), filtered: [:])
        let finding = SpaceTimeClustersFinding(
            selected: selected, result: try method.clusters(of: table), method: method, outline: ClusterOutline())
        #expect(finding.clusters.map(\.lengthH) == [48] && finding.lagH == 24 && finding.radiusM == 150)
        #expect(
            finding.lines == [
                "1 cluster in place and time among 4 incidents, 1 in none; 1 without an hour of their own left out",
                ClusterWords.untested, "C1: 3 incidents from 2024-01-05 01:00 to 2024-01-07 01:00",
            ])
    }

    @Test func clustersInPlaceAndHourTellTheirHours() throws {
        let (study, plan) = try Self.sample()
        let method = plan.clustersMethod.with(\.permutations, 99)
        let finding = ClustersFinding(
            try method.clusters(of: study.table, days: try study.schoolDays()), of: study.table, method: method)
        #expect(finding.clusters.count > 1 && finding.significant <= finding.clusters.count)
        let lines = finding.lines
        #expect(
            lines[0].hasPrefix("\(finding.clusters.count) clusters in place and hour, \(finding.significant) with p"))
        #expect(lines.count == 1 + min(30, finding.clusters.count))
        for (cluster, line) in zip(finding.clusters, lines.dropFirst()) {
            #expect(line.hasPrefix("\(cluster.id): \(cluster.days == "school" ? "school days" : "other days") "))
            #expect(line.contains("\(cluster.window.from)–\(cluster.window.to), \(cluster.count) incidents"))
        }
    }

    private func peaks(of study: Study, _ plan: PlanFile) throws -> PeaksFinding {
        PeaksFinding(
            allDays: study.dataClock(), schoolDays: study.days == nil ? nil : try study.schoolDayClock(),
            peaks: try study.peaks(plan.peaksMethod))
    }

    @Test func peaksTellTheHoursAndEachArea() throws {
        let (study, plan) = try Self.sample()
        let finding = try peaks(of: study, plan)
        let lines = finding.lines
        #expect(lines[0] == "hour    incidents   Mon–Fri   Sat–Sun   school days")
        #expect(lines[1].hasPrefix("00:00  ") && lines[24].hasPrefix("23:00  "))
        let longest = try #require(lines[1...24].map { line in line.count { $0 == "#" } }.max())
        #expect(longest == 40, "the busiest hour has the longest bar")
        let all = Shown.grouped(study.table.count)
        #expect(
            lines[25]
                == "clock: \(Shown.grouped(finding.placed)) of \(all) incidents; \(Shown.grouped(finding.unplaced)) without a time of day"
        )
        let held = try #require(finding.afterSchool)
        #expect(
            held.counted + held.setAside.values.reduce(0, +) == held.incidents && held.incidents == study.table.count)
        #expect(lines[26].contains("\(Shown.grouped(held.counted)) of \(all) incidents counted; set aside: "))
        #expect(lines[27].contains("lie above 1.25, the least ratio that matters; intervals of "))
        for (index, area) in finding.areas.enumerated() {
            let line = try #require(lines.first { $0.hasPrefix("\(area.area): ") })
            #expect(line.contains(area.verdict == .peak ? ": peak " : ": no peak ") && line.contains("15:00–18:00"))
            #expect(line.contains("fits ") == (area.verdict == .peak))
            #expect(line.contains("against the rest of the town "))
            // Every count says its base: all of the area, as in the table of areas, and those counted.
            let all = study.assignment.counts[index]
            #expect(area.incidents == all && area.counted + area.setAside.values.reduce(0, +) == all)
            #expect(
                line.contains(
                    area.counted == all
                        ? "; \(Words.count(all, "incident", "incidents")); "
                        : "; \(Words.count(all, "incident", "incidents")), \(Shown.grouped(area.counted)) counted; "))
        }
        #expect(finding.significant.map(\.area) == ["Hillfields", "Wood End / Moat House", "Willenhall"])
        #expect(finding.allDays == ClockSummary(study.dataClock()))
        let empty = DataClock(weights: [Double](repeating: 0, count: 168), placed: 0, unplaced: 0)
        let none = PeakSurvey(
            areas: [], method: AfterSchoolPeaks(), confidence: 0.95, incidents: 0, counted: 0, setAside: [:],
            schoolDays: 0, otherDays: 0)
        #expect(PeaksFinding(allDays: empty, schoolDays: empty, peaks: none).lines.allSatisfy { !$0.contains("#") })
    }

    /// Without a calendar the command ended; the clock needs none.
    @Test func withoutACalendarTheClockIsTold() throws {
        let (study, plan) = try Self.sample { $0.calendars = [] }
        let finding = try peaks(of: study, plan)
        #expect(finding.schoolDays == nil && finding.areas.allSatisfy { $0.verdict == .notTested && $0.p == nil })
        #expect(finding.lines[0] == "hour    incidents   Mon–Fri   Sat–Sun")
        #expect(finding.lines.last == "after school: not tested: no school calendar is given")
        #expect(throws: WorkflowError.self) { try study.schoolDayClock() }
    }

    /// Where no areas are named the study area is tested.
    @Test func withoutAreasTheStudyAreaIsTested() throws {
        let (study, plan) = try Self.sample { $0.areas = LayerChoice() }
        var bare = study
        bare.areas = []
        bare.assignment = AreaAssignment(
            area: [Int32](repeating: -1, count: study.table.count), counts: [], outside: study.table.count)
        let finding = try peaks(of: bare, plan)
        #expect(finding.areas.map(\.area) == ["Coventry"] && finding.areas[0].incidents == study.table.count)
        #expect(finding.areas[0].verdict != .notTested && finding.areas[0].againstTown == nil)
        #expect(finding.afterSchool?.confidence == 0.95)
    }

    /// Days alone gave "no peak, p 1.000" for every area.
    @Test func withoutTimesOfDayNothingIsSaidOfPeaks() throws {
        let (study, plan) = try Self.sample()
        var daysAlone = study
        for row in 0..<study.table.count {
            daysAlone.reading.table.precision[row] = .day
            daysAlone.reading.table.second[row] = -1
        }
        let finding = try peaks(of: daysAlone, plan)
        #expect(finding.lines.last == "after school: not tested: no row has a time of day")
        #expect(finding.areas.allSatisfy { $0.verdict == .notTested && $0.p == nil && $0.q == nil })
        let text = try JSONText.text(of: finding)
        #expect(!text.contains("\"p\"") && !text.contains("\"q\"") && text.contains("\"not_tested\""))
        try study.requireTimesOfDay(for: "peaks")
        do {
            try daysAlone.requireTimesOfDay(for: "peaks")
            Issue.record("days alone will do")
        } catch {
            #expect(error.trouble == .badData)
            #expect(
                error.description.hasPrefix(
                    "peaks: not tested: no row has a time of day: \(Words.count(study.table.count, "incident", "incidents")) with the day alone; "
                ))
        }
    }

    /// Each lack in words, with the figures that explain it.
    @Test func whatWasNotTestedSaysWhy() throws {
        func words(_ gap: PeakGap, incidents: Int = 0, counted: Int = 0, _ aside: [PeakSetAside: Int] = [:]) -> String {
            let peak = AreaPeak(
                area: "A", incidents: incidents, counted: counted, setAside: aside, inWindow: 0, window: .afterSchool,
                verdict: .notTested(gap))
            return AreaPeakSummary(peak).line
        }
        #expect(words(.noIncident) == "A: not tested: no incident")
        #expect(
            words(.noneCounted, incidents: 5, [.noTime: 3, .openRange: 2])
                == "A: not tested: none of 5 incidents can be counted: 3 without a time of day, 2 whose range leaves the window's hours or its kind of day"
        )
        #expect(
            words(.tooFew(needed: 7), incidents: 6, counted: 4, [.noTime: 2])
                == "A: not tested: 4 counted of 6 incidents, 7 are needed to show a ratio above the least that matters")
        #expect(
            words(.noTimeOfDay, incidents: 2, [.openRange: 2])
                == "A: not tested: no incident can be counted: 2 whose range leaves the window's hours or its kind of day"
        )
        let others: [PeakGap] = [.noCalendar, .noTimeOfDay, .noSchoolDay, .noOtherDay, .wholeDay, .noRestOfTown]
        #expect(Set(others.map { words($0) }).count == others.count)
    }

    /// An interval that is printed above a ratio of two decimals lies above it.
    @Test func intervalsAreRoundedOutwards() {
        #expect(IntervalWords.text(1.174, 0.9967, 1.3834) == "1.17 (0.99–1.39)")
        #expect(IntervalWords.text(1.5, 1.2499, 2) == "1.50 (1.24–2.00)")
        #expect(
            IntervalWords.text(1.5, 1.25, nil) == "1.50 (1.25–∞)" && IntervalWords.text(nil, 0, nil) == "– (0.00–∞)")
        #expect(IntervalWords.text(0.3, 0.29, 0.57) == "0.30 (0.29–0.57)")
    }

    /// Records of earlier versions say `significant`, and nothing of what was held against.
    @Test func anEarlierRecordIsRead() throws {
        let week = try JSONText.text(
            of: ClockSummary(DataClock(weights: [Double](repeating: 1, count: 168), placed: 168, unplaced: 0)))
        let ratio =
            #"{"count":9,"hours":3,"comparison_count":1,"comparison_hours":3,"ratio":9,"lower":1.2,"upper":400,"p":0.01}"#
        let area =
            #"{"area":"A","incidents":20,"window":{"from":"15:00","to":"18:00"},"against_non_school_days":\#(ratio),"against_rest_of_school_day":\#(ratio),"p":0.01,"q":0.02,"significant":true}"#
        let text = week.dropLast(2) + #","school_days":\#(week),"areas":[\#(area)]}"#
        let finding = try JSONText.decode(PeaksFinding.self, from: Data(text.utf8), file: "run.json")
        #expect(
            finding.areas[0].verdict == .peak && finding.areas[0].counted == 20 && finding.areas[0].incidents == nil)
        #expect(finding.areas[0].inWindow == 9 && finding.afterSchool == nil && finding.schoolDays != nil)
        #expect(finding.lines.last?.hasPrefix("A: peak 15:00–18:00; 20 incidents; 9 in the window") == true)
        let (study, plan) = try Self.sample()
        let now = try peaks(of: study, plan)
        #expect(
            try JSONText.decode(PeaksFinding.self, from: Data(JSONText.text(of: now).utf8), file: "run.json") == now)
    }

    @Test func streetsTellWhatMayBeWalked() throws {
        let grid = try CoordinateSystem("EPSG:27700")
        let streets = try StreetFile.read(path: Self.geoData("streets.gpkg"), in: grid)
        let finding = StreetsFinding(network: streets.network, report: streets.report)
        #expect(finding.read.lines == finding.walkable.lines + finding.dropped.values.reduce(0) { $0 + $1.lines })
        #expect(finding.network == StreetRecord(streets.network) && finding.network.synthetic)
        #expect(finding.network.nodes == streets.network.nodes.count)
        let lines = finding.lines
        #expect(lines[0].hasPrefix("\(Shown.grouped(finding.read.lines)) lines read, "))
        #expect(lines.count { $0.hasPrefix("dropped ") } == finding.dropped.count)
        #expect(lines.contains("The streets are made up."))
    }
}

/// Schools and stops from layers of points.
@Suite struct PlacesTests {
    /// A layer of schools as a file; `change` is put in the place of the first school's properties or shape.
    private func schools<T>(
        _ first: String = "\"name\":\"North School\"",
        shape: String = "{\"type\":\"Point\",\"coordinates\":[-1.5,52.41]}",
        _ body: (Places, LayerReference) throws -> T
    ) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-places-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "schools.geojson")
        let text = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{\(first)},"geometry":\(shape)},
            {"type":"Feature","properties":{"name":"South School","finish_time":"15:25","finish_status":"known"},
             "geometry":{"type":"Point","coordinates":[-1.51,52.40]}},
            {"type":"Feature","properties":{"name":"East School","finish_time":"14:00","finish_status":"assumed"},
             "geometry":{"type":"Point","coordinates":[-1.48,52.40]}}]}
            """
        try Data(text.utf8).write(to: file)
        let calendar = try SchoolCalendar(
            yaml: """
                academic_years:
                  2024-25:
                    status: known
                    first: 2024-09-01
                    last: 2025-08-31
                    terms: [[2024-09-02, 2024-10-25]]
                default_finish: { time: "15:10", status: assumed }
                """, file: "c.yml")
        return try body(
            Places(system: try CoordinateSystem("EPSG:27700"), calendar: calendar), LayerReference(file: file.path))
    }

    @Test func aKnownFinishIsTakenAndAnAssumedOneIsTheCalendars() throws {
        try schools { places, file in
            let all = try places.schools(file, names: nil)
            #expect(all.map(\.name) == ["North School", "South School", "East School"])
            #expect(all.map(\.finish) == [910, 925, 910] && all.map(\.isFinishAssumed) == [true, false, true])
            #expect(all.allSatisfy { abs($0.gate.x - 433_500) < 3000 && abs($0.gate.y - 278_700) < 3000 })
            #expect(
                try places.schools(file, names: ["East School", "North School"]).map(\.name).first == "East School")
            let error = #expect(throws: WorkflowError.self) { try places.schools(file, names: ["Noth School"]) }
            #expect(error?.description.contains("did you mean \"North School\"?") == true)
        }
    }

    @Test func aFinishThatIsNoTimeIsNamed() throws {
        try schools("\"name\":\"North School\",\"finish_time\":\"teatime\",\"finish_status\":\"known\"") {
            places, file in
            let error = #expect(throws: WorkflowError.self) { try places.schools(file, names: nil) }
            #expect(error == .badFinishTime(file: file.file, school: "North School", text: "teatime"))
            #expect(error?.description.hasSuffix("write 15:10") == true)
        }
    }

    @Test func aPlaceNeedsANameAndAPoint() throws {
        try schools("\"urn\":1") { _, file in
            let error = #expect(throws: WorkflowError.self) {
                try Places.stops(file, in: try CoordinateSystem("EPSG:27700"))
            }
            guard case .namelessPlace(file.file, _)? = error else {
                Issue.record("another error: \(String(describing: error))")
                return
            }
        }
        _ = try schools(shape: "{\"type\":\"LineString\",\"coordinates\":[[-1.5,52.41],[-1.5,52.42]]}") {
            places, file in
            #expect(throws: WorkflowError.notAPoint(file: file.file, name: "North School")) {
                try places.schools(file, names: nil)
            }
        }
    }

    @Test func aLabelTellsStopsApart() throws {
        try schools("\"name\":\"North School\",\"label\":\"North School, stop B\"") { _, file in
            let stops = try Places.stops(file, in: try CoordinateSystem("EPSG:27700"))
            #expect(stops.map(\.name) == ["North School, stop B", "South School", "East School"])
        }
    }
}

/// What a study is made from where the request leaves something open or wrong.
@Suite struct StudyLoadingTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func request() throws -> StudyRequest {
        try PlanFile(path: Self.project.appending(path: "Samples/coventry.yml").path).study
    }

    private func file<T>(_ text: String, _ name: String, _ body: (String) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-study-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: name).path
        try Data(text.utf8).write(to: URL(filePath: path))
        return try body(path)
    }

    /// Two squares side by side and, where asked for, one whose outline crosses itself.
    private func squares(crossed: Bool = false) -> String {
        func square(_ name: String, _ west: Double, _ ring: [(Double, Double)]) -> String {
            let text = ring.map { "[\(west + $0.0),\(52.38 + $0.1)]" }.joined(separator: ",")
            return
                "{\"type\":\"Feature\",\"properties\":{\"name\":\"\(name)\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(text)]]}}"
        }
        let plain = [(0.0, 0.0), (0.05, 0.0), (0.05, 0.08), (0.0, 0.08), (0.0, 0.0)]
        let bow = [(0.0, 0.0), (0.05, 0.08), (0.05, 0.0), (0.0, 0.08), (0.0, 0.0)]
        return "{\"type\":\"FeatureCollection\",\"features\":["
            + [square("West", -1.55, plain), square("East", -1.5, crossed ? bow : plain)].joined(separator: ",") + "]}"
    }

    @Test func severalPolygonsTogetherAreTheStudyArea() throws {
        try file(squares(), "areas.geojson") { path in
            var request = try request()
            request.studyArea = LayerChoice(file: path)
            request.studyAreaName = nil
            request.areas = LayerChoice(file: path)
            request.areaNames = nil
            let study = try Study(loading: request)
            #expect(study.studyArea.name == "Study area" && study.areas.map(\.name) == ["West", "East"])
            #expect(study.table.count > 0 && study.assignment.outside == 0)
            let whole = try study.studyArea.shape.area()
            let parts = try study.areas.reduce(0) { $0 + (try $1.shape.area()) }
            #expect(abs(whole - parts) < 1)
            // Without a study area the named areas together stand for it.
            request.studyArea = LayerChoice()
            let open = try Study(loading: request)
            #expect(open.studyArea.name == "All areas" && open.table == study.table)
            #expect(open.assumptions.contains { $0.hasPrefix("No study area is given") })
            // One of the areas alone.
            request.studyArea = LayerChoice(file: path)
            request.studyAreaName = "West"
            let west = try Study(loading: request)
            #expect(west.studyArea.name == "West" && west.areas.map(\.name) == ["East"])
        }
    }

    @Test func aMendedOutlineIsSaid() throws {
        try file(squares(crossed: true), "areas.geojson") { path in
            var request = try request()
            request.studyAreaName = "Coventry"
            request.areas = LayerChoice(file: path)
            request.areaNames = nil
            #expect(throws: (any Error).self) { try Study(loading: request) }
            request.mendsAreas = true
            let study = try Study(loading: request)
            // What was wrong, where, and what became of its size.
            let mended = try #require(study.assumptions.first { $0.hasPrefix("The outline of East was mended: ") })
            #expect(mended.contains("Self-intersection near -1.475 52.42, 0.") && mended.contains(" ha after"))
            let finding = try AreasFinding(study)
            let east = try #require(finding.areas.last?.mended)
            #expect(east.at?.count == 2 && east.areaM2Before < 100_000 && east.areaM2After > 10_000_000)
            #expect(finding.areas[0].mended == nil)
            #expect(finding.lines.contains { $0.hasPrefix("East: ") && $0.contains("; mended: Self-intersection") })
        }
    }

    @Test func theFieldOfTheNamesIsNamedAndNothingUnsaidIsCalledUnofficial() throws {
        try file(squares(), "areas.geojson") { path in
            var request = try request()
            request.areas = LayerChoice(file: path)
            request.areaNames = nil
            let study = try Study(loading: request)
            #expect(study.areaNameField == "name")
            let sentence = "The names of the areas are those in the field \"name\" of their layer."
            #expect(study.assumptions.contains(sentence))
            #expect(!study.assumptions.contains { $0.contains("no official boundaries") })
            let finding = try AreasFinding(study)
            #expect(finding.nameField == "name" && finding.areas.allSatisfy { $0.official == nil })
            #expect(StudyAccount(study).lines.contains("Areas: named by the field \"name\""))
            #expect(!finding.lines.contains { $0.contains("official") })
        }
        // The sample's layer says so.
        let sample = try Study(loading: try request())
        #expect(sample.assumptions.contains { $0.contains("These outlines are no official boundaries: ") })
        #expect(try AreasFinding(sample).lines.contains { $0.contains("no official boundary") })
    }

    @Test func repeatedNamesAreAnAssumption() throws {
        let text = squares().replacingOccurrences(of: "\"East\"", with: "\"West\"")
        try file(text, "areas.geojson") { path in
            var request = try request()
            request.areas = LayerChoice(file: path)
            request.areaNames = nil
            let study = try Study(loading: request)
            #expect(study.areas.map(\.name) == ["West"])
            #expect(study.assumptions.contains { $0.contains("\"name\" has 1 name for 2 outlines") })
        }
    }

    /// New York in the British National Grid, which is the standard: the system is refused, and the one that fits is named.
    @Test(arguments: [true, false]) func aWorkingSystemForAnotherPlaceIsRefused(byAreas: Bool) throws {
        let rows = (0..<30).map { "\($0),2024-01-10 15:20,\(-73.95 - Double($0) / 1000),\(40.75 + Double($0) / 1000)" }
        try file("id,when,lon,lat\n" + rows.joined(separator: "\n"), "calls.csv") { path in
            var request = StudyRequest(incidents: [IncidentSource(path: path)])
            let areas = path.replacingOccurrences(of: "calls.csv", with: "areas.geojson")
            let ring = "[-74.1,40.6],[-73.8,40.6],[-73.8,40.9],[-74.1,40.9],[-74.1,40.6]"
            try Data(
                """
                {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"City"},
                "geometry":{"type":"Polygon","coordinates":[[\(ring)]]}}]}
                """.utf8
            ).write(to: URL(filePath: areas))
            if byAreas { request.areas = LayerChoice(file: areas) }
            let error = #expect(throws: GeometryError.self) { try Study(loading: request) }
            let words = try #require(error?.description)
            for part in ["EPSG:27700", "United Kingdom", "EPSG:32618"] { #expect(words.contains(part), "\(words)") }
            #expect(error?.report.subject == .setting("crs"))
            request.crs = "EPSG:32618"
            let study = try Study(loading: request)
            #expect(study.table.count == 30)
            let check = CheckFinding(study)
            #expect(check.sources[0].crs == "EPSG:4326" && check.sources[0].around == [-74, 40.8])
            #expect(
                check.lines.contains {
                    $0.contains("EPSG:4326 (told by the columns \"lon\" and \"lat\", around 40.8 N 74.0 W)")
                })
        }
    }

    @Test func aPeriodMustHaveAnOrder() throws {
        var request = try request()
        request.from = CivilDay(iso: "2025-01-01")
        request.to = CivilDay(iso: "2024-01-01")
        let error = #expect(throws: WorkflowError.self) { try Study(loading: request) }
        #expect(error == .reversedPeriod(first: "2025-01-01", last: "2024-01-01") && error?.trouble == .usage)
    }

    @Test func anOpenEndIsThatOfTheIncidents() throws {
        var request = try request()
        request.from = CivilDay(iso: "2025-06-01")
        request.to = nil
        let study = try Study(loading: request)
        #expect(study.period.lowerBound == CivilDay(iso: "2025-06-01"))
        #expect(study.period.upperBound.number == Int(try #require(study.table.day.max())))
    }

    @Test func aPeriodThatNoCalendarTellsIsFilledOnlyWhereAskedFor() throws {
        var request = try request()
        request.calendars = []
        #expect(throws: WorkflowError.self) { try Study(loading: request).schoolDays() }
        request.assumesTerms = true
        let study = try Study(loading: request)
        let days = try study.schoolDays()
        #expect(days.kinds.count == study.period.count && days.count(.school) > 100)
        let count = Shown.grouped(days.kinds.count)
        #expect(
            study.assumptions.contains(
                "School terms are assumed, not known, for \(count) of the period's \(count) days: England's usual pattern stands for them."
            ))
        request.timeZone = "Europe/Dublin"
        let error = #expect(throws: SettingError.self) { try Study(loading: request) }
        #expect(error?.path == "calendar.assume_terms")
    }

    @Test func weekendsNeedNoCalendar() throws {
        var request = try request()
        request.calendars = []
        let study = try Study(loading: request)
        let weekend = try study.selecting(
            StudyWindow {
                $0.days = .weekend
                $0.hours = nil
            })
        #expect(weekend.table.count > 0)
        // A range may reach into the weekend from a day before or after.
        #expect(
            (0..<weekend.table.count).allSatisfy {
                weekend.table.civilDay($0).isWeekend || weekend.shares[$0] < 1 && weekend.shares[$0] > 0
            })
    }

    /// The days of an area with terms of its own are told by these, by every analysis that asks for school days.
    @Test func anAreaGoesByItsOwnTerms() throws {
        let years = "\"2023-24\": { status: assumed, first: 2023-09-01, last: 2024-08-31, terms: "
        let text = """
            academic_years: { \(years)[[2023-09-04, 2023-09-15]] } }
            calendars:
              Other: { academic_years: { \(years)[[2023-09-18, 2023-09-29]] } } }
            areas: { Hillfields: Other }
            """
        try file(text, "calendar.yml") { path in
            var request = try request()
            request.calendars = [path]
            (request.from, request.to) = (CivilDay(iso: "2023-09-01"), CivilDay(iso: "2023-10-31"))
            let study = try Study(loading: request)
            let hillfields = try #require(study.areas.firstIndex { $0.name == "Hillfields" })
            #expect(Array(study.areaDays.own.keys) == [Int32(hillfields)])
            let selected = try study.selecting(.wholeDays(.school))
            for row in 0..<study.table.count where study.table.precision[row] != .month {
                let terms = study.assignment.area[row] == Int32(hillfields) ? "2023-09-18" : "2023-09-04"
                let first = try #require(CivilDay(iso: terms))
                let day = study.table.civilDay(row)
                let isSchool = !day.isWeekend && first <= day && day <= first.advanced(by: 11)
                #expect(selected.rows.contains(row) == isSchool, "\(day)")
            }
            #expect(
                study.assumptions.contains {
                    $0.contains("told by the areas' own school terms") && $0.contains("Hillfields")
                })
            #expect(study.assumptions.contains { $0.hasPrefix("The school terms of Hillfields are assumed") })
            let peak = try study.peaks(AfterSchoolPeaks()).areas[hillfields]
            let own = selected.rows.filter { row in
                study.assignment.area[row] == Int32(hillfields)
                    && study.table.minuteOfDay(row).map(HourWindow.afterSchool.contains) ?? false
            }
            #expect(peak.inWindow == own.count)
            #expect(
                try !study.placeHourClusters(PlaceHourClusters { $0.permutations = 99 }).clusters.contains {
                    $0.count < 1
                })
        }
    }

    @Test func nearRepeatsTellTheirBandsAndChains() throws {
        // Ten places far apart, each with a second incident two days after the first and another place's first long after.
        let clock = try LocalClock(timeZone: "Europe/London")
        let first = try #require(CivilDay(iso: "2024-01-05"))
        var incidents: [Incident] = []
        for index in 0..<10 {
            let (x, day) = (Double(5000 * index), first.advanced(by: 40 * index))
            incidents.append(Incident(at: Point(x: x, y: 0), on: day, clock: clock))
            incidents.append(Incident(at: Point(x: x + 60, y: 0), on: day.advanced(by: 2), second: 0, clock: clock))
        }
        var month = incidents[0]
        month.precision = .month
        var long = incidents[1]
        (long.precision, long.end) = (.range, long.start + 90_000)
        let table = IncidentTable(incidents + [month, long, incidents[3]])
        let method = NearRepeats()
        let finding = RepeatsFinding(try method.repeats(of: table), of: table, method: method)
        #expect(finding.incidents == 21 && finding.months == 1 && finding.longRanges == 1 && finding.coinciding == 1)
        #expect(finding.pairs == 210 && finding.bands.count == 25 && finding.standing.count == 1)
        #expect(finding.standing.map(\.distance) == ["1–100 m"] && finding.standing.map(\.days) == ["1–7 days"])
        #expect(finding.standing.map(\.observed) == [11] && finding.originators == 10 && finding.repeats == 11)
        #expect(finding.mantel != nil && finding.byDistance.map(\.pairs) == [1, 11, 0, 0, 0])
        #expect(finding.byDays.map(\.pairs) == [1, 11, 0, 0, 0] && finding.byDays.map(\.beyond) == [0, 0, 0, 0, 0])
        let lines = finding.lines
        #expect(
            lines[0]
                == "Near repeats among 21 incidents: 1 of 25 bands of distance and days stands out; without a pattern any would in at most 5.0 % of towns (999 permutations)."
        )
        #expect(
            lines[1]
                == "Left out, for they have no day or place of their own: 1 of which the month alone is known and 1 whose range of time is longer than 24 h."
        )
        #expect(lines[2].hasPrefix("1 pair agrees in place and minute"))
        #expect(lines.contains { $0.hasPrefix("  1–100 m: same day 0/0.1, 1–7 days 11/0.6 *, ") })
        #expect(
            lines.contains { $0.hasPrefix("1–100 m, 1–7 days: 19.09 times the pairs to be expected, p 0.001, 0.001 ") })
        #expect(lines.contains { $0.hasPrefix("Over all pairs, without bands: Mantel's correlation ") })
        #expect(lines.contains { $0.contains("10 incidents start a chain and 11 follow another.") })
        #expect(lines.contains("N1: 3 incidents from 14 February 2024 to 16 February 2024, up to 60 m from the first"))
        #expect(lines.count == 3 + 1 + 5 + 1 + 1 + 1 + finding.chains.count && finding.chains.count == 10)
        let section = finding.section
        #expect(
            section.tables.count == 2
                && section.tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.headings.count } })
        let json = try JSONText.text(of: finding)
        #expect(json.contains("\"knox_ratio\" : ") && json.contains("\"p_family\" : "))
        #expect(try JSONText.decode(RepeatsFinding.self, from: Data(json.utf8), file: "run.json") == finding)
    }

    @Test func nearRepeatsThatWereNotTestedSayWhy() throws {
        let here = Point(x: 430_000, y: 280_000)
        let there = Point(x: 430_090, y: 280_000)
        let method = NearRepeats {
            $0.mostPairs = 1000
            $0.mostForMantel = 0
        }
        func lines(_ points: [Point], _ days: [Int]) throws -> [String] {
            let result = try method.repeats(of: points, days: days)
            return RepeatsFinding(result, of: IncidentTable(), method: method).lines
        }
        #expect(
            try lines([here], [1]) == ["Near repeats were not tested: fewer than two incidents have a place and a day."]
        )
        #expect(
            try lines([here, here], [1, 2])[0].hasSuffix(
                "all 2 incidents are in one place, so that none can be nearer than others."))
        #expect(
            try lines([here, there], [2, 2])[0].hasSuffix(
                "all 2 incidents are of one day, so that none can follow sooner than others."))
        let many = (0..<100).map { Point(x: here.x + Double($0), y: here.y) }
        #expect(
            try lines(many, Array(0..<100))[0].contains(
                "pairs or more lie within 400 m, over the limit of 1,000 (limits.pairs); take smaller distances"))
        let far = (0..<2000).map { Point(x: Double($0), y: 0) }
        #expect(
            try NearRepeats().repeats(of: far, days: (0..<2000).map { 28 * $0 }).gap.map { $0 == .longPeriod } == true)
        let none = try lines([here, there, Point(x: 0, y: 0)], [1, 100, 300])
        #expect(
            none[0].hasPrefix("No near repeats among 3 incidents: none of 25 bands of distance and days stands out;"))
        #expect(none.last?.hasPrefix("Mantel's test, which looks at every two incidents, was not made") == true)
        let reason = RepeatsFinding(nil, of: IncidentTable(), method: method, because: "no row has a day, only a month")
        #expect(reason.lines == ["Near repeats were not tested: no row has a day, only a month."])
        #expect(reason.section.tables.isEmpty && reason.section.paragraphs == reason.lines)
    }

    @Test func aSceneIsReadInOneSystem() throws {
        let data = Self.project.appending(path: "GeoData").path
        func scene(_ name: String?) throws -> SimulationScene {
            try SimulationScene(
                areas: LayerReference(file: data + "/areas.geojson"), studyArea: name,
                schools: LayerReference(file: data + "/schools.geojson"),
                stops: LayerReference(file: data + "/stops.geojson"),
                crs: "EPSG:27700")
        }
        let coventry = try scene("Coventry")
        #expect(coventry.studyArea.name == "Coventry" && coventry.schools.count == 20 && coventry.stops.count == 60)
        let box = try #require(coventry.studyArea.shape.boundingBox)
        #expect(coventry.schools.allSatisfy { box.grown(by: 5000).contains($0.point) })
        #expect(try scene(nil).studyArea == coventry.areas[0])
        #expect(throws: LayersError.self) { try scene("Atlantis") }
    }

    @Test func everyErrorSaysWhatToDo() {
        let cases: [(WorkflowError, Trouble, String)] = [
            (.notInMetres(crs: "EPSG:4326", name: "WGS 84"), .badData, "EPSG:4326"),
            (.longPeriod(years: 90), .badData, "90 years"), (.noPolygon(file: "a.shp"), .badData, "a.shp"),
            (.noIncidents(read: 9, filtered: 5, rejected: 4), .badData, "9 rows read"),
            (.noCalendar(purpose: "school days are not known"), .badData, "school days"),
            (.unknownSchool(file: "s.gpkg", name: "X", nearest: nil), .badData, "\"X\""),
            (.namelessPlace(file: "s.gpkg", feature: "7"), .badData, "feature 7"),
            (.notAPoint(file: "s.gpkg", name: "X"), .badData, "it is no point"),
            (.changedInput(file: "i.csv"), .badData, "i.csv"),
        ]
        for (error, trouble, words) in cases {
            #expect(error.trouble == trouble && error.report.code.hasPrefix("workflow."))
            #expect(error.description.contains(words), "\(error)")
        }
        #expect(Set(cases.map(\.0.report.code)).count == cases.count)
    }

    @Test func theListingHasEveryKeyOnce() {
        let keys = PlanFile.listing.split(separator: "\n").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        #expect(Set(keys).count == keys.count)
        #expect(Set(keys) == Set(PlanFile.settings.map(\.path) + PlannedSource.settings.map(\.path) + ["incidents"]))
        let required = PlanFile.listing.split(separator: "\n").filter { $0.contains("(required)") }
        #expect(required.count == SettingsDocument.required.count)
    }

    @Test func aPairOnACommandLineMayHoldACommaInQuotes() {
        #expect(
            SettingDomain.pairs("").input("when=\"Date, time\",category=Robbery,Theft,odd")
                == .pairs([.init("when", ["\"Date, time\""]), .init("category", ["Robbery", "Theft", "odd"])]))
        #expect(SettingDomain.pairs("").input("alone") == .pairs([.init("alone", [])]))
        #expect(
            SettingDomain.texts("").input("a, b") == .list(["a", "b"])
                && SettingDomain.file.input("a,b") == .text("a,b"))
    }
}
