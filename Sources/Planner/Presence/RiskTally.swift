/// What incidents spread over pieces or stretches of street and over the clock come to, while they are entered one by one.
struct RiskTally: Sendable {
    /// Incidents by metre, row and slot: `sums[row × slots + slot]`.
    private(set) var sums: [Double]
    /// Incidents by slot, wherever they are.
    private(set) var town: [Double]
    /// Incidents, and the harm of all.
    private(set) var count = 0.0
    private(set) var harm = 0.0
    /// Harm by metre and row, and incidents likewise; empty unless they are asked for.
    private(set) var rowHarm: [Double] = []
    private(set) var rowCount: [Double] = []
    /// The sum of the lengths that each incident's mass would fill at the kernel's height in its middle, m.
    private(set) var length = 0.0
    private let slots: Int
    private var heights: [Double] = []

    /// Nothing is entered.
    init(rows: Int, slots: Int) {
        self.slots = slots
        sums = [Double](repeating: 0, count: rows * slots)
        town = [Double](repeating: 0, count: slots)
    }

    /// Counts harm by row too.
    mutating func countHarm() {
        rowHarm = [Double](repeating: 0, count: sums.count / max(1, slots))
        rowCount = rowHarm
    }

    /// Enters an incident in what the town has.
    mutating func addTown(_ clock: RiskClocks.Shares, weight: Double, harm: Double) {
        self.harm += harm * weight
        count += weight
        for (slot, value) in zip(clock.slots, clock.values) { town[slot] += value * clock.weight }
    }

    /// Spreads an incident over the pieces or stretches around it by an Epanechnikov kernel, and over the slots of the clock.
    ///
    /// - Parameters:
    ///   - near: What lies around it.
    ///   - width: How far it is spread, m.
    ///   - lengths: The lengths of all pieces or stretches, m.
    ///   - own: The one on which it lies, which has all of it where no middle is near.
    ///   - rows: The row of each; −1 where it is not asked for.
    ///   - harm: Its harm, and what it weighs.
    mutating func addMass(
        near: ArraySlice<RiskReaches.Reach>, within width: Double, lengths: [Double], own: Int, rows: [Int32],
        clock: RiskClocks.Shares, harm: (value: Double, weight: Double)? = nil
    ) {
        var mass = 0.0
        if heights.count < near.count { heights = [Double](repeating: 0, count: near.count) }
        near.withUnsafeBufferPointer { near in
            lengths.withUnsafeBufferPointer { lengths in
                heights.withUnsafeMutableBufferPointer { heights in
                    for number in near.indices {
                        let part = Double(near[number].distance) / width
                        heights[number] = part < 1 ? 1 - part * part : 0
                        mass += heights[number] * lengths[Int(near[number].part)]
                    }
                }
            }
        }
        guard mass > 0 else {
            length += lengths[own]
            enter(own, 1 / lengths[own], rows, clock, harm)
            return
        }
        length += mass
        for (number, reach) in near.enumerated() where heights[number] > 0 {
            enter(Int(reach.part), heights[number] / mass, rows, clock, harm)
        }
    }

    private mutating func enter(
        _ part: Int, _ perMetre: Double, _ rows: [Int32], _ clock: RiskClocks.Shares,
        _ harm: (value: Double, weight: Double)?
    ) {
        let row = Int(rows[part])
        guard row >= 0 else { return }
        let first = row * slots + clock.slots.lowerBound
        let factor = perMetre * clock.weight
        sums.withUnsafeMutableBufferPointer { sums in
            clock.values.withUnsafeBufferPointer { values in
                for slot in values.indices { sums[first + slot] += factor * values[slot] }
            }
        }
        if let harm {
            rowHarm[row] += perMetre * harm.value * harm.weight
            rowCount[row] += perMetre * harm.weight
        }
    }
}

/// The rates of neighbourhoods.
struct RiskHood: Sendable {
    /// Incidents a year and metre: `rates[row × slots + slot]`, a row a stretch.
    let rates: [Double]
    /// The length that an incident's whole mass would fill at the kernel's height in its middle, m, in the mean.
    let length: Double

    /// What a tally of stretches comes to.
    init(_ tally: RiskTally, _ span: StreetRisk.Span) {
        let factor = span.years > 0 ? span.recency / span.years : 0
        rates = tally.sums.map { $0 * factor }
        length = span.incidents > 0 ? tally.length / Double(span.incidents) : 0
    }
}

/// The expected incidents a year that a tally of pieces comes to, for any prior.
struct RiskEstimate {
    let tally: RiskTally
    let span: StreetRisk.Span
    let hood: RiskHood
    let rows: RiskRows
    let pieces: StreetPieces
    let townLength: Double
    /// The kernel's window, in slots and years.
    let window: Double

    /// Calls `body` with the rates of each row, incidents (or harm) a year by slot. O(rows × slots).
    func forEachRow(prior: Double, _ body: (_ row: Int, _ rates: UnsafeBufferPointer<Double>) -> Void) {
        let slots = tally.town.count
        guard span.years > 0, tally.count > 0 else {
            [Double](repeating: 0, count: slots).withUnsafeBufferPointer { none in
                for row in rows.pieces.indices { body(row, none) }
            }
            return
        }
        let factor = span.recency / span.years
        let localLength = tally.length / Double(span.incidents)
        // The town's rate by slot, and what it weighs against the neighbourhood's.
        let town = tally.town.map { $0 * factor / townLength }
        let trustWide = town.map { rate in
            let expected = rate * hood.length * window
            return expected / (expected + prior)
        }
        let meanHarm = tally.harm / tally.count
        var around = [Double](repeating: 0, count: slots)
        var trust = around
        var rates = around
        var stretch = -1
        around.withUnsafeMutableBufferPointer { around in
            trust.withUnsafeMutableBufferPointer { trust in
                rates.withUnsafeMutableBufferPointer { rates in
                    tally.sums.withUnsafeBufferPointer { sums in
                        hood.rates.withUnsafeBufferPointer { hood in
                            for row in rows.pieces.indices {
                                let piece = Int(rows.pieces[row])
                                let wide = Int(rows.stretchRow[Int(pieces.stretch[piece])])
                                if wide != stretch {
                                    stretch = wide
                                    for slot in 0..<slots {
                                        let rate =
                                            trustWide[slot] * hood[wide * slots + slot] + (1 - trustWide[slot])
                                            * town[slot]
                                        let expected = rate * localLength * window
                                        around[slot] = rate
                                        trust[slot] = expected / (expected + prior)
                                    }
                                }
                                var weight = pieces.length[piece]
                                if !tally.rowHarm.isEmpty {
                                    // A mean harm from as many incidents as the kernel's top holds, drawn to the town's.
                                    let seen = tally.rowCount[row] * span.recency * localLength
                                    let own = tally.rowHarm[row] * span.recency * localLength
                                    weight *= (own + prior * meanHarm) / (seen + prior)
                                }
                                for slot in 0..<slots {
                                    let local = sums[row * slots + slot] * factor
                                    rates[slot] =
                                        (trust[slot] * local + (1 - trust[slot]) * around[slot]) * weight
                                }
                                body(row, UnsafeBufferPointer(rates))
                            }
                        }
                    }
                }
            }
        }
    }
}
