internal import CGDAL
import HomewardCore

/// Where a format has room for what a reader must know of a file.
enum ProvenancePlace: Sendable {
    /// A member `metadata` of the collection, which RFC 7946 permits in section 6.1.
    case member
    /// The tables `gpkg_metadata` and `gpkg_metadata_reference`, and the description of each layer.
    case tables
    /// The name and the description of the document at the head of the file.
    case document
    /// The metadata at the head of the file, and names and descriptions of what is in it.
    case head
    /// Columns: the label in each row, everything in the first.
    case columns
    /// None: the label in columns of each row, everything in a text file beside it.
    case companion
}

/// Puts a provenance where a format has room for it.
struct ProvenanceWriter {
    let provenance: Provenance
    let place: ProvenancePlace

    /// Columns and values that the layer gets for it.
    func marked(_ layer: Layer) -> Layer {
        switch place {
        case .member, .tables: layer
        case .document: named(layer, description: "description")
        case .head: named(layer, description: "desc")
        case .columns: labelled(layer, about: true)
        case .companion: labelled(layer, about: false)
        }
    }

    /// What GDAL is told for a layer; `summary` says what it shows.
    func layerOptions(_ driver: GDALDriverH, summary: String?) throws -> [String] {
        let description = "DESCRIPTION=" + [summary, provenance.label].compactMap { $0 }.joined(separator: " ")
        switch place {
        case .member:
            let metadata = try JSONText.text(of: ["metadata": provenance])
            return [description, "NATIVE_DATA=\(metadata)", "NATIVE_MEDIA_TYPE=application/vnd.geo+json"]
        case .tables: return [description]
        case .companion:
            return Self.knows("DESCRIPTION", GDAL_DS_LAYER_CREATIONOPTIONLIST, driver) ? [description] : []
        case .document, .head, .columns: return []
        }
    }

    /// The dataset's metadata, `key=value`; none where the format keeps none.
    var items: [String] {
        guard place == .tables else { return [] }
        let label =
            [("title", provenance.title), ("audience", provenance.audience)]
            + [("statement", provenance.statement), ("exercise", provenance.exercise ?? "")]
        return
            (label.filter { !$0.1.isEmpty }
            + provenance.parts.map {
                ($0.heading.lowercased().replacing(" ", with: "_"), $0.items.joined(separator: "\n"))
            })
            .map { "\($0.0)=\($0.1)" }
    }

    /// The name of the text file beside the file called `name`; nil where the file holds everything itself.
    func companion(of name: String) -> String? { place == .companion ? "\(name).txt" : nil }

    /// The finished bytes of the file with what GDAL cannot write into them; `summaries` say what each layer shows. O(their
    /// number).
    func finished(_ bytes: [UInt8], summaries: [String: String]) -> [UInt8] {
        if place == .document { return described(bytes, summaries: summaries) }
        guard place == .head else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        let head =
            "<name>\(XMLText.escaped(provenance.marked(provenance.title)))</name>"
            + "<desc>\(XMLText.escaped(provenance.text))</desc>"
        // GDAL writes a head with the bounds alone, and none for a file without a feature.
        if let start = text.range(of: "<metadata>") {
            return Array((text[..<start.upperBound] + head + text[start.upperBound...]).utf8)
        }
        guard let root = text.range(of: "<gpx "), let end = text[root.upperBound...].firstIndex(of: ">") else {
            return bytes
        }
        let after = text.index(after: end)
        return Array((text[..<after] + "\n<metadata>\(head)</metadata>" + text[after...]).utf8)
    }

    /// A KML file whose document has a name and a description.
    private func described(_ bytes: [UInt8], summaries: [String: String]) -> [UInt8] {
        // GDAL begins with nothing but the declaration, the root and the document's own tag.
        guard let tag = bytes.prefix(1000).firstRange(of: Array("<Document".utf8)),
            let end = bytes[tag.upperBound...].firstIndex(of: UInt8(ascii: ">"))
        else { return bytes }
        let text =
            provenance.text
            + summaries.sorted { $0.key < $1.key }.map { "\n\($0.key): \($0.value) \(provenance.label)" }.joined()
        let head =
            "\n<name>\(XMLText.escaped(provenance.marked(provenance.title)))</name>"
            + "\n<description><![CDATA[\(Self.plain(text))]]></description>"
        return bytes[...end] + Array(head.utf8) + bytes[(end + 1)...]
    }

    /// Names that say that this is an exercise, and a description where the layer has none.
    private func named(_ layer: Layer, description: String) -> Layer {
        var layer = layer
        if provenance.exercise != nil {
            let name = layer.index(of: "name") ?? layer.add(Field("name", .text))
            for (position, feature) in layer.features.enumerated() {
                let own = feature.values[name].asText ?? feature.id ?? "\(position + 1)"
                layer.features[position].values[name] = .text(provenance.marked(own))
            }
        }
        if layer.index(of: description) == nil { layer.add(Field(description, .text), filledWith: provenance.label) }
        return layer
    }

    private func labelled(_ layer: Layer, about: Bool) -> Layer {
        var layer = layer
        for (name, text) in [("exercise", provenance.exercise), ("audience", provenance.statement)]
        where layer.index(of: name) == nil {
            layer.add(Field(name, .text), filledWith: text)
        }
        if about, layer.index(of: "about") == nil {
            let column = layer.add(Field("about", .text))
            if !layer.features.isEmpty { layer.features[0].values[column] = .text(provenance.line) }
        }
        return layer
    }

    /// The text without what XML forbids and without the end of a CDATA section.
    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.isForbiddenInXML }))
            .replacing("]]>", with: "]] >")
    }

    private static func knows(_ option: String, _ list: String, _ driver: GDALDriverH) -> Bool {
        GDALGetMetadataItem(driver, list, nil).map { String(cString: $0).contains("'\(option)'") } ?? false
    }
}

extension Layer {
    /// Adds a column with one value for all features. Returns its position.
    @discardableResult
    fileprivate mutating func add(_ field: Field, filledWith text: String? = nil) -> Int {
        fields.append(field)
        let value = text.map { FieldValue.text($0) } ?? .null
        for index in features.indices { features[index].values.append(value) }
        return fields.count - 1
    }
}
