import Foundation
import HomewardCore
import HomewardStreets

/// The expected incidents a year by piece of street and slot of the day, from incidents.
struct StreetRisk: Sendable {
    /// The incidents near the window on the clock, by day.
    private(set) var events: [RiskEvent]
    /// The places at which they lie, each once, and what lies around them.
    private let reaches: RiskReaches
    /// The place and the time of each event.
    private var placeOf: [Int32]
    private var timeOf: [Int32]
    private let clocks: RiskClocks
    private let pieces: StreetPieces
    private let townLength: Double
    /// The first and the last day's number of the period.
    private(set) var period: ClosedRange<Int>
    let firstMinute: Int
    let slots: Int
    let slotMinutes: Int
    /// Whether rates are in harm rather than incidents.
    let usesHarm: Bool

    /// How far from the window on the clock events count, minutes.
    static let margin = 60.0

    /// The minutes of the day whose events count for the slots of a window.
    static func window(
        firstMinute: Int, slots: Int, slotMinutes: Int, margin: Double = StreetRisk.margin
    ) -> ClosedRange<Double> {
        (Double(firstMinute) - margin)...(Double(firstMinute + slots * slotMinutes) + margin)
    }

    /// Prepares estimates for the slots of a window. O(events + places × search of the neighbourhood).
    ///
    /// - Parameters:
    ///   - all: The incidents, by day.
    ///   - widest: The greatest bandwidth along the streets that will be asked for, m.
    ///   - margin: Events farther than this from the window on the clock are left out, minutes.
    init(
        events all: [RiskEvent], pieces: StreetPieces, network: StreetNetwork, period: ClosedRange<Int>,
        firstMinute: Int, slots: Int, slotMinutes: Int, usesHarm: Bool, widest: Double = RiskSpread.neighbourhood,
        margin: Double = StreetRisk.margin
    ) {
        let window = StreetRisk.window(
            firstMinute: firstMinute, slots: slots, slotMinutes: slotMinutes, margin: margin)
        let events = all.filter { $0.meets(window) }
        (placeOf, reaches) = RiskReaches.of(events.map(\.place), pieces: pieces, network: network, widest: widest)
        (timeOf, clocks) = RiskClocks.of(
            events.map { $0.from...$0.to }, firstMinute: firstMinute, slots: slots, slotMinutes: slotMinutes)
        self.events = events
        self.pieces = pieces
        self.period = period
        self.firstMinute = firstMinute
        self.slots = slots
        self.slotMinutes = slotMinutes
        self.usesHarm = usesHarm
        townLength = max(1, pieces.length.reduce(0, +))
    }

    /// The same for the incidents of some days, which are the period from now on. O(events).
    func during(_ days: ClosedRange<Int>) -> StreetRisk {
        var risk = self
        let kept = events.indices.filter { days.contains(events[$0].day) }
        risk.events = kept.map { events[$0] }
        risk.placeOf = kept.map { placeOf[$0] }
        risk.timeOf = kept.map { timeOf[$0] }
        risk.period = days
        return risk
    }

    /// Incidents (or harm) a year for each piece and slot: `rates[piece × slots + slot]`.
    ///
    /// - Parameters:
    ///   - spread: How risk is spread.
    ///   - days: The days whose incidents count; the whole period where nil.
    ///   - inside: The pieces that are asked for; all where nil. The others' rates are 0.
    func rates(_ spread: RiskSpread, days: ClosedRange<Int>? = nil, inside: [Bool]? = nil) -> [Double] {
        let days = days ?? period
        let rows = RiskRows(pieces, of: inside)
        var rates = [Double](repeating: 0, count: pieces.count * slots)
        let hoods = hoods(spread, from: days.lowerBound, until: [days.upperBound], of: rows)
        estimate(spread, from: days.lowerBound, until: [days.upperBound], of: rows, hoods: hoods) { _, estimate in
            estimate.forEachRow(prior: spread.prior) { row, found in
                let first = Int(rows.pieces[row]) * slots
                for slot in found.indices { rates[first + slot] = found[slot] }
            }
        }
        return rates
    }

    /// The rates of neighbourhoods for the days from the first until each of some last ones, which rise; the spread's bandwidth and
    /// prior do not matter. O(events × neighbourhood).
    func hoods(_ spread: RiskSpread, from first: Int, until ends: [Int], of rows: RiskRows) -> [RiskHood] {
        var hoods: [RiskHood] = []
        var tally = RiskTally(rows: rows.stretches.count, slots: slots)
        count(spread, from: first, until: ends, in: &tally) { tally, event, clock, _ in
            tally.addMass(
                near: reaches.stretches(around: Int(placeOf[event])), within: RiskSpread.neighbourhood,
                lengths: pieces.stretchLength,
                own: Int(pieces.stretch[pieces.piece(at: events[event].place)]), rows: rows.stretchRow, clock: clock)
        } at: { _, tally, span in
            hoods.append(RiskHood(tally, span))
        }
        return hoods
    }

    /// Estimates rates for the days from the first until each of some last ones, which rise, and hands each estimate on as soon as it is
    /// there; it is valid no longer. O(events × pieces within the bandwidth).
    ///
    /// - Parameters:
    ///   - spread: How risk is spread; its prior does not matter.
    ///   - hoods: What ``hoods(_:from:until:of:)`` says of a spread of the same half-life and clock and the same days.
    func estimate(
        _ spread: RiskSpread, from first: Int, until ends: [Int], of rows: RiskRows, hoods: [RiskHood],
        _ body: (_ number: Int, _ estimate: RiskEstimate) -> Void
    ) {
        let narrow = min(max(spread.bandwidth, 1), reaches.widest)
        var tally = RiskTally(rows: rows.pieces.count, slots: slots)
        if usesHarm { tally.countHarm() }
        count(spread, from: first, until: ends, in: &tally) { tally, event, clock, weight in
            tally.addMass(
                near: reaches.pieces(around: Int(placeOf[event])), within: narrow, lengths: pieces.length,
                own: pieces.piece(at: events[event].place), rows: rows.row, clock: clock,
                harm: usesHarm ? (events[event].harm, weight) : nil)
        } at: { number, tally, span in
            body(
                number,
                RiskEstimate(
                    tally: tally, span: span, hood: hoods[number], rows: rows, pieces: pieces, townLength: townLength,
                    window: span.years * 4 / 3 * max(spread.clockBandwidth, Double(slotMinutes))
                        / Double(slotMinutes)))
        }
    }

    /// Days that are counted.
    struct Span: Sendable {
        /// The incidents on them.
        var incidents: Int
        /// How many years they count for, the older ones for less.
        var years: Double
        /// What a tally that is made for the last of all days is multiplied with.
        var recency: Double
    }

    /// What a day weighs in an estimate at the end of `days`.
    private func recency(_ day: Int, _ last: Int, _ spread: RiskSpread) -> Double {
        spread.halfLife > 0 ? exp2(-Double(last - day) / spread.halfLife) : 1
    }

    /// Enters the events of rising days in a tally, each with what it is in the slots of the clock and what it weighs on the last day
    /// of all, and says when each of the last days is over.
    private func count(
        _ spread: RiskSpread, from first: Int, until ends: [Int], in tally: inout RiskTally,
        _ enter: (inout RiskTally, _ event: Int, _ clock: RiskClocks.Shares, _ weight: Double) -> Void,
        at end: (_ number: Int, RiskTally, Span) -> Void
    ) {
        guard let last = ends.last else { return }
        let table = clocks.shares(max(spread.clockBandwidth, Double(slotMinutes)))
        var next = events.firstIndex { $0.day >= first } ?? events.count
        var incidents = 0
        for (number, until) in ends.enumerated() {
            while next < events.count, events[next].day <= until {
                let weight = recency(events[next].day, last, spread)
                if weight > 0, let clock = table.at(Int(timeOf[next]), times: weight) {
                    tally.addTown(clock, weight: weight, harm: events[next].harm)
                    enter(&tally, next, clock, weight)
                }
                incidents += 1
                next += 1
            }
            var years = 0.0
            if first <= until { for day in first...until { years += recency(day, until, spread) / 365.25 } }
            end(
                number, tally,
                Span(incidents: incidents, years: years, recency: 1 / recency(until, last, spread)))
        }
    }
}
