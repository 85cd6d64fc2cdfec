/// Weekdays in words, as layers and plans write them: `Mon–Thu`, `Fri`, `Mon, Wed`.
public enum WeekdayWords {
    /// Why words name no weekdays.
    public struct Fault: Error, Equatable {
        /// What is wrong, to follow a name: `names no weekday`.
        public var words: String
    }

    /// The weekdays that words name, ascending, 0 for Monday. O(characters).
    ///
    /// - Throws: ``Fault``.
    public static func read(_ text: String) throws(Fault) -> [Int] {
        func day(_ word: Substring) throws(Fault) -> Int {
            let word = word.filter { $0 != " " }.lowercased()
            guard word.count >= 3,
                let day = Shown.weekdays.firstIndex(where: { $0.lowercased().hasPrefix(word) })
            else { throw Fault(words: "is no weekdays such as Mon–Thu or Mon, Fri") }
            return day
        }
        var days: Set<Int> = []
        for part in text.split(separator: ",") {
            let ends = part.split { $0 == "–" || $0 == "-" }
            guard let first = ends.first, let last = ends.last, ends.count <= 2 else { continue }
            let (from, to) = (try day(first), try day(last))
            guard from <= to else { throw Fault(words: "ends before it begins") }
            days.formUnion(from...to)
        }
        guard !days.isEmpty else { throw Fault(words: "names no weekday") }
        return days.sorted()
    }
}
