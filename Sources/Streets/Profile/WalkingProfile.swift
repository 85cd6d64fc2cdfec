public import HomewardCore

/// Who walks where, and how long a metre feels: the rules by which lines become a walking network, as data.
///
/// A weight of 2 makes a metre count as two where the easiest way is sought; lengths stay lengths. Every standard value is 1, so that
/// the easiest way is the shortest.
public struct WalkingProfile: Configurable, Equatable {
    /// The weight of steps.
    public var steps = 1.0
    /// The weight of stretches known to have no lamps.
    public var unlit = 1.0
    /// The weight of footways beside their road.
    public var besideRoad = 1.0
    /// The weight of tunnels and passages through buildings.
    public var underpass = 1.0
    /// How many metres each way over a road adds.
    public var crossing = 0.0
    /// Classes of street that are left out besides those that nobody may walk.
    public var without: [String]?
    /// A layer of places with a weight each, nil for none.
    public var weightsFile: String?
    /// The layer in that file.
    public var weightsLayer: String?
    /// How far such a place reaches, m.
    public var weightsReach = 15.0

    /// The standard: all that may be walked, each metre a metre.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        weight("steps", \.steps, "a metre of steps"),
        weight("unlit", \.unlit, "a metre known to have no lamps"),
        weight("beside_road", \.besideRoad, "a metre of footway beside its road"),
        weight("underpass", \.underpass, "a metre of tunnel or passage"),
        .number(
            "walking.crossing_m", \.crossing, in: 0...1000, unit: "m",
            "how many metres each way over a road adds when the easiest way is sought", flag: "walking-crossing"),
        .texts(
            "walking.without", \.without, kind: "class",
            "classes of street that are left out besides those that nobody may walk", flag: "walking-without"),
        .file(
            "walking.weights", \.weightsFile,
            "a layer of lamps, cameras, underpasses or areas whose column weight says how long a metre near them feels",
            flag: "walking-weights"),
        .text(
            "walking.weights_layer", \.weightsLayer, kind: "layer",
            "the layer of weights, where the file has several", flag: "walking-weights-layer"),
        .number(
            "walking.weights_reach_m", \.weightsReach, in: 0...200, unit: "m", "how far each of them reaches",
            flag: "walking-weights-reach"),
    ]

    private static func weight(
        _ key: String, _ place: any WritableKeyPath<Self, Double> & Sendable, _ what: String
    ) -> Setting<Self> {
        .number(
            "walking.\(key)", place, in: 0.1...100, "how many metres \(what) counts for when the easiest way is sought",
            flag: "walking-" + key.replacing("_", with: "-"))
    }

    /// How long a metre of an edge feels, from its traits.
    func weight(_ traits: StreetTraits, length: Double) -> Double {
        var weight = 1.0
        if traits.contains(.steps) { weight *= steps }
        if traits.contains(.unlit) { weight *= unlit }
        if traits.contains(.besideRoad) { weight *= besideRoad }
        if traits.contains(.underpass) { weight *= underpass }
        if traits.contains(.crossing), crossing > 0 { weight += crossing / length }
        return weight
    }
}
