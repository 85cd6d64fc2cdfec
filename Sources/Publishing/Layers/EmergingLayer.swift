public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// The histories of cells as a layer.
public enum EmergingLayer: LayerDefinition {
    /// A cell with its history.
    package struct Row: Sendable {
        let number: Int
        let cell: EmergingResult.Cell
        let cube: SpaceTimeCube

        /// The step of a place in the history, of which the first step has none.
        func step(_ index: Int?) -> SpaceTimeCube.Step? { index.map { cube.steps[$0 + 1] } }
    }

    package static let layerName = "emerging"
    package static let title = "Emerging hotspots"
    package static let summary =
        "Every cell of the study area with its history of hot and cold steps and what that is called. `homeward emerging` writes it, and a plan that says `emerging.run`."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none(
        "Its counts by cell and step are neither withheld nor rounded, and its steps tell when single incidents were")
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    private static let score = ColumnUnit.none(because: "a standard score")
    private static let steps = ColumnUnit.counted("weeks or months")

    package static let pattern = Column<String>(
        "pattern", "Pattern",
        meaning:
            "The label of the history, `no pattern` where no step stands out. The first rule that fits, for hot cells: "
            + EmergingPattern.order.map { "\($0.rawValue): \($0.rule)" }.joined(separator: "; ")
            + ". Hot or cold is the last step that stands out; cold has cold for hot, fall for rise, downwards for upwards, and the other way round."
    ) { $0.cell.label ?? "no pattern" }
    package static let history = Column<String>(
        "history", "History", mayBeCut: true,
        meaning: "A sign for each step but the first: + hot, - cold, . neither."
    ) { $0.cell.signs }
    package static let hotSteps = Column<Int>(
        "hot_steps", "Hot steps", in: steps, meaning: "Steps in which the cell is hot."
    ) { $0.cell.hot }
    package static let coldSteps = Column<Int>(
        "cold_steps", "Cold steps", in: steps, meaning: "Steps in which the cell is cold."
    ) { $0.cell.cold }
    package static let firstHot = Column<CivilDay>(
        "first_hot", "First hot", meaning: "The first day of the first hot step; empty where none is."
    ) { row in row.step(row.cell.history.firstIndex { $0 > 0 })?.first }
    package static let lastHot = Column<CivilDay>(
        "last_hot", "Last hot", meaning: "The first day of the last hot step; empty where none is."
    ) { row in row.step(row.cell.history.lastIndex { $0 > 0 })?.first }
    package static let zLast = Column<Double>(
        "z_last", "z of the last step", in: score, decimals: 4,
        meaning: "How far the cell and its neighbours stood above the town in the last step and the one before."
    ) { $0.cell.z.last }
    package static let trendZ = Column<Double>(
        "trend_z", "Trend of z", in: score, decimals: 4,
        meaning:
            "Mann-Kendall's score of the series of z, with the overlap of its steps allowed for; above 0 it rises. Empty where nothing ever happened there."
    ) { $0.cell.trend?.z }
    package static let trendP = Column<Double>(
        probability: "trend_p", "p of the trend of z", meaning: "Its two-sided probability by chance."
    ) { $0.cell.trend?.p }
    package static let trendQ = Column<Double>(
        probability: "trend_q", "q of the trend of z",
        meaning:
            "The false-discovery rate at which the trend is sure; empty where fewer than 90 % of the steps stand out."
    ) { $0.cell.trendQ }
    package static let countTrendZ = Column<Double>(
        "z_of_count_trend", "Trend of incidents", in: score, short: "cnt_tr_z", decimals: 4,
        meaning: "Mann-Kendall's score of the cell's own incidents by day in force, over all steps."
    ) { $0.cell.countTrend.z }
    package static let countTrendP = Column<Double>(
        probability: "p_of_count_trend", "p of the trend of incidents", short: "cnt_tr_p",
        meaning: "Its two-sided probability by chance."
    ) { $0.cell.countTrend.p }
    package static let change = Column<String>(
        "change", "Change",
        meaning:
            "rise or fall: whether the share of the cell and its neighbours in the town's incidents is greater of late than before; empty where no step stands out."
    ) { $0.cell.change.map { $0.isRise ? "rise" : "fall" } }
    package static let changeSteps = Column<Int>(
        "change_steps", "Steps of the change", in: steps, short: "chg_steps",
        meaning: "How many of the last steps are held against those before."
    ) { $0.cell.change?.steps }
    package static let changeQ = Column<Double>(
        probability: "change_q", "q of the change",
        meaning: "The false-discovery rate at which the rise or fall is sure."
    ) { $0.cell.changeQ }
    package static let count = Column<Int>(
        "count", "Incidents", in: .incidents, meaning: "Incidents in the cell in all steps."
    ) { row in row.cube.counts(of: row.number).reduce(0, +) }
    package static let countFirst = Column<Int>(
        "count_first", "Incidents of the first step", in: .incidents, short: "cnt_first",
        meaning: "Incidents in the cell in the first step."
    ) { row in row.cube.counts(of: row.number).first }
    package static let countLast = Column<Int>(
        "count_last", "Incidents of the last step", in: .incidents,
        meaning: "Incidents in the cell in the last step."
    ) { row in row.cube.counts(of: row.number).last }
    package static let areaM2 = Column<Double>(
        "area_m2", "Size", in: .squareMetres, decimals: 1, meaning: "The part of the cell inside the study area."
    ) { $0.cube.grid.cells[$0.number].areaInside }
    package static let columns: [any ColumnOf<Row>] = [
        pattern, history, hotSteps, coldSteps, firstHot, lastHot, zLast, trendZ, trendP, trendQ, countTrendZ,
        countTrendP,
        change, changeSteps, changeQ, count, countFirst, countLast, areaM2,
    ]

    package static func id(of row: Row) -> String {
        let cell = row.cube.grid.cells[row.number]
        return "c\(cell.column)-r\(cell.row)"
    }
    package static func shape(of row: Row) -> Shape? { .polygon(row.cube.grid.polygon(of: row.number)) }

    package static func layer(of results: RunResults) -> Layer? {
        results.emerging.map { make($0, system: results.study.workingSystem) }
    }

    /// Every cell with its history: layer `emerging`. The key of a cell is that of the layer `hotspots` with cells of that size.
    ///
    /// - Parameters:
    ///   - result: The histories.
    ///   - system: The working coordinate system, in metres.
    /// - Complexity: O(cells × steps).
    public static func make(_ result: EmergingResult, system: CoordinateSystem) -> Layer {
        layer(
            in: system,
            rows: result.cells.indices.map { Row(number: $0, cell: result.cells[$0], cube: result.cube) })
    }

    /// A colour for each label: changes strong, lasting ones in between, old ones faint.
    package static func style(of layer: Layer) -> QMLStyle? {
        let labels = [(1, "hot"), (-1, "cold")].flatMap { kind, word in
            EmergingPattern.allCases.map { pattern in
                (
                    value: "\(pattern.rawValue) \(word)", label: "\(pattern.rawValue) \(word)",
                    symbol: QMLSymbol.fill(
                        kind > 0 ? Palette.heat[pattern.strength] : Palette.coldHistory[pattern.strength], alpha: 190,
                        outline: Palette.grid, width: 0.05)
                )
            }
        }
        return QMLStyle(renderer: .categorised(field: pattern.facts.name, labels))
    }

    /// The cells whose history has a label, where a plan asks for it: of hot cells and of cold ones those that changed first.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        guard run.layers.contains(where: { $0.name == layerName }) else { return nil }
        let rows = run.rows(of: EmergingLayer.self)
        var looks: [MapSheet.Look] = []
        var items: [MapSheet.Item] = []
        for (word, colours) in [("hot", Palette.heat), ("cold", Palette.coldHistory)] {
            for kind in EmergingPattern.order {
                let label = "\(kind.rawValue) \(word)"
                let found = rows.filter { $0[pattern] == label }
                guard !found.isEmpty else { continue }
                items += found.map { row in
                    MapSheet.Item(
                        parts: row.shape?.mapRings ?? [], look: looks.count, title: "Cell \(row.id): \(label)",
                        facts: [
                            ("Why", kind.rule), ("History", row.text(history)), ("Incidents", row.text(count)),
                            ("Hot steps", row.text(hotSteps)), ("Cold steps", row.text(coldSteps)),
                            ("Score z of the last step", row[zLast].map { Shown.fixed($0, 1) } ?? "–"),
                        ])
                }
                looks.append(
                    MapSheet.Look(
                        name: "\(label.prefix(1).uppercased())\(label.dropFirst())", colour: colours[kind.strength],
                        weight: 0.5, fillOpacity: 0.6))
            }
        }
        return MapSheet(
            key: layerName, name: "Emerging hotspots", form: .area, level: .ground, isShown: isShown, isUnderlay: true,
            looks: looks, items: items)
    }

    /// The cells whose history has a label, for the report.
    package static let table = LayerTable<EmergingLayer>(
        "Cells by their history",
        [
            .id("Cell"), .plain(pattern), .plain(history), .plain(count), .plain(hotSteps), .plain(coldSteps),
            .number(zLast, decimals: 1), .plain(change), .number(changeQ, shown: Shown.probability),
            .number(trendQ, shown: Shown.probability),
        ])

    /// The rules of the labels that some rows have, `new: hot in the last step …`.
    package static func rules(of rows: [LayerRow<EmergingLayer>]) -> [String] {
        EmergingPattern.order.filter { kind in
            rows.contains { $0[pattern] == "\(kind.rawValue) hot" || $0[pattern] == "\(kind.rawValue) cold" }
        }.map { "\($0.rawValue): \($0.rule)" }
    }

    /// Those of a run, changes first, then by the steps that stand out.
    package static func standing(in run: RunLayers) -> [LayerRow<EmergingLayer>] {
        let order = [true, false].flatMap { isChange in
            EmergingPattern.order.filter { $0.isChange == isChange }.flatMap {
                ["\($0.rawValue) hot", "\($0.rawValue) cold"]
            }
        }
        let ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
        return run.rows(of: EmergingLayer.self).enumerated().compactMap { offset, row in
            row[pattern].flatMap { ranks[$0] }.map { rank in
                (rank, -(row[hotSteps] ?? 0) - (row[coldSteps] ?? 0), offset, row)
            }
        }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map { $0.3 }
    }
}

extension EmergingPattern {
    /// The place of its colour among four, the strongest last.
    fileprivate var strength: Int {
        switch self {
        case .new, .consecutive, .intensifying: 3
        case .persistent: 2
        case .sporadic, .oscillating, .diminishing: 1
        case .historical: 0
        }
    }
}
