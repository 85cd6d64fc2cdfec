public import HomewardAnalysis
import HomewardCore
import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// The table of near repeats: pairs of incidents by bands of distance and of days.
public enum RepeatBandLayer: LayerDefinition {
    /// One band of distance with one of days; those beyond the last have no cell.
    package struct Row: Sendable {
        let number: Int
        let distance: DistanceBand
        let days: DayBand
        let observed: Int
        let cell: NearRepeatResult.Cell?
    }

    package static let layerName = "repeat_bands"
    package static let title = "Pairs of incidents by distance and days"
    package static let summary =
        "Knox's table: how many pairs of incidents lie how far apart in place and time, and how many chance would put there; a table without shapes. A band of 101–200 m holds more than 100 m and up to 200 m. What lies beyond the last bands is counted and not tested."
    package static let geometry = LayerGeometry.none
    package static let shared = SharedForm.none("Its counts are neither withheld nor rounded")
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    private static let shareOfPairs = ColumnUnit.none(because: "pairs by those to be expected")

    package static let distance = Column<String>(
        "distance", "Distance", meaning: "The band of distance in words."
    ) { $0.distance.label }
    package static let overM = Column<Double>(
        "over_m", "More than", in: .metres, decimals: 3,
        meaning: "The distance over which the band begins; empty for the first, which holds the same place."
    ) { $0.distance.over }
    package static let upToM = Column<Double>(
        "up_to_m", "Up to", in: .metres, decimals: 3,
        meaning: "The greatest distance in the band, itself included; empty beyond the last."
    ) { $0.distance.upTo }
    package static let days = Column<String>("days", "Days", meaning: "The band of days in words.") { $0.days.label }
    package static let firstDay = Column<Int>(
        "first_day", "Fewest days", in: .days, meaning: "The fewest civil days in the band; 0 is the same day."
    ) { $0.days.first }
    package static let lastDay = Column<Int>(
        "last_day", "Most days", in: .days,
        meaning: "The most days in the band, itself included; empty beyond the last."
    ) { $0.days.last }
    package static let observed = Column<Int>("observed", "Observed", in: .pairs, meaning: "Pairs in the band.") {
        $0.observed
    }
    package static let expected = Column<Double>(
        "expected", "Expected", in: .pairs, decimals: 6,
        meaning: "Pairs to be expected where days are dealt anew among the places, exactly; empty where not tested."
    ) { $0.cell?.expected }
    package static let deviation = Column<Double>(
        "deviation", "Standard deviation", in: .pairs, decimals: 6,
        meaning: "The standard deviation of that, exactly."
    ) { $0.cell?.deviation }
    package static let permuted = Column<Double>(
        "permuted", "Mean of the permutations", in: .pairs, decimals: 6,
        meaning: "The mean of the permutations that were made: the expected number but for chance."
    ) { $0.cell?.dealt }
    package static let knoxRatio = Column<Double>(
        "knox_ratio", "Knox ratio", in: shareOfPairs, decimals: 6,
        meaning: "Observed by expected: 1 for chance; empty where none was expected."
    ) { $0.cell?.ratio }
    package static let p = Column<Double>(
        probability: "p", "p", meaning: "The probability of at least so many pairs by chance, by permutation."
    ) { $0.cell?.p }
    package static let pFamily = Column<Double>(
        probability: "p_family", "p over all bands",
        meaning: "The probability that chance lets any band exceed its expectation so much."
    ) { $0.cell?.familyP }
    package static let pPoisson = Column<Double>(
        probability: "p_poisson", "Poisson p",
        meaning:
            "The Poisson probability of more pairs than observed, as pointpats gives it; too small, for pairs are not independent."
    ) { $0.cell?.poissonP }
    package static let modifiedKnox = Column<Double>(
        "modified_knox", "Modified Knox", in: .pairs, short: "modif_knox", decimals: 6,
        meaning:
            "Pairs less those that each incident's own number of neighbours in place and in time leads to expect (Baker 2004)."
    ) { $0.cell?.modified }
    package static let pModified = Column<Double>(
        probability: "p_modified", "p of modified Knox", short: "p_modif",
        meaning: "The probability of at least that by chance, by permutation."
    ) { $0.cell?.modifiedP }
    package static let standsOut = Column<Bool>(
        "stands_out", "Stands out", meaning: "Whether the band stands out over all bands and by a ratio that matters."
    ) { $0.cell?.standsOut ?? false }
    package static let columns: [any ColumnOf<Row>] = [
        distance, overM, upToM, days, firstDay, lastDay, observed, expected, deviation, permuted, knoxRatio, p, pFamily,
        pPoisson, modifiedKnox, pModified, standsOut,
    ]

    package static func id(of row: Row) -> String { "B\(row.number)" }
    package static func shape(of row: Row) -> Shape? { nil }

    package static func layer(of results: RunResults) -> Layer? {
        results.repeats.map(make) ?? layer(in: nil, rows: [])
    }

    /// The pairs by distance and then by days, a table without shapes: layer `repeat_bands`. The bands sum up to all pairs.
    ///
    /// - Parameter result: The near repeats; a result in which nothing was tested has no row.
    public static func make(_ result: NearRepeatResult) -> Layer {
        guard !result.cells.isEmpty else { return layer(in: nil, rows: []) }
        let farthest = DistanceBand(over: result.distances.last?.upTo, upTo: nil)
        let latest = DayBand(first: (result.days.last?.last ?? 0) + 1, last: nil)
        var rows: [Row] = []
        for (index, distance) in (result.distances + [farthest]).enumerated() {
            for (day, days) in (result.days + [latest]).enumerated() {
                let isNear = index < result.distances.count
                let cell = isNear && day < result.days.count ? result.cell(index, day) : nil
                let rest =
                    isNear ? result.later[index] : day < result.days.count ? result.farther[day] : result.beyond
                rows.append(
                    Row(
                        number: rows.count + 1, distance: distance, days: days, observed: cell?.observed ?? rest,
                        cell: cell))
            }
        }
        return layer(in: nil, rows: rows)
    }

    package static func style(of layer: Layer) -> QMLStyle? { nil }
}
