/// An age in years, or a band of ages: `16`, `11-15`, `18 to 24`, `Under 25`, `25+`, `65 and over`, `10-17 yrs`, `<18`.
///
/// A table keeps of a band the upper age, and 120 where it has none: nobody in the band is older.
struct AgeBand: Equatable {
    /// The youngest and the oldest that the words include.
    var ages: ClosedRange<Int16>

    /// The oldest age that is taken for one.
    static let oldest: Int16 = 120

    /// How a band lies to an age that must not have been reached.
    enum Side {
        case under
        case straddling
        case over
    }

    /// Whether everybody in the band, nobody or some are younger than `limit`.
    func side(of limit: Int) -> Side {
        if Int(ages.upperBound) < limit { return .under }
        return Int(ages.lowerBound) >= limit ? .over : .straddling
    }

    /// One age.
    init(_ age: Int16) { ages = age...age }

    /// Reads a cell, or answers nil where it is no age and no band of ages from 0 to 120. O(length).
    init?(_ cell: String) {
        guard cell.utf8.count <= 40 else { return nil }
        var tokens = AgeBand.tokens(of: cell)
        while let last = tokens.last, case .word(let word) = last, AgeBand.years.contains(word), tokens.count > 1 {
            tokens.removeLast()
        }
        while let first = tokens.first, case .word(let word) = first, ["age", "aged", "ages"].contains(word) {
            tokens.removeFirst()
        }
        // `18 years to 24 years`, `65 years and over`.
        tokens.removeAll { if case .word(let word) = $0 { AgeBand.years.contains(word) } else { false } }
        func words(_ tokens: ArraySlice<Token>) -> String {
            tokens.map { if case .word(let word) = $0 { word } else { "9" } }.joined(separator: " ")
        }
        let low: Int
        let high: Int
        switch (tokens.first, tokens.last) {
        case (.number(let age)?, _) where tokens.count == 1: (low, high) = (age, age)
        case (.number(let age)?, .number(let other)?)
        where ["-", "to", "through"].contains(words(tokens[1...].dropLast())):
            (low, high) = (age, other)
        case (.number(let age)?, _):
            switch words(tokens[1...]) {
            case "+", "plus", "and over", "or over", "and above", "or above", "and older", "or older", "over":
                (low, high) = (age, Int(AgeBand.oldest))
            case "and under", "or under", "and younger", "or younger", "and below", "or below": (low, high) = (0, age)
            case "months", "month", "weeks", "week", "days", "day": (low, high) = (age / 12, age / 12)
            default: return nil
            }
        case (_, .number(let age)?):
            switch words(tokens.dropLast()) {
            case "under", "below", "<", "less than", "younger than": (low, high) = (0, age - 1)
            case "up to", "< =": (low, high) = (0, age)
            case "over", "above", ">", "older than", "more than": (low, high) = (age + 1, Int(AgeBand.oldest))
            case "> =", "from": (low, high) = (age, Int(AgeBand.oldest))
            default: return nil
            }
        default: return nil
        }
        guard low >= 0, low <= high, high <= Int(AgeBand.oldest) else { return nil }
        ages = Int16(low)...Int16(high)
    }

    private static let years: Set<String> = ["years", "year", "yrs", "yr", "y", "yo", "old", "of", "age"]

    private enum Token {
        case number(Int)
        case word(String)
    }

    /// Whole numbers, words in lower case and signs; a dash of any kind is `-`, an ampersand is `and`.
    private static func tokens(of cell: String) -> [Token] {
        var tokens: [Token] = []
        var text = ""
        var isNumber = false
        func close() {
            guard !text.isEmpty else { return }
            // 16.0 and 16.00 are written by software that keeps no whole numbers.
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let isWhole = parts.count == 1 || parts.count == 2 && parts[1].allSatisfy { $0 == "0" }
            if isNumber, isWhole, let number = parts.first.flatMap({ Int($0) }), number < 100_000 {
                tokens.append(.number(number))
            } else {
                tokens.append(.word(text))
            }
            text = ""
        }
        for character in cell.lowercased() {
            let isDigit = character.isASCII && character.isNumber
            if isDigit || character == "." && isNumber && !text.isEmpty {
                if !isNumber { close() }
                isNumber = true
                text.append(character)
            } else if character.isLetter {
                if isNumber { close() }
                isNumber = false
                text.append(character)
            } else {
                close()
                switch character {
                case "-", "–", "—", "‑", "−": tokens.append(.word("-"))
                case "&": tokens.append(.word("and"))
                case "+", "<", ">", "=": tokens.append(.word(String(character)))
                case "≤": tokens += [.word("<"), .word("=")]
                case "≥": tokens += [.word(">"), .word("=")]
                case " ", "\t", "\u{A0}", ".", "(", ")": break
                default: tokens.append(.word("?"))
                }
            }
        }
        close()
        return tokens
    }
}

/// Reads ages, each different text once.
struct AgeReader {
    private var interner = ByteInterner()
    private var bands: [AgeBand?] = []

    /// The most different texts that are remembered; a column of ages has some hundred.
    private static let most = 4096

    /// The age or band of a cell, or nil where it is none. O(length).
    mutating func band(of cell: UnsafeBufferPointer<UInt8>) -> AgeBand? {
        if cell.count <= 3, let value = DecimalParser.double(cell) {
            guard value >= 0, value <= Double(AgeBand.oldest), value == value.rounded(.down) else { return nil }
            return AgeBand(Int16(value))
        }
        guard bands.count < AgeReader.most else { return AgeBand(String(decoding: cell, as: UTF8.self)) }
        let code = interner.code(of: cell)
        if code == bands.count { bands.append(AgeBand(interner.texts[code])) }
        return bands[code]
    }
}
