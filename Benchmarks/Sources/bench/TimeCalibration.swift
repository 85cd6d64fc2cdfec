import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// What the methods of time flag in one town.
struct TimeFlags: Sendable {
    /// The methods in their order, each with whether it flagged something.
    var methods: [(name: String, isFlagged: Bool)]

    /// - Parameters:
    ///   - table: The incidents, each of a category.
    ///   - days: The kind of each day of two years.
    ///   - clock: The clock by which they were read.
    ///   - seed: The seed of the random tests.
    ///   - isEven: Whether hours and weekdays are alike; where they are not, what asks for their likeness has no null.
    init(_ table: IncidentTable, days: DayTable, clock: LocalClock, seed: UInt64, isEven: Bool) throws {
        let survey = try Trends { $0.seed = seed }.survey(
            of: table, days: days,
            column: ValueColumn(codes: table.category.map { Int($0) }, names: table.categories))
        let comparisons = survey.comparisons.map { ($0.kind.rawValue, ($0.change?.p ?? 1) <= 0.05) }
        let profiles = survey.profiles.map { ("by \($0.cycle.rawValue)", ($0.p ?? 1) <= 0.05) }
        let growth = survey.growth?.values.contains { $0.verdict == .grew || $0.verdict == .fell } ?? false
        methods =
            comparisons + profiles.filter { isEven || ["by month", "by year"].contains($0.0) } + [
                ("changes of level", !survey.changes.called.isEmpty), ("trend", (survey.trend.p ?? 1) <= 0.05),
                ("growth of 8 categories", growth),
            ]
            + survey.busiest.filter { isEven || $0.length == 7 }.map {
                ("fullest \($0.length) days", ($0.p ?? 1) <= 0.05)
            }
        guard isEven else { return }
        let times = DayTimes(of: table, clock: clock)
        methods += [
            ("Rayleigh's test", (CircularMean(of: times).p ?? 1) <= 0.05),
            ("peak of the day", (try CircularScan { $0.seed = seed }.peak(of: times)?.p ?? 1) <= 0.05),
        ]
    }
}

/// How often the methods of time find what is there.
struct TimePower {
    private let sets = 100
    private let first = CivilDay(number: 19_601)  // 1 September 2023

    /// What is planted in 2,000 incidents of two years.
    private enum Pattern: String, CaseIterable {
        case hours = "16:00–18:00 at 1.5 times"
        case year = "the second year at 1.2 times"
        case level = "from the 60th week on 1.3 times"
        case trend = "1.2 times a year"
        case saturday = "Saturdays at 1.4 times"
        case category = "one of 8 categories at 1.7 times"
        case none = "nothing"
    }

    /// Prints a line for each pattern with the methods that flagged something, in how many of a hundred sets.
    func run() throws {
        print("\nfound in \(sets) sets of 2,000 incidents in two years")
        let clock = try LocalClock(timeZone: "Europe/London")
        let days = DayTable(
            first: first, kinds: (0..<731).map { first.advanced(by: $0).isWeekend ? .weekend : .school })
        for pattern in Pattern.allCases {
            let found = Parallel.map(sets) { number in
                Swift.Result {
                    try TimeFlags(
                        table(pattern, seed: UInt64(number + 1), clock: clock), days: days, clock: clock,
                        seed: UInt64(number + 1), isEven: true)
                }
            }
            let flags = try found.map { try $0.get().methods }
            let counts = (flags.first ?? []).indices.map { method in
                "\(flags[0][method].name) \(flags.count { $0[method].isFlagged })"
            }
            print("\(pattern.rawValue): \(counts.joined(separator: ", "))")
        }
    }

    private func table(_ pattern: Pattern, seed: UInt64, clock: LocalClock) -> IncidentTable {
        var generator = SeededGenerator(seed: seed, stream: 3)
        var incidents: [Incident] = []
        while incidents.count < 2000 {
            let (day, hour, category) = (generator.below(731), generator.below(24), generator.below(8))
            let (weight, most): (Double, Double) =
                switch pattern {
                case .hours: ((16..<18).contains(hour) ? 1.5 : 1, 1.5)
                case .year: (day >= 366 ? 1.2 : 1, 1.2)
                case .level: (day >= 59 * 7 ? 1.3 : 1, 1.3)
                case .trend: (pow(1.2, Double(day) / 365.25), 1.45)
                case .saturday: (first.advanced(by: day).weekday == 5 ? 1.4 : 1, 1.4)
                case .category: (category == 0 && day >= 366 ? 1.7 : 1, 1.7)
                case .none: (1, 1)
                }
            guard generator.unit() * most < weight else { continue }
            incidents.append(
                Incident(
                    at: Point(x: 0, y: 0), on: first.advanced(by: day),
                    second: Int32(hour * 3600 + generator.below(60) * 60), clock: clock, category: "Offence \(category)"
                ))
        }
        return IncidentTable(incidents)
    }
}
