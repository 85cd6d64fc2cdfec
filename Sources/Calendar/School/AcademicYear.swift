/// One school year: its terms, what is not taught within them, and whether anybody confirmed it.
public struct AcademicYear: Sendable, Hashable {
    /// Its name in the calendar file, such as `2023-24`.
    public var name: String
    /// The first day that belongs to the year.
    public var first: CivilDay
    /// The last day that belongs to the year, holidays after the last term included.
    public var last: CivilDay
    /// The terms and half-terms, in order, both ends included.
    public var terms: [ClosedRange<CivilDay>]
    /// Weekdays within terms on which no child is taught.
    public var inset: Set<CivilDay>
    /// Whether the dates are an assumption.
    public var isAssumed: Bool
    /// Where the dates come from, if the file says so.
    public var source: String?

    /// A school year; its terms stand in order.
    public init(
        name: String, first: CivilDay, last: CivilDay, terms: [ClosedRange<CivilDay>], inset: Set<CivilDay> = [],
        isAssumed: Bool = false, source: String? = nil
    ) {
        self.name = name
        self.first = first
        self.last = last
        self.terms = terms
        self.inset = inset
        self.isAssumed = isAssumed
        self.source = source
    }
}
