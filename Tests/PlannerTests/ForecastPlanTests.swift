import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardPlanner

/// Plans that go by the forecast that foretold earlier incidents best.
@Suite struct ForecastPlanTests {
    private static let side = 1600.0
    private static let first = CivilDay(iso: "2023-09-01") ?? CivilDay(number: 0)
    private static let length = 730

    /// Two years of incidents after school: places that stay, and the rest anywhere.
    private static func incidents(_ count: Int, seed: UInt64, until day: Int = length) -> IncidentTable {
        var generator = SeededGenerator(seed: seed)
        let places = (0..<4).map { _ in
            Point(x: 200 + 1200 * generator.unit(), y: 200 + 1200 * generator.unit())
        }
        let made = (0..<count).map { index -> Incident in
            let at =
                index % 3 == 0
                ? Point(x: side * generator.unit(), y: side * generator.unit())
                : Point(
                    x: places[index % 4].x + 120 * (generator.unit() - 0.5),
                    y: places[index % 4].y + 120 * (generator.unit() - 0.5))
            let number = first.number + generator.below(length)
            let second = 15 * 3600 + generator.below(3 * 3600)
            return Incident(
                at: at, start: Int64(number * 86_400 + second), day: CivilDay(number: number), second: Int32(second),
                category: "violence", age: 15, line: Int32(index + 2))
        }
        return IncidentTable(made.filter { $0.day < first.advanced(by: day) })
    }

    private static var days: DayTable {
        DayTable(
            first: first,
            kinds: (0..<length).map { first.advanced(by: $0).isWeekend ? .weekend : .school })
    }

    private static var basis: ForecastBasis {
        ForecastBasis(
            score: ForecastScore { $0.methods = ["all-history", "long-kernel"] },
            studyArea: PatrolPlannerTests.square(side), days: days)
    }

    private static func planner(_ change: (inout PatrolPlanner) -> Void = { _ in }) throws -> PatrolPlanner {
        try PatrolPlannerTests.planner(areas: 3, radius: 100, spacing: 250, hours: "15-18").with(\.risk, .forecast)
            .with(\.weeks, 1)
    }

    @Test func theMethodThatForetoldBestIsTakenAndKnowsNothingLater() throws {
        let table = Self.incidents(900, seed: 1)
        let last = Self.first.advanced(by: 583)
        let found = try Self.basis.forecast(of: table, until: last)
        let earlier = try Self.basis.forecast(of: Self.incidents(900, seed: 1, until: 584), until: last)
        #expect(found == earlier)
        let survey = try Self.basis.score.with(\.resamples, 99).survey(
            of: Self.incidents(900, seed: 1, until: 584),
            on: [try Grid(covering: PatrolPlannerTests.square(Self.side), cellSize: 250)],
            days: DayTable(first: Self.first, kinds: Array(Self.days.kinds.prefix(584))))
        let best = try #require(survey.cells.first?.best)
        #expect(found.surface.method == best.method && found.hitRate == best.shares.first?.hitRate.value)
        #expect(found.surface.period.first == last.advanced(by: 1))
        #expect(abs(found.surface.share.reduce(0, +) - 1) < 1e-9)
        #expect(found.daysOfLastYear == 365 && found.lastYear > 300)
        #expect(found.sentence.contains(best.method.words) && found.sentence.contains("365 days"))
        // Chance and areas of today learn nothing that a plan could go by.
        var alone = Self.basis
        alone.score.methods = ["chance"]
        #expect(try alone.forecast(of: table, until: last).surface.method == .lastYear)
    }

    @Test func areasAreWorthWhatTheForecastExpectsInThem() throws {
        let table = Self.incidents(900, seed: 2)
        let study = PatrolPlannerTests.square(Self.side)
        let planner = try Self.planner()
        let kind: @Sendable (CivilDay) -> DayKind = { $0.isWeekend ? .weekend : .school }
        let period = Self.first...Self.first.advanced(by: Self.length - 1)
        let plan = try planner.plan(
            incidents: table, studyArea: study, period: period, firstDay: PatrolPlannerTests.firstDay,
            basis: Self.basis, kind: kind)
        PatrolPlannerTests.check(plan, planner, incidents: table, study: study)
        let forecast = try Self.basis.forecast(
            of: table, until: period.upperBound, cell: 25, share: 3 * Double.pi * 100 * 100 / (Self.side * Self.side))
        let cells = zip(forecast.surface.grid.cells, forecast.surface.share)
        func worth(_ centre: Point) -> Double {
            cells.reduce(0) { $1.0.centre.distance(to: centre) <= 99.8 ? $0 + $1.1 * forecast.perYear : $0 }
        }
        #expect(plan.areas.count == 3)
        for area in plan.areas {
            // A polygon of 64 corners lies within the circle and without one of 99.8 m.
            #expect(area.risk >= worth(area.centre) - 1e-9)
            #expect(area.risk <= 1.15 * worth(area.centre))
        }
        // Three middles of cells, each where most is left at that distance from those before, are worth no more together.
        var greedy: [(centre: Point, worth: Double)] = []
        for _ in 0..<3 {
            let open = forecast.surface.grid.cells.map(\.centre).filter { centre in
                greedy.allSatisfy { $0.centre.distance(to: centre) >= planner.spacing }
            }
            let best = try #require(open.map { (centre: $0, worth: worth($0)) }.max { $0.worth < $1.worth })
            greedy.append(best)
        }
        #expect(plan.risk >= greedy.reduce(0) { $0 + $1.worth } - 1e-9)
        #expect(plan.risk <= plan.upperBound)
        let proof = try #require(plan.proof)
        #expect(proof.days.lowerBound == Self.first.advanced(by: 584) && proof.inAreas > 0)
        #expect(plan.assumptions.contains { $0.contains("goes by a forecast") })
        #expect(
            throws: PlannerError.noForecast(setting: "patrols.risk"),
            performing: {
                _ = try planner.plan(
                    incidents: table, studyArea: study, period: period, firstDay: PatrolPlannerTests.firstDay,
                    kind: kind)
            })
    }

    /// What is too little for a forecast of the earlier part gives a plan without a proof, and what is too little for the whole an error.
    @Test func tooShortAPeriodIsSaid() throws {
        let table = Self.incidents(700, seed: 3, until: 400)
        let last = Self.first.advanced(by: 399)
        let planner = try Self.planner()
        var basis = Self.basis
        basis.days = DayTable(first: Self.first, kinds: Array(Self.days.kinds.prefix(400)))
        let plan = try planner.plan(
            incidents: table, studyArea: PatrolPlannerTests.square(Self.side), period: Self.first...last,
            firstDay: PatrolPlannerTests.firstDay, basis: basis)
        #expect(plan.proof == nil && plan.areas.count == 3)
        #expect(throws: AnalysisError.self) {
            try basis.forecast(of: table, until: Self.first.advanced(by: 200))
        }
    }

    @Test func streetsGetTheForecastsSharesAndKeepTheirHours() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 3, rows: 1)
        let surface = ForecastSurface(
            method: .longKernel, grid: grid, period: HeldOutPeriod(first: Self.first, last: Self.first, days: 1),
            share: [0.5, 0.3, 0.2], position: [0.2, 0.5, 0.8], lastYear: [1, 1, 1])
        // Two pieces in the first cell, one in the second without any rate, one in the third, one outside.
        let middles = [(10.0, 10.0), (90, 50), (150, 50), (250, 50), (900, 50)].map { Point(x: $0.0, y: $0.1) }
        let rates = [1.0, 3, 0, 4, 0, 0, 2, 0, 5, 7]
        let fitted = ForecastRates.fitted(rates, slots: 2, middles: middles, to: surface)
        // Eight of ten incidents inside, which 0.5 and 0.2 share.
        let first = fitted[0...3].reduce(0, +)
        #expect(abs(first - 10 * 0.5 / 0.7) < 1e-12 && abs(fitted[6] - 10 * 0.2 / 0.7) < 1e-12)
        #expect(fitted[4] == 0 && fitted[5] == 0 && fitted[7] == 0)
        #expect(Array(fitted[8...]) == [5, 7])
        #expect(abs(fitted[1] / fitted[0] - 3) < 1e-12 && fitted[2] == 0)
        #expect(abs(fitted.reduce(0, +) - rates.reduce(0, +)) < 1e-12)
        let none = ForecastRates.fitted([Double](repeating: 0, count: 10), slots: 2, middles: middles, to: surface)
        #expect(none.allSatisfy { $0 == 0 })
    }

    @Test func routesGoWhereTheForecastExpectsMost() throws {
        var town = try TestTown(columns: 20, rows: 20, seed: 5)
        let schools = town.schools(2)
        let table = Self.incidents(900, seed: 4)
        let period = Self.first...Self.first.advanced(by: Self.length - 1)
        let planner = ChaperonePlanner {
            $0.risk = .forecast
            $0.teams = 2
        }
        let plan = try planner.plan(
            schools: schools, stops: [], incidents: table, period: period, network: town.network, basis: Self.basis)
        #expect(!plan.routes.isEmpty && plan.risk > 0 && plan.risk <= plan.upperBound)
        #expect(plan.assumptions.contains { $0.contains("goes by a forecast") })
        #expect(plan.proof != nil)
        let again = try planner.plan(
            schools: schools, stops: [], incidents: table, period: period, network: town.network, basis: Self.basis)
        #expect(again == plan)
        #expect(
            throws: PlannerError.noForecast(setting: "chaperones.risk"),
            performing: {
                _ = try planner.plan(
                    schools: schools, stops: [], incidents: table, period: period, network: town.network)
            })
        // Where the plan's own risk is all that is told, the sum over the streets is not changed.
        let stated = try planner.with(\.risk, .chosen).plan(
            schools: schools, stops: [], incidents: table, period: period, network: town.network)
        #expect(!stated.assumptions.contains { $0.contains("forecast, in cells") })
    }
}
