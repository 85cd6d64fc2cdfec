/// How many incidents are known how exactly in time.
public struct PrecisionCounts: Sendable, Hashable, Codable {
    /// One moment, to the minute.
    public var moments = 0
    /// The hour alone.
    public var hours = 0
    /// Ranges of an hour or less, which have a place on the clock.
    public var shortRanges = 0
    /// Ranges of more than an hour.
    public var longRanges = 0
    /// The day alone.
    public var days = 0
    /// The month alone.
    public var months = 0

    /// Counts of zero.
    public init() {}

    /// Counts the incidents of `table`. O(rows).
    public init(_ table: IncidentTable) {
        for row in 0..<table.count {
            switch table.precision[row] {
            case .moment: moments += 1
            case .hour: hours += 1
            case .range: if table.second[row] >= 0 { shortRanges += 1 } else { longRanges += 1 }
            case .day: days += 1
            case .month: months += 1
            }
        }
    }

    /// All ranges.
    public var ranges: Int { shortRanges + longRanges }
    /// Incidents whose time of day has a place on the clock.
    public var timed: Int { moments + hours + shortRanges }
    /// Incidents of which a time of day is known, long ranges among them.
    public var withTime: Int { timed + longRanges }
    /// All incidents.
    public var total: Int { timed + longRanges + days + months }
}

/// What the times and places of a reading are too coarse for.
public struct ReadingLimits: Sendable, Hashable {
    /// How exactly the times are known.
    public var precision: PrecisionCounts
    /// The files whose positions are the nearest of a published list of points, in order.
    public var snappedFiles: [String]
    /// The least side of a cell, m, that the positions bear; nil where no file's are snapped.
    public var leastCell: Double?

    /// Limits of their parts.
    public init(precision: PrecisionCounts, snappedFiles: [String] = [], leastCell: Double? = nil) {
        self.precision = precision
        self.snappedFiles = snappedFiles
        self.leastCell = leastCell
    }

    /// Whether any position is snapped to a published point.
    public var isSnapped: Bool { !snappedFiles.isEmpty }
}
