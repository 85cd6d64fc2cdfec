public import HomewardCore

extension Setting {
    /// A span of hours.
    public static func hours(
        _ path: String, _ place: any WritableKeyPath<Root, HourWindow> & Sendable, _ meaning: String,
        flag: String? = nil
    ) -> Setting {
        .value(
            path, place, domain: .text("hours"), meaning, flag: flag,
            wanted: "span of hours; write 15-18 or 15:10-16:40", hint: { HourWindow.hint(for: $0) },
            read: { HourWindow($0) }, write: { $0.shortest })
    }

    /// A day that may be left out.
    public static func day(
        _ path: String, _ place: any WritableKeyPath<Root, CivilDay?> & Sendable, _ meaning: String,
        flag: String? = nil, required: Bool = false
    ) -> Setting {
        .value(
            path, place, domain: .text("YYYY-MM-DD"), meaning, flag: flag, required: required,
            wanted: "day of the years 1900 to 2200; write YYYY-MM-DD", hint: { CivilDay.hint(for: $0) },
            read: { CivilDay(iso: $0).flatMap { $0.isRecorded ? .some($0) : nil } }, write: { $0?.description })
    }
}
