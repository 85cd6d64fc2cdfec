public import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// What `emerging` says: how many cells have which history, and the cells that have one.
public struct EmergingFinding: Finding {
    /// One cell that stands out in some step.
    public struct Cell: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Its label, `new hot`.
        public var pattern: String
        /// Its history, a sign for each step.
        public var history: String
        /// Steps in which it is hot.
        public var hotSteps: Int
        /// Steps in which it is cold.
        public var coldSteps: Int
        /// The first day of the last step that stands out.
        public var lastStep: String
        /// The score of the last step.
        public var z: Double
        /// The score of its trend; absent where nothing ever happened there.
        public var trendZ: Double?
        /// Its rate; absent where the cell does not stand out nearly always.
        public var trendQ: Double?
        /// `rise` or `fall`: how its share changed of late; absent where that could not be tested.
        public var change: String?
        /// The rate of that change.
        public var changeQ: Double?
        /// Incidents in the cell in all steps.
        public var incidents: Int
    }

    /// The days that count.
    public var days: String
    /// The hours; absent where all count.
    public var hours: WindowSummary?
    /// By what incidents are counted: `week` or `month`.
    public var step: String
    /// The whole steps with days in force, the first of which has no score of its own.
    public var steps: Int
    /// The first day of the first step.
    public var from: String
    /// The last day of the last step.
    public var to: String
    /// Days in force in them.
    public var daysInForce: Int
    /// Cells of the study area.
    public var cells: Int
    /// The width of a cell, m.
    public var cellM: Double
    /// All incidents.
    public var incidents: Int
    /// Those that count.
    public var counted: Int
    /// Those in no cell.
    public var outside: Int
    /// Those in weeks or months that the period cuts.
    public var cut: Int
    /// Those on other days or at other hours.
    public var filtered: Int
    /// Those that cannot be counted by weeks or months, by reason.
    public var setAside: [String: Int]
    /// The false-discovery rate asked for.
    public var fdr: Double
    /// How the chances were worked out.
    public var chances: String
    /// How many cells have each label.
    public var patterns: [String: Int]
    /// Cells in which no step stands out.
    public var withoutPattern: Int
    /// The fifty that changed or stand out most: changes first, then by the number of steps.
    public var strongest: [Cell]

    /// Sums up histories.
    public init(_ result: EmergingResult, window: StudyWindow) {
        let cube = result.cube
        days = window.days.rawValue
        hours = window.hours.map { WindowSummary($0) }
        step = cube.unit == .week ? "week" : "month"
        steps = cube.steps.count
        from = cube.steps.first?.first.description ?? ""
        to = cube.steps.last?.last.description ?? ""
        daysInForce = cube.steps.reduce(0) { $0 + $1.days }
        cells = cube.grid.cells.count
        cellM = cube.grid.cellSize
        incidents = cube.incidents
        counted = cube.counted
        outside = cube.outside
        cut = cube.cut
        filtered = cube.filtered
        setAside = Dictionary(uniqueKeysWithValues: cube.setAside.map { ($0.key.rawValue, $0.value) })
        fdr = result.method.fdr
        chances = result.chances
        let labels = result.cells.compactMap(\.label)
        patterns = Dictionary(labels.map { ($0, 1) }, uniquingKeysWith: +)
        withoutPattern = cells - labels.count
        let order = EmergingPattern.order
        func rank(_ cell: EmergingResult.Cell) -> (Int, Int, Int) {
            let pattern = cell.pattern ?? .sporadic
            return (pattern.isChange ? 0 : 1, order.firstIndex(of: pattern) ?? 0, -cell.hot - cell.cold)
        }
        let standing = result.cells.indices.filter { result.cells[$0].pattern != nil }.sorted {
            let (a, b) = (rank(result.cells[$0]), rank(result.cells[$1]))
            return a == b ? $0 < $1 : a < b
        }
        strongest = standing.prefix(50).map { index in
            let cell = result.cells[index]
            let place = cube.grid.cells[index]
            let last = cell.history.lastIndex { $0 != 0 } ?? 0
            return Cell(
                id: "c\(place.column)-r\(place.row)", pattern: cell.label ?? "", history: cell.signs,
                hotSteps: cell.hot,
                coldSteps: cell.cold, lastStep: cube.steps[last + 1].first.description,
                z: (cell.z.last ?? 0).rounded(decimals: 3), trendZ: cell.trend?.z.rounded(decimals: 3),
                trendQ: cell.trendQ?.rounded(significant: 6),
                change: cell.change.map { $0.isRise ? "rise" : "fall" }, changeQ: cell.changeQ?.rounded(significant: 6),
                incidents: cube.counts(of: index).reduce(0, +))
        }
    }

    /// Which labels cells have, in words.
    package var verdict: String {
        let named = [1, -1].flatMap { kind in
            EmergingPattern.order.compactMap { pattern -> String? in
                let label = "\(pattern.rawValue) \(kind > 0 ? "hot" : "cold")"
                return patterns[label].map { "\(label) \(Shown.grouped($0))" }
            }
        }
        return named.isEmpty
            ? "No cell of \(Shown.fixed(cellM, 0)) m stands out in any \(step) at a false-discovery rate of \(Shown.fixed(100 * fdr, 0)) %"
            : "Cells of \(Shown.fixed(cellM, 0)) m by their history: \(named.joined(separator: ", ")), no pattern \(Shown.grouped(withoutPattern))"
    }

    /// What was counted, and what was left out.
    package var accountLines: [String] {
        let left =
            [
                (cut, "in a \(step) that the period cuts"), (outside, "in no cell"),
                (filtered, "on other days or at other hours"),
            ].filter { $0.0 > 0 }.map { "\(Shown.grouped($0.0)) \($0.1)" }
            + setAside.sorted { $0.key < $1.key }.map { "\(Shown.grouped($0.value)) \(TimeGapWords.words($0.key))" }
        let window = hours.map { " from \($0.shown)" } ?? ""
        return [
            "\(Shown.grouped(counted)) of \(Words.count(incidents, "incident", "incidents")) on \(Words.days(days))\(window) in \(Shown.grouped(cells)) cells of \(Shown.fixed(cellM, 0)) m and \(Words.count(steps, "whole \(step)", "whole \(step)s")), \(Words.span(from, to)), \(Words.count(daysInForce, "day", "days")) in force",
            left.isEmpty ? "Every incident counts" : "Left out: \(Words.list(left))",
            "Chances: \(chances); the first \(step) serves the second alone",
        ]
    }

    /// The result in words.
    public var lines: [String] {
        accountLines + [verdict]
            + strongest.map { cell in
                let change = cell.change.map { ", \($0) q \(cell.changeQ.map(Shown.probability) ?? "–")" } ?? ""
                let trend =
                    cell.trendQ.map { ", trend z \(Shown.fixed(cell.trendZ ?? 0, 1)) q \(Shown.probability($0))" } ?? ""
                return
                    "\(cell.id): \(cell.pattern) \(cell.history), \(Words.count(cell.incidents, "incident", "incidents"))\(change)\(trend)"
            }
    }
}
