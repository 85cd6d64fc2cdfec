public import HomewardAnalysis
import HomewardCore
import HomewardGeometry
public import HomewardLayers
public import HomewardWorkflow

/// Named areas as a layer.
public enum AreaLayer {
    /// The named areas of a study with their incidents and their after-school peaks: layer `areas`.
    ///
    /// - Throws: `GeometryError` where an outline cannot be measured.
    public static func make(study: Study, peaks: [AreaPeak]) throws -> Layer {
        make(
            areas: study.areas, counts: study.assignment.counts, peaks: peaks, in: study.workingSystem,
            squareMetres: try study.areas.map { try $0.shape.area() })
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
        areas: [NamedArea], counts: [Int], peaks: [AreaPeak], in system: CoordinateSystem, squareMetres: [Double]
    ) -> Layer {
        struct Row {
            let id: String
            let area: NamedArea
            let count: Int?
            let size: Double?
            let peak: AreaPeak?
        }
        let ids = Slug.unique(areas.map(\.name))
        let rows = areas.indices.map { index in
            Row(
                id: ids[index], area: areas[index],
                count: counts.indices.contains(index) ? counts[index] : nil,
                size: squareMetres.indices.contains(index) ? squareMetres[index] : nil,
                peak: peaks.first { $0.area == areas[index].name })
        }
        return Layer(
            name: "areas", in: system, rows: rows, id: { $0.id }, shape: { $0.area.shape },
            columns: [
                .text("name") { $0.area.name },
                .boolean("official") { $0.area.isOfficial },
                .text("note") { $0.area.note },
                .real("area_m2", decimals: 0) { $0.size },
                .integer("incidents") { $0.count },
                .real("density_per_km2", decimals: 3) { row in
                    guard let count = row.count, let size = row.size, size > 0 else { return nil }
                    return Double(count) / (size / 1e6)
                },
                .text("window_start") { ($0.peak?.window.start).map(Shown.clock) },
                .text("window_end") { ($0.peak?.window.end).map(Shown.clock) },
                .integer("window_incidents") { $0.peak?.againstNonSchoolDays.count },
                .real("ratio_non_school_days", decimals: 4) { $0.peak?.againstNonSchoolDays.ratio },
                .real("ratio_non_school_days_low", decimals: 4) { $0.peak?.againstNonSchoolDays.lower },
                .real("ratio_non_school_days_high", decimals: 4) { $0.peak?.againstNonSchoolDays.upper },
                .real("ratio_rest_of_day", decimals: 4) { $0.peak?.againstRestOfSchoolDay.ratio },
                .real("ratio_rest_of_day_low", decimals: 4) { $0.peak?.againstRestOfSchoolDay.lower },
                .real("ratio_rest_of_day_high", decimals: 4) { $0.peak?.againstRestOfSchoolDay.upper },
                .probability("p") { $0.peak?.p },
                .probability("q") { $0.peak?.q },
                .boolean("peak_significant") { $0.peak?.isSignificant },
                .text("best_window_start") { ($0.peak?.bestWindow?.start).map(Shown.clock) },
                .text("best_window_end") { ($0.peak?.bestWindow?.end).map(Shown.clock) },
            ])
    }
}
