public import HomewardAnalysis
import HomewardCore
public import HomewardGeometry
public import HomewardIncidents
public import HomewardLayers

/// What a rate refers to in each cell of a grid: people, homes or the like, from a layer of points or areas.
public struct Denominator: Sendable, Equatable {
    /// The number in each cell.
    public var cells: [Double]
    /// The number in no cell.
    public var outside: Double
    /// The layer's file.
    public var file: String
    /// The field that held the number.
    public var field: String

    /// Reads a layer. The number of a point is its cell's; that of an area is spread evenly over its ground, and each cell has
    /// what lies in it.
    ///
    /// - Parameters:
    ///   - reference: The layer.
    ///   - field: The field with the number, found without regard to case.
    ///   - grid: The cells.
    ///   - system: The working coordinate system.
    /// - Throws: ``WorkflowError/badDenominator(file:feature:problem:)``; what `Layers` throws.
    public init(_ reference: LayerReference, field: String, on grid: Grid, in system: CoordinateSystem) throws {
        let layer = try LayerReader(path: reference.file).read(layer: reference.layer).transformed(to: system)
        guard let index = layer.index(of: field) else {
            let names = layer.fields.map(\.name.quoted).joined(separator: ", ")
            throw WorkflowError.badDenominator(
                file: reference.file, feature: nil, problem: "it has no field \(field.quoted), but \(names)")
        }
        file = reference.file
        self.field = layer.fields[index].name
        cells = [Double](repeating: 0, count: grid.cells.count)
        outside = 0
        for (number, feature) in layer.features.enumerated() {
            let name = feature.id ?? "\(number + 1)"
            func wrong(_ problem: String) -> WorkflowError {
                .badDenominator(file: reference.file, feature: name, problem: problem)
            }
            try PlaceCheck.check(name, feature.shape, of: layer, file: reference.file, in: system)
            let value = feature.values.indices.contains(index) ? feature.values[index] : .null
            guard let amount = value.asDouble ?? value.asText.flatMap(Double.init), (0...1e9).contains(amount) else {
                throw wrong("its \(self.field) \((value.asText ?? "").quoted) is no number from 0 to 1000000000")
            }
            switch feature.shape {
            case .point(let point)?:
                if let cell = grid.cell(at: point) { cells[cell] += amount } else { outside += amount }
            case .polygon(let polygon)?: try spread(amount, over: MultiPolygon([polygon]), grid, wrong)
            case .multiPolygon(let outline)?: try spread(amount, over: outline, grid, wrong)
            default: throw wrong("it is neither a point nor an area")
            }
        }
        guard cells.contains(where: { $0 > 0 }) else {
            throw WorkflowError.badDenominator(
                file: reference.file, feature: nil, problem: "nothing of its \(self.field) lies in the study area")
        }
    }

    private mutating func spread(
        _ amount: Double, over outline: MultiPolygon, _ grid: Grid, _ wrong: (String) -> WorkflowError
    ) throws {
        guard amount > 0 else { return }
        let shares: [(cell: Int, share: Double)]
        do throws(AnalysisError) {
            shares = try grid.shares(of: outline)
        } catch {
            throw wrong(
                error == .emptyStudyArea ? "it has no ground" : "it is too large to be spread over such small cells")
        }
        var inside = 0.0
        for (cell, share) in shares {
            cells[cell] += amount * share
            inside += share
        }
        outside += amount * max(0, 1 - inside)
    }

    /// What lies in the cells and what does not.
    var words: String {
        "\(field) \(Shown.fixed(cells.reduce(0, +), 0)) in the cells, \(Shown.fixed(outside, 0)) outside"
    }

    /// What the rates rest on, in a sentence.
    public var assumption: String {
        "Hotspots are of rates by \(field) of \(file): \(words); what an area holds is taken to be spread evenly over it."
    }
}

extension CellValues.Kind {
    /// What each incident of a selection weighs: its share, by its harm where that is meant. O(incidents).
    ///
    /// - Parameter selected: The incidents.
    public func weights(of selected: SelectedIncidents) -> [Double] {
        self == .count ? selected.shares : zip(selected.shares, selected.table.harm).map { $0 * $1 }
    }
}

extension Study {
    /// What the cells of a grid hold of some incidents, by the plan's value and denominator.
    ///
    /// - Parameters:
    ///   - selected: The incidents.
    ///   - grid: The cells.
    ///   - plan: What is added up, and what it refers to.
    /// - Throws: What reading the denominator throws.
    public func cellValues(
        of selected: SelectedIncidents, on grid: Grid, _ plan: PlanFile
    ) throws -> (values: CellValues, denominator: Denominator?) {
        let denominator = try plan.denominator.reference.map {
            try Denominator($0, field: plan.denominatorField, on: grid, in: workingSystem)
        }
        let values = grid.values(
            of: selected.table.points, shares: selected.shares,
            harm: plan.hotspots.value == .harm ? selected.table.harm : nil, denominator: denominator?.cells)
        return (values, denominator)
    }
}
