import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// What the cards of routes and of patrol areas have in common.
enum DutyCard {
    /// The bar at the top: the team, where it belongs, and when.
    static func header(_ id: String, _ title: String, _ facts: [String], colour: String) -> HTML {
        let short = Cut.text(id, to: 12)
        return """
            <header><svg class="badge" viewBox="0 0 \(short.count > 3 ? 300 : 130) 100" aria-hidden="true"><rect width="100%" height="100%" rx="16" fill="\(colour)"/><text class="badge" x="50%" y="70" text-anchor="middle" font-size="\(short.count > 7 ? 40 : short.count > 3 ? 52 : 60)">\(short)</text></svg>
            <div><h1>\(Cut.text(title, to: 60))</h1><p>\(facts.joined(separator: " · "))</p></div></header>

            """
    }

    /// A list under a heading; nothing without an item.
    static func list(_ heading: String, _ items: [String]) -> HTML {
        guard !items.isEmpty else { return "" }
        let lines = items.map { "<li>\($0)</li>\n" as HTML }
        return "<section><h2>\(heading)</h2>\n<ul>\n\(lines)</ul></section>\n"
    }

    /// Whom to call: those whom the plan names, or a line to write on.
    static func call(_ contacts: [SheetContact]) -> HTML {
        guard !contacts.isEmpty else {
            return """
                <section class="call"><h2>Who to call</h2>
                <p class="line">Who to call: <span></span></p>
                <p class="note">The plan names nobody: write it in before you hand this out.</p></section>

                """
        }
        let lines = contacts.map { "<dt>\($0.name)</dt><dd>\($0.number)</dd>\n" as HTML }
        return
            "<section class=\"call\"><h2>Who to call</h2>\n<dl>\n\(lines)</dl>\n<p class=\"note\">Say where you are, and when.</p></section>\n"
    }
}
