public import HomewardAnalysis
import HomewardCore
import HomewardGeometry
public import HomewardLayers
public import HomewardWorkflow

/// Named areas as a layer.
public enum AreaLayer: LayerDefinition {
    /// An area with what was found in it.
    package struct Row: Sendable {
        let id: String
        let area: NamedArea
        let count: Int?
        let squareMetres: Double?
        let peak: AreaPeak?
        /// What the peaks were held to.
        let held: (leastRatio: Double, confidence: Double)?
    }

    package static let layerName = "areas"
    package static let title = "Areas"
    package static let summary =
        "The named areas with their incidents and, where they were tested, their after-school peak."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.instead(SharedAreaLayer.self)
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.context
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.incidents]

    package static let name = Column<String>("name", "Name", meaning: "The name of the area.") { $0.area.name }
    package static let isOfficial = Column<Bool>(
        "official", "Official",
        meaning: "Whether the outline is an official boundary; empty where its layer does not say."
    ) { $0.area.isOfficial }
    package static let note = Column<String>("note", "Note", meaning: "Where the outline comes from.") { $0.area.note }
    package static let areaM2 = Column<Double>(
        "area_m2", "Size", in: .squareMetres, decimals: 0, meaning: "The size of the area."
    ) { $0.squareMetres }
    package static let incidents = Column<Int>(
        "incidents", "Incidents", in: .incidents,
        meaning: "Incidents of the period in the area; where areas overlap, in the first listed alone."
    ) { $0.count }
    package static let densityPerKm2 = Column<Double>(
        "density_per_km2", "Incidents per km²", in: .perSquareKilometre, short: "dens_km2", decimals: 3,
        meaning: "Incidents of the period by the size of the area."
    ) { row in
        guard let count = row.count, let size = row.squareMetres, size > 0 else { return nil }
        return Double(count) / (size / 1e6)
    }
    package static let windowStart = Column<String>(
        "window_start", "Window from", short: "win_start",
        meaning: "The local time at which the tested after-school window starts; empty where no peak was tested."
    ) { ($0.peak?.window.start).map(Shown.clock) }
    package static let windowEnd = Column<String>(
        "window_end", "Window to", meaning: "The local time at which the tested window ends."
    ) { ($0.peak?.window.end).map(Shown.clock) }
    package static let countedIncidents = Column<Int>(
        "incidents_counted", "Incidents counted", in: .incidents, short: "counted",
        meaning: "Incidents that the test of the peak counts; the others have no time of day that it could."
    ) { row in row.peak.flatMap { $0.verdict == .notTested(.noCalendar) ? nil : $0.counted } }
    package static let windowIncidents = Column<Int>(
        "window_incidents", "Incidents in the window", in: .incidents, short: "win_incid",
        meaning: "Incidents in the tested window on school days; null where none can be counted."
    ) { row in row.peak.flatMap { $0.counted == 0 ? nil : $0.inWindow } }
    package static let ratioNonSchoolDays = Column<Double>(
        "ratio_non_school_days", "Against non-school days", in: .ratio, short: "rat_nsd", decimals: 4,
        meaning: "The hourly rate in the window on school days by that in the same hours on other days."
    ) { $0.peak?.againstNonSchoolDays?.ratio }
    package static let ratioNonSchoolDaysLow = Column<Double>(
        "low_non_school_days", "Against non-school days, low", in: .ratio, short: "rat_nsd_lo", decimals: 4,
        meaning: "The lower end of that ratio's exact interval."
    ) { $0.peak?.againstNonSchoolDays?.lower }
    package static let ratioNonSchoolDaysHigh = Column<Double>(
        "high_non_school_days", "Against non-school days, high", in: .ratio, short: "rat_nsd_hi", decimals: 4,
        meaning: "The upper end of that ratio's exact interval; null where it is unbounded."
    ) { $0.peak?.againstNonSchoolDays?.upper }
    package static let ratioRestOfDay = Column<Double>(
        "ratio_rest_of_day", "Against rest of school day", in: .ratio, short: "rat_rod", decimals: 4,
        meaning: "The hourly rate in the window on school days by that in the rest of the same days."
    ) { $0.peak?.againstRestOfSchoolDay?.ratio }
    package static let ratioRestOfDayLow = Column<Double>(
        "low_rest_of_day", "Against rest of school day, low", in: .ratio, short: "rat_rod_lo", decimals: 4,
        meaning: "The lower end of that ratio's exact interval."
    ) { $0.peak?.againstRestOfSchoolDay?.lower }
    package static let ratioRestOfDayHigh = Column<Double>(
        "high_rest_of_day", "Against rest of school day, high", in: .ratio, short: "rat_rod_hi", decimals: 4,
        meaning: "The upper end of that ratio's exact interval; null where it is unbounded."
    ) { $0.peak?.againstRestOfSchoolDay?.upper }
    package static let ratioTown = Column<Double>(
        "ratio_town", "Against the rest of the town", in: .ratio, decimals: 4,
        meaning:
            "How many times more the area rises after school, against non-school days, than the rest of the town; null where there is no rest."
    ) { $0.peak?.againstTown?.ratio }
    package static let ratioTownLow = Column<Double>(
        "low_town", "Against the rest of the town, low", in: .ratio, decimals: 4,
        meaning: "The lower end of that ratio's exact interval."
    ) { $0.peak?.againstTown?.lower }
    package static let ratioTownHigh = Column<Double>(
        "high_town", "Against the rest of the town, high", in: .ratio, decimals: 4,
        meaning: "The upper end of that ratio's exact interval; null where it is unbounded."
    ) { $0.peak?.againstTown?.upper }
    package static let leastRatio = Column<Double>(
        "least_ratio", "Least ratio", in: .ratio, short: "least_rat", decimals: 4,
        meaning: "The least ratio that matters: the area peaks where the intervals that count lie above it."
    ) { $0.peak?.p == nil ? nil : $0.held?.leastRatio }
    package static let confidence = Column<Double>(
        probability: "interval_confidence", "Confidence of the intervals", short: "confidence",
        meaning:
            "How often each interval holds the true ratio, at least: 0.95 and more, for the number of areas tested."
    ) { $0.peak?.p == nil ? nil : $0.held?.confidence }
    package static let p = Column<Double>(
        probability: "p", "p",
        meaning:
            "The largest p of the comparisons that count: the least at which their intervals would lie above the least ratio."
    ) { $0.peak?.p }
    package static let q = Column<Double>(
        probability: "q", "q",
        meaning: "The false-discovery rate over the areas tested at which the peak would just count."
    ) { $0.peak?.q }
    package static let hasPeak = Column<Bool>(
        "peak_significant", "After-school peak", short: "peak_sig",
        meaning: "Whether the area peaks after school; null where it was not tested."
    ) { row in row.peak.flatMap { $0.p == nil ? nil : $0.verdict == .peak } }
    package static let notTested = Column<String>(
        "peak_not_tested", "Not tested", short: "not_tested", mayBeCut: true,
        meaning: "Why no peak could be tested; null where one was."
    ) { row in row.peak.flatMap { AreaPeakSummary($0).gapWords } }
    package static let bestWindowStart = Column<String>(
        "best_start", "Best window from",
        meaning:
            "The local time at which the window that fits the school days' excess best starts; null where there is no peak."
    ) { row in row.peak.flatMap { $0.verdict == .peak ? $0.bestWindow : nil }.map { Shown.clock($0.start) } }
    package static let bestWindowEnd = Column<String>(
        "best_end", "Best window to", meaning: "The local time at which that window ends."
    ) { row in row.peak.flatMap { $0.verdict == .peak ? $0.bestWindow : nil }.map { Shown.clock($0.end) } }
    package static let columns: [any ColumnOf<Row>] = [
        name, isOfficial, note, areaM2, incidents, densityPerKm2, windowStart, windowEnd, countedIncidents,
        windowIncidents, ratioNonSchoolDays, ratioNonSchoolDaysLow, ratioNonSchoolDaysHigh, ratioRestOfDay,
        ratioRestOfDayLow, ratioRestOfDayHigh, ratioTown, ratioTownLow, ratioTownHigh, leastRatio, confidence, p, q,
        hasPeak, notTested, bestWindowStart, bestWindowEnd,
    ]

    package static func assumed(of row: Row) -> String? {
        row.area.isOfficial == false ? "the outline, which is no official boundary" : nil
    }
    package static func id(of row: Row) -> String { row.id }
    package static func shape(of row: Row) -> Shape? { row.area.shape }

    package static func layer(of results: RunResults) throws -> Layer? {
        try make(study: results.study, peaks: results.peaks)
    }

    /// The named areas of a study with their incidents and their after-school peaks: layer `areas`. Where none is named and
    /// peaks were looked for, the study area is the one that they were looked for in.
    ///
    /// - Throws: `GeometryError` where an outline cannot be measured.
    public static func make(study: Study, peaks: PeakSurvey?) throws -> Layer {
        let isWhole = study.areas.isEmpty && peaks?.areas.isEmpty == false
        let areas = isWhole ? [study.studyArea] : study.areas
        return make(
            areas: areas, counts: isWhole ? [study.table.count] : study.assignment.counts, peaks: peaks,
            in: study.workingSystem, squareMetres: try areas.map { try $0.shape.area() })
    }

    /// The named areas with their incidents and, where they were tested, their after-school peak: layer `areas`.
    ///
    /// - Parameters:
    ///   - areas: The areas, in the order of the plan file.
    ///   - counts: The incidents of each area, in the same order; empty where they were not counted.
    ///   - peaks: What was found after school; matched to the areas by name.
    ///   - system: The working coordinate system of the outlines, in metres.
    ///   - squareMetres: The size of each area, m², in the same order.
    /// - Complexity: O(areas × peaks).
    static func make(
        areas: [NamedArea], counts: [Int], peaks: PeakSurvey?, in system: CoordinateSystem, squareMetres: [Double]
    ) -> Layer {
        let ids = Slug.unique(areas.map(\.name))
        return layer(
            in: system,
            rows: areas.indices.map { index in
                Row(
                    id: ids[index], area: areas[index],
                    count: counts.indices.contains(index) ? counts[index] : nil,
                    squareMetres: squareMetres.indices.contains(index) ? squareMetres[index] : nil,
                    peak: peaks?.areas.first { $0.area == areas[index].name },
                    held: peaks.map { ($0.method.leastRatio, $0.confidence) })
            })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        let plain = QMLSymbol.outline(Palette.area, width: 0.5)
        return QMLStyle(
            renderer: .categorised(
                field: hasPeak.facts.name,
                [
                    ("true", "After-school peak", .fill(Palette.peak, alpha: 30, outline: Palette.peak, width: 0.7)),
                    ("false", "No after-school peak", plain),
                    ("", "Not tested", plain),
                ]),
            label: name.facts.name)
    }

    /// The areas, with the outline of the study area under them.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        let outline = run.rows(of: StudyAreaLayer.self).prefix(1).map { row in
            MapSheet.Item(parts: row.shape?.mapRings ?? [], look: 2, title: row.text(StudyAreaLayer.name))
        }
        let areas = run.rows(of: AreaLayer.self).map { row in
            MapSheet.Item(
                parts: row.shape?.mapRings ?? [], look: row[hasPeak] == true ? 1 : 0, label: row.text(name),
                title: row.text(name), facts: facts(row))
        }
        return MapSheet(
            key: layerName, name: "Areas", form: .area, level: .ground, isShown: isShown,
            looks: [
                .init(
                    name: "Area, no after-school peak found", colour: Palette.area, weight: 1.6, dash: "5 4",
                    fillOpacity: 0.02),
                .init(
                    name: "Area with an after-school peak", colour: Palette.peak, weight: 2.4, fillOpacity: 0.07),
                .init(
                    name: "Study area", colour: Palette.area, weight: 2.5, opacity: 0.75, isInteractive: false),
            ],
            items: outline + areas)
    }

    private static func facts(_ row: LayerRow<AreaLayer>) -> [(label: String, value: String)] {
        var facts = [(label: "Incidents", value: row.text(incidents))]
        if let density = row[densityPerKm2] { facts.append(("Incidents per km²", Shown.fixed(density, 1))) }
        if let from = row[windowStart] {
            facts.append(("Tested window", "\(from)–\(row.text(windowEnd))"))
            if let reason = row[notTested] {
                facts.append(("After-school peak", "not tested: \(reason)"))
            } else {
                for (label, ratio, low, high) in [
                    ("Against non-school days", ratioNonSchoolDays, ratioNonSchoolDaysLow, ratioNonSchoolDaysHigh),
                    ("Against rest of school day", ratioRestOfDay, ratioRestOfDayLow, ratioRestOfDayHigh),
                    ("Against the rest of the town", ratioTown, ratioTownLow, ratioTownHigh),
                ] where row[low] != nil {
                    facts.append((label, shown(row[ratio], row[low], row[high])))
                }
                if let least = row[leastRatio] { facts.append(("Least ratio that matters", SettingName.plain(least))) }
                facts.append(("q", row[q].map(Shown.probability) ?? "–"))
                facts.append(("After-school peak", row[hasPeak] == true ? "yes" : "no"))
                if let best = row[bestWindowStart] {
                    facts.append(("Best window", "\(best)–\(row.text(bestWindowEnd))"))
                }
            }
        }
        if let official = row[isOfficial] {
            facts.append(("Outline", official ? "official" : "not an official boundary"))
        }
        return facts
    }

    private static func shown(_ ratio: Double?, _ low: Double?, _ high: Double?) -> String {
        guard ratio != nil else { return "no incident to compare with" }
        return "× " + IntervalWords.text(ratio, low ?? 0, high)
    }
}
