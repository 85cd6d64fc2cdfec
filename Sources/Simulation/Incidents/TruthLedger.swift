/// Counts, while rows are written, what the truth will say about them. Memory does not grow with the rows.
struct TruthLedger {
    /// What is counted for one gathering.
    struct Tally {
        var count = 0
        var under25 = 0
        var cells: [Cell: Int] = [:]
        var references: [Int] = []
    }

    /// A square of 100 m by its indices.
    struct Cell: Hashable, Comparable {
        var column: Int32
        var row: Int32

        static func < (lhs: Cell, rhs: Cell) -> Bool { (lhs.column, lhs.row) < (rhs.column, rhs.row) }
    }

    /// One tally for each component.
    private(set) var tallies: [Tally]
    private(set) var expected = IncidentTruth.Expected()
    private(set) var kept = IncidentTruth.Kept()
    private let recordsReferences: Bool

    /// Starts with nothing for `components` components.
    init(components: Int, recordsReferences: Bool) {
        tallies = Array(repeating: Tally(), count: components)
        self.recordsReferences = recordsReferences
    }

    /// Counts a row that has its reference.
    mutating func count(_ row: SimulatedRow) {
        countComponent(row)
        expected.read += 1
        if let reason = row.fault?.rejection {
            expected.rejected[reason.rawValue, default: 0] += 1
            expected.rejectedTotal += 1
            return
        }
        if row.isSlashed { kept.secondDateFormat += 1 }
        if row.range > 60 { kept.longRanges += 1 } else if row.range > 0 { kept.shortRanges += 1 }
        if row.age < 0 { kept.missingAge += 1 }
        if row.fault == .missingTime { kept.missingTime += 1 }
        if row.fault == .midnight { kept.midnightTime += 1 }
        let isOutside = row.fault == .outside
        if isOutside { expected.outsideStudyArea += 1 } else { expected.used += 1 }
        if row.age >= 25 {
            expected.overAge25 += 1
        } else if row.age < 0 {
            expected.ageUnknown += 1
        } else if !isOutside {
            expected.usedUnder25 += 1
        }
    }

    private mutating func countComponent(_ row: SimulatedRow) {
        guard row.original < 0 else { return }
        let index = Int(row.component)
        tallies[index].count += 1
        if row.age >= 0 && row.age < 25 { tallies[index].under25 += 1 }
        tallies[index].cells[Cell(column: row.x / 100, row: row.y / 100), default: 0] += 1
        if recordsReferences { tallies[index].references.append(row.reference) }
    }

    /// The cells of a tally, sorted.
    static func cells(_ cells: [Cell: Int]) -> [IncidentTruth.Cell] {
        cells.sorted { $0.key < $1.key }.map {
            IncidentTruth.Cell(x: Int($0.key.column) * 100, y: Int($0.key.row) * 100, count: $0.value)
        }
    }
}
