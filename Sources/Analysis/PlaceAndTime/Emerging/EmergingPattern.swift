/// What a cell's history of hot and cold steps is called.
///
/// The labels are those that analysts know from ArcGIS's Emerging Hot Spot Analysis. Where a label claims a change, the change is tested
/// here: that a cell was hot last month and not before is no news by itself, for a cell near the limit is hot now and then.
public enum EmergingPattern: String, Sendable, Hashable, CaseIterable {
    /// Only now.
    case new
    /// For some time, without a break until now.
    case consecutive
    /// Nearly always, and more and more.
    case intensifying
    /// Nearly always.
    case persistent
    /// Nearly always, and less and less.
    case diminishing
    /// Now and then.
    case sporadic
    /// Now hot and then cold.
    case oscillating
    /// Nearly always until lately.
    case historical

    /// The share of steps from which on a cell stands out nearly always.
    public static let nearlyAlways = 0.9

    /// The rule of a hot cell's label; a cold one's has cold for hot, fall for rise and downwards for upwards, and the other way round. The
    /// rules are asked in the order oscillating, historical, intensifying, diminishing, persistent, new, consecutive, sporadic, and the
    /// first that fits is the label.
    public var rule: String {
        switch self {
        case .oscillating: "some step was cold too"
        case .historical: "hot in at least 90 % of the steps, not in the last, and the fall is sure"
        case .intensifying: "hot in at least 90 % of the steps, and the trend of z is sure and upwards"
        case .diminishing: "hot in at least 90 % of the steps, and the trend of z is sure and downwards"
        case .persistent: "hot in at least 90 % of the steps, and none of those before"
        case .new: "hot in the last step and in no step before, and the rise is sure"
        case .consecutive:
            "hot in the last two steps or more without a break, in no step before these, and the rise is sure"
        case .sporadic: "hot in some step, and none of those before"
        }
    }

    /// The order in which the rules are asked.
    public static let order: [EmergingPattern] = [
        .oscillating, .historical, .intensifying, .diminishing, .persistent, .new, .consecutive, .sporadic,
    ]

    /// Whether the label says that something changed, which is tested.
    public var isChange: Bool {
        switch self {
        case .new, .consecutive, .intensifying, .diminishing, .oscillating, .historical: true
        case .persistent, .sporadic: false
        }
    }

    /// The label of a history.
    ///
    /// - Parameters:
    ///   - history: For each step 1 where it is hot, −1 where it is cold, 0 otherwise.
    ///   - trend: 1 where the trend of z is sure and upwards, −1 where it is sure and downwards, 0 otherwise.
    ///   - change: 1 where a rise is sure, −1 where a fall is, 0 otherwise.
    /// - Returns: The label with 1 for hot or −1 for cold: that of the last step that stands out. Nil where none does.
    static func label(history: [Int8], trend: Int, change: Int) -> (pattern: EmergingPattern, kind: Int)? {
        guard let last = history.last(where: { $0 != 0 }) else { return nil }
        let kind = Int(last)
        if history.contains(-last) { return (.oscillating, kind) }
        let standing = history.count { $0 != 0 }
        let isNow = history.last == last
        if Double(standing) >= nearlyAlways * Double(history.count) {
            if !isNow, change == -kind { return (.historical, kind) }
            return (trend == 0 ? .persistent : trend == kind ? .intensifying : .diminishing, kind)
        }
        let run = history.reversed().prefix { $0 == last }.count
        if isNow, run == standing, change == kind { return (run == 1 ? .new : .consecutive, kind) }
        return (.sporadic, kind)
    }
}
