/// A choice of layers that a project's user calls up by its name, and that a page to print shows.
struct ProjectTheme: Sendable {
    /// Its name, and that of its page.
    let name: String
    /// What its page says under the title, of layers that the force has and of those of an edition for others, in which nothing is
    /// tested against chance.
    let words: (force: String, others: String)
    /// Whether a layer is in it.
    let shows: @Sendable (any LayerDefinition.Type) -> Bool

    /// What a project opens with, and what it was made from.
    static let all = [
        ProjectTheme(
            name: "Plan",
            words: (
                "Who stands where, and where it is busy", "Who stands where, and where it is busy, in rounded figures"
            )
        ) { $0.isShown },
        ProjectTheme(
            name: "Findings", words: ("Where and when incidents stand out", "Where it is busy, in rounded figures")
        ) { definition in
            definition.group == .plan ? false : definition.isShown || found.contains { $0 == definition }
        },
    ]

    /// What was found beside the layers that are shown anyway.
    private static let found: [any LayerDefinition.Type] = [ClusterLayer.self, ScanLayer.self]

    /// Whether any of the layers belongs to what the theme is about.
    func shows(anyOf layers: [ProjectLayer]) -> Bool {
        layers.contains { shows($0.definition) && $0.definition.group != .context }
    }

    /// The theme as the project keeps it.
    func element(_ layers: [ProjectLayer]) -> ProjectXML {
        let shown = layers.filter { shows($0.definition) && $0.definition.geometry != .none }
        let groups = RunProject.groups.map { ProjectXML("checked-group-node", [("id", $0.title)]) }
        return ProjectXML(
            "visibility-preset", [("name", name), ("has-checked-group-info", "1")],
            shown.map { ProjectXML("layer", [("id", $0.id), ("style", "default"), ("visible", "1")]) }
                + [ProjectXML("checked-group-nodes", [], groups)])
    }
}
