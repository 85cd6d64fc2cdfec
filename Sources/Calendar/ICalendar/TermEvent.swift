/// What a title in a council's or a school's calendar says about terms.
///
/// Feeds differ: some list terms as spans, some the days on which they begin and end, some holidays alone. A title is told by
/// its words, whatever their case and punctuation, and by the number of days.
enum TermEvent: Hashable {
    /// A term or half of one, from its first day to its last.
    case term
    /// The first day of a term.
    case begins
    /// The last day of a term.
    case ends
    /// Days without school between terms.
    case holiday
    /// The first day of holidays.
    case holidayBegins
    /// The last day of holidays.
    case holidayEnds
    /// A holiday of one day that is called like one of many: it begins, or it ends, nobody knows.
    case shortHoliday
    /// A day on which staff come and children do not.
    case inset
    /// A bank holiday.
    case bankHoliday

    /// What `title` says of an event of so many days; nothing where it says nothing about terms, or of some pupils only.
    static func told(by title: String, days: Int) -> Set<TermEvent> {
        let words = Words(title)
        if words.nameSomeYears { return [] }
        if days <= 4, words.have(named) { return [.bankHoliday] }
        let isHoliday = words.have(["holiday", "holidays", "break", "vacation", "half term", "mid term", "recess"])
        if words.have(insetDays) {
            guard days <= 5 else { return [] }
            // "Autumn term begins (INSET day)" is both; "Pupils return after INSET" is no INSET day.
            if !words.have(["pupils", "students", "children"]) || words.have(closedToPupils) {
                return words.have(beginning) && !isHoliday ? [.inset, .begins] : [.inset]
            }
        }
        let isLong = days > 16
        if isLong, words.have(["term", "half term"]), !words.have(["holiday", "holidays", "break"]) { return [.term] }
        if days <= 3 {
            let isHalf = words.have(["half term"])
            if words.have(breaksUp) || !isHalf && words.have(termEnds) { return [.ends] }
            if words.have(returns) || !isHalf && words.have(termBegins) { return [.begins] }
            if words.have(beginning) {
                if isHoliday { return [.holidayBegins] }
                if words.have(["term", "school", "schools", "academic year", "school year"]) { return [.begins] }
            }
            if words.have(ending) {
                if isHoliday { return [.holidayEnds] }
                if words.have(["term", "school", "schools", "academic year", "school year"]) { return [.ends] }
            }
        }
        if isHoliday { return days > 3 ? [.holiday] : [.shortHoliday] }
        if days > 4,
            words.are(["christmas", "xmas", "easter", "summer", "whitsun", "whit", "february", "may", "october"])
        {
            return [.holiday]
        }
        if words.have(["school closed", "schools closed", "academy closed"]) { return [.holiday] }
        return []
    }

    private static let named = [
        "bank holiday", "bank holidays", "public holiday", "good friday", "easter monday", "christmas day",
        "boxing day", "new years day", "may day", "coronation", "jubilee", "state funeral",
    ]
    private static let closedToPupils = [
        "closed to pupils", "closed for pupils", "closed to students", "closed for students", "closed to children",
        "no pupils", "no students", "no children",
    ]
    private static let insetDays =
        [
            "inset", "insets", "in service", "training day", "training days", "teacher training", "staff training",
            "development day", "development days", "pd day", "pd days", "cpd day", "cpd days", "non pupil",
            "pupil free", "staff only", "occasional day", "occasional days",
        ] + closedToPupils
    private static let breaksUp = [
        "break up", "breaks up", "breaking up", "school closes", "schools close", "close for", "closes for",
        "closes at", "last day of term", "last day of school", "last day of the", "last day before",
        "end of term", "end of autumn term", "end of spring term", "end of summer term",
    ]
    /// These stand in "half term ends" too.
    private static let (termEnds, termBegins) = (
        ["term ends", "term end", "term finishes"], ["term starts", "term begins", "term start"]
    )
    private static let returns = [
        "return", "returns", "back to school", "back at school", "reopen", "reopens", "re open", "re opens",
        "schools open", "school opens", "first day of term", "first day of school", "first day back",
        "first day of the", "first day for", "start of term",
    ]
    private static let beginning = [
        "starts", "start", "begins", "begin", "beginning", "start of", "commences", "opens", "first day",
    ]
    private static let ending = ["ends", "end", "end of", "finishes", "finish", "closes", "last day"]
}

/// The words of a title between spaces, so that a phrase is found whole.
private struct Words {
    private let text: String
    private let words: [Substring]

    init(_ title: String) {
        let bare = title.lowercased().filter { $0 != "'" && $0 != "’" }
        words = bare.split { !$0.isLetter && !$0.isNumber }
        // "halfterm" is the same word.
        text = " " + words.joined(separator: " ").replacing("halfterm", with: "half term") + " "
    }

    func have(_ phrases: [String]) -> Bool { phrases.contains { text.contains(" \($0) ") } }

    /// Whether there is nothing but these.
    func are(_ names: Set<Substring>) -> Bool {
        !words.isEmpty && words.allSatisfy { names.contains($0) || Int($0) != nil }
    }

    /// Whether it speaks of single years of pupils.
    var nameSomeYears: Bool {
        if have(["reception", "nursery", "sixth form", "gcse", "preschool", "pre school"]) { return true }
        return zip(words, words.dropFirst()).contains { word, next in
            (word == "year" || word == "years" || word == "yr" || word == "y") && (Int(next).map { $0 <= 13 } ?? false)
        }
    }
}
