import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// Ripley's K and L, against spatstat, by hand and by chance.
@Suite struct RipleyTests {
    private static func points(_ text: String) -> [Point] {
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        return stride(from: 0, to: numbers.count - 1, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
    }

    private static func window() throws -> NamedArea {
        let row = try #require(try golden("ripley.csv").first { $0[0] == "window" })
        return NamedArea(
            name: "Window",
            outline: MultiPolygon([Polygon(exterior: points(row[1]), holes: [points(row[2])])]))
    }

    private static func square(_ side: Double) -> NamedArea {
        NamedArea(name: "Square", outline: Sample.square(side))
    }

    @Test("K is that of spatstat with either correction", arguments: ["even", "clustered", "corner"])
    func spatstat(name: String) throws {
        let goldens = try golden("ripley.csv")
        let row = try #require(goldens.first { $0[0] == "points" && $0[1] == name })
        let places = Self.points(row[2])
        let window = try #require(try StudyWindowShape(Self.window(), reach: 800))
        #expect(window.holding(places).count == places.count)
        let pairs = RipleyPairs(places, reach: 800, steps: 16)
        let (border, isotropic) = (pairs.borderK(in: window), pairs.isotropicK(in: window))
        let expected = goldens.filter { $0[0] == "k" && $0[1] == name }
        #expect(expected.count == 16)
        for (step, row) in expected.enumerated() {
            if let found = border[step] {
                #expect(agree(found, try #require(Double(row[3])), within: 1e-9), "\(row[2]) m, border")
            }
            #expect(agree(isotropic[step], try #require(Double(row[4])), within: 1e-9), "\(row[2]) m, isotropic")
        }
        #expect(border.prefix(8).allSatisfy { $0 != nil } || name == "corner")
    }

    @Test("The part of a circle in a window is that which many points of it say")
    func circles() throws {
        let area = try Self.window()
        let window = try #require(try StudyWindowShape(area, reach: 3000))
        var generator = SeededGenerator(seed: 5)
        for point in window.strewn(60, &generator) {
            let near = window.border(near: point)
            for radius in [30.0, 300, 900, 2500] {
                let part = window.part(ofCircleRound: point, radius: radius, near: near)
                let turns = 4000
                let inside = (0..<turns).count { turn in
                    let angle = 2 * Double.pi * (Double(turn) + 0.5) / Double(turns)
                    return Sample.holds(
                        area.outline, Point(x: point.x + radius * cos(angle), y: point.y + radius * sin(angle)))
                }
                #expect(abs(part - Double(inside) / Double(turns)) < 0.004, "\(point) \(radius)")
            }
        }
        #expect(window.part(ofCircleRound: Point(x: 2000, y: 3000), radius: 90_000, near: []) == 0)
    }

    @Test("A circle through corners and along sides of a square counts them once")
    func corners() throws {
        let window = try #require(try StudyWindowShape(Self.square(200), reach: 300))
        let middle = Point(x: 100, y: 100)
        let near = window.border(near: middle)
        func part(_ x: Double, _ y: Double, _ radius: Double) -> Double {
            window.part(ofCircleRound: Point(x: x, y: y), radius: radius, near: near)
        }
        #expect(part(100, 100, 100) == 1, "it touches all four sides")
        #expect(part(100, 100, 142) == 0, "it goes round the whole")
        #expect(abs(part(100, 50, 50 * 2.0.squareRoot()) - 0.75) < 1e-12)
        #expect(abs(part(50, 50, 100) - (0.25 + 2 * (0.5 - acos(0.5) / .pi) / 2)) < 1e-9)
        #expect(abs(part(100, 60, 100) - part(60, 100, 100)) < 1e-12)
    }

    @Test func everyPairIsCountedOnceInItsStep() throws {
        // In a window without a near border K is what counting by hand gives.
        let window = try #require(try StudyWindowShape(Self.square(100_000), reach: 500))
        let places = Sample.scatter(300, side: 2000, seed: 8).map {
            Point(x: 49_000 + ($0.x / 50).rounded() * 50, y: 49_000 + ($0.y / 50).rounded() * 50)
        }
        let pairs = RipleyPairs(places, reach: 500, steps: 10)
        for (step, k) in pairs.borderK(in: window).enumerated() {
            let reach = 50 * Double(step + 1)
            let count = places.indices.reduce(0) { sum, a in
                sum + places.indices.count { $0 != a && places[a].distance(to: places[$0]) <= reach }
            }
            let expected = Double(count) / 300 / (300 / 1e10)
            #expect(agree(try #require(k), expected, within: 1e-12), "\(reach)")
            let isotropic = pairs.isotropicK(in: window)[step]
            #expect(agree(isotropic, expected * 300 / 299, within: 1e-12), "\(reach)")
        }
    }

    @Test(
        "Clusters are found at their size, spacing too, and the same for two calls",
        arguments: RipleyK.Correction.allCases)
    func patterns(correction: RipleyK.Correction) throws {
        let area = Self.square(5000)
        var generator = SeededGenerator(seed: 3)
        let clustered = Sample.scatter(30, side: 5000, seed: 2).flatMap { centre in
            (0..<8).map { _ in
                Point(x: centre.x + 120 * (generator.unit() - 0.5), y: centre.y + 120 * (generator.unit() - 0.5))
            }
        }
        let method = RipleyK {
            $0.correction = correction
            $0.simulations = 39
        }
        let result = try #require(try method.result(of: clustered, in: area))
        #expect(result.p == 1.0 / 40)
        #expect(!result.clustered.isEmpty && result.spaced.isEmpty)
        #expect(result.clustered.first?.metres == 25)
        #expect(try method.result(of: clustered, in: area) == result)
        let lattice = (0..<400).map { Point(x: 125 + 250 * Double($0 % 20), y: 125 + 250 * Double($0 / 20)) }
        let spaced = try #require(try method.result(of: lattice, in: area))
        #expect(spaced.p == 1.0 / 40 && !spaced.spaced.isEmpty)
        #expect(spaced.spaced.contains { $0.metres == 225 })
        for at in result.distances { #expect(at.lower <= at.upper && at.k.isFinite && at.l.isFinite) }
    }

    @Test("Of sixty even patterns few are called")
    func chance() throws {
        let area = Self.square(4000)
        let called = try (0..<60).count { seed in
            let method = RipleyK {
                $0.simulations = 39
                $0.seed = UInt64(seed)
            }
            return try method.result(of: Sample.scatter(80, side: 4000, seed: UInt64(1000 + seed)), in: area).map {
                $0.p <= 0.05
            } ?? false
        }
        #expect(called <= 9, "\(called)")
    }

    @Test("More places than the limit are thinned, in the same way whatever their order, and K stays about as it is")
    func thinned() throws {
        let area = Self.square(5000)
        let places = Sample.scatter(3000, side: 5000, seed: 6)
        let method = RipleyK {
            $0.simulations = 19
            $0.most = 1000
        }
        let thinned = try #require(try method.result(of: places, in: area))
        let all = try #require(try method.with(\.most, 5000).result(of: places, in: area))
        #expect(thinned.count == 3000 && thinned.used == 1000 && all.used == 3000)
        #expect(try method.result(of: places.reversed(), in: area) == thinned)
        let (some, whole) = (thinned.distances[19], all.distances[19])
        #expect(abs(some.l - whole.l) < 15, "\(some.l) \(whole.l)")
    }

    @Test func tooLittleHasNoResult() throws {
        let area = Self.square(1000)
        let method = RipleyK { $0.simulations = 19 }
        #expect(try method.result(of: [], in: area) == nil)
        #expect(try method.result(of: Sample.scatter(9, side: 1000, seed: 1), in: area) == nil)
        let outside = [Point(x: -5, y: 0), Point(x: .nan, y: 3), Point(x: 1e300, y: 0)]
        let some = try #require(try method.result(of: Sample.scatter(40, side: 1000, seed: 1) + outside, in: area))
        #expect(some.count == 40 && some.outside == 3)
        #expect(some.distances.last.map { $0.metres < 500 } == true, "few are half a kilometre from the border")
        let one = [Point](repeating: Point(x: 500, y: 500), count: 40)
        let heap = try #require(try method.result(of: one, in: area))
        #expect(heap.p == 1.0 / 20 && heap.distances.allSatisfy { $0.k.isFinite && $0.l > 0 })
        let line = NamedArea(
            name: "Line", outline: MultiPolygon([Polygon(exterior: [Point(x: 0, y: 0), Point(x: 9, y: 0)])]))
        #expect(throws: (any Error).self) { try method.result(of: one, in: line) }
        #expect(throws: SettingError.self) { try method.with(\.reach, 1).result(of: one, in: area) }
    }
}
