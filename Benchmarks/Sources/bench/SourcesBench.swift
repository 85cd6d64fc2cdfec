import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Kernels

/// How well and how fast two sources are held against each other.
///
/// Half of each source's incidents are planted doubles of the other's: moved by a normal draw of 30 m and by up to half an hour. The
/// others are its own, half of them in a tenth of the town's width, in two years. *Found* is the share of doubles that are paired
/// with each other, *right* that of the pairs that are doubles. Then the shares of towns without a common incident in which one is found.
struct SourcesBench {
    private static let sizes = [1_000, 10_000, 30_000, 100_000]

    /// Prints the tables.
    func run() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        print(
            "      each   possible      pairs   found   right  by chance  estimated   planted       wall  processor  growth"
        )
        var times: [(rows: Int, seconds: Double)] = []
        for size in Self.sizes {
            let table = Self.town(size, clock: clock)
            var (wall, processor) = (Double.infinity, Double.infinity)
            var survey: SourceSurvey?
            for _ in 0..<(size > 50_000 ? 1 : 3) {
                let (spent, result) = try Spent.measuring { try Self.survey(table, clock: clock) }
                (wall, processor) = (min(wall, spent.wall), min(processor, spent.processor))
                survey = result
            }
            guard let pairing = survey?.pairings.first else { continue }
            times.append((rows: size, seconds: processor))
            let right = pairing.pairs.count { table.line[$0.first] == table.line[$0.second] }
            let growth = Growth.exponent(times).map { String(format: "%8.2f", $0) } ?? ""
            print(
                String(
                    format: "%10ld %10ld %10ld %6.1f%% %6.1f%% %10.1f %10.1f %9ld %9.3fs %9.3fs", size,
                    pairing.candidates,
                    pairing.pairs.count, 200 * Double(right) / Double(size),
                    100 * Double(right) / Double(max(1, pairing.pairs.count)), pairing.chance?.expected ?? 0,
                    pairing.duplicates?.count ?? 0, size / 2, wall, processor) + growth)
            fflush(nil)
        }
        print(
            "\nmethod".padding(toLength: 39, withPad: " ", startingAt: 0) + "  towns  flagged   share   95 % interval")
        _ = try CalibrationBench().sources()
    }

    private static func survey(_ table: IncidentTable, clock: LocalClock) throws -> SourceSurvey {
        try SourceComparison().survey(
            of: table, sources: (0..<2).map { ComparedSource(name: "Source \($0)", files: [$0]) },
            areas: [Int32](repeating: -1, count: table.count), areaCount: 0, clock: clock)
    }

    /// The lines of a double are the same in both files; no other two are.
    private static func town(_ size: Int, clock: LocalClock) -> IncidentTable {
        var generator = SeededGenerator(seed: 7)
        let first = CivilDay(number: 19_601)
        func normal() -> Double {
            (-2 * log(1 - generator.unit())).squareRoot() * cos(2 * Double.pi * generator.unit())
        }
        var incidents: [Incident] = []
        incidents.reserveCapacity(2 * size)
        func add(_ x: Double, _ y: Double, _ day: Int, _ second: Int, source: UInt16, line: Int) {
            incidents.append(
                Incident(
                    at: Point(x: x, y: y), on: first.advanced(by: day), second: Int32(min(86_399, second)),
                    clock: clock,
                    source: source, line: Int32(line)))
        }
        for number in 0..<size + size / 2 {
            let side = generator.unit() < 0.5 ? 1_000.0 : 10_000.0
            let (x, y) = (generator.unit() * side, generator.unit() * side)
            let (day, second) = (generator.below(731), generator.below(86_400))
            let isDouble = number < size / 2
            add(x, y, day, second, source: isDouble || number < size ? 0 : 1, line: number)
            guard isDouble else { continue }
            add(x + 30 * normal(), y + 30 * normal(), day, second + generator.below(1_800), source: 1, line: number)
        }
        return IncidentTable(incidents)
    }
}
