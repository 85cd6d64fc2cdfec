import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardStreets

/// The schools on the streets and the incidents near them: what a plan and its proof are both made from.
struct ChaperoneEvidence: Sendable {
    /// The gates, on the streets, and the school of each, an index.
    private(set) var gates: [Snap] = []
    private(set) var school: [Int] = []
    /// Schools whose gate lies on no street, with the reason.
    private(set) var unserved: [Unserved] = []
    let pieces: StreetPieces
    /// The risk in the teams' hours; nil where no school has a gate on the streets.
    private(set) var risk: StreetRisk?
    /// How many incidents were looked at, how many of them lie too far from any street, and how many have no time of day.
    let read: Int
    private(set) var far = 0
    private(set) var timeless = 0

    /// The minutes of a slot.
    static let slotMinutes = 5

    /// Looks at every incident once. O(incidents × search of the neighbourhood).
    init(
        planner: ChaperonePlanner, schools: [School], incidents: IncidentTable, period: ClosedRange<CivilDay>,
        network: StreetNetwork, clock: LocalClock?
    ) {
        for (index, it) in schools.enumerated() {
            guard let place = ChaperoneField.onStreet(it.gate, within: planner.gateReach, network: network) else {
                unserved.append(Unserved(name: it.name, reason: ChaperoneField.offStreet(it, planner, network)))
                continue
            }
            school.append(index)
            gates.append(place)
        }
        pieces = StreetPieces(network)
        read = incidents.count
        guard !gates.isEmpty else { return }
        let starts = school.map { schools[$0].finish - planner.lead }
        let length = ChaperoneEvidence.slotMinutes
        let first = Int((Double(starts.min() ?? 0) / Double(length)).rounded(.down)) * length
        let slots = ((starts.max() ?? 0) + planner.minutes - first + length - 1) / length
        let (events, far, timeless) = RiskEvent.events(
            of: incidents, within: planner.nearStreet,
            of: StreetRisk.window(firstMinute: first, slots: slots, slotMinutes: length), network: network, clock: clock
        )
        (self.far, self.timeless) = (far, timeless)
        risk = StreetRisk(
            events: events, pieces: pieces, network: network,
            period: period.lowerBound.number...period.upperBound.number, firstMinute: first, slots: slots,
            slotMinutes: length, usesHarm: planner.usesHarm,
            widest: planner.risk == .stated ? planner.riskBandwidth : RiskChoice().widest)
    }

    /// What a forecast for the teams' hours is made from; nil where no school has a gate on the streets.
    func basis(_ basis: ForecastBasis) -> ForecastBasis? {
        guard let risk else { return nil }
        var own = basis
        own.hours = HourWindow(
            start: max(0, risk.firstMinute), end: min(1440, risk.firstMinute + risk.slots * risk.slotMinutes))
        return own
    }

    /// The same for the incidents of some of the days. O(events).
    func during(_ days: ClosedRange<CivilDay>) -> ChaperoneEvidence {
        var evidence = self
        evidence.risk = risk?.during(days.lowerBound.number...days.upperBound.number)
        return evidence
    }
}
