import HomewardCore

/// The field of a layer that holds the names of its areas.
///
/// It is one that is usually called so, otherwise the Office for National Statistics' `WD24NM`, otherwise the first text
/// field. Where the names in it repeat, the first of the usual fields that has a name of its own for each outline is better:
/// sixty beats in three precincts are sixty areas.
struct NameField {
    private let layer: Layer
    /// The features that have an outline.
    private let outlines: [Int]

    init(of layer: Layer) {
        self.layer = layer
        outlines = layer.features.indices.filter { layer.features[$0].shape?.polygons.isEmpty == false }
    }

    private static let usual = [
        "name", "area", "areaname", "ward", "wardname", "neighbourhood", "neighborhood", "beat", "beatname", "beatnum",
        "beatno", "precinct", "district", "districtname", "distnum", "distno", "sector", "division", "zone", "label",
        "title",
    ]

    /// The field to take; nil where the layer has none of text.
    var best: Int? {
        let usual = usual
        guard let first = usual.first else { return layer.fields.firstIndex { $0.type == .text } }
        return repeats(first) ? usual.first(where: isDistinct) ?? first : first
    }

    /// The fields that are usually called so, the likeliest first, and those of the Office for National Statistics, which are
    /// named by code, year and NM: WD24NM, LSOA21NM.
    private var usual: [Int] {
        let names = layer.fields.map { field in
            String(field.name.lowercased().filter { $0.isLetter || $0.isNumber })
        }
        let known = Self.usual.compactMap { names.firstIndex(of: $0) }
        return known
            + layer.fields.indices.filter { index in
                let name = layer.fields[index].name.uppercased()
                return !known.contains(index) && name.hasSuffix("NM")
                    && name.dropLast(2).suffix(2).allSatisfy(\.isNumber) && name.count > 4
            }
    }

    /// Whether two outlines have one name in the field.
    private func repeats(_ field: Int) -> Bool {
        let values = outlines.compactMap { layer.features[$0].values[field].asText }.filter { !$0.isEmpty }
        return Set(values).count < values.count
    }

    /// Whether the field has a value of its own for each outline.
    private func isDistinct(_ field: Int) -> Bool {
        var seen: Set<String> = []
        for row in outlines {
            guard let value = layer.features[row].values[field].asText, !value.isEmpty, seen.insert(value).inserted
            else {
                return false
            }
        }
        return true
    }

    /// What an analyst should know of names that repeat or lack: sentences.
    ///
    /// - Parameters:
    ///   - field: The field that was taken.
    ///   - names: The areas that are asked for.
    ///   - rows: The features of each.
    ///   - nameless: The outlines without a name that were left out.
    func notes(on field: Int, names: [String], rows: [String: [Int]], nameless: Int, file: String) -> [String] {
        let name = layer.fields[field].name
        var notes: [String] = []
        let named = Set(outlines)
        let parts = names.map { (name: $0, count: (rows[$0] ?? []).count(where: named.contains)) }
        let total = parts.reduce(0) { $0 + $1.count }
        let repeated = parts.filter { $0.count > 1 }
        if !repeated.isEmpty {
            let examples = repeated.sorted { $0.count > $1.count }.prefix(3).map { "\($0.name) has \($0.count)" }
            let others = layer.fields.indices.filter {
                $0 != field && [.text, .integer].contains(layer.fields[$0].type) && isDistinct($0)
            }.map { layer.fields[$0].name }
            notes.append(
                "\(file): the field \(name.quoted) has \(names.count) \(names.count == 1 ? "name" : "names") for \(total) outlines (\(examples.joined(separator: ", "))); outlines of one name are one area. "
                    + (others.isEmpty
                        ? "No field has a value of its own for each outline."
                        : "To keep them apart choose another field (--areas-name-field, in a plan areas.name_field); a value of its own for each outline stands in \(others.prefix(5).map(\.quoted).listed).")
            )
        }
        if nameless > 0 {
            notes.append(
                "\(file): \(nameless) \(nameless == 1 ? "outline has" : "outlines have") no name in the field \(name.quoted) and \(nameless == 1 ? "is" : "are") left out."
            )
        }
        return notes
    }
}
