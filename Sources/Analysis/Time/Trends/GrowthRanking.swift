import Foundation
import HomewardCalendar
import HomewardIncidents

/// Which values of a column have grown most against their own past.
///
/// Each value's incidents of the later months are held against those of the same months of the year before by the e-test.
/// ``FalseDiscoveryRate`` over the values that could be tested gives q, and the intervals have the confidence that goes with
/// it (Benjamini and Yekutieli 2005, see ``AfterSchoolPeaks``), so that a value is called exactly where its interval leaves 1
/// out. A value has too few incidents where even all of them in one of the two periods would be no change at `fdr`; that
/// hangs on their number alone, so it spoils no test.
///
/// A value that stands in one of the two periods only may be new or gone, or may have another name now: ``Verdict`` does not tell, but
/// the counts do. Values that differ in case or spaces alone are one.
public struct GrowthRanking: Sendable, Equatable {
    /// What was found of a value.
    public enum Verdict: Sendable, Equatable {
        /// There is more.
        case grew
        /// There is less.
        case fell
        /// No change stands out from chance.
        case noChange
        /// There are too few to tell; so many are needed.
        case tooFew(needed: Int)
    }

    /// One value.
    public struct Value: Sendable, Equatable {
        /// The value as it is written, of several spellings the first by the alphabet.
        public var name: String
        /// How its rate has changed.
        public var change: RateChange
        /// The false-discovery rate; nil where it was not tested.
        public var q: Double?
        /// What was found.
        public var verdict: Verdict

        /// Whether it stands in the later period alone.
        public var isNew: Bool { change.comparisonCount == 0 && change.count > 0 }
        /// Whether it stands in the earlier period alone.
        public var isGone: Bool { change.count == 0 && change.comparisonCount > 0 }
    }

    /// The values: those that grew by p, the surest first, then the others up to those that surely fell; last those with too few
    /// incidents, by their number.
    public var values: [Value]
    /// Values that were tested.
    public var tested: Int
    /// How often each interval holds the true ratio, nearly.
    public var confidence: Double
    /// Incidents of both periods without a value.
    public var unnamed: Int

    /// Ranks values. O(incidents + values × √incidents).
    ///
    /// - Parameters:
    ///   - column: The value of each incident of the table.
    ///   - comparison: The months to compare.
    init(
        _ column: ValueColumn, of table: IncidentTable, _ incidents: DatedIncidents, comparison: MonthComparison,
        fdr: Double
    ) {
        guard let later = comparison.later, let earlier = comparison.earlier, let whole = comparison.change else {
            (values, tested, confidence, unnamed) = ([], 0, 1 - fdr, 0)
            return
        }
        let first = incidents.places.days.first.number
        func range(_ span: MonthComparison.Span) -> ClosedRange<Int> {
            (span.first.number - first)...(span.last.number - first)
        }
        let (late, early) = (range(later), range(earlier))
        var counts = [(late: Int, early: Int)](repeating: (0, 0), count: column.names.count)
        var unnamed = 0
        for row in 0..<min(table.count, column.values.count) {
            guard case .day(let day, _) = incidents.places.place(of: row, in: table) else { continue }
            let isLate = late.contains(day)
            guard isLate || early.contains(day) else { continue }
            guard let value = column.values[row] else {
                unnamed += 1
                continue
            }
            if isLate { counts[value].late += 1 } else { counts[value].early += 1 }
        }
        self.unnamed = unnamed
        let (exposure, comparisonExposure) = (whole.exposure, whole.comparisonExposure)
        func change(_ counts: (late: Int, early: Int), _ confidence: Double) -> RateChange {
            RateChange(
                count: counts.late, exposure: exposure, comparisonCount: counts.early,
                comparisonExposure: comparisonExposure, confidence: confidence)
        }
        func leastP(_ count: Int) -> Double {
            func p(_ late: Int, _ early: Int) -> Double {
                RateChange.p(
                    count: late, exposure: exposure, comparisonCount: early, comparisonExposure: comparisonExposure)
            }
            return min(p(count, 0), p(0, count))
        }
        var needed = 1
        while leastP(needed) > fdr, needed < 1 << 20 { needed += 1 }
        let present = counts.indices.filter { counts[$0].late + counts[$0].early > 0 }
        let isTested = { (value: Int) in counts[value].late + counts[value].early >= needed }
        let tests = present.filter(isTested)
        let p = tests.map { value in
            RateChange.p(
                count: counts[value].late, exposure: exposure, comparisonCount: counts[value].early,
                comparisonExposure: comparisonExposure)
        }
        let q = FalseDiscoveryRate.benjaminiHochberg(p)
        let called = q.count { $0 <= fdr }
        let confidence = 1 - fdr * Double(max(1, called)) / Double(max(1, tests.count))
        let found = zip(tests, q).map { value, q in
            let change = change(counts[value], confidence)
            let rise = Double(change.count) * comparisonExposure - Double(change.comparisonCount) * exposure
            return (
                rise: rise,
                value: Value(
                    name: column.names[value], change: change, q: q,
                    verdict: q > fdr ? .noChange : rise > 0 ? .grew : .fell)
            )
        }
        let small = present.filter { !isTested($0) }.map { value in
            Value(
                name: column.names[value], change: change(counts[value], confidence), q: nil,
                verdict: .tooFew(needed: needed))
        }
        let grown = found.filter { $0.rise > 0 }.map(\.value).sorted {
            ($0.change.p, -$0.change.count, $0.name) < ($1.change.p, -$1.change.count, $1.name)
        }
        let others = found.filter { $0.rise <= 0 }.map(\.value).sorted {
            ($1.change.p, $0.change.comparisonCount, $0.name) < ($0.change.p, $1.change.comparisonCount, $1.name)
        }
        values =
            grown + others
            + small.sorted {
                ($1.change.count + $1.change.comparisonCount, $0.name)
                    < ($0.change.count + $0.change.comparisonCount, $1.name)
            }
        tested = tests.count
        self.confidence = confidence
    }
}

/// The value of each incident in a column such as category, weapon or area.
public struct ValueColumn: Sendable, Equatable {
    /// The values that occur.
    public var names: [String]
    /// The index of each incident's value in ``names``; nil where it has none.
    public var values: [Int?]

    /// A column from its codes. Names that differ in case or in spaces at their ends alone are one, an empty one is none.
    ///
    /// O(incidents + names log names).
    ///
    /// - Parameters:
    ///   - codes: For each incident the index of its value among `names`; none where it lies outside.
    ///   - names: The names.
    public init(codes: some Sequence<Int>, names: [String]) {
        var kept: [String] = []
        var indices: [String: Int] = [:]
        var own = [Int?](repeating: nil, count: names.count)
        for code in names.indices.sorted(by: { (names[$0], $0) < (names[$1], $1) }) {
            let key = names[code].trimmingCharacters(in: .whitespaces).lowercased()
            guard !key.isEmpty else { continue }
            if let index = indices[key] {
                own[code] = index
            } else {
                indices[key] = kept.count
                own[code] = kept.count
                kept.append(names[code].trimmingCharacters(in: .whitespaces))
            }
        }
        self.names = kept
        values = codes.map { own.indices.contains($0) ? own[$0] : nil }
    }
}
