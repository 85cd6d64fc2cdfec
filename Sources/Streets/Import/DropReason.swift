/// Why a line is no part of the walking network. The raw value is the stable code of the street report.
public enum DropReason: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The feature has no line.
    case noLine = "no_line"
    /// A coordinate is infinite or not a number.
    case badCoordinates = "bad_coordinates"
    /// The line has no length after its vertices were matched.
    case noLength = "no_length"
    /// The feature is no street: a river, a railway, a fence.
    case notAStreet = "not_a_street"
    /// It is planned, being built or given up.
    case notBuilt = "not_built"
    /// It is made for something else than walking: a race track, a bus guideway, an escape lane.
    case notForWalking = "not_for_walking"
    /// It is a motorway or a motorway's slip road.
    case motorway
    /// It is a trunk road outside a built-up area without a footway.
    case trunkWithoutFootway = "trunk_without_footway"
    /// `foot` says that one may not walk.
    case footForbidden = "foot_forbidden"
    /// `access` says that it is private, and `foot` does not say otherwise.
    case privateAccess = "private_access"

    /// Orders reasons by their code.
    public static func < (lhs: DropReason, rhs: DropReason) -> Bool { lhs.rawValue < rhs.rawValue }
}
