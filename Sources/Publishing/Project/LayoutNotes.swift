/// Sentences that must fit into a rectangle on a page, one behind the other.
struct LayoutNotes {
    let sentences: [String]

    init(_ sentences: [String]) {
        self.sentences = sentences.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    /// Sentences as they stand on a page.
    struct Fitted: Equatable {
        /// The text.
        let text: String
        /// The size of its letters.
        let points: Double
        /// Whether sentences were left out, which the text says.
        let isCut: Bool
    }

    /// The sentences in the largest letters in which all fit, 9 points at most. Where they do not fit in the least, as many as
    /// do, and where the rest stands. O(length).
    func fitted(into box: LayoutBox, leastPoints: Double, rest place: String) -> Fitted {
        guard !sentences.isEmpty else { return Fitted(text: "", points: leastPoints, isCut: false) }
        var points = 9.0
        let length = sentences.reduce(0) { $0 + Self.width($1) }
        while points > leastPoints, length > Self.room(box, points) { points -= 0.5 }
        guard length > Self.room(box, points) else {
            return Fitted(text: Self.text(sentences), points: points, isCut: false)
        }
        let more = "And more, which is not named here: \(place)."
        var used = Self.width(more)
        let kept = sentences.prefix { sentence in
            used += Self.width(sentence)
            return used <= Self.room(box, points)
        }
        return Fitted(text: Self.text(Array(kept) + [more]), points: points, isCut: true)
    }

    private static let mark = "  •  "

    private static func text(_ sentences: [String]) -> String { sentences.joined(separator: mark) }

    /// How wide all lines are together, as many times as letters are high. A line is 1.2 times as high as its letters, a point
    /// 0.353 mm, and a word that does not fit leaves a gap at the line's end.
    private static func room(_ box: LayoutBox, _ points: Double) -> Double {
        let height = points * 0.353
        return Double(Int(box.height / (height * 1.2))) * (box.width / height - 6)
    }

    /// How wide a sentence is with the mark behind it, as many times as letters are high: they are little more than half as wide, those
    /// of other scripts may be as wide.
    private static func width(_ sentence: String) -> Double {
        (sentence + mark).unicodeScalars.reduce(0) { $0 + ($1.value < 0x500 ? 0.6 : 1.1) }
    }
}
