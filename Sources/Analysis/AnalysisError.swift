public import HomewardCore

/// What can be wrong with what a method was asked to do.
public enum AnalysisError: HomewardError, Equatable {
    /// The cell size is zero, negative or no number.
    case cellSize(Double)
    /// The study area has no area to cover.
    case emptyStudyArea
    /// The cells would be too many to hold; `fitting` are larger ones that would not be, where there are any.
    case tooManyCells(cellSize: Double, cells: Double, limit: Int, fitting: FittingCells? = nil)
    /// A scan's windows would be longer than the period.
    case longWindow(days: Int, period: Int)
    /// The largest circles of a scan would hold more incidents, added up over all places, than can be looked at in good time.
    case manyInCircles(limit: Int, radius: Double)
    /// One circle of a scan would hold more incidents than can be counted.
    case fullCircle(count: Int, radius: Double)

    /// The weight of an incident or of a base point is negative or no number.
    case badWeight(Double, of: String)
    /// A bandwidth reaches further than the study area, whose greater side is `extent`, m.
    case wideBandwidth(Double, extent: Double)
    /// A cell is wider than the study area, whose greater side is `extent`, m.
    case wideCell(Double, extent: Double)
    /// A bandwidth cannot be chosen from the incidents.
    case noBandwidth(Lack)
    /// The set to divide by has no weight inside the study area.
    case emptyBase
    /// Bandwidths that reach to the nearest incidents were asked for points that are none of them.
    case foreignBase

    /// What incidents lack that a bandwidth could be chosen from.
    public enum Lack: Sendable, Equatable {
        /// So many incidents lie in the study area, fewer than two.
        case tooFew(Int)
        /// All so many lie in one place.
        case onePlace(Int)
        /// Of so many no two lie near each other.
        case sparse(Int)
        /// There are so many, and each should have more others.
        case tooFewNeighbours(Int, wanted: Int)
    }
    /// The period holds too few whole weeks or months with days in force for a history.
    case fewSteps(steps: Int, fewest: Int)
    /// The study area holds too few cells for a neighbourhood to stand out.
    case fewCells(cells: Int, fewest: Int)
    /// Cells times weeks or months would be too many to hold.
    case largeCube(cells: Int, steps: Int?, limit: Int)
    /// The first day to test is not among the days that have a past to learn from.
    case testOutside(day: String, first: String, last: String)
    /// No whole day, week or month is left to test after the training.
    case noHeldOutPeriod(step: String, days: Int, training: Int)
    /// Nothing happened in the periods that were to be tested.
    case emptyTest(first: String, last: String)
    /// The cells of a score would be too many to hold.
    case manyScoreCells(cells: Int, limit: Int)
    /// There are too few incidents to learn a forecast from.
    case fewToLearn(incidents: Int, fewest: Int)

    /// A regression of counts has no answer.
    case regression(RegressionTrouble)
    /// The history is too short for a trial to be designed from it.
    case shortHistory(weeks: Int, fewest: Int)
    /// Too few areas with incidents do not touch each other for a lot to be drawn among them.
    case fewTrialAreas(areas: Int)

    /// Cells of a size that keeps them below the limit.
    public struct FittingCells: Sendable, Equatable {
        /// The width of a cell, m.
        public var cellSize: Double
        /// How many there are.
        public var cells: Int

        /// So many cells of a size.
        public init(cellSize: Double, cells: Int) {
            self.cellSize = cellSize
            self.cells = cells
        }
    }

    /// What is wrong and what to do about it.
    public var report: ErrorReport {
        switch self {
        case .cellSize(let size):
            ErrorReport(
                "analysis.cell_size", .badData, .setting("hotspots.cell_m"),
                "cells of \(size) m cannot be laid out", remedy: "give a number of metres greater than 0")
        case .emptyStudyArea:
            ErrorReport(
                "analysis.empty_study_area", .badData, .named("the study area"), "has no area",
                remedy: "give an outline of at least one polygon in a coordinate system in metres")
        case .fewSteps(let steps, let fewest):
            ErrorReport(
                "analysis.few_steps", .badData, .setting("emerging.step"),
                "the period holds \(steps) whole weeks or months with days in force, and a history needs \(fewest)",
                remedy: """
                    count by weeks, \(setting: "emerging.step", "week"), take a longer period, or say with \(setting: "period.from") and \
                    \(setting: "period.to") where the extract begins and ends
                    """)
        case .fewCells(let cells, let fewest):
            ErrorReport(
                "analysis.few_cells", .badData, .setting("emerging.cell_m"),
                "the study area holds \(cells) cells, and none stands out of fewer than \(fewest)",
                remedy: "choose smaller cells or a larger study area")
        case .largeCube(let cells, let steps, let limit):
            ErrorReport(
                "analysis.large_cube", .badData, .setting("emerging.cell_m"),
                "\(Shown.grouped(cells)) cells\(steps.map { " in \(Shown.grouped($0)) weeks or months" } ?? "") are more than \(Shown.grouped(limit))",
                remedy: steps == nil
                    ? "choose larger cells or a smaller study area, or allow more with \(setting: "limits.cells")"
                    : "choose larger cells, months instead of weeks, or a shorter period")
        case .testOutside(let day, let first, let last):
            ErrorReport(
                "analysis.test_outside", .badData, .setting("score.test_from"),
                "\(day) has no past to learn from, or lies after the period, which runs from \(first) to \(last)",
                remedy:
                    "give a day after the first, or a period that holds it, with \(setting: "period.from") and \(setting: "period.to")"
            )
        case .noHeldOutPeriod(let step, let days, let training):
            ErrorReport(
                "analysis.no_held_out_period", .badData, .setting("score.step"),
                "of \(Shown.grouped(days)) days \(Shown.grouped(training)) are learnt from, and what is left holds \(step == "once" ? "no day in force" : "no whole \(step) with days in force") to test",
                remedy: training > 28 && days > 56
                    ? "learn from fewer days, \(setting: "score.training_days", "\(max(28, days / 2))"), or take a longer period"
                    : "take a longer period with \(setting: "period.from") and \(setting: "period.to")")
        case .emptyTest(let first, let last):
            ErrorReport(
                "analysis.empty_test", .badData, .named("the test"),
                "nothing happened on the days and in the hours asked for from \(first) to \(last), so that no forecast can be right or wrong",
                remedy:
                    "take other days or hours, an earlier \(setting: "score.test_from"), or say with \(setting: "period.to") where the extract ends"
            )
        case .manyScoreCells(let cells, let limit):
            ErrorReport(
                "analysis.many_score_cells", .badData, .setting("score.cells_m"),
                "the study area needs \(Shown.grouped(cells)) cells, more than \(Shown.grouped(limit))",
                remedy: "choose larger cells or a smaller study area, or allow more with \(setting: "limits.cells")")
        case .fewToLearn(let incidents, let fewest):
            ErrorReport(
                "analysis.few_to_learn", .badData, .named("the incidents"),
                "\(Shown.grouped(incidents)) lie before what is to be forecast, and a forecast needs \(fewest)",
                remedy: "learn from a longer time, take other days or hours, or a later \(setting: "score.test_from")")
        case .tooManyCells(let size, let cells, let limit, let fitting):
            ErrorReport(
                "analysis.too_many_cells", .badData, .setting("hotspots.cell_m"),
                "the study area, or where none is given the extent of the incidents, needs some \(Shown.fixed(cells, 0)) cells of \(SettingName.plain(size)) m, more than \(Shown.grouped(limit))",
                remedy: fitting.map { (fitting) -> ErrorText in
                    """
                    give \(setting: "hotspots.cell_m", SettingName.plain(fitting.cellSize)) for \
                    \(Shown.grouped(fitting.cells)) cells, name a smaller study area with \(setting: "study_area.file"), or \
                    allow more with \(setting: "limits.cells")
                    """
                }
                    ?? """
                    name a study area with \(setting: "study_area.file"), choose larger cells, or allow more with \
                    \(setting: "limits.cells")
                    """)
        case .longWindow(let days, let period):
            ErrorReport(
                "analysis.long_window", .badData, .setting("scan.longest_days"),
                "windows of \(days) days are longer than the period of \(Shown.grouped(period))",
                remedy: """
                    give at most half of it, \(setting: "scan.longest_days", "\(max(1, period / 2))"), or a longer period
                    """)
        case .manyInCircles(let limit, let radius):
            ErrorReport(
                "analysis.many_in_circles", .badData, .setting("scan.radius_m"),
                "circles of \(SettingName.plain(radius)) m round every place hold more than \(Shown.grouped(limit)) incidents in all, which would take long",
                remedy: """
                    take cells for places, \(setting: "scan.cell_m", AnalysisError.cell(for: radius)), smaller circles, or allow more \
                    with \(setting: "limits.circles")
                    """)
        case .fullCircle(let count, let radius):
            ErrorReport(
                "analysis.full_circle", .badData, .setting("scan.radius_m"),
                "a circle of \(SettingName.plain(radius)) m holds \(Shown.grouped(count)) incidents, more than \(Shown.grouped(Int(Int16.max)))",
                remedy: "take smaller circles, or a smaller \(setting: "scan.share")")
        case .badWeight(let weight, let name):
            ErrorReport(
                "analysis.bad_weight", .badData, .named(name),
                "its weight \(SettingName.plain(weight)) is not 0 or more",
                remedy: "give every one a finite weight that is not negative")
        case .wideBandwidth(let bandwidth, let extent):
            ErrorReport(
                "analysis.wide_bandwidth", .badData, .setting("density.bandwidth"),
                "a bandwidth of \(Shown.fixed(bandwidth, 0)) m is wider than the study area, which is \(Shown.fixed(extent, 0)) m",
                remedy: "give a smaller one in metres")
        case .wideCell(let cell, let extent):
            ErrorReport(
                "analysis.wide_cell", .badData, .setting("density.cell_m"),
                "a cell of \(SettingName.plain(cell)) m is wider than the study area, which is \(Shown.fixed(extent, 0)) m",
                remedy: "give smaller cells")
        case .noBandwidth(let lack):
            ErrorReport(
                "analysis.no_bandwidth", .badData, .setting("density.bandwidth"),
                "no bandwidth can be chosen: \(lack.words)", remedy: lack.remedy)
        case .emptyBase:
            ErrorReport(
                "analysis.empty_base", .badData, .named("the base"),
                "nothing of it lies in the study area, so that there is nothing to divide by",
                remedy: "check its layer, its field of numbers and the study area")
        case .regression(let trouble):
            ErrorReport(
                "analysis.regression", .badData, .named("the regression"), trouble.words, remedy: trouble.remedy)
        case .shortHistory(let weeks, let fewest):
            ErrorReport(
                "analysis.short_history", .badData, .named("the period"),
                "it holds \(weeks) whole weeks, and a trial is designed from \(fewest) or more",
                remedy: "take a longer period")
        case .fewTrialAreas(let areas):
            ErrorReport(
                "analysis.few_trial_areas", .badData, .setting("design.names"),
                "\(areas) areas with incidents do not touch each other, and a lot among pairs needs 4",
                remedy: "name more or smaller areas, or draw days: \(setting: "design.unit", "days")")
        case .foreignBase:
            ErrorReport(
                "analysis.foreign_base", .usage, .setting("density.adaptive"),
                "bandwidths that reach to the nearest incidents cannot be had from a base of other points",
                remedy: "use abramson or fixed")
        }
    }

    /// The width of cells of which some make up a circle.
    private static func cell(for radius: Double) -> String { SettingName.plain(max(1, (radius / 4).rounded())) }

    /// The most cells that a tiling may have.
    public static let largestTiling = 20_000_000
}

extension AnalysisError.Lack {
    fileprivate var words: ErrorText {
        switch self {
        case .tooFew(0): "no incident lies in the study area"
        case .tooFew(let count): "the study area has \(count) incident and two are needed"
        case .onePlace(let count): "all \(Shown.grouped(count)) incidents are in one place"
        case .sparse(let count): "of the \(Shown.grouped(count)) incidents no two lie near each other"
        case .tooFewNeighbours(let count, let wanted):
            "each incident should have \(Shown.grouped(wanted)) others, and the study area has \(Shown.grouped(count)) in all"
        }
    }

    fileprivate var remedy: ErrorText {
        switch self {
        case .tooFewNeighbours: "give a smaller number with \(setting: "density.nearest")"
        default: "give it in metres, \(setting: "density.bandwidth", "300")"
        }
    }
}

extension RegressionTrouble {
    fileprivate var words: ErrorText {
        switch self {
        case .fewRows(let rows, let columns): "\(rows) rows cannot tell \(columns) coefficients"
        case .noCount: "there is no incident, or a count or an exposure is none"
        case .dependent(let column): "\(column) follows from the other columns"
        case .noBest(let column): "the likelihood grows without end as the coefficient of \(column) does"
        }
    }

    fileprivate var remedy: ErrorText {
        switch self {
        case .fewRows: "take a longer period or fewer columns"
        case .noCount: "take a period and places with incidents"
        case .dependent: "leave it out"
        case .noBest: "leave out what has no incident at all"
        }
    }
}
