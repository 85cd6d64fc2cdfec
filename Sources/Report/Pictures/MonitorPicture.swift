import HomewardCore
import HomewardPublishing
public import HomewardWorkflow

/// A page for a board paper: one area's months with the limits of chance, its rolling twelve months, and the figures in words.
///
/// A4 on its side at 96 dots an inch, as SVG that stands by itself. The same finding gives the same bytes.
public struct MonitorPicture: Sendable {
    private let finding: MonitorFinding
    private let group: MonitorFinding.Group
    private let exercise: String?
    private let notes: [String]

    private static let width = 1123.0
    private static let height = 794.0
    private static let left = 70.0
    private static let right = 1083.0
    /// The bands of the two charts, from above to below.
    private static let monthly = (top: 130.0, bottom: 400.0)
    private static let yearly = (top: 470.0, bottom: 610.0)
    /// The most months that are shown.
    private static let most = 36

    /// A page for the group at `index`.
    ///
    /// - Parameters:
    ///   - finding: The monthly figures.
    ///   - index: The group's place among theirs.
    ///   - exercise: What is made up, in words; nil where nothing is.
    ///   - notes: Who may see the page and what is taken for granted, in sentences, for a page that leaves by itself.
    public init(_ finding: MonitorFinding, group index: Int, exercise: String?, notes: [String] = []) {
        self.finding = finding
        group = finding.groups[index]
        self.exercise = exercise
        self.notes = notes
    }

    /// The names of the files of all pages, without their endings: the whole first, each area's name with what files may not have left out.
    public static func names(_ finding: MonitorFinding) -> [String] {
        finding.groups.enumerated().map { index, group in
            let plain = group.name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
            let words = String(plain).split(separator: "-").joined(separator: "-").prefix(60)
            let number = index < 10 ? "0\(index)" : "\(index)"
            return words.isEmpty ? number : "\(number)-\(words)"
        }
    }

    /// The months that are shown.
    private var months: [MonitorFinding.Month] { Array(group.months.suffix(MonitorPicture.most)) }

    /// The page as a file of its own.
    public var text: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="\(MonitorPicture.shown(MonitorPicture.width))" height="\(MonitorPicture.shown(MonitorPicture.height))" viewBox="0 0 \(MonitorPicture.shown(MonitorPicture.width)) \(MonitorPicture.shown(MonitorPicture.height))" font-family="Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif">

        """ + body.text + "</svg>\n"
    }

    /// The page as a figure of the report.
    var figure: HTML {
        let size = "0 0 \(MonitorPicture.shown(MonitorPicture.width)) \(MonitorPicture.shown(MonitorPicture.height))"
        return """
            <figure><svg viewBox="\(size)" width="\(MonitorPicture.shown(MonitorPicture.width))" height="\(MonitorPicture.shown(MonitorPicture.height))" role="img" aria-label="\(group.name): incidents month by month; the table below has the numbers">
            \(body)</svg></figure>

            """
    }

    private var body: HTML {
        let title = group.kind == "elsewhere" ? "Elsewhere in the study area" : group.name
        let mark: HTML =
            exercise.map {
                label(
                    "EXERCISE", x: MonitorPicture.right, y: 42, size: 20, colour: Palette.peak, anchor: "end",
                    weight: 700)
                    + label(
                        $0.replacing("EXERCISE: ", with: ""), x: MonitorPicture.right, y: 62, size: 12,
                        colour: Palette.peak, anchor: "end")
            } ?? ""
        return """
            <title>\(title): incidents month by month</title>
            <rect width="\(MonitorPicture.shown(MonitorPicture.width))" height="\(MonitorPicture.shown(MonitorPicture.height))" fill="\(Palette.white)"/>
            \(label(title, x: MonitorPicture.left, y: 42, size: 26, weight: 700))\(label(verdict, x: MonitorPicture.left, y: 68, size: 15))\(mark)
            \(months.isEmpty ? label("No month lies in the period.", x: MonitorPicture.left, y: 260, size: 16) : charts)\(words)

            """
    }

    /// Where the latest whole month lies, in a sentence.
    private var verdict: String {
        guard let index = finding.latestIndex else { return "No month of the period is whole." }
        let month = group.months[index]
        let count = Words.count(month.incidents, "incident", "incidents")
        guard let lower = month.lower, let upper = month.upper else {
            return "\(month.title): \(count); too few months before it for limits"
        }
        return
            "\(month.title): \(count), \(MonitorFinding.words(month.verdict)); by chance \(Shown.grouped(lower)) to \(Shown.grouped(upper))"
    }

    private var charts: HTML {
        let count = Double(months.count)
        let step = (MonitorPicture.right - MonitorPicture.left) / count
        func middle(_ index: Int) -> Double { MonitorPicture.left + (Double(index) + 0.5) * step }
        let top = Scale(
            most: months.map { max($0.incidents, $0.upperAlarm ?? 0) }.max() ?? 0, MonitorPicture.monthly.top,
            MonitorPicture.monthly.bottom)
        var drawn: HTML = ""
        drawn =
            drawn
            + label(
                "Incidents a month", x: MonitorPicture.left, y: MonitorPicture.monthly.top - 22, size: 13, weight: 700)
        drawn = drawn + key + grid(top)
        for (index, month) in months.enumerated() {
            let x = middle(index)
            if let lower = month.lower, let upper = month.upper, let low = month.lowerAlarm, let high = month.upperAlarm
            {
                // Half an incident beyond the last number within the limits, so that a bar at the limit ends inside.
                drawn =
                    drawn
                    + box(
                        x - step / 2, top.y(Double(high) + 0.5), step,
                        top.y(Double(low) - 0.5) - top.y(Double(high) + 0.5),
                        Palette.ground)
                drawn =
                    drawn
                    + box(
                        x - step / 2, top.y(Double(upper) + 0.5), step,
                        top.y(Double(lower) - 0.5) - top.y(Double(upper) + 0.5),
                        Palette.grid)
            }
        }
        for (index, month) in months.enumerated() {
            let colour =
                switch month.verdict {
                case "above", "far_above": Palette.heat[2]
                case "below", "far_below": Palette.coldHistory[2]
                default: Palette.soft
                }
            let y = top.y(Double(month.incidents))
            let name = "\(month.title): \(month.incidents)" + (month.whole ? "" : ", cut short")
            drawn =
                drawn
                + ("""
                <rect x="\(MonitorPicture.shown(middle(index) - step * 0.3))" y="\(MonitorPicture.shown(y))" width="\(MonitorPicture.shown(step * 0.6))" height="\(MonitorPicture.shown(MonitorPicture.monthly.bottom - y))" fill="\(month.whole ? colour : Palette.white)" stroke="\(colour)"><title>\(name)</title></rect>

                """ as HTML)
            if let expected = month.expected {
                let y = top.y(expected)
                drawn = drawn + line(middle(index) - step / 2, y, middle(index) + step / 2, y, Palette.ink, width: 1.5)
            }
        }
        let year = Scale(
            most: months.compactMap(\.twelveMonths).max() ?? 0, MonitorPicture.yearly.top, MonitorPicture.yearly.bottom)
        drawn =
            drawn
            + label(
                "Incidents of the twelve months up to each month", x: MonitorPicture.left,
                y: MonitorPicture.yearly.top - 14, size: 13,
                weight: 700)
        if months.contains(where: { $0.twelveMonths != nil }) {
            drawn = drawn + grid(year)
            let points = months.enumerated().compactMap { index, month in
                month.twelveMonths.map {
                    "\(MonitorPicture.shown(middle(index))),\(MonitorPicture.shown(year.y(Double($0))))"
                }
            }
            drawn =
                drawn
                + ("""
                <polyline points="\(points.joined(separator: " "))" fill="none" stroke="\(Palette.area)" stroke-width="2.5"/>

                """ as HTML)
        } else {
            drawn =
                drawn
                + label(
                    "Fewer than twelve whole months.", x: MonitorPicture.left, y: MonitorPicture.yearly.top + 30,
                    size: 13)
        }
        let every = max(1, Int((count / 18).rounded(.up)))
        for (index, month) in months.enumerated() where (months.count - 1 - index) % every == 0 {
            let words = month.title.split(separator: " ")
            let name = "\(words.first?.prefix(3) ?? "") \(words.last?.suffix(2) ?? "")"
            for bottom in [MonitorPicture.monthly.bottom, MonitorPicture.yearly.bottom] {
                drawn =
                    drawn
                    + label(name, x: middle(index), y: bottom + 17, size: 11, colour: Palette.soft, anchor: "middle")
            }
        }
        return drawn
    }

    private var key: HTML {
        let items: [(String, String)] = [
            (Palette.soft, "within chance"), (Palette.heat[2], "above the limits"),
            (Palette.coldHistory[2], "below the limits"),
            (Palette.grid, "limits of 5 %"), (Palette.ground, "limits of 0.2 %"),
        ]
        var x = 330.0
        var drawn: HTML = ""
        for (colour, words) in items {
            drawn = drawn + box(x, MonitorPicture.monthly.top - 32, 12, 12, colour, stroke: Palette.line)
            drawn = drawn + label(words, x: x + 17, y: MonitorPicture.monthly.top - 22, size: 11, colour: Palette.soft)
            x += 34 + 6.4 * Double(words.count)
        }
        drawn =
            drawn
            + line(x, MonitorPicture.monthly.top - 26, x + 16, MonitorPicture.monthly.top - 26, Palette.ink, width: 1.5)
        return drawn + label("expected", x: x + 21, y: MonitorPicture.monthly.top - 22, size: 11, colour: Palette.soft)
    }

    /// The figures under the charts, and where they come from.
    private var words: HTML {
        var drawn: HTML = ""
        for (index, text) in finding.pageLines(of: group).prefix(5).enumerated() {
            drawn = drawn + label(text, x: MonitorPicture.left, y: 650 + 20 * Double(index), size: 14)
        }
        for (index, text) in noteLines.enumerated() {
            drawn =
                drawn
                + label(text, x: MonitorPicture.left, y: 744 + 13 * Double(index), size: 10, colour: Palette.soft)
        }
        let account = finding.account
        return drawn
            + label(
                "Made by Homeward from \(Words.count(account.incidents, "incident", "incidents")), \(Words.span(account.from, account.to)). A month within the limits is no news.",
                x: MonitorPicture.left, y: MonitorPicture.height - 20, size: 11, colour: Palette.soft)
    }

    /// The notes on two lines; what has no room there is said to be in the table.
    private var noteLines: [String] {
        let room = 185
        var lines: [String] = []
        for word in notes.map({ Words.sentence($0) }).joined(separator: " ").split(separator: " ") {
            if let last = lines.last, last.count + word.count < room {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        guard lines.count > 2 else { return lines }
        let rest = " … (more in the table)"
        return [lines[0], lines[1].prefix(room - rest.count) + rest]
    }

    /// Numbers from 0 on a height.
    private struct Scale {
        let top: Double
        let bottom: Double
        let step: Double
        let steps: Int

        init(most: Int, _ top: Double, _ bottom: Double) {
            (self.top, self.bottom) = (top, bottom)
            var step = 1.0
            // Steps of 1, 2 or 5 by tens, five of them or fewer.
            while Double(most) / step > 5 {
                let digit = Int(nearest: step / Scale.power(of: step))
                step *= digit == 2 ? 2.5 : 2
            }
            self.step = step
            steps = max(1, Int(nearest: (Double(most) / step).rounded(.up)))
        }

        private static func power(of value: Double) -> Double {
            var power = 1.0
            while power * 10 <= value { power *= 10 }
            return power
        }

        func y(_ value: Double) -> Double {
            bottom - (bottom - top) * min(max(value, 0) / (step * Double(steps)), 1)
        }
    }

    private func grid(_ scale: Scale) -> HTML {
        var drawn: HTML = ""
        for index in 0...scale.steps {
            let value = scale.step * Double(index)
            drawn =
                drawn
                + line(
                    MonitorPicture.left, scale.y(value), MonitorPicture.right, scale.y(value), Palette.line, width: 0.7)
            drawn =
                drawn
                + label(
                    Shown.grouped(Int(nearest: value)), x: MonitorPicture.left - 8, y: scale.y(value) + 4, size: 11,
                    colour: Palette.soft,
                    anchor: "end")
        }
        return drawn
    }

    private static func shown(_ value: Double) -> String { SettingName.plain(value.rounded(decimals: 2)) }

    private func label(
        _ text: String, x: Double, y: Double, size: Int, colour: String = Palette.ink, anchor: String = "start",
        weight: Int = 400
    ) -> HTML {
        """
        <text x="\(MonitorPicture.shown(x))" y="\(MonitorPicture.shown(y))" font-size="\(size)" font-weight="\(weight)" text-anchor="\(anchor)" fill="\(colour)">\(text)</text>

        """
    }

    private func box(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: String, stroke: String = "none"
    ) -> HTML {
        """
        <rect x="\(MonitorPicture.shown(x))" y="\(MonitorPicture.shown(y))" width="\(MonitorPicture.shown(width))" height="\(MonitorPicture.shown(height))" fill="\(colour)" stroke="\(stroke)"/>

        """
    }

    private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, width: Double) -> HTML {
        """
        <line x1="\(MonitorPicture.shown(x1))" y1="\(MonitorPicture.shown(y1))" x2="\(MonitorPicture.shown(x2))" y2="\(MonitorPicture.shown(y2))" stroke="\(colour)" stroke-width="\(MonitorPicture.shown(width))"/>

        """
    }
}
