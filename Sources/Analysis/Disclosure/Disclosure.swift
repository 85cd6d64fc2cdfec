public import HomewardCore

/// How counts are made fit for people outside the force: what is too small is withheld, the rest is rounded.
///
/// A count below ``minimum`` is withheld, 0 among them, so that a place without a figure may hold none or a few. Any other
/// becomes the nearest multiple of ``base``. ``released(_:areas:areaCount:)`` does it for all cells of a map at once.
///
/// The ranges of the parameters end where the protection would: no edition for others has cells below 250 m, a limit below
/// five or times closer than an hour.
public struct Disclosure: Configurable, Equatable {
    /// The least count that is shown.
    public var minimum = 5
    /// The side of a cell, m.
    public var cell = 250.0
    /// Counts are rounded to multiples of this.
    public var base = 5
    /// The length of the steps of the clock, hours.
    public var windowHours = 1

    /// The standard protection.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .whole(
            "disclosure.minimum", \.minimum, in: 5...1000, unit: "incidents",
            "the least count that an edition for others shows", flag: "disclosure-minimum"),
        .number(
            "disclosure.cell_m", \.cell, in: 250...10_000, unit: "m", "the side of a cell in an edition for others",
            flag: "disclosure-cell"),
        .whole(
            "disclosure.base", \.base, in: 5...100, "the number to whose multiples an edition for others rounds counts",
            flag: "disclosure-base"),
        .whole(
            "disclosure.window_h", \.windowHours, in: 1...12, unit: "h",
            "the shortest time in an edition for others; windows are widened to its multiples",
            flag: "disclosure-window"),
    ]

    /// Steps of the clock fill the day.
    public func checkTogether() throws(SettingError) {
        guard 24.isMultiple(of: windowHours) else {
            throw .together(
                path: "disclosure.window_h", message: "does not divide the day; use 1, 2, 3, 4, 6, 8 or 12")
        }
    }

    /// The smallest figure: the limit, or the next multiple of the base above it.
    public var least: Int { (minimum + base - 1) / base * base }

    /// What is shown for a count: nil below the limit, else the nearest multiple of the base, halves up, and at least
    /// ``least``.
    public func figure(_ count: Int) -> Int? {
        count < minimum ? nil : max((count + base / 2) / base * base, least)
    }

    /// The counts that are shown as `figure`, which is one of ``figure(_:)``'s.
    public func counts(behind figure: Int) -> ClosedRange<Int> {
        (figure == least ? minimum : figure - base / 2)...(figure + base - base / 2 - 1)
    }

    /// What is shown for the sum of several counts that are each withheld.
    ///
    /// Never a figure from which something of a part would follow: it is left out for less than three parts, and cut off
    /// where it would say that no part can be 0. Both follow from the number of parts alone, which everybody knows, so that
    /// they tell nothing either.
    ///
    /// - Parameters:
    ///   - total: The sum.
    ///   - parts: How many counts it is of, each below ``minimum``.
    public func remainder(_ total: Int, parts: Int) -> Int? {
        guard showsRemainder(of: parts), let shown = figure(total) else { return nil }
        return min(shown, max(least, (most(of: parts) + base / 2) / base * base))
    }

    /// Whether the sum of so many withheld counts is ever shown.
    func showsRemainder(of parts: Int) -> Bool { most(of: parts) >= minimum }

    /// The most that all of so many withheld counts but one can sum to.
    private func most(of parts: Int) -> Int { (minimum - 1) * max(0, parts - 1) }
}
