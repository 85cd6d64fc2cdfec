import HomewardCore

/// A cell as a message or the ledger repeats it: its beginning, on one line, without the characters that a terminal obeys.
enum ShownCell {
    /// The first `limit` characters of the bytes, undecodable ones written out; a cut is shown by three dots. O(limit).
    static func text(_ cell: some Collection<UInt8>, atMost limit: Int = 40) -> String {
        // A character has four bytes and may carry marks that have more; what is cut in the middle goes with the rest.
        let whole = TextEncoding.legible(cell.prefix(limit * 8))
        let isCut = whole.count > limit || cell.count > limit * 8
        let plain = whole.prefix(limit).unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return String(plain) + (isCut ? "…" : "")
    }
}
