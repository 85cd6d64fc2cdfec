public import HomewardGeometry

/// What each cell of a grid holds: incidents, what they weigh, and how many people the number refers to.
public struct CellValues: Sendable, Equatable {
    /// What is added up in a cell.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Incidents, those of which only a share counts by their share.
        case count
        /// The harm that they do, by the harm table's weights.
        case harm
    }

    /// Incidents in each cell, each wholly.
    public var count: [Int]
    /// What they come to where some count by the share of their range alone; nil where each counts wholly.
    public var shared: [Double]?
    /// Their harm, those that count by a share by that; nil where incidents are meant.
    public var harm: [Double]?
    /// What a rate refers to in each cell, such as the people who live there; nil where no rate is meant.
    public var denominator: [Double]?
    /// Incidents in no cell.
    public var outside: Int

    /// Values by cell. What is below 0 or no number is taken for 0 when cells are tested.
    ///
    /// - Parameters:
    ///   - count: Incidents in each cell, each wholly.
    ///   - shared: What they come to where some count by a share; nil where each counts wholly.
    ///   - harm: Their harm; nil where incidents are meant.
    ///   - denominator: What a rate refers to in each cell; nil where no rate is meant.
    ///   - outside: Incidents in no cell.
    public init(
        count: [Int], shared: [Double]? = nil, harm: [Double]? = nil, denominator: [Double]? = nil, outside: Int
    ) {
        self.count = count
        self.shared = shared
        self.harm = harm
        self.denominator = denominator
        self.outside = outside
    }

    /// The same for exactly so many cells: cells without an entry hold nothing, and nothing is below 0 or no number.
    func fitted(to cells: Int) -> CellValues {
        func fitted(_ list: [Double]) -> [Double] {
            (0..<cells).map { $0 < list.count && list[$0] > 0 && list[$0].isFinite ? list[$0] : 0 }
        }
        return CellValues(
            count: (0..<cells).map { $0 < count.count ? max(0, count[$0]) : 0 }, shared: shared.map(fitted),
            harm: harm.map(fitted), denominator: denominator.map(fitted), outside: outside)
    }

    /// What the incidents of a cell come to: their harm, their shares or their number. O(1).
    public func sum(_ cell: Int) -> Double { harm?[cell] ?? shared?[cell] ?? Double(count[cell]) }

    /// What they come to by what the rate refers to; nil where no rate is meant or nobody is there. O(1).
    public func rate(_ cell: Int) -> Double? {
        guard let denominator = denominator?[cell], denominator > 0 else { return nil }
        return sum(cell) / denominator
    }

    /// What is held against chance: the sums, or their rates made comparable where there is a denominator.
    var tested: [Double] {
        let sums = count.indices.map { sum($0) }
        return denominator.map { EmpiricalBayes.standardised(events: sums, populations: $0) } ?? sums
    }
}

extension Grid {
    /// What the cells hold of some points. The sums do not depend on the order of the points. O(points log points + cells).
    ///
    /// - Parameters:
    ///   - points: The places of the incidents.
    ///   - shares: The share of each that counts, as many as points; 1 where nil.
    ///   - harm: The weight of each where harm is added up; nil for incidents.
    ///   - denominator: What a rate refers to in each cell; nil where no rate is meant.
    public func values(
        of points: [Point], shares: [Double]? = nil, harm: [Double]? = nil, denominator: [Double]? = nil
    ) -> CellValues {
        let (count, outside) = count(points)
        let isShared = shares?.contains { $0 != 1 } ?? false
        let weighed = harm.map { harm in
            zip(points.indices, harm).map { point, harm in harm * (shares?[point] ?? 1) }
        }
        return CellValues(
            count: count, shared: isShared ? sum(of: shares ?? [], at: points) : nil,
            harm: weighed.map { sum(of: $0, at: points) }, denominator: denominator, outside: outside)
    }
}
