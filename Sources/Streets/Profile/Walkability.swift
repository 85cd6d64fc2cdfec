/// Whether people may walk along a line, from its tags.
///
/// The rules are those of OpenStreetMap's access defaults for the United Kingdom (wiki page "OSM tags for
/// routing/Access restrictions"): everything may be walked unless
///
/// 1. `foot` is `no`, `private` or `use_sidepath` (where the path beside the road is a line of its own);
/// 2. `access` is `no` or `private` and `foot` does not allow it;
/// 3. it is a motorway, unless `foot` allows it;
/// 4. it is a trunk road, unless `foot` allows it, it has a `sidewalk`, or its `maxspeed` is at most 40 mph (64 km/h),
///    which means a built-up area;
/// 5. it is planned, under construction or given up, or made for something else than walking: a race track, a climbing route
///    (`via_ferrata`), a ladder.
///
/// A node with a barrier is passed unless the barrier is a wall, a fence or the like without an opening, or `foot`, `access` or
/// `locked` closes it.
///
/// The classes of OS Open Roads (`Motorway`, `A Road`, `Local Road`, …) pass by the same rules.
public enum Walkability {
    /// Why a line may not be walked, or nil where it may. `tags` are looked up by their OpenStreetMap key.
    public static func reasonAgainst(kind: String, tags: (String) -> String?) -> DropReason? {
        let kind = kind.lowercased()
        let foot = tags("foot")?.lowercased() ?? ""
        let allowed = allowing.contains(foot)
        if ["no", "private", "use_sidepath"].contains(foot) { return .footForbidden }
        switch kind {
        case "": return .notAStreet
        case "construction", "proposed", "abandoned", "planned", "razed", "disused", "demolished": return .notBuilt
        case "raceway", "bus_guideway", "escape", "platform", "elevator", "rest_area", "services", "no", "via_ferrata",
            "ladder":
            return .notForWalking
        case "motorway", "motorway_link": if !allowed { return .motorway }
        case "trunk", "trunk_link": if !allowed, !isBuiltUp(tags) { return .trunkWithoutFootway }
        default: break
        }
        let access = tags("access")?.lowercased() ?? ""
        return !allowed && ["no", "private"].contains(access) ? .privateAccess : nil
    }

    private static let allowing: Set<String> = [
        "yes", "designated", "permissive", "destination", "official", "customers",
    ]

    /// Barriers without an opening; what is no such, a gate, a bollard or a stile, is passed on foot.
    private static let solid: Set<String> = [
        "wall", "city_wall", "retaining_wall", "fence", "wire_fence", "hedge", "guard_rail", "handrail",
        "jersey_barrier",
        "cable_barrier", "ditch", "debris", "railing", "berm",
    ]

    /// Whether a barrier at a node stops people on foot, from the node's tags.
    public static func isBlocked(tags: (String) -> String?) -> Bool {
        guard let barrier = tags("barrier")?.lowercased(), barrier != "no" else { return false }
        let foot = tags("foot")?.lowercased() ?? ""
        if allowing.contains(foot) { return false }
        if ["no", "private"].contains(foot) { return true }
        if ["no", "private"].contains(tags("access")?.lowercased() ?? "") { return true }
        return solid.contains(barrier) || tags("locked")?.lowercased() == "yes"
    }

    private static func isBuiltUp(_ tags: (String) -> String?) -> Bool {
        let sidewalk = ["sidewalk", "sidewalk:left", "sidewalk:right", "sidewalk:both"].compactMap(tags)
        if sidewalk.contains(where: { !["no", "none", "separate"].contains($0.lowercased()) }) { return true }
        guard let text = tags("maxspeed"), let number = Double(text.prefix { $0.isNumber || $0 == "." }) else {
            return false
        }
        return text.lowercased().contains("mph") ? number <= 40 : number <= 64
    }
}

extension WalkingProfile {
    /// Why a line is left out, or nil where it is walked: by ``Walkability`` and ``without``.
    func reasonAgainst(kind: String, tags: (String) -> String?) -> DropReason? {
        Walkability.reasonAgainst(kind: kind, tags: tags) ?? (without?.contains(kind) == true ? .leftOut : nil)
    }

    func isBlocked(by tags: [String: String]) -> Bool { Walkability.isBlocked(tags: { tags[$0] }) }
}
