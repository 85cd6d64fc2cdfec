import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// What another team buys as a picture: the incidents a year that the first one, two, … teams meet by the model of risk, and
/// dashed what one more would.
struct TeamCurve {
    private let met: [Double]
    private let more: Double
    private let unit: String

    private static let width = 560
    private static let height = 220
    private static let left = 56
    private static let right = 20
    private static let top = 16
    private static let foot = 44

    init(_ finding: RoutesFinding) {
        met = finding.teams.map(\.riskPerYear)
        more = finding.oneMorePerYear
        unit = finding.unit
    }

    /// The picture as SVG; nothing where no team meets anything.
    var html: HTML {
        guard let last = met.last, last > 0 else { return "" }
        let values = [0] + met
        let next = last + max(0, more)
        let top = TeamCurve.step(next)
        let most = top * (next / top).rounded(.up)
        func x(_ teams: Int) -> Int {
            TeamCurve.left + teams * (TeamCurve.width - TeamCurve.left - TeamCurve.right) / values.count
        }
        func y(_ value: Double) -> Int {
            let room = Double(TeamCurve.height - TeamCurve.top - TeamCurve.foot)
            return TeamCurve.height - TeamCurve.foot - Int(nearest: room * value / most)
        }
        let path = values.enumerated().map { "\(x($0.offset)),\(y($0.element))" }.joined(separator: " ")
        let lines = stride(from: 0.0, through: most + top / 2, by: top).map { value -> HTML in
            """
            <line x1="\(TeamCurve.left)" y1="\(y(value))" x2="\(TeamCurve.width - TeamCurve.right)" y2="\(y(value))" stroke="\(Palette.line)"/><text x="\(TeamCurve.left - 8)" y="\(y(value) + 4)" font-size="11" text-anchor="end" fill="\(Palette.soft)">\(Shown.fixed(value, top < 1 ? 1 : 0))</text>

            """
        }
        // Every team has its mark; where there are many, only some have their number.
        let every = max(1, (values.count + 14) / 15)
        let marks = values.indices.map { teams -> HTML in
            let label: HTML =
                teams % every == 0
                ? "<text x=\"\(x(teams))\" y=\"\(TeamCurve.height - 26)\" font-size=\"11\" text-anchor=\"middle\" fill=\"\(Palette.soft)\">\(teams)</text>"
                : ""
            return """
                <circle cx="\(x(teams))" cy="\(y(values[teams]))" r="3" fill="\(Palette.ink)"><title>\(Words.count(teams, "team", "teams")): \(Shown.fixed(values[teams], 2)) \(unit) a year</title></circle>\(label)

                """
        }
        let title =
            "What another team buys: \(unit) a year met by the first one, two, … teams; the table below has the numbers"
        return """
            <figure><svg viewBox="0 0 \(TeamCurve.width) \(TeamCurve.height)" width="\(TeamCurve.width)" height="\(TeamCurve.height)" role="img" aria-label="\(title)">
            \(lines)<polyline points="\(path)" fill="none" stroke="\(Palette.ink)" stroke-width="2"/>
            <line x1="\(x(met.count))" y1="\(y(last))" x2="\(x(values.count))" y2="\(y(next))" stroke="\(Palette.ink)" stroke-width="2" stroke-dasharray="5 4"/><circle cx="\(x(values.count))" cy="\(y(next))" r="3" fill="\(Palette.white)" stroke="\(Palette.ink)"><title>one more: \(Shown.fixed(next, 2)) \(unit) a year</title></circle>
            \(marks)<text x="\(TeamCurve.left)" y="\(TeamCurve.height - 6)" font-size="11" fill="\(Palette.soft)">teams; met a year by the model, \(unit); dashed: one more</text>
            </svg></figure>

            """
    }

    /// A round step, 1, 2 or 5 of some power of ten from 0.1, of more than a fifth of `most`.
    private static func step(_ most: Double) -> Double {
        var step = 0.1
        while step * 5 <= most {
            for factor in [2.0, 2.5, 2.0] where step * 5 <= most { step *= factor }
        }
        return step
    }
}
