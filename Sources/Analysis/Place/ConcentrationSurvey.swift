public import HomewardCore

/// Over which places the concentration of incidents is told.
public struct ConcentrationSurvey: Configurable, Equatable {
    /// The width of a cell, m.
    public var cell = 200.0
    /// A layer of street lines, whose stretches between two junctions are street segments; nil for none.
    public var streets: String?
    /// How far from the nearest street segment an incident may be, m.
    public var reach = 50.0
    /// The field of the areas' layer with their residents or the like; nil where `residents` or `population` is to be taken, if there.
    public var residents: String?

    /// The standard survey.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number("concentration.cell_m", \.cell, in: 10...10_000, unit: "m", "the width of a cell of the concentration"),
        .file(
            "concentration.streets_file", \.streets,
            "a layer of street lines, over whose segments the concentration is told too", flag: "streets"),
        .number(
            "concentration.street_m", \.reach, in: 1...1000, unit: "m",
            "how far from the nearest street segment an incident may be to count for it"),
        .text(
            "concentration.residents_field", \.residents, kind: "field",
            "the field of the areas' layer with their residents or the like, by which areas have rates; residents or population where not given",
            flag: "residents"),
    ]
}
