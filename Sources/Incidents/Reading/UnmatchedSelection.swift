import HomewardCore

/// A condition of `where:` of whose values not one stands in a file.
struct UnmatchedSelection {
    /// The column or role, as the analyst names it.
    var name: String
    /// The values asked for.
    var values: [String]
    /// The values that the column holds.
    var present: PresentValues

    /// Refuses a reading in which no file meets a condition: what is left would look like a finding. Where one of several
    /// files meets it the others have a note.
    ///
    /// - Parameter found: The unmet conditions by the place of their file in `sources`; files that are read no second time
    ///   have none.
    /// - Throws: ``IncidentsError/nothingSelected(file:column:values:present:)`` for the first file.
    static func check(_ found: [Int: [UnmatchedSelection]], of sources: [IncidentSource]) throws(IncidentsError) {
        for index in found.keys.sorted() {
            for selection in found[index] ?? [] {
                let asking = found.keys.filter { sources[$0].selecting[selection.name] == selection.values }
                let isMet = asking.contains { other in !(found[other] ?? []).contains { $0.name == selection.name } }
                guard isMet else {
                    throw .nothingSelected(
                        file: sources[index].title, column: selection.name, values: selection.values,
                        present: selection.present)
                }
            }
        }
    }
}
