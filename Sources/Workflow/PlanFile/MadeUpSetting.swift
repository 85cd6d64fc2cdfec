import HomewardCore

extension Setting {
    /// Marks an input as made up. A file that says so itself needs no word, so that `false` is no claim and is not
    /// recorded.
    static func madeUp(
        _ path: String, _ place: any WritableKeyPath<Root, Bool> & Sendable, _ meaning: String
    ) -> Setting {
        .value(
            path, place, domain: .yesOrNo,
            "\(meaning), so that every file says EXERCISE; not needed where a column synthetic says so",
            wanted: "true or false", read: { Bool($0) }, write: { $0 ? "true" : nil })
    }
}
