import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// The data clock as a picture: seven days by twenty-four hours, darker where there is more, with the number in each cell.
///
struct ClockPicture {
    let clock: ClockSummary
    let title: String
    /// The window to outline, in minutes of the day; nil for none.
    let window: (from: Int, to: Int)?
    /// How many days of the week, from Monday on, the outline takes in.
    var weekdays = 7

    private let cellWidth = 38
    private let cellHeight = 26
    private let left = 86
    private let top = 84

    /// The colour for a share of the highest value, 0 ... 1, and the ink that reads on it.
    static func colour(_ share: Double) -> (fill: String, ink: String) {
        let scale = Palette.clock
        let position = min(max(share, 0), 1) * Double(scale.count - 1)
        let index = min(max(0, Int(nearest: position.rounded(.down))), scale.count - 2)
        let part = position - Double(index)
        let (low, high) = (Palette.parts(scale[index]), Palette.parts(scale[index + 1]))
        func mix(_ low: Int, _ high: Int) -> Int { Int((Double(low) + Double(high - low) * part).rounded()) }
        let red = mix(low.red, high.red)
        let green = mix(low.green, high.green)
        let blue = mix(low.blue, high.blue)
        let ink = [Palette.ink, Palette.white, Palette.black].first { candidate in
            Palette.contrast((red, green, blue), Palette.parts(candidate)) >= Palette.leastContrast
        }
        func hex(_ value: Int) -> String { (value < 16 ? "0" : "") + String(value, radix: 16) }
        return ("#" + hex(red) + hex(green) + hex(blue), ink ?? Palette.black)
    }

    /// The picture as SVG, with the values as text for those who cannot see the colours.
    var html: HTML {
        let most = clock.clock.flatMap { $0 }.max() ?? 0
        let width = left + 24 * cellWidth + 70
        let height = top + 7 * cellHeight + 62
        let total = Shown.fixed(clock.clock.flatMap { $0 }.reduce(0, +), 0)
        return """
            <figure><div class="scroll wide" tabindex="0" role="region" aria-label="\(title), by weekday and hour"><svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" aria-label="\(title): incidents by weekday and hour, \(total) in all; the table below has the numbers">
            <text x="0" y="16" font-size="15" font-weight="600" fill="\(Palette.ink)">\(title)</text>
            \(bars)\(cells(most: most))\(outline)\(key(most: most, width: width))</svg></div>
            </figure>

            """
    }

    private var bars: HTML {
        let most = clock.hours.max() ?? 0
        let columns = (0..<24).map { hour -> HTML in
            let value = clock.hours[hour]
            let size = most > 0 ? Int(nearest: min(max(value / most, 0), 1) * 40) : 0
            let x = left + hour * cellWidth
            return """
                <rect x="\(x + 3)" y="\(66 - size)" width="\(cellWidth - 6)" height="\(size)" fill="\(Palette.soft)"><title>\(Shown.clock(hour * 60)): \(Shown.fixed(value, 1))</title></rect>
                <text x="\(x + cellWidth / 2)" y="79" font-size="11" text-anchor="middle" fill="\(Palette.soft)">\(hour < 10 ? "0" : "")\(hour)</text>

                """
        }
        return
            "<text x=\"\(left - 8)\" y=\"62\" font-size=\"11\" text-anchor=\"end\" fill=\"\(Palette.soft)\">all week</text>\n\(columns)"
    }

    private func cells(most: Double) -> HTML {
        let rows = (0..<7).map { weekday -> HTML in
            let y = top + weekday * cellHeight
            let values = clock.clock[weekday]
            let cells = (0..<24).map { hour -> HTML in
                let value = values[hour]
                let look = ClockPicture.colour(most > 0 ? value / most : 0)
                let x = left + hour * cellWidth
                return """
                    <rect x="\(x)" y="\(y)" width="\(cellWidth)" height="\(cellHeight)" fill="\(look.fill)" stroke="#fff"><title>\(Shown.weekdays[weekday]) \(Shown.clock(hour * 60)): \(Shown.fixed(value, 1))</title></rect><text x="\(x + cellWidth / 2)" y="\(y + 17)" font-size="11" text-anchor="middle" fill="\(look.ink)">\(Shown.fixed(value, 0))</text>

                    """
            }
            return """
                <text x="\(left - 8)" y="\(y + 18)" font-size="12" text-anchor="end" fill="\(Palette.ink)">\(Shown.weekdays[weekday])</text>
                \(cells)<text x="\(left + 24 * cellWidth + 8)" y="\(y + 18)" font-size="12" fill="\(Palette.soft)">\(Shown.fixed(values.reduce(0, +), 0))</text>

                """
        }
        return "\(rows)"
    }

    private var outline: HTML {
        guard let window else { return "" }
        let spans = window.to > window.from ? [(window.from, window.to)] : [(window.from, 1440), (0, window.to)]
        return HTML(
            markup: spans.map { span in
                let x = left + span.0 * cellWidth / 60
                let width = (span.1 - span.0) * cellWidth / 60
                return "<rect x=\"\(x)\" y=\"\(top - 1)\" width=\"\(width)\" height=\"\(weekdays * cellHeight + 2)\" "
                    + "fill=\"none\" stroke=\"\(Palette.peak)\" stroke-width=\"2.5\"/>\n"
            }.joined())
    }

    private func key(most: Double, width: Int) -> HTML {
        let y = top + 7 * cellHeight + 16
        let steps = 9
        let boxes = (0..<steps).map { step -> HTML in
            let look = ClockPicture.colour(Double(step) / Double(steps - 1))
            return
                "<rect x=\"\(left + step * 26)\" y=\"\(y)\" width=\"26\" height=\"12\" fill=\"\(look.fill)\" stroke=\"\(Palette.line)\"/>"
        }
        let note: HTML =
            window == nil
            ? ""
            : "<rect x=\"\(left + 330)\" y=\"\(y)\" width=\"22\" height=\"12\" fill=\"none\" stroke=\"\(Palette.peak)\" stroke-width=\"2.5\"/><text x=\"\(left + 360)\" y=\"\(y + 11)\" font-size=\"11\" fill=\"\(Palette.soft)\">the plan's window</text>"
        return """
            \(boxes)<text x="\(left)" y="\(y + 27)" font-size="11" fill="\(Palette.soft)">0</text><text x="\(left + steps * 26)" y="\(y + 27)" font-size="11" text-anchor="end" fill="\(Palette.soft)">\(Shown.fixed(most, 0)) incidents in the hour</text>\(note)

            """
    }
}
