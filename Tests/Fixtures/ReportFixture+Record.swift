internal import Foundation
package import HomewardAnalysis
internal import HomewardCalendar
internal import HomewardCore
package import HomewardGeometry
package import HomewardIncidents

@testable internal import HomewardPublishing
@testable package import HomewardWorkflow

extension CoordinateSystem {
    /// WGS84; the tests cannot go on without it.
    package static let wgs84ForTests: CoordinateSystem = {
        do {
            return try CoordinateSystem.epsg(4326)
        } catch {
            preconditionFailure("PROJ does not know EPSG:4326: \(error)")
        }
    }()
}

extension ReportFixture {
    package static func peaks() -> PeakSurvey {
        guard let window = HourWindow(start: 900, end: 1080), let best = HourWindow(start: 910, end: 990) else {
            preconditionFailure("15:00 to 18:00 is no window")
        }
        let strong = RateRatio(
            count: 40, hours: 570, comparisonCount: 12, comparisonHours: 525, ratio: 3.07, lower: 1.58, upper: 6.4,
            p: 2e-4)
        let weak = RateRatio(
            count: 5, hours: 570, comparisonCount: 0, comparisonHours: 525, ratio: nil, lower: 0.8, upper: nil, p: 0.3)
        let town = TownRatio(
            count: 40, comparisonCount: 12, townCount: 300, townComparisonCount: 200, ratio: 2.22, lower: 1.1,
            upper: 4.8,
            p: 0.02)
        let areas = [
            AreaPeak(
                area: hostile, incidents: 140, counted: 133, setAside: [.noTime: 5, .openRange: 2], inWindow: 40,
                window: window, verdict: .peak, againstNonSchoolDays: strong, againstRestOfSchoolDay: strong,
                againstTown: town, p: 2e-4, q: 4e-4, bestWindow: best),
            AreaPeak(
                area: "Wood End / Moat House", incidents: 90, counted: 90, inWindow: 5, window: window,
                verdict: .noPeak,
                againstNonSchoolDays: weak, againstRestOfSchoolDay: strong, p: 0.3, q: 0.3),
        ]
        return PeakSurvey(
            areas: areas, method: AfterSchoolPeaks(), confidence: 0.975, incidents: 860, counted: 850,
            setAside: [.noTime: 7, .openRange: 3], schoolDays: 190, otherDays: 175)
    }

    package static func clock() -> DataClock {
        let weights = (0..<168).map { index -> Double in
            let hour = index % 24
            let base = hour < 7 ? 1.0 : 4.0
            return base + (hour >= 15 && hour < 18 ? 9.5 : 0) + (index / 24 >= 5 && hour > 21 ? 12 : 0)
        }
        return DataClock(weights: weights, placed: Int(weights.reduce(0, +)), unplaced: 7)
    }

    package static func rows() -> RowCounts {
        var counts = RowCounts()
        counts.read = 1200
        counts.filtered = [.overAge: 300, .outsideStudyArea: 20]
        counts.rejected = [.missingDate: 12, .swappedCoordinates: 8]
        counts.used = 860
        return counts
    }

    package static func record() throws -> RunRecord {
        let quality = try JSONText.text(
            of: PlanQuality(
                served: 1, stays: 4, value: 8, upperBound: 9.5, gap: 1.5 / 9.5,
                unserved: [PlanQuality.UnservedRecord(name: hostile, reason: "no street within 200 m of the gate")]))
        let window = WindowSummary(peaks().method.window)
        return try RunRecord(
            title: "Coventry \(hostile)", studyArea: "Coventry", audience: .internal,
            synthetic: [.streets, .incidents],
            timing: .init(started: "2025-09-01T10:00:00Z", elapsedS: 1.2),
            inputs: [InputFile(path: "incidents.csv", sha256: String(repeating: "ab", count: 32), bytes: 123_456)],
            parameters: [SettingRecord(key: "hotspots.cell_m", value: "100")], seed: 1,
            versions: ["homeward": "0.1.0", "geos": "3.11.1"],
            system: .init(
                definition: "EPSG:27700", name: "OSGB36 / British National Grid", accuracyM: 5,
                operation: "Inverse of OSGB36"),
            period: .init(
                from: "2023-09-01", to: "2025-08-31", schoolDays: 380, holidayWeekdays: 142, weekendDays: 209),
            rows: RowSummary(rows()), sources: [], areas: [.init(area: hostile, incidents: 140)], outsideAreas: 720,
            overlaps: [],
            window: WindowRecord(
                days: "school", hours: window,
                selection: decoded("{\"incidents\": 310, \"by_share\": 0, \"filtered\": {\"other_day\": 550}}")),
            peaks: PeaksFinding(allDays: clock(), schoolDays: clock(), peaks: peaks()),
            hotspots: decoded(
                """
                {"selection": {"incidents": 310, "by_share": 0, "filtered": {}}, "cells": 9856, "cell_m": 100, "fdr": 0.05, "outside": 0, "hot": 26,
                "strongest": [], "method": "Exact randomisation.", "bandwidth_m": 300,
                "boundary": "Corrected at the edge."}
                """),
            clusters: decoded(
                """
                {"clusters": [], "significant": 1, "incidents": 700, "unplaced": 7, "radius_m": 150, "within_h": 1, "minimum": 12,
                "permutations": 999}
                """),
            repeats: RepeatsFinding(repeats(), of: followers(), method: NearRepeats()),
            streets: StreetRecord(
                synthetic: true, nodes: 2000, edges: 3000, lengthM: 400_000, components: 1, largestComponentM: 400_000),
            routes: decoded(
                "{\"routes\": [], \"evidence\": 200, \"too_few\": false, \"unit\": \"incidents\", \"standing_per_year\": 7, \"gate_price_per_year\": 0, \"teams\": [], \"one_more_per_year\": 0, \"quality\": \(quality), \"synthetic_streets\": true}"
            ),
            patrols: decoded(
                "{\"areas\": [], \"evidence\": 119, \"too_few\": false, \"unit\": \"incidents\", \"timetable\": {\"met\": 3, \"best\": 3.2, \"upper_bound\": 3.4, \"two_day_upper_bound\": 3.3, \"near_best\": true, \"least_share\": 0.9}, \"quality\": \(quality)}"
            ), findings: decoded("{}"),
            notes: ["Made up. \(hostile)"], assumptions: ["Terms of 2024-25 are assumed. \(hostile)"])
    }

    /// A record from its JSON, as a reader of `run.json` has it.
    private static func decoded<Value: Decodable>(_ json: String) throws -> Value {
        try JSONText.decode(Value.self, from: Data(json.utf8), file: "fixture")
    }
}
