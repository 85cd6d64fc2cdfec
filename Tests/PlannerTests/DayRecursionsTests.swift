import HomewardCore
import Testing

@testable import HomewardPlanner

@Suite struct DayRecursionsTests {
    @Test("Following what days change finds what a whole sweep finds, to the last digit, on 300 problems")
    func follows() {
        let wrong = Parallel.map(300) { number -> String? in
            var generator = SeededGenerator(seed: 23, stream: UInt64(number))
            var problem = drawnProblem(&generator, places: 6...60, minutes: 12...40, teams: 1...6)
            if number % 3 == 0 { problem.moveCost = generator.unit() }
            var field = PresenceField(problem)
            var following = DayRecursions(problem)
            var days: [TeamDay] = []
            for step in 0..<24 {
                if step % 8 == 7 {
                    following.multiply(
                        by: step % 16 == 7 ? (0..<problem.placeCount).map { _ in 0.5 + generator.unit() / 2 } : [])
                }
                let shift = generator.below(problem.shifts.count)
                let rule = problem.rule()
                let found = following.best(shift: shift, on: field, rule: rule)
                if step % 16 < 7 || step % 16 == 15 {
                    var fresh = DayRecursion(problem, shift: shift)
                    let whole = fresh.best(on: field.worth(), rule: rule)
                    if found?.value != whole?.value || found?.day != whole?.day {
                        return "\(number), step \(step): \(found?.value ?? -1), not \(whole?.value ?? -1)"
                    }
                }
                // Some days come, others go.
                if let found, days.count < problem.teams, days.isEmpty || generator.below(3) > 0 {
                    days.append(found.day)
                    field.add(found.day)
                } else if !days.isEmpty {
                    field.remove(days.remove(at: generator.below(days.count)))
                }
            }
            // What was put in and taken out leaves nothing behind.
            for day in days { field.remove(day) }
            return field.worth().values == PresenceField(problem).worth().values ? nil : "\(number): a rest remains"
        }
        #expect(wrong.compactMap(\.self) == [])
    }

    @Test("The worth of a day on a field is what it adds")
    func adds() {
        for number in 0..<100 {
            var generator = SeededGenerator(seed: 29, stream: UInt64(number))
            let problem = drawnProblem(&generator, places: 6...30, minutes: 12...30, teams: 2...5)
            var field = PresenceField(problem)
            var days: [TeamDay] = []
            var recursions = DayRecursions(problem)
            for _ in 0..<problem.teams {
                guard let day = recursions.best(shift: 0, on: field, rule: problem.rule())?.day else { break }
                let more = problem.worth(of: days + [day]) - problem.worth(of: days)
                #expect(abs(field.worth(of: day) - more) < 1e-9)
                days.append(day)
                field.add(day)
            }
        }
    }
}
