import CPROJ
import Foundation
import Testing

@testable import HomewardGeometry

/// PROJ searches long for an operation; it is asked once, and everybody has a copy.
@Suite struct FoundOperationTests {
    private static func way(_ from: Int, _ to: Int, _ directories: [String] = []) throws -> FoundOperation.Way {
        FoundOperation.Way(source: try .epsg(from), target: try .epsg(to), dataDirectories: directories)
    }

    @Test func anOperationIsFoundOnce() throws {
        let found = try FoundOperation.find(Self.way(27700, 4326))
        // The latest sixteen are kept, and other tests look for others meanwhile.
        let isKept = try (0..<50).contains { _ in
            try FoundOperation.find(Self.way(27700, 4326)) === FoundOperation.find(Self.way(27700, 4326))
        }
        #expect(isKept)
        #expect(try FoundOperation.find(Self.way(4326, 27700)) !== found)
        // Other data may know other operations.
        let directories = GeometryLibraries.projDataDirectories
        #expect(try FoundOperation.find(Self.way(27700, 4326, directories)) !== found)
    }

    /// A copy chooses for each place as the operation does that PROJ makes anew, by name, accuracy and every bit of the answer:
    /// over land and sea where several operations meet, for systems with one operation only, and beyond all areas.
    @Test(arguments: [
        (4326, 27700, -9.0...3, 48.0...62), (27700, 4326, -100_000...800_000, -100_000...1_400_000),
        (4267, 4326, -130...(-60), 20...55), (4277, 27700, -9...3, 48...62), (4326, 32630, -7...1, -20...80),
        (2263, 4326, 800_000...1_200_000, 100_000...300_000),
    ])
    func aCopyDoesWhatTheOperationDoes(
        _ from: Int, _ to: Int, _ xs: ClosedRange<Double>, _ ys: ClosedRange<Double>
    ) throws {
        let way = try Self.way(from, to)
        let copy = try FoundOperation.find(way).copy(for: way)
        let context = try ProjContext()
        defer { withExtendedLifetime(context) {} }
        let source = try context.coordinateSystem(way.source.definition)
        let target = try context.coordinateSystem(way.target.definition)
        guard let made = ProjObject(context.operation(from: source, to: target)) else {
            Issue.record("PROJ knows no operation")
            return
        }
        var dice = Dice(UInt64(from + to))
        for _ in 0..<300 {
            let place = Point(x: .random(in: xs, using: &dice), y: .random(in: ys, using: &dice))
            let coordinate = proj_coord(place.x, place.y, 0, 0)
            let (own, other) = (
                proj_trans(copy.pointer, PJ_FWD, coordinate), proj_trans(made.pointer, PJ_FWD, coordinate)
            )
            #expect(own.xy.x.bitPattern == other.xy.x.bitPattern && own.xy.y.bitPattern == other.xy.y.bitPattern)
            let chosen = copy.context.chosen(by: copy.pointer, at: place)
            let expected = context.chosen(by: made.pointer, at: place)
            #expect(chosen?.name == expected?.name && chosen?.accuracy == expected?.accuracy, "\(place)")
        }
    }

    /// Copies are taken and used by many threads at once while others search.
    @Test func manyThreadsAgree() async throws {
        let place = Point(x: 433_450, y: 278_960)
        let alone = try Transformer(from: .epsg(27700), to: .epsg(4326)).transform(place)
        try await withThrowingTaskGroup(of: Point.self) { group in
            for number in 0..<32 {
                group.addTask {
                    _ = try? Transformer(from: .epsg(32601 + number), to: .epsg(4326))
                    return try Transformer(from: .epsg(27700), to: .epsg(4326)).transform(place)
                }
            }
            for try await point in group { #expect(point == alone) }
        }
    }

    @Test func theLatestAnswersAreKept() throws {
        let recent = Recent<Int, Int>(most: 2)
        var asked: [Int] = []
        func answer(_ question: Int) -> Int {
            recent.answer(to: question) {
                asked.append(question)
                return question * 10
            }
        }
        #expect([1, 2, 1, 3, 1, 2].map(answer) == [10, 20, 10, 30, 10, 20])
        #expect(asked == [1, 2, 3, 2])
        struct Refused: Error {}
        for _ in 0..<2 { #expect(throws: Refused.self) { try recent.answer(to: 9) { throw Refused() } } }
        #expect(recent.answer(to: 9) { 90 } == 90)
    }
}
