import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

@Suite struct PresenceRiskTests {
    private let first = 19_723

    private func risk(
        _ events: [RiskEvent], on network: StreetNetwork, days: Int = 365, from minute: Int = 0, slots: Int = 288,
        usesHarm: Bool = false
    ) -> StreetRisk {
        StreetRisk(
            events: events, pieces: StreetPieces(network), network: network, period: first...(first + days - 1),
            firstMinute: minute, slots: slots, slotMinutes: 5, usesHarm: usesHarm)
    }

    private func event(_ place: Snap, _ minute: Double, to: Double? = nil, day: Int = 0, harm: Double = 1) -> RiskEvent
    {
        RiskEvent(place: place, from: minute, to: to ?? minute, day: first + day, harm: harm)
    }

    @Test("Pieces are at most 25 m, fill each edge, and each has the places that lie on it")
    func pieces() throws {
        let town = try TestTown(columns: 4, rows: 3)
        let pieces = StreetPieces(town.network)
        #expect(pieces.length.allSatisfy { $0 <= 25 + 1e-9 && $0 > 0 })
        #expect(abs(pieces.length.reduce(0, +) - town.network.length) < 1e-6)
        for (piece, middle) in pieces.middle.enumerated() { #expect(pieces.piece(at: middle) == piece) }
        for edge in town.network.edges.indices {
            #expect(pieces.piece(at: town.network.position(edge: edge, offset: 0)) == pieces.first[edge])
            let end = town.network.position(edge: edge, offset: .greatestFiniteMagnitude)
            #expect(pieces.piece(at: end) == pieces.first[edge + 1] - 1)
        }
    }

    @Test("Incidents near the window are events, over midnight too; who lies off the streets counts at any time")
    func eventsNearTheWindow() throws {
        let network = try TestTown(columns: 4, rows: 3).network
        let clock = try LocalClock(timeZone: "Europe/London")
        let here = network.edges[0].line.points[0]
        let away = Point(x: here.x + 1e6, y: here.y)
        func found(_ minutes: [Int?], away others: [Int], firstMinute: Int) -> (from: [Double], far: Int, timeless: Int)
        {
            func incident(_ place: Point, _ minute: Int?) -> Incident {
                Incident(at: place, on: CivilDay(number: first), second: minute.map { Int32($0 * 60) }, clock: clock)
            }
            let table = IncidentTable(minutes.map { incident(here, $0) } + others.map { incident(away, $0) })
            let (events, far, timeless) = RiskEvent.events(
                of: table, within: 60, of: StreetRisk.window(firstMinute: firstMinute, slots: 12, slotMinutes: 5),
                network: network, clock: clock)
            return (events.map(\.from), far, timeless)
        }
        // From 15:00 to 16:00, and an hour before and after.
        let day = found([839, 840, 1020, 1021, nil], away: [720, 930], firstMinute: 900)
        #expect(day.from == [840, 1020])
        #expect(day.far == 2)
        #expect(day.timeless == 1)
        // From 23:00 to midnight.
        let night = found([0, 60, 61, 1319, 1320], away: [], firstMinute: 1380)
        #expect(night.from == [0, 60, 1320])
        #expect(night.far == 0)
    }

    @Test("All slots of the day and all streets together have as many incidents a year as there were")
    func mass() throws {
        var town = try TestTown(columns: 6, rows: 6)
        let network = town.network
        let events = try (0..<40).map { _ in
            event(
                try #require(network.snap(town.anywhere(), within: .infinity)), town.generator.unit() * 1440,
                day: town.generator.below(365))
        }
        for spread in [
            RiskSpread(bandwidth: 60, clockBandwidth: 20, halfLife: 0, prior: 1e-9),
            RiskSpread(bandwidth: 2, clockBandwidth: 1, halfLife: 0, prior: 1e-9),
            RiskSpread(bandwidth: 200, clockBandwidth: 300, halfLife: 0, prior: 1e9),
        ] {
            let sum = risk(events, on: network).rates(spread).reduce(0, +)
            #expect(abs(sum - 40 * 365.25 / 365) < 0.02 * 40, "\(spread): \(sum)")
        }
    }

    @Test("Days that are counted on from those before give the rates that they give by themselves")
    func severalEnds() throws {
        var town = try TestTown(columns: 8, rows: 8)
        let network = town.network
        let pieces = StreetPieces(network)
        // Some at one place, some with a range, so that places and times are shared.
        let places = try (0..<12).map { _ in try #require(network.snap(town.anywhere(), within: .infinity)) }
        let events = (0..<120).map { number in
            let minute = 880 + Double(town.generator.below(40) * 5)
            return event(
                places[town.generator.below(12)], minute, to: minute + (number % 5 == 0 ? 25 : 0), day: number * 3,
                harm: 1 + town.generator.unit())
        }
        let inside = (0..<pieces.count).map { $0 % 3 != 0 }
        for usesHarm in [false, true] {
            let it = risk(events, on: network, from: 900, slots: 36, usesHarm: usesHarm)
            for spread in [
                RiskSpread(), RiskSpread(bandwidth: 200, clockBandwidth: 20, halfLife: 90, prior: 0.05),
            ] {
                let rows = RiskRows(pieces, of: inside)
                let ends = [99, 180, 364].map { first + $0 }
                let hoods = it.hoods(spread, from: first, until: ends, of: rows)
                it.estimate(spread, from: first, until: ends, of: rows, hoods: hoods) { number, estimate in
                    let alone = it.rates(spread, days: first...ends[number], inside: inside)
                    let during = it.during(first...ends[number]).rates(spread)
                    var worst = 0.0
                    estimate.forEachRow(prior: spread.prior) { row, rates in
                        let key = Int(rows.pieces[row]) * 36
                        for slot in 0..<36 {
                            let own = alone[key + slot]
                            worst = max(worst, abs(rates[slot] - own) / max(own, 1e-12))
                            worst = max(worst, abs(during[key + slot] - own) / max(own, 1e-12))
                        }
                    }
                    #expect(worst < 1e-9, "\(spread), \(number)")
                }
            }
        }
    }

    @Test("Risk falls with the way along the streets and round the clock, over midnight too")
    func kernels() throws {
        let town = try TestTown(columns: 5, rows: 5)
        let place = town.network.position(edge: 0, offset: 10)
        let it = risk([event(place, 1438)], on: town.network)
        let rates = it.rates(RiskSpread(bandwidth: 100, clockBandwidth: 15, halfLife: 0, prior: 1e-9))
        let own = StreetPieces(town.network).piece(at: place)
        #expect(rates[own * 288 + 287] > rates[own * 288 + 0])
        #expect(rates[own * 288 + 0] > rates[own * 288 + 1] && rates[own * 288 + 1] > 0)
        #expect(rates[own * 288 + 100] < 1e-6 * rates[own * 288 + 287])
        #expect(rates[own * 288 + 287] > rates[(own + 2) * 288 + 287])
    }

    @Test("A time known as a range counts for every slot of the range alike")
    func ranges() throws {
        let town = try TestTown(columns: 3, rows: 3)
        let place = town.network.position(edge: 0, offset: 10)
        let rates = risk([event(place, 600, to: 660)], on: town.network).rates(
            RiskSpread(bandwidth: 50, clockBandwidth: 5, halfLife: 0, prior: 1e-9))
        let own = StreetPieces(town.network).piece(at: place) * 288
        #expect(abs(rates[own + 123] - rates[own + 128]) < 1e-9 * rates[own + 123])
        #expect(rates[own + 123] > 0 && rates[own + 140] < 1e-6 * rates[own + 123])
    }

    @Test("Little evidence is drawn to the rate around it, much is not")
    func shrinkage() throws {
        let town = try TestTown(columns: 12, rows: 12)
        let network = town.network
        let busy = network.position(edge: 3, offset: 10)
        let quiet = network.position(edge: network.edges.count - 4, offset: 10)
        let events = (0..<60).map { event(busy, 930, day: $0) } + [event(quiet, 930, day: 3)]
        let it = risk(events, on: network)
        let raw = it.rates(RiskSpread(bandwidth: 50, clockBandwidth: 20, halfLife: 0, prior: 1e-9))
        let drawn = it.rates(RiskSpread(bandwidth: 50, clockBandwidth: 20, halfLife: 0, prior: 0.3))
        let pieces = StreetPieces(network)
        let (b, q) = (pieces.piece(at: busy) * 288 + 186, pieces.piece(at: quiet) * 288 + 186)
        #expect(drawn[q] / raw[q] < drawn[b] / raw[b])
        #expect(drawn[b] > 0.8 * raw[b])
        #expect(drawn[q] < 0.8 * raw[q])
    }

    @Test("With a half-life, last month counts more than last year; without, they count alike")
    func recency() throws {
        let town = try TestTown(columns: 12, rows: 12)
        let network = town.network
        let old = network.position(edge: 3, offset: 10)
        let new = network.position(edge: network.edges.count - 4, offset: 10)
        let it = risk([event(old, 930, day: 4), event(new, 930, day: 360)], on: network)
        let pieces = StreetPieces(network)
        func ratio(_ halfLife: Double) -> Double {
            let rates = it.rates(RiskSpread(bandwidth: 25, clockBandwidth: 20, halfLife: halfLife, prior: 1e-9))
            let total = { (place: Snap) in
                pieces.first[place.edge]..<pieces.first[place.edge + 1]
            }
            func sum(_ place: Snap) -> Double {
                total(place).reduce(0) { $0 + rates[$1 * 288 + 186] }
            }
            return sum(new) / sum(old)
        }
        #expect(abs(ratio(0) - 1) < 0.2)
        #expect(ratio(178) > 3)
    }

    @Test("Harm weighs the rates where it is asked for, and the evidence not")
    func harm() throws {
        let town = try TestTown(columns: 12, rows: 12)
        let network = town.network
        let mild = network.position(edge: 3, offset: 10)
        let grave = network.position(edge: network.edges.count - 4, offset: 10)
        let events = (0..<20).flatMap { [event(mild, 930, day: $0), event(grave, 930, day: $0, harm: 50)] }
        let pieces = StreetPieces(network)
        let spread = RiskSpread(bandwidth: 50, clockBandwidth: 20, halfLife: 0, prior: 0.5)
        let (m, g) = (pieces.piece(at: mild) * 288 + 186, pieces.piece(at: grave) * 288 + 186)
        let counted = risk(events, on: network).rates(spread)
        let weighed = risk(events, on: network, usesHarm: true).rates(spread)
        #expect(abs(counted[g] / counted[m] - 1) < 0.3)
        #expect(weighed[g] / weighed[m] > 10)
    }

    @Test("The clock is narrow where later incidents repeat earlier ones, and what cannot be judged stays standard")
    func choice() throws {
        var town = try TestTown(columns: 12, rows: 12)
        let network = town.network
        let gate = try #require(network.snap(Point(x: 500, y: 500), within: 200))
        let ground = PresenceGround(gates: [gate], distance: 5000, reach: 100, speed: 72, network: network)
        let inside = [Bool](repeating: true, count: ground.pieces.count)
        func best(_ events: [RiskEvent]) -> RiskSpread {
            RiskChoice().best(
                for: risk(events, on: network, from: 900, slots: 36), pieces: ground.pieces, inside: inside,
                cover: ground.cover, teams: 3)
        }
        let spots = [3, 90, 170].map { network.position(edge: $0, offset: 30) }
        let repeated = best((0..<240).map { event(spots[$0 % 3], 930 + Double($0 % 3) * 40, day: $0 * 3 / 2) })
        let anywhere = best(
            try (0..<240).map {
                event(
                    try #require(network.snap(town.anywhere(), within: .infinity)), 900 + town.generator.unit() * 180,
                    day: $0 * 3 / 2)
            })
        #expect(repeated.clockBandwidth < anywhere.clockBandwidth)
        #expect(best([]) == RiskSpread())
        // It moves from six places to six others in the fifth month: what is old misleads.
        let places = try (0..<12).map {
            try #require(network.snap(Point(x: Double($0 % 4) * 300, y: Double($0 / 4) * 400), within: 200))
        }
        let moving = best(
            stride(from: 0, to: 365, by: 2).flatMap { day in
                (0..<6).map { event(places[$0 + (day < 150 ? 0 : 6)], 950, day: day) }
            })
        #expect(moving.halfLife == 150)
    }

    @Test("What is met counts once, by half beyond half the reach, for one team, two, and so on")
    func metAtTheBestPlaces() {
        // Three places on four pieces; the second place is the best, then the third.
        let cover = CompressedRows<(piece: Int32, isNear: Bool)>([
            [(0, true)], [(1, true), (2, false)], [(2, true), (3, false)],
        ])
        let cases = [0, 1, 2, 2, 3].map { RiskChoice.Case(piece: $0, slot: 0) }
        func met(_ teams: Int) -> Double {
            RiskChoice.met(
                [1, 5, 4, 3], cases, cover: cover, from: RiskChoice.places(of: cover, pieces: 4), teams: teams
            )
        }
        // One team meets 1 at piece 1 and half of 2 at piece 2; the next the other half of those and half of piece 3.
        #expect(met(1) == 2)
        #expect(met(2) == 2 + 3.5)
        #expect(met(3) == 2 + 3.5 + 4.5 && met(4) == 2 + 3.5 + 4.5 + 4.5)
        let rates = [0.2, 0.6, 0.2, 0, 0, 0]
        #expect(
            abs(RiskChoice.chance(rates, slots: 3, [.init(piece: 0, slot: 1)]) - -0.5108256237659907) < 1e-12)
        #expect(RiskChoice.chance(rates, slots: 3, [.init(piece: 1, slot: 1)]) == -30)
    }

    @Test(
        "A hop takes the whole minutes of its way, and hops make every walk at most a minute longer for each of theirs")
    func hops() throws {
        let town = try TestTown(columns: 6, rows: 5, block: 90)
        let network = town.network
        let gate = try #require(network.snap(Point(x: 200, y: 200), within: 100))
        let ground = PresenceGround(gates: [gate], distance: 500, reach: 60, speed: 72, network: network)
        #expect(ground.places.count > 20)
        for place in ground.places.indices {
            let paths = network.shortestPaths(from: ground.places[place])
            for hop in ground.hops[place] {
                let length = try #require(paths.distance(to: ground.places[Int(hop.to)]))
                #expect(Double(hop.minutes) * 72 >= length - 1e-6)
                // Where the shortest way leaves the walking distance, the hop goes round.
                #expect(hop.minutes <= 3)
                #expect(ground.hops[Int(hop.to)].contains { Int($0.to) == place && $0.minutes == hop.minutes })
            }
            for part in ground.cover[place] {
                let length = try #require(paths.distance(to: ground.pieces.middle[Int(part.piece)]))
                #expect(length <= 60 + 1e-9 && part.isNear == (length <= 30))
            }
        }
    }
}
