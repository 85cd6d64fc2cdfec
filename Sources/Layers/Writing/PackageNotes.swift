import HomewardCore

/// What a GeoPackage says of each of its layers and columns, in the tables of the standard's extensions for metadata and schema.
///
/// `gpkg_metadata` gets two rows a layer: the provenance as JSON, for programs, and the same as QGIS's own metadata, which QGIS shows
/// among the layer's properties. `gpkg_data_columns` gets the name for people and the meaning, which GDAL shows from version 3.7
/// on. GDAL writes what concerns the file as a whole into the same tables. Source: OGC 12-128r18, annexes F.8 and F.9.
struct PackageNotes {
    let layers: [Layer]
    let provenance: Provenance?
    /// What each layer shows, by its name.
    let summaries: [String: String]
    /// When the notes were taken, ISO 8601.
    let date: String

    /// Adds the notes, after the layers that they belong to. O(columns).
    func add(to dataset: GDALDataset) {
        for statement in statements { dataset.execute(statement) }
    }

    /// The statements in their order.
    var statements: [String] {
        let columns = layers.flatMap(columnStatements)
        let metadata = layers.flatMap(metadataStatements)
        return (columns.isEmpty && metadata.isEmpty ? [] : [Self.extensions])
            + (columns.isEmpty ? [] : Self.schema + columns) + (metadata.isEmpty ? [] : Self.metadata + metadata)
    }

    private func columnStatements(_ layer: Layer) -> [String] {
        layer.fields.filter { $0.title != nil || $0.meaning != nil }.map { field in
            Self.insert(
                into: "gpkg_data_columns (table_name, column_name, name, title, description)",
                [layer.name, field.name, field.title, field.title, field.meaning].map(Self.quoted))
        }
    }

    private func metadataStatements(_ layer: Layer) -> [String] {
        guard let provenance else { return [] }
        let note = LayerNote(layer: layer.name, summary: summaries[layer.name], provenance: provenance)
        let texts: [(String, String, String?)] = [
            ("https://www.rfc-editor.org/info/rfc8259", "application/json", note.json),
            ("http://mrcc.com/qgis.dtd", "text/xml", note.xml),
        ]
        return texts.flatMap { standard, type, text in
            [
                Self.insert(
                    into: "gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)",
                    ["dataset", standard, type, text].map(Self.quoted)),
                Self.insert(
                    into: "gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id)",
                    ["table", layer.name, date].map(Self.quoted) + ["(SELECT max(id) FROM gpkg_metadata)"]),
            ]
        }
    }

    private static func insert(into columns: String, _ values: [String]) -> String {
        "INSERT INTO \(columns) VALUES (\(values.joined(separator: ", ")))"
    }

    /// A text as SQL writes it.
    private static func quoted(_ text: String?) -> String {
        text.map { "'" + $0.replacing("'", with: "''") + "'" } ?? "NULL"
    }

    private static func extends(_ table: String, _ name: String, _ address: String) -> String {
        insert(
            into: "gpkg_extensions (table_name, column_name, extension_name, definition, scope)",
            [table, nil, name, "http://www.geopackage.org/spec\(address)", "read-write"].map(quoted))
    }

    private static let extensions = """
        CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
        definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
        """

    private static let schema = [
        """
        CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
        description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
        CONSTRAINT gdc_tn UNIQUE (table_name, name))
        """,
        """
        CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
        min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
        CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))
        """,
        extends("gpkg_data_columns", "gpkg_schema", "121/#extension_schema"),
        extends("gpkg_data_column_constraints", "gpkg_schema", "121/#extension_schema"),
    ]

    /// The tables as GDAL makes them, which adds a row of its own when the file is closed.
    private static let metadata = [
        """
        CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
        md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
        mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')
        """,
        """
        CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
        row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
        CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
        CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))
        """,
        extends("gpkg_metadata", "gpkg_metadata", "120/#extension_metadata"),
        extends("gpkg_metadata_reference", "gpkg_metadata", "120/#extension_metadata"),
    ]
}

/// What a reader must know of one layer, in the two spellings that a GeoPackage has of it.
private struct LayerNote: Encodable {
    let layer: String
    let summary: String?
    let provenance: Provenance

    private enum Key: CodingKey { case layer, summary, metadata }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(layer, forKey: .layer)
        try container.encodeIfPresent(summary, forKey: .summary)
        try container.encode(provenance, forKey: .metadata)
    }

    /// As JSON; nil, and then no text, where a number in it is not finite, of which a provenance has none.
    var json: String? { try? JSONText.text(of: self) }

    /// As QGIS's own metadata: title, abstract, who may see it, and what it rests on as its history.
    var xml: String {
        func element(_ name: String, _ text: String) -> String { "  <\(name)>\(XMLText.escaped(text))</\(name)>\n" }
        let history = provenance.parts.map { part in
            element("history", "\(part.heading): \(part.items.joined(separator: "; "))")
        }
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\">\n"
            + element("identifier", layer) + element("parentidentifier", "") + element("language", "en-GB")
            + element("type", "dataset") + element("title", provenance.marked(layer))
            + element("abstract", [summary, provenance.title].compactMap { $0 }.joined(separator: " "))
            + "  <constraints type=\"access\">\(XMLText.escaped(provenance.statement))</constraints>\n"
            + element("rights", provenance.label) + element("encoding", "UTF-8") + history.joined() + "</qgis>\n"
    }
}
