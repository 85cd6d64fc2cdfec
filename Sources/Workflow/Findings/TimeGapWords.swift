import HomewardAnalysis

/// Why incidents cannot be counted by days, weeks or months, in words that follow their number.
enum TimeGapWords {
    /// The words for a code of ``HomewardAnalysis/TimeGap``; the code itself where a later version wrote it.
    ///
    /// - Parameter longRange: What is said of a range of time that is too long, where it can be said how long that is.
    static func words(_ code: String, longRange: String = "in a range of time that is too long") -> String {
        switch TimeGap(rawValue: code) {
        case .noTime: "without a time of day"
        case .noDay: "of which the month alone is known"
        case .longRange: longRange
        case .unknownDay: "outside the period"
        case nil: code
        }
    }
}
