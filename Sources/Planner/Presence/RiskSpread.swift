/// How risk is spread from incidents over street and clock.
///
/// 1. Each incident is spread along the streets by an Epanechnikov kernel of ``bandwidth`` metres, its mass shared among
///    the pieces within it, and round the clock by one of ``clockBandwidth`` minutes; a time known as a range is first
///    spread evenly over the range.
/// 2. It weighs by its age: half as much after ``halfLife`` days.
/// 3. What few incidents say is drawn towards the neighbourhood's rate, the same estimate within ``neighbourhood`` metres on
///    stretches of up to four pieces, and that towards the town's mean at that time of day: with E incidents expected in the kernel's window, the local
///    rate counts E / (E + ``prior``) (the posterior mean of a Poisson count under a gamma prior of shape ``prior``). The
///    evidence is counted in incidents and never in harm.
///
/// Source: D. Clayton, J. Kaldor (1987), "Empirical Bayes estimates of age-standardized relative risks for use in disease
/// mapping", Biometrics 43(3), 671–681.
struct RiskSpread: Sendable, Hashable {
    /// How far risk is spread, m along the streets.
    var bandwidth = 100.0
    /// How far on the clock, minutes each way.
    var clockBandwidth = 60.0
    /// After how many days an incident counts half; 0: age does not matter.
    var halfLife = 0.0
    /// How many expected incidents the prior weighs as much as.
    var prior = 0.2

    /// How far the neighbourhood goes, m along the streets.
    static let neighbourhood = 400.0
}
