import Foundation
import HomewardCore
import HomewardStreets
import Synchronization

/// How risk is spread from incidents over street and clock.
///
/// 1. Each incident is spread along the streets by an Epanechnikov kernel of ``bandwidth`` metres, its mass shared among
///    the pieces within it, and round the clock by one of ``clockBandwidth`` minutes; a time known as a range is first
///    spread evenly over the range.
/// 2. It weighs by its age: half as much after ``halfLife`` days.
/// 3. What few incidents say is drawn towards the neighbourhood's rate, the same estimate within ``neighbourhood`` metres on
///    stretches of up to four pieces, and that towards the town's mean at that time of day: with E incidents expected in the kernel's window, the local
///    rate counts E / (E + ``prior``) (the posterior mean of a Poisson count under a gamma prior of shape ``prior``). The
///    evidence is counted in incidents and never in harm.
///
/// Source: D. Clayton, J. Kaldor (1987), "Empirical Bayes estimates of age-standardized relative risks for use in disease
/// mapping", Biometrics 43(3), 671–681.
struct RiskSpread: Sendable, Hashable {
    /// How far risk is spread, m along the streets.
    var bandwidth = 100.0
    /// How far on the clock, minutes each way.
    var clockBandwidth = 60.0
    /// After how many days an incident counts half; 0: age does not matter.
    var halfLife = 0.0
    /// How many expected incidents the prior weighs as much as.
    var prior = 0.2

    /// How far the neighbourhood goes, m along the streets.
    static let neighbourhood = 400.0
}

/// The expected incidents a year by piece of street and slot of the day, from incidents.
struct StreetRisk: Sendable {
    /// Where each event's risk goes: the pieces around it and how far they are.
    private let near: CompressedRows<Reach>
    /// The stretches of its neighbourhood and how far they are. The neighbourhood's rate is smooth: it needs no pieces.
    private let around: CompressedRows<Reach>
    /// How far ``near`` goes, m.
    private let widest: Double
    let events: [RiskEvent]
    /// The stretches of the clock on which events lie, each once, and the number of each event's.
    private let times: [ClosedRange<Double>]
    private let timeOf: [Int32]
    /// What falls in each slot of each stretch of the clock, by the bandwidth on the clock for which it was asked before.
    private let knownClocks = KnownClocks()
    private let pieces: StreetPieces
    private let townLength: Double
    /// The first and the last day's number of the period.
    let period: ClosedRange<Int>
    let firstMinute: Int
    let slots: Int
    let slotMinutes: Int
    /// Whether rates are in harm rather than incidents.
    let usesHarm: Bool

    private struct Reach: Sendable {
        var piece: Int32
        var distance: Float
    }

    /// Prepares estimates for the slots of a window. O(events × search of the neighbourhood).
    ///
    /// - Parameters:
    ///   - widest: The greatest bandwidth along the streets that will be asked for, m.
    ///   - margin: Events farther than this from the window on the clock are left out, minutes.
    init(
        events all: [RiskEvent], pieces: StreetPieces, network: StreetNetwork, period: ClosedRange<Int>,
        firstMinute: Int, slots: Int, slotMinutes: Int, usesHarm: Bool, widest: Double = RiskSpread.neighbourhood,
        margin: Double = 60
    ) {
        let open = (Double(firstMinute) - margin)...(Double(firstMinute + slots * slotMinutes) + margin)
        // A time beyond midnight is one of the next day's early hours.
        let turns: [Double] = [-1440, 0, 1440]
        let events = all.filter { event in
            turns.contains { (event.from + $0...event.to + $0).overlaps(open) }
        }
        var rows = CompressedRows<Reach>()
        var wide = rows
        var search = StreetSearch(network: network)
        for event in events {
            search.run(from: event.place, limit: RiskSpread.neighbourhood)
            var row: [Reach] = []
            pieces.forEach(within: widest, of: search, origin: event.place) {
                row.append(Reach(piece: Int32($0), distance: Float($1)))
            }
            rows.append(row)
            row.removeAll(keepingCapacity: true)
            pieces.forEachStretch(within: RiskSpread.neighbourhood, of: search, origin: event.place) {
                row.append(Reach(piece: Int32($0), distance: Float($1)))
            }
            wide.append(row)
        }
        near = rows
        around = wide
        var numbers: [ClosedRange<Double>: Int32] = [:]
        var times: [ClosedRange<Double>] = []
        timeOf = events.map { event in
            let time = event.from...event.to
            if let number = numbers[time] { return number }
            numbers[time] = Int32(times.count)
            times.append(time)
            return Int32(times.count - 1)
        }
        self.times = times
        self.widest = widest
        self.events = events
        self.pieces = pieces
        self.period = period
        self.firstMinute = firstMinute
        self.slots = slots
        self.slotMinutes = slotMinutes
        self.usesHarm = usesHarm
        townLength = max(1, pieces.length.reduce(0, +))
    }

    /// What a day weighs in an estimate at the end of `days`.
    private func recency(_ day: Int, _ last: Int, _ spread: RiskSpread) -> Double {
        spread.halfLife > 0 ? exp2(-Double(last - day) / spread.halfLife) : 1
    }

    /// Incidents (or harm) a year for each piece and slot: `rates[piece × slots + slot]`.
    ///
    /// - Parameters:
    ///   - spread: How risk is spread.
    ///   - days: The days whose incidents count; the whole period where nil.
    ///   - inside: The pieces that are asked for; all where nil. The others' rates are 0.
    ///   - hood: What ``hood(_:days:inside:)`` says of a spread of the same half-life and clock, the same days and pieces, where that
    ///     is known already.
    func rates(_ spread: RiskSpread, days: ClosedRange<Int>? = nil, inside: [Bool]? = nil, hood: Hood? = nil)
        -> [Double]
    {
        let days = days ?? period
        let used = events.indices.filter { days.contains(events[$0].day) }
        var years = 0.0
        for day in days { years += recency(day, days.upperBound, spread) / 365.25 }
        // What falls near each piece, and in the end its rate.
        var rates = [Double](repeating: 0, count: pieces.count * slots)
        guard !used.isEmpty, years > 0 else { return rates }
        let hood = hood ?? self.hood(spread, days: days, inside: inside)
        var town = [Double](repeating: 0, count: slots)
        var harm = [Double](repeating: 0, count: usesHarm ? pieces.count : 0)
        var harmCount = harm
        var townHarm = 0.0
        var townCount = 0.0
        var localLength = 0.0
        let narrow = min(max(spread.bandwidth, 1), widest)
        let clocks = self.clocks(spread)
        var clock = town
        var narrowShares: [(piece: Int, perMetre: Double)] = []
        for index in used {
            let event = events[index]
            let weight = recency(event.day, days.upperBound, spread)
            guard let open = clocks.fill(&clock, Int(timeOf[index]), times: weight, over: years) else { continue }
            townHarm += event.harm * weight
            townCount += weight
            for slot in open { town[slot] += clock[slot] / townLength }
            let place = events[index].place
            localLength += shares(
                near[index], within: narrow, lengths: pieces.length, own: pieces.piece(at: place), into: &narrowShares)
            enter(narrowShares, clock, open, of: inside, into: &rates)
            if usesHarm {
                for share in narrowShares {
                    harm[share.piece] += share.perMetre * event.harm * weight
                    harmCount[share.piece] += share.perMetre * weight
                }
            }
        }
        guard townCount > 0 else { return [Double](repeating: 0, count: rates.count) }
        localLength /= Double(used.count)
        let window = years * 4 / 3 * max(spread.clockBandwidth, Double(slotMinutes)) / Double(slotMinutes)
        for piece in 0..<pieces.count {
            guard inside?[piece] ?? true else {
                for slot in 0..<slots { rates[piece * slots + slot] = 0 }
                continue
            }
            let row = Int(pieces.stretch[piece]) * slots
            var factor = pieces.length[piece]
            if usesHarm {
                // A mean harm from as many incidents as the kernel's top holds, drawn to the town's.
                let seen = harmCount[piece] * localLength
                let mean = townHarm / townCount
                factor *= (harm[piece] * localLength + spread.prior * mean) / (seen + spread.prior)
            }
            for slot in 0..<slots {
                let key = piece * slots + slot
                let expectedWide = town[slot] * hood.length * window
                let trustWide = expectedWide / (expectedWide + spread.prior)
                let around = trustWide * hood.rates[row + slot] + (1 - trustWide) * town[slot]
                let expected = around * localLength * window
                let trust = expected / (expected + spread.prior)
                rates[key] = (trust * rates[key] + (1 - trust) * around) * factor
            }
        }
        return rates
    }

    /// The neighbourhood's rates.
    struct Hood: Sendable {
        /// Incidents a year and metre: `rates[stretch × slots + slot]`.
        fileprivate var rates: [Double]
        /// The length that an incident's whole mass would fill at the kernel's height in its middle, m, in the mean.
        fileprivate var length = 0.0
    }

    /// The rates of neighbourhoods; the spread's bandwidth and prior do not matter.
    func hood(_ spread: RiskSpread, days: ClosedRange<Int>, inside: [Bool]? = nil) -> Hood {
        var hood = Hood(rates: [Double](repeating: 0, count: pieces.stretchLength.count * slots))
        let wanted = inside.map { inside in
            var stretches = [Bool](repeating: false, count: pieces.stretchLength.count)
            for piece in inside.indices where inside[piece] { stretches[Int(pieces.stretch[piece])] = true }
            return stretches
        }
        let used = events.indices.filter { days.contains(events[$0].day) }
        let years = days.reduce(0.0) { $0 + recency($1, days.upperBound, spread) / 365.25 }
        guard !used.isEmpty, years > 0 else { return hood }
        let clocks = self.clocks(spread)
        var clock = [Double](repeating: 0, count: slots)
        var wideShares: [(piece: Int, perMetre: Double)] = []
        for index in used {
            let weight = recency(events[index].day, days.upperBound, spread)
            guard let open = clocks.fill(&clock, Int(timeOf[index]), times: weight, over: years) else { continue }
            let mass = shares(
                around[index], within: RiskSpread.neighbourhood, lengths: pieces.stretchLength,
                own: Int(pieces.stretch[pieces.piece(at: events[index].place)]), into: &wideShares)
            hood.length += mass / Double(used.count)
            enter(wideShares, clock, open, of: wanted, into: &hood.rates)
        }
        return hood
    }

    private func enter(
        _ shares: [(piece: Int, perMetre: Double)], _ clock: [Double], _ range: ClosedRange<Int>,
        of wanted: [Bool]?, into field: inout [Double]
    ) {
        field.withUnsafeMutableBufferPointer { field in
            clock.withUnsafeBufferPointer { clock in
                for share in shares where wanted?[share.piece] ?? true {
                    let row = share.piece * slots
                    for slot in range { field[row + slot] += share.perMetre * clock[slot] }
                }
            }
        }
    }

    /// Tells the share of an event's mass for each metre of the pieces or stretches near it; returns the length that the whole mass
    /// would fill at the kernel's height in its middle, m.
    ///
    /// - Parameters:
    ///   - lengths: The lengths of all of them, m.
    ///   - own: The one that it lies on.
    ///   - shares: What is told, in place of what it held.
    private func shares(
        _ near: ArraySlice<Reach>, within width: Double, lengths: [Double], own: Int,
        into shares: inout [(piece: Int, perMetre: Double)]
    ) -> Double {
        var mass = 0.0
        shares.removeAll(keepingCapacity: true)
        for reach in near where Double(reach.distance) < width {
            let part = Double(reach.distance) / width
            let height = 1 - part * part
            mass += height * lengths[Int(reach.piece)]
            shares.append((Int(reach.piece), height))
        }
        if shares.isEmpty {
            shares.append((own, 1 / lengths[own]))
            return lengths[own]
        }
        for number in shares.indices { shares[number].perMetre /= mass }
        return mass
    }

    /// The shares by which events spread over the clock; they are worked out once for each bandwidth.
    private func clocks(_ spread: RiskSpread) -> Clocks {
        knownClocks.byWidth.withLock { known in
            let width = max(spread.clockBandwidth, Double(slotMinutes))
            if let clocks = known[width] { return clocks }
            let clocks = Clocks(times.map { clockShares($0, width: width) })
            known[width] = clocks
            return clocks
        }
    }

    private final class KnownClocks: Sendable {
        let byWidth = Mutex<[Double: Clocks]>([:])
    }

    /// What falls in each slot of the window of events at each of some stretches of the clock.
    private struct Clocks: Sendable {
        private let shares: [[Double]]
        /// The slots from the first to the last in which something falls; nil where nothing does.
        private let open: [ClosedRange<Int>?]

        init(_ shares: [[Double]]) {
            self.shares = shares
            open = shares.map { shares in
                guard let first = shares.firstIndex(where: { $0 > 0 }), let last = shares.lastIndex(where: { $0 > 0 })
                else { return nil }
                return first...last
            }
        }

        /// Enters what falls in the slots of an event that weighs so much; the slots that it tells of, if any.
        func fill(_ clock: inout [Double], _ time: Int, times weight: Double, over years: Double) -> ClosedRange<Int>? {
            guard weight > 0, let open = open[time] else { return nil }
            for slot in open { clock[slot] = shares[time][slot] * weight / years }
            return open
        }
    }

    /// The share of an event at a time that falls in each slot of the window; what falls outside is lost.
    private func clockShares(_ time: ClosedRange<Double>, width: Double) -> [Double] {
        let length = time.upperBound - time.lowerBound
        let points = max(1, Int((length / Double(slotMinutes)).rounded(.up)))
        var shares = [Double](repeating: 0, count: slots)
        let rows = Int((width / Double(slotMinutes)).rounded(.up)) + 1
        var heights: [(slot: Int, height: Double)] = []
        for point in 0..<points {
            let time = time.lowerBound + length * (Double(point) + 0.5) / Double(points) - Double(firstMinute)
            let home = Int((time / Double(slotMinutes)).rounded(.down))
            var mass = 0.0
            heights.removeAll(keepingCapacity: true)
            for slot in (home - rows)...(home + rows) {
                let away = ((Double(slot) + 0.5) * Double(slotMinutes) - time) / width
                guard abs(away) < 1 else { continue }
                let height = 1 - away * away
                mass += height
                heights.append((slot, height))
            }
            let round = 1440 / slotMinutes
            for (slot, height) in heights {
                let turned = ((slot % round) + round) % round
                if turned < slots { shares[turned] += height / mass / Double(points) }
            }
        }
        return shares
    }
}
