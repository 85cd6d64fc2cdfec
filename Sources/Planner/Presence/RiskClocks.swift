import HomewardCore

/// How events spread over the slots of a window on the clock, worked out once for each bandwidth.
final class RiskClocks: Sendable {
    /// The stretches of the clock on which events lie, each once.
    private let times: [ClosedRange<Double>]
    private let firstMinute: Int
    private let slots: Int
    private let slotMinutes: Int
    private let known = Locked<[Double: Table]>([:])

    private init(times: [ClosedRange<Double>], firstMinute: Int, slots: Int, slotMinutes: Int) {
        self.times = times
        self.firstMinute = firstMinute
        self.slots = slots
        self.slotMinutes = slotMinutes
    }

    /// The stretches of the clock among those of events, and the number of each event's. O(events).
    static func of(
        _ all: [ClosedRange<Double>], firstMinute: Int, slots: Int, slotMinutes: Int
    ) -> (timeOf: [Int32], clocks: RiskClocks) {
        var numbers: [ClosedRange<Double>: Int32] = [:]
        var times: [ClosedRange<Double>] = []
        let timeOf = all.map { time in
            if let number = numbers[time] { return number }
            numbers[time] = Int32(times.count)
            times.append(time)
            return Int32(times.count - 1)
        }
        return (
            timeOf, RiskClocks(times: times, firstMinute: firstMinute, slots: slots, slotMinutes: slotMinutes)
        )
    }

    /// What falls in the slots of an event.
    struct Shares {
        /// The slots from the first to the last in which something falls.
        var slots: Range<Int>
        /// What falls in each of them.
        var values: ArraySlice<Double>
        /// What that is multiplied with.
        var weight: Double
    }

    /// The shares of all stretches at a bandwidth.
    struct Table: Sendable {
        private var shares: [Double] = []
        /// Where the shares of each stretch start, and the slot that is the first of them.
        private var start: [Int] = [0]
        private var first: [Int32] = []

        fileprivate mutating func append(_ row: [Double]) {
            let low = row.firstIndex { $0 > 0 } ?? 0
            let high = row.lastIndex { $0 > 0 }.map { $0 + 1 } ?? low
            shares += row[low..<high]
            start.append(shares.count)
            first.append(Int32(low))
        }

        /// What falls in the slots of an event at a stretch; nil where nothing does.
        func at(_ time: Int, times weight: Double) -> Shares? {
            let values = shares[start[time]..<start[time + 1]]
            guard !values.isEmpty else { return nil }
            let first = Int(first[time])
            return Shares(slots: first..<first + values.count, values: values, weight: weight)
        }
    }

    /// The shares at a bandwidth, minutes.
    func shares(_ width: Double) -> Table {
        known.withLock { known in
            if let table = known[width] { return table }
            var table = Table()
            var row = [Double](repeating: 0, count: slots)
            for time in times {
                spread(time, width: width, over: &row)
                table.append(row)
            }
            known[width] = table
            return table
        }
    }

    /// The share of an event at a time that falls in each slot of the window; what falls outside is lost.
    private func spread(_ time: ClosedRange<Double>, width: Double, over row: inout [Double]) {
        for slot in row.indices { row[slot] = 0 }
        let length = time.upperBound - time.lowerBound
        let points = max(1, Int((length / Double(slotMinutes)).rounded(.up)))
        let reach = Int((width / Double(slotMinutes)).rounded(.up)) + 1
        let round = 1440 / slotMinutes
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * reach + 1) { heights in
            for point in 0..<points {
                let time = time.lowerBound + length * (Double(point) + 0.5) / Double(points) - Double(firstMinute)
                let low = Int((time / Double(slotMinutes)).rounded(.down)) - reach
                var mass = 0.0
                for number in heights.indices {
                    let away = ((Double(low + number) + 0.5) * Double(slotMinutes) - time) / width
                    let height = abs(away) < 1 ? 1 - away * away : 0
                    heights[number] = height
                    mass += height
                }
                var turned = ((low % round) + round) % round
                for height in heights {
                    if turned < slots { row[turned] += height / mass / Double(points) }
                    turned = turned + 1 < round ? turned + 1 : 0
                }
            }
        }
    }
}
