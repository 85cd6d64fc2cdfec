public import HomewardAnalysis
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// Grid cells as a layer.
public enum HotspotLayer: LayerDefinition {
    /// A cell with its scores.
    package struct Row: Sendable {
        let cell: Int
        let hotspots: Hotspots
        let kernel: [Double]?
        let hours: WeekHours?

        /// A number of the test; nil where there was none.
        func tested<Value>(_ value: Value?) -> Value? { hotspots.untested[cell] == nil ? value : nil }
    }

    /// What a cell is that stands out.
    enum Spot: String, CaseIterable {
        case hot, cold
        case highAmongLow = "high among low"
        case lowAmongHigh = "low among high"

        init?(_ row: Row) {
            let (hotspots, cell) = (row.hotspots, row.cell)
            if hotspots.hot[cell] {
                self = .hot
            } else if hotspots.cold[cell] {
                self = .cold
            } else if hotspots.outlying[cell] {
                self = hotspots.moran?[cell].quadrant == .highLow ? .highAmongLow : .lowAmongHigh
            } else {
                return nil
            }
        }

        var colour: String {
            switch self {
            case .hot: Palette.heat[2]
            case .cold: Palette.cold
            case .highAmongLow: Palette.highAmongLow
            case .lowAmongHigh: Palette.lowAmongHigh
            }
        }
    }

    package static let layerName = "hotspots"
    package static let title = "Hotspots"
    package static let summary = "Cells of the study area with their count and how far they stand out."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.instead(SharedCellLayer.self)
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.findings
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.incidents]

    package static let count = Column<Int>(
        "count", "Incidents", in: .incidents,
        meaning: "Incidents of the window in the cell, those of which only a share counts among them."
    ) { $0.hotspots.count[$0.cell] }
    package static let countByShare = Column<Double>(
        "count_by_share", "Incidents by share", in: .incidents, short: "cnt_share", decimals: 3,
        meaning:
            "What they come to where each counts by the share of its range that lies in the window; left out where all count wholly."
    ) { row in row.hotspots.values.shared.map { $0[row.cell] } }
    package static let harm = Column<Double>(
        "harm", "Harm", in: .none(because: "weights of the harm table"), decimals: 3,
        meaning: "The harm of these incidents by the harm table; left out where incidents are counted."
    ) { row in row.hotspots.values.harm.map { $0[row.cell] } }
    package static let denominator = Column<Double>(
        "denominator", "Denominator", in: .none(because: "what the denominator's layer counts"), short: "denominat",
        decimals: 3, meaning: "What the rate refers to, such as people who live there; left out where no rate is meant."
    ) { row in row.hotspots.values.denominator.map { $0[row.cell] } }
    package static let rate = Column<Double>(
        "rate_per_thousand", "Rate per 1,000", in: .measured("incidents/1,000"), short: "rate_1000", decimals: 3,
        meaning: "Incidents by 1,000 of the denominator; empty where that is 0, left out where no rate is meant."
    ) { row in row.hotspots.values.rate(row.cell).map { $0 * 1000 } }
    package static let densityPerKm2 = Column<Double>(
        "density_per_km2", "Incidents per km²", in: .perSquareKilometre, short: "dens_km2", decimals: 3,
        meaning: "Incidents of the window by the part of the cell inside the study area."
    ) { row in
        let area = row.hotspots.grid.cells[row.cell].areaInside
        let values = row.hotspots.values
        return area > 0 ? (values.shared?[row.cell] ?? Double(values.count[row.cell])) / (area / 1e6) : nil
    }
    package static let kernelPerKm2 = Column<Double>(
        "kernel_per_km2", "Kernel density", in: .perSquareKilometre, short: "kern_km2", decimals: 3,
        meaning: "The density of incidents smoothed over the bandwidth; left out where none was computed."
    ) { row in row.kernel.map { $0[row.cell] } }
    package static let localI = Column<Double>(
        "local_i", "Local Moran's I", in: .none(because: "a product of standardised values"), decimals: 4,
        meaning: "Moran's I of the cell: above 0 where it is like its neighbours; left out for other statistics."
    ) { row in row.hotspots.moran.flatMap { row.tested($0[row.cell].i) } }
    package static let quadrant = Column<String>(
        "quadrant", "Quadrant",
        meaning:
            "The cell and its neighbours against the mean, whether that stands out or not: HH high among high, LL low among low, HL high among low, LH low among high; left out for other statistics than moran."
    ) { row in row.hotspots.moran.flatMap { row.tested($0[row.cell].quadrant?.rawValue) } }
    package static let z = Column<Double>(
        "z", "z", in: .none(because: "a standard score"), decimals: 4,
        meaning:
            "The standard score (Gi*, Gi or local Moran's I) of the cell and its neighbours, to rank cells by; empty where it was not tested, left out where cells were only counted."
    ) { row in row.tested(row.hotspots.z[row.cell]) }
    package static let p = Column<Double>(
        probability: "p", "p",
        meaning:
            "The probability that chance alone puts as much there: counted over every way in which these very values could lie on the cells, or dealt anew where that was asked for. It is not the tail of z, which is far too small where most cells hold none or one."
    ) { row in row.tested(row.hotspots.p[row.cell]) }
    package static let q = Column<Double>(
        probability: "q", "q", meaning: "The false-discovery rate at which the cell would just be called hot."
    ) { row in row.tested(row.hotspots.q[row.cell]) }
    package static let isHot = Column<Bool>("hot", "Hot", meaning: "Whether q is at most the rate asked for.") {
        $0.hotspots.hot[$0.cell]
    }
    package static let spot = Column<String>(
        "spot", "What stands out",
        meaning:
            "What the cell is where q is at most the rate asked for: hot, cold, high among low or low among high; empty where it is nothing, left out where hot cells alone were looked for."
    ) { row in Spot(row)?.rawValue }
    package static let notTested = Column<String>(
        "not_tested", "Not tested", meaning: "Why the cell was not tested; empty where it was."
    ) { row in row.hotspots.untested[row.cell]?.words }
    package static let byHour = Column<WeekHours>(
        "by_hour", "By hour of the week", mayBeCut: true,
        meaning:
            "Incidents of the window in the cell and its neighbours by the hour of the week in which they were or may have been, such as Mon 15: 2; of cells that stand out alone, left out where none was looked for."
    ) { $0.hours }
    package static let areaM2 = Column<Double>(
        "area_m2", "Size", in: .squareMetres, decimals: 1, meaning: "The part of the cell inside the study area."
    ) { $0.hotspots.grid.cells[$0.cell].areaInside }
    package static let columns: [any ColumnOf<Row>] = [
        count, countByShare, harm, denominator, rate, densityPerKm2, kernelPerKm2, localI, quadrant, z, p, q, isHot,
        spot, byHour, notTested, areaM2,
    ]

    package static func id(of row: Row) -> String {
        let cell = row.hotspots.grid.cells[row.cell]
        return "c\(cell.column)-r\(cell.row)"
    }
    package static func shape(of row: Row) -> Shape? { .polygon(row.hotspots.grid.polygon(of: row.cell)) }

    package static func layer(of results: RunResults) -> Layer? {
        make(
            results.hotspots, density: results.density, hours: results.spotHours, system: results.study.workingSystem)
    }

    /// Every cell of the study area with its count and how far it stands out: layer `hotspots`.
    ///
    /// The key of a cell is its column and row in the tiling, `c12-r34`, which stay the same for grids of one size and
    /// form whatever the study area. `area_m2` is the part of the cell inside the study area, and the density is by
    /// that part.
    ///
    /// - Parameters:
    ///   - hotspots: The scores by cell.
    ///   - density: The kernel density of the cells, or nil where none was computed.
    ///   - hours: When incidents of the cells that stand out happened, or nil where that was not counted.
    ///   - significance: Whether z, p, q and `hot` are written; false where the cells were only counted.
    ///   - system: The working coordinate system, in metres.
    /// - Complexity: O(cells).
    public static func make(
        _ hotspots: Hotspots, density: KernelSurface? = nil, hours: CellHours? = nil, significance: Bool = true,
        system: CoordinateSystem
    ) -> Layer {
        let cells = hotspots.grid.cells.indices
        let kernel = density?.perSquareKilometre
        let known = kernel?.count == cells.count ? kernel : nil
        var missing: Set<String> = known == nil ? [kernelPerKm2.facts.name] : []
        if hours == nil { missing.insert(byHour.facts.name) }
        let weeks = Dictionary(
            uniqueKeysWithValues: zip(hours?.cells ?? [], (hours?.counts ?? []).map(WeekHours.init(counts:))))
        if hotspots.values.shared == nil { missing.insert(countByShare.facts.name) }
        if hotspots.values.harm == nil { missing.insert(harm.facts.name) }
        if hotspots.values.denominator == nil { missing.formUnion([denominator.facts.name, rate.facts.name]) }
        if hotspots.moran == nil || !significance { missing.formUnion([localI.facts.name, quadrant.facts.name]) }
        if hotspots.sides == .hot || !significance { missing.insert(spot.facts.name) }
        if !significance || hotspots.untested.allSatisfy({ $0 == nil }) { missing.insert(notTested.facts.name) }
        if !significance { missing.formUnion([z.facts.name, p.facts.name, q.facts.name, isHot.facts.name]) }
        return layer(
            in: system, rows: cells.map { Row(cell: $0, hotspots: hotspots, kernel: known, hours: weeks[$0]) },
            leavingOut: { missing.contains($0.name) })
    }

    /// The cells that a file of its own holds: those that stand out, those that hold anything too, or all. A cell of a smoothed
    /// surface that was not tested holds its density.
    package static func selection(of layer: Layer, by choice: PublishChoice) -> (kept: Layer, leftOut: String?) {
        guard choice.cells != .all, layer.holds(count) else { return (layer, nil) }
        let isTested = layer.holds(isHot)
        var kept = layer
        kept.features = zip(layer.features, layer.rows(of: HotspotLayer.self)).filter { _, row in
            if row[isHot] == true || row[spot] != nil { return true }
            return choice.cells == .nonzero && (row[count] ?? 0 > 0 || !isTested && row[kernelPerKm2] ?? 0 > 0)
        }.map(\.0)
        let gone = layer.features.count - kept.features.count
        guard gone > 0 else { return (layer, nil) }
        let which = choice.cells == .hot ? "they do not stand out" : "they hold no incident and do not stand out"
        return (
            kept,
            "\(Shown.grouped(gone)) of \(Words.count(layer.features.count, "cell", "cells")) are left out: \(which) (publish.cells: \(choice.cells.rawValue))."
        )
    }

    /// Cells by score where they are significant, by what they are where more than hot ones were looked for; cells that are not
    /// stay empty. Where there are no scores, by count.
    package static func style(of layer: Layer) -> QMLStyle? {
        let rows = layer.rows(of: HotspotLayer.self)
        let faint = QMLSymbol.fill(Palette.white, alpha: 0, outline: Palette.grid, width: 0.05)
        guard layer.holds(isHot) else {
            return .graduated(
                by: .init(field: count.facts.name), name: "incidents",
                values: rows.compactMap { $0[count] }.filter { $0 > 0 }.map(Double.init), colours: Palette.heat,
                others: faint)
        }
        if layer.holds(spot) {
            return QMLStyle(
                renderer: .categorised(
                    field: spot.facts.name,
                    Spot.allCases.map { spot in
                        (
                            spot.rawValue, spot.rawValue.prefix(1).uppercased() + spot.rawValue.dropFirst(),
                            QMLSymbol.fill(spot.colour, alpha: 190, outline: spot.colour, width: 0.05)
                        )
                    }))
        }
        return .graduated(
            by: .init(field: z.facts.name, onlyWhere: isHot.facts.name), name: "z",
            values: rows.filter { $0[isHot] == true }.compactMap { $0[z] }, colours: Palette.heat, others: faint)
    }

    /// The hot cells in four steps of their score, and others that stand out where they were looked for.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        let hot = run.rows(of: HotspotLayer.self).filter { $0[isHot] == true }
        let scores = hot.compactMap { $0[z] }.sorted()
        let breaks: [Double] = [0.25, 0.5, 0.75].map { share in
            scores.isEmpty ? 0 : scores[Int(Double(scores.count - 1) * share)].rounded(decimals: 1)
        }
        func item(_ row: LayerRow<HotspotLayer>, look: Int, _ title: String) -> MapSheet.Item {
            MapSheet.Item(
                parts: row.shape?.mapRings ?? [], look: look, title: "\(title) \(row.id)",
                facts: [
                    ("Incidents in the window", row.text(count)),
                    ("Incidents per km²", Shown.fixed(row[densityPerKm2] ?? 0, 0)),
                    ("Score z", Shown.fixed(row[z] ?? 0, 2)),
                    ("p", row[p].map(Shown.probability) ?? "–"),
                    ("q", row[q].map(Shown.probability) ?? "–"),
                ] + (row[byHour].map { [("Most often there and around, by the hour", $0.busiest(3))] } ?? []),
                hours: row[byHour])
        }
        var items = hot.map { row in item(row, look: breaks.count { row[z] ?? 0 > $0 }, "Hotspot cell") }
        let names = [
            "Hot cell, z up to \(Shown.fixed(breaks[0], 1))", "z up to \(Shown.fixed(breaks[1], 1))",
            "z up to \(Shown.fixed(breaks[2], 1))", "z above \(Shown.fixed(breaks[2], 1))",
        ]
        var looks = zip(names, Palette.heat).map { name, colour in
            MapSheet.Look(name: name, colour: colour, weight: 0.5, fillOpacity: 0.72)
        }
        for kind in Spot.allCases where kind != .hot {
            let rows = run.rows(of: HotspotLayer.self).filter { $0[spot] == kind.rawValue }
            guard !rows.isEmpty else { continue }
            let name = kind == .cold ? "Cold cell" : "Cell \(kind.rawValue)"
            items += rows.map { item($0, look: looks.count, name) }
            looks.append(MapSheet.Look(name: name, colour: kind.colour, weight: 0.5, fillOpacity: 0.72))
        }
        return MapSheet(
            key: layerName, name: "Hotspots", form: .area, level: .ground, isShown: isShown, isUnderlay: true,
            looks: looks, items: items)
    }

    /// The hot cells with the strongest first, for the report.
    package static let table = LayerTable<HotspotLayer>(
        "The strongest hot cells",
        [
            .id("Cell"),
            .made("Middle (latitude, longitude)") { row in
                let middle = row.shape?.boundingBox?.centre
                return middle.map { "\($0.y.rounded(decimals: 4)), \($0.x.rounded(decimals: 4))" } ?? "–"
            },
            .plain(count), .number(densityPerKm2, "per km²", decimals: 0), .number(z, decimals: 2),
            .number(p, shown: Shown.probability), .number(q, shown: Shown.probability),
        ])
}
