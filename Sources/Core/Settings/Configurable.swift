/// A method, or another part of a plan, whose parameters are stated once.
///
/// ```swift
/// public struct Example: Configurable {
///     public var radius = 150.0
///     public init() {}
///     public static let settings: [Setting<Self>] = [
///         .number("example.radius_m", \.radius, in: 1...10_000, unit: "m", "how near in place")
///     ]
/// }
/// ```
public protocol Configurable: Sendable {
    /// The parameters in the order in which a plan file is written.
    static var settings: [Setting<Self>] { get }
    /// Every parameter at its standard value.
    init()
    /// Refuses values that are each right but contradict each other.
    func checkTogether() throws(SettingError)
}

extension Configurable {
    /// The standard values, changed: `PlaceHourClusters { $0.radius = 200 }`.
    public init(_ change: (inout Self) throws -> Void) rethrows {
        self.init()
        try change(&self)
    }

    /// Nothing contradicts anything unless the method says so.
    public func checkTogether() throws(SettingError) {}

    /// The same with one value changed.
    public func with<Value>(_ place: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var changed = self
        changed[keyPath: place] = value
        return changed
    }

    /// Refuses any value outside its range, and values that contradict each other. Every method calls this before it
    /// works, so that no value is used, or changed, in silence.
    public func check() throws(SettingError) {
        for setting in Self.settings { try setting.check(self) }
        try checkTogether()
    }
}

/// One setting with the value that holds.
public struct SettingRecord: Sendable, Hashable, Codable {
    /// The key, `hotspots.cell_m`.
    public var key: String
    /// Its value as text.
    public var value: String

    /// Pairs a key with its value.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
