import HomewardCore

/// The level at which words and maps call a probability more than chance, where no setting gives another.
public enum ChanceLevel {
    /// p up to which a finding stands out.
    public static let usual = 0.05

    /// The level as it is printed, `0.05`.
    public static var text: String { SettingName.plain(usual) }

    /// Whether a finding with this probability stands out; one without any does not.
    public static func isReached(by p: Double?) -> Bool { p.map { $0 <= usual } ?? false }
}
