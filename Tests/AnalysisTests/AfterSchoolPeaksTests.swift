import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

@Suite struct AfterSchoolPeaksTests {
    private let window = HourWindow(start: 900, end: 1080)

    /// A town of nine areas, a third of the side each.
    private func areas(_ town: Town) -> [Int32] {
        (0..<town.table.count).map { row in
            let third = town.side / 3
            let column = max(0, min(2, Int(town.table.x[row] / third)))
            return Int32(column + 3 * max(0, min(2, Int(town.table.y[row] / third))))
        }
    }

    private let names = (0..<9).map { "Area \($0)" }

    @Test(arguments: [false, true])
    func plantedAreasAreSignificantAndTheirHoursAreFound(roundsTimes: Bool) throws {
        let window = try #require(window)
        var good = 0
        var significant = 0
        var falseAlarms = 0
        var planted = 0
        let runs = 60
        for run in 0..<runs {
            var town = Town(seed: UInt64(300 + run))
            town.roundsTimes = roundsTimes
            town.addBackground(6000, centre: 0.2)
            let plan = [(0, 910, 1000, 60), (2, 925, 995, 100), (7, 890, 980, 150), (6, 915, 1035, 120)]
            for (area, from, to, count) in plan {
                town.addPeak(
                    count, x: (Double(area % 3) + 0.5) * town.side / 3, y: (Double(area / 3) + 0.5) * town.side / 3,
                    spread: 80, from: from, to: to)
            }
            let peaks = try AfterSchoolPeaks { $0.window = window }.peaks(
                of: town.table, areas: areas(town), names: names, days: town.days)
            for (area, from, to, _) in plan {
                planted += 1
                let peak = peaks[area]
                if peak.isSignificant { significant += 1 }
                let best = try #require(peak.bestWindow)
                if abs(best.start - from) <= 20, abs(best.end - to) <= 20 { good += 1 }
            }
            for area in [1, 3, 4, 5, 8] where peaks[area].isSignificant { falseAlarms += 1 }
        }
        #expect(significant == planted)
        #expect(Double(good) / Double(planted) >= 0.97, "\(good) of \(planted)")
        #expect(Double(falseAlarms) / Double(5 * runs) <= 0.04, "\(falseAlarms) of \(5 * runs)")
    }

    @Test func withoutPlantedPeaksFewAreCalled() throws {
        let window = try #require(window)
        var alarms = 0
        let runs = 150
        for run in 0..<runs {
            var town = Town(seed: UInt64(9000 + run))
            town.addBackground(1500)
            let peaks = try AfterSchoolPeaks { $0.window = window }.peaks(
                of: town.table, areas: areas(town), names: names, days: town.days)
            if peaks.contains(where: \.isSignificant) { alarms += 1 }
        }
        // 150 draws at 5 % give 15 or more once in 100 times.
        #expect(alarms <= 14)
    }

    @Test func ratesAreCountsOverExposure() throws {
        let window = try #require(window)
        var town = Town(seed: 1, days: 28)
        for day in 0..<28 { town.add(x: 10, y: 10, day: day, minute: 900) }
        town.add(x: 10, y: 10, day: 0, minute: 1080)
        town.add(x: 10, y: 10, day: 0, minute: 1079)
        town.add(x: 10, y: 10, day: 0, minute: 899)
        town.add(x: 10, y: 10, day: 28, minute: 950)
        let peak = try AfterSchoolPeaks { $0.window = window }.peaks(
            of: town.table, areas: [Int32](repeating: 0, count: town.table.count), names: ["A"], days: town.days)[0]
        let school = town.days.count(.school)
        #expect(peak.incidents == 31)
        #expect(peak.againstNonSchoolDays.count == school + 1)
        #expect(peak.againstNonSchoolDays.comparisonCount == 28 - school)
        #expect(peak.againstNonSchoolDays.hours == Double(school * 3))
        #expect(peak.againstRestOfSchoolDay.comparisonCount == 2)
        #expect(peak.againstRestOfSchoolDay.comparisonHours == Double(school * 21))
        #expect(peak.p == max(peak.againstNonSchoolDays.p, peak.againstRestOfSchoolDay.p) && peak.q == peak.p)
    }

    @Test func oddInput() throws {
        let window = try #require(window)
        let town = Town(seed: 1)
        let method = AfterSchoolPeaks { $0.window = window }
        #expect(try method.peaks(of: town.table, areas: [Int32](), names: [], days: town.days).isEmpty)
        let empty = try method.peaks(of: town.table, areas: [Int32](), names: ["A"], days: town.days)
        #expect(empty[0].p == 1 && empty[0].q == 1 && !empty[0].isSignificant && empty[0].bestWindow == nil)
        var one = town
        one.add(x: 0, y: 0, day: 0, minute: 930)
        let none = DayTable(first: one.days.first, kinds: [])
        for area in [Int32(-1), 0, 7] {
            let peak = try method.peaks(of: one.table, areas: [area], names: ["A"], days: none)[0]
            #expect(peak.p == 1 && peak.bestWindow == nil)
        }
        for text in ["0-24", "22-03", "23:50-0:10", "0-1"] {
            let odd = try #require(HourWindow(text))
            var busy = Town(seed: 2)
            busy.addBackground(400)
            let areas = [Int32](repeating: 0, count: 400)
            _ = try AfterSchoolPeaks { $0.window = odd }.peaks(
                of: busy.table, areas: areas, names: ["A"], days: busy.days)
        }
    }
}
