public import HomewardCore

/// Where the bands of a surface part.
public enum IsobandLevels: Sendable, Hashable {
    /// At the levels under which 50, 75, 90, 95 and 99 % of the ground lie.
    case quantiles
    /// At levels that are given.
    case given([Double])

    /// The shares of the ground.
    public static let shares = [0.5, 0.75, 0.9, 0.95, 0.99]

    /// The levels that a text names: `quantiles`, or up to a hundred numbers with commas between them; nil for neither.
    public init?(_ text: String) {
        if text == "quantiles" {
            self = .quantiles
            return
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let levels = parts.compactMap { Double($0.filter { $0 != " " }) }.filter { $0.isFinite && $0 >= 0 }
        guard levels.count == parts.count, (1...100).contains(levels.count) else { return nil }
        self = .given(Array(Set(levels)).sorted())
    }

    /// The text that names them.
    public var text: String {
        switch self {
        case .quantiles: "quantiles"
        case .given(let levels): levels.map(SettingName.plain).joined(separator: ", ")
        }
    }

    /// The levels for a surface, ascending, each once. O(cells log cells).
    ///
    /// - Parameters:
    ///   - values: The numbers of the cells; nil where a cell has none.
    ///   - grid: The cells.
    public func levels(of values: [Double?], on grid: Grid) -> [Double] {
        switch self {
        case .given(let levels): return levels
        case .quantiles:
            let ground = zip(values, grid.cells).compactMap { value, cell in value.map { ($0, cell.areaInside) } }
                .sorted { $0 < $1 }
            let all = ground.reduce(0) { $0 + $1.1 }
            var levels: [Double] = []
            var (passed, next) = (0.0, 0)
            for (value, area) in ground {
                passed += area
                while next < Self.shares.count, passed >= Self.shares[next] * all {
                    let level = value.rounded(significant: 4)
                    if level > 0, level > levels.last ?? 0 { levels.append(level) }
                    next += 1
                }
            }
            return levels
        }
    }
}

/// How the verb `density` draws its bands.
public struct DensityBands: Configurable, Equatable {
    /// Where the bands part.
    public var levels = IsobandLevels.quantiles

    /// The standard bands.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .value(
            "density.levels", \.levels, domain: .text("quantiles|a,b,…"),
            "where isobands part: quantiles (50, 75, 90, 95 and 99 % of the ground lie below), or numbers",
            wanted: "list of up to 100 numbers such as 10,20,50, or the word quantiles",
            read: { IsobandLevels($0) }, write: { $0.text })
    ]
}
