/// Finds what somebody probably meant to type.
public enum Spelling {
    /// The name among `candidates` that is spelt most like `word`, or nil where none is close.
    ///
    /// Case, accents of apostrophes, and the choice of space, hyphen or underscore do not count. Otherwise the
    /// distance is that of optimal string alignment (Damerau–Levenshtein with each pair swapped at most once), and
    /// a candidate is close when it can be reached in a third of the longer word's characters. A candidate that
    /// begins with the word, or with which the word begins, is close as well if they share three characters.
    /// Among equals the first listed wins. Names of more than
    /// `longest` characters are near to none. O(candidates × length²).
    public static func nearest(to word: String, among candidates: [String]) -> String? {
        guard !isLong(word) else { return nil }
        let wanted = folded(word)
        guard !wanted.isEmpty else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates where !isLong(candidate) {
            let other = folded(candidate)
            let distance = alignment(wanted, other)
            let isPrefix =
                min(wanted.count, other.count) >= 3 && (other.starts(with: wanted) || wanted.starts(with: other))
            guard isPrefix || distance * 3 <= max(wanted.count, other.count) else { continue }
            if let found = best, found.distance <= distance { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// The most characters that a name has which somebody may have meant to type.
    static let longest = 200

    private static func isLong(_ text: String) -> Bool { text.utf8.count > 4 * longest || text.count > longest }

    /// The characters that count, in lower case.
    private static func folded(_ text: String) -> [Character] {
        text.lowercased().map { character in
            switch character {
            case "’", "‘", "`", "´": "'"
            case "-", "_", "–": " "
            default: character
            }
        }
    }

    /// How many insertions, deletions, replacements and swaps of neighbours lead from `a` to `b`.
    private static func alignment(_ a: [Character], _ b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                row[j] = min(last[j] + 1, row[j - 1] + 1, replaced)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
