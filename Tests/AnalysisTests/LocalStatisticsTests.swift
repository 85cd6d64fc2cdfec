import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// What esda found; see Tests/Oracles/Analysis/localstats.py.
@Suite struct LocalStatisticsTests {
    private struct Case {
        var rule: [String]
        var moran: [Double] = []
        var g: [Double] = []
        var places: [[String]] = []

        var values: [Double] { places.compactMap { Double($0[0]) } }

        var weights: SpatialWeights {
            get throws {
                if rule.count == 3 {
                    let grid = try Grid(
                        origin: Point(x: 0, y: 0), cellSize: 100, columns: try #require(Int(rule[1])),
                        rows: try #require(Int(rule[2])))
                    return SpatialWeights(of: grid, rule[0] == "rook" ? .rook : .queen)
                }
                let points = try places.map {
                    Point(x: try #require(Double($0[12])), y: try #require(Double($0[13])))
                }
                if let metres = Double(rule[0]) { return SpatialWeights(of: points, within: metres) }
                return SpatialWeights(of: points, nearest: try #require(Int(rule[0].dropFirst(8))))
            }
        }
    }

    private func cases() throws -> [Case] {
        var cases: [Case] = []
        for line in try golden("localstats.csv") {
            let rest = Array(line.dropFirst())
            switch line[0] {
            case "case": cases.append(Case(rule: rest))
            case "moran": cases[cases.count - 1].moran = rest.compactMap(Double.init)
            case "g": cases[cases.count - 1].g = rest.compactMap(Double.init)
            case "place": cases[cases.count - 1].places.append(rest)
            default: break
            }
        }
        return cases
    }

    @Test func globalStatisticsAgreeWithEsda() throws {
        let cases = try cases()
        #expect(cases.count == 4)
        for found in cases {
            let weights = try found.weights
            let moran = try #require(GlobalMoran(of: found.values, weights: weights.rowStandardised))
            for (own, theirs) in zip(
                [moran.i, moran.expected, moran.normalVariance, moran.randomVariance], found.moran)
            {
                #expect(abs(own - theirs) <= 1e-10 * abs(theirs), "\(found.rule)")
            }
            let g = try #require(GeneralG(of: found.values, weights: weights))
            for (own, theirs) in zip([g.g, g.expected, g.variance], found.g) {
                #expect(abs(own - theirs) <= 1e-8 * abs(theirs), "\(found.rule)")
            }
        }
    }

    @Test func localMoranAgreesWithEsda() throws {
        for found in try cases() {
            let weights = try found.weights
            let n = Double(found.places.count)
            let places = LocalMoran.i(of: found.values, weights: weights.rowStandardised)
            let gi = GetisOrd.z(of: found.values, weights: weights, includingSelf: false)
            let mean = found.values.reduce(0, +) / n
            for (place, line) in found.places.enumerated() {
                #expect(weights.neighbours(of: place).map { String($0) }.joined(separator: "+") == line[1])
                let numbers = line[2...4].compactMap(Double.init)
                // esda divides by n − 1 where Anselin has n.
                #expect(agree(places[place].i, numbers[0] * n / (n - 1), within: 1e-12))
                #expect(places[place].quadrant?.rawValue == line[5])
                let z = (places[place].i - numbers[1]) / numbers[2].squareRoot()
                #expect(agree(found.values[place] < mean ? -gi[place] : gi[place], z, within: 1e-9), "\(found.rule)")
            }
        }
    }

    /// Both deal at random, so that they agree but for the error of their deals: esda's 9999 and ours.
    @Test(arguments: [false, true]) func conditionalPermutationAgreesWithEsda(isLower: Bool) throws {
        var far = 0
        var all = 0
        for found in try cases() {
            let weights = try found.weights
            let places = Array(found.places.indices)
            let question = NeighbourhoodChance(
                values: found.values, neighbours: weights.neighbours, tested: places, holdsOwn: true,
                sides: isLower ? .cold : .hot)
            let p = question.dealt(99_999, seed: 3).p
            let mean = found.values.reduce(0, +) / Double(places.count)
            for (place, line) in found.places.enumerated() {
                let ranks = line[6...11].compactMap(Int.init)
                // Local I is high where a high place has high neighbours or a low one low ones.
                let moran = (found.values[place] < mean) != isLower ? ranks[1] : ranks[0]
                for rank in [moran, ranks[isLower ? 3 : 2], ranks[isLower ? 5 : 4]] {
                    let error = (p[place] * (1 - p[place]) * (1.0 / 9999 + 1.0 / 99_999)).squareRoot()
                    let away = abs(Double(rank + 1) / 10_000 - p[place])
                    #expect(away < 5 * error + 1e-4, "\(found.rule) place \(place)")
                    all += 1
                    if away > 2 * error + 1e-4 { far += 1 }
                }
            }
        }
        #expect(all == 3 * 302 && Double(far) < 0.1 * Double(all))
    }

    @Test func ratesAgreeWithEsda() throws {
        let rates = try golden("localstats.csv").filter { $0[0] == "rate" }.map {
            $0.dropFirst().compactMap(Double.init)
        }
        let own = EmpiricalBayes.standardised(events: rates.map { $0[0] }, populations: rates.map { $0[1] })
        #expect(rates.count == 60)
        for (score, rate) in zip(own, rates) { #expect(agree(score, rate[2], within: 1e-12)) }
    }

    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func columbus() throws {
        let (areas, crime) = try Columbus.areasAndCrime()
        let moran = try #require(
            GlobalMoran(of: crime, weights: SpatialWeights(contiguityOf: areas).rowStandardised))
        #expect(abs(moran.i - 0.500188557) < 5e-10)
        #expect(abs(moran.z - 5.589383) < 5e-7 || abs(moran.normalZ - 5.589383) < 5e-7)
    }

    /// The moments are those over every order of the values, whatever the weights.
    @Test func momentsAreThoseOfEveryOrder() throws {
        let values = [3.0, 0, 7, 1, 1, 12, 2]
        let lists = [[1, 2], [0, 2, 3], [1, 5], [4], [3, 6, 0], [6], [5, 4, 3, 0]]
        let weights = SpatialWeights(neighbours: lists)
        var morans: [Double] = []
        var gs: [Double] = []
        forEveryOrder(of: values) { order in
            if let moran = GlobalMoran(of: order, weights: weights.rowStandardised) { morans.append(moran.i) }
            if let g = GeneralG(of: order, weights: weights) { gs.append(g.g) }
        }
        func moments(_ list: [Double]) -> (mean: Double, variance: Double) {
            let mean = list.reduce(0, +) / Double(list.count)
            return (mean, list.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(list.count))
        }
        #expect(morans.count == 5040 && gs.count == 5040)
        let moran = try #require(GlobalMoran(of: values, weights: weights.rowStandardised))
        #expect(agree(moran.expected, moments(morans).mean, within: 1e-12))
        #expect(agree(moran.randomVariance, moments(morans).variance, within: 1e-12))
        let g = try #require(GeneralG(of: values, weights: weights))
        #expect(agree(g.expected, moments(gs).mean, within: 1e-12))
        #expect(agree(g.variance, moments(gs).variance, within: 1e-12))
    }

    private func forEveryOrder(of values: [Double], _ body: ([Double]) -> Void) {
        var list = values
        func place(_ from: Int) {
            guard from < list.count else { return body(list) }
            for other in from..<list.count {
                list.swapAt(from, other)
                place(from + 1)
                list.swapAt(from, other)
            }
        }
        place(0)
    }

    @Test func globalStatisticsNeedSomethingToTell() {
        let ring = SpatialWeights(neighbours: [[1, 4], [0, 2], [1, 3], [2, 4], [3, 0]])
        #expect(GlobalMoran(of: [2, 2, 2, 2, 2], weights: ring) == nil)
        #expect(GlobalMoran(of: [2, .nan, 2, 3, 2], weights: ring) == nil)
        #expect(GlobalMoran(of: [1, 2, 3], weights: SpatialWeights(neighbours: [[1], [0, 2], [1]])) == nil)
        #expect(GlobalMoran(of: [1, 2, 3, 4], weights: SpatialWeights(neighbours: [[], [], [], []])) == nil)
        #expect(GeneralG(of: [1, -1, 2, 3, 4], weights: ring) == nil)
        #expect(GeneralG(of: [0, 0, 0, 5, 0], weights: ring) == nil)
        #expect(GeneralG(of: [2, 2, 2, 2, 2], weights: ring).map { abs($0.z) < 1e-6 } == true)
        #expect(OverallAssociation(of: [1, 1, 1, 1, 1], weights: ring) == nil)
        // A place without a value, or without a neighbour, is left out.
        let more = SpatialWeights(neighbours: [[1, 4], [0, 2], [1, 3], [2, 4], [3, 0, 6], [], [4]])
        let part = OverallAssociation(of: [1, 2, 3, 4, 7, 100, .nan], weights: more)
        #expect(part?.cells == 5)
        #expect(part?.moran == GlobalMoran(of: [1, 2, 3, 4, 7], weights: ring.rowStandardised))
        #expect(part?.g == GeneralG(of: [1, 2, 3, 4, 7], weights: ring))
    }
}
