public import HomewardCore

/// What can go wrong in a simulation.
public enum SimulationError: HomewardError, Equatable {
    /// A parameter is out of its range.
    case outOfRange(parameter: String, given: String, wanted: String)
    /// The study area has no outline.
    case noOutline
    /// The distance between junctions fits neither the study area nor its coordinate system.
    case blockDoesNotFit(metres: Double)
    /// The period is too short, or holds no school day.
    case shortPeriod(days: Int, schoolDays: Int)
    /// What is planted needs more rows than there are.
    case tooFewRows(rows: Int, planted: Int)
    /// A planted truth names an area that is not among the areas given.
    case noSuchArea(name: String, available: [String])
    /// A planted truth names a school or a stop that is not among those given.
    case noSuchSite(name: String)
    /// No street runs where something shall be planted.
    case noStreetNear(String)
    /// The text is no truth of simulated incidents, or the truth cannot be written as text.
    case badTruth(message: String)

    /// The code, the kind of trouble, what is wrong and what to do.
    public var report: ErrorReport {
        switch self {
        case .outOfRange(let parameter, let given, let wanted):
            ErrorReport("simulation.out_of_range", .usage, .named(parameter), "\(given) is not \(wanted)")
        case .noOutline:
            ErrorReport(
                "simulation.no_outline", .badData, nil, "the study area has no outline", remedy: "give a polygon")
        case .blockDoesNotFit(let metres):
            ErrorReport(
                "simulation.block", .badData, nil, "blocks of \(metres) m do not fit the study area",
                remedy: "use a metric coordinate system, 50 to 1000 m, and fewer than a million blocks")
        case .shortPeriod(let days, let schoolDays):
            ErrorReport(
                "simulation.short_period", .badData, nil,
                "the period has \(days) days, \(schoolDays) of them school days, and needs 28 with a school day among them",
                remedy: "choose a longer one")
        case .tooFewRows(let rows, let planted):
            ErrorReport(
                "simulation.too_few_rows", .badData, nil, "what is planted alone needs \(planted) rows",
                remedy: "ask for more than \(rows)")
        case .noSuchArea(let name, let available):
            ErrorReport(
                "simulation.no_such_area", .badData, nil, "no area is called \(name.quoted)",
                remedy: "the areas given are \(available.listed); give a file that holds it")
        case .noSuchSite(let name):
            ErrorReport(
                "simulation.no_such_site", .badData, nil, "no school or stop is called \(name.quoted)",
                remedy: "give a file of schools or of stops that holds it")
        case .noStreetNear(let place):
            ErrorReport(
                "simulation.no_street", .badData, nil, "no street runs near \(place), so nothing can be planted there",
                remedy: "give streets that cover the study area")
        case .badTruth(let message):
            ErrorReport("simulation.truth", .badData, .named("truth of simulated incidents"), ErrorText(message))
        }
    }
}
