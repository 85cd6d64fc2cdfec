import HomewardCore
import HomewardLayers
import HomewardWorkflow

/// `README.txt`: what each file of a run's folder is, what its fields mean, and what all of it rests on, as plain text.
///
/// What is said of layers and tables comes from their definitions, so that a new one is explained by standing there.
struct FolderReadme {
    /// The name in the folder.
    static let name = "README.txt"

    let edition: Edition
    /// The files of the folder.
    let files: [String]
    /// The layers in it.
    let layers: [WrittenLayer]

    init(_ edition: Edition, files: [String], layers: [WrittenLayer]) {
        self.edition = edition
        self.files = files
        self.layers = layers
    }

    private var provenance: Provenance { edition.provenance }
    private var subject: String { edition.subject }
    private var isShared: Bool { edition.results.release != nil }

    /// The text, in lines of at most a hundred characters where no word is longer.
    var text: String {
        var text = WrappedText.lines(provenance.title) + String(repeating: "=", count: 78) + "\n\n"
        if let exercise = provenance.exercise {
            text += WrappedText.lines("\(exercise). Nothing in this folder is a place to send anybody.") + "\n"
        }
        text += WrappedText.lines("Who may see it: \(provenance.statement).") + "\n"
        text += WrappedText.lines("What it is about: \(subject).")
        text += heading("Files")
        text += groups.map(told).joined(separator: "\n")
        text += heading("The layers of homeward.gpkg and of the GeoJSON files, and their columns")
        text += layers.map(told).joined(separator: "\n")
        for part in provenance.parts {
            text += heading(part.heading)
            text += part.items.map { WrappedText.lines($0, first: "- ") }.joined()
        }
        text += heading("How to cite")
        return text + WrappedText.lines(citation)
    }

    /// How to name the folder in a paper or a report; the same for the same run.
    var citation: String {
        let seed = provenance.seed.map { ", seed \($0)" } ?? ""
        return "\(provenance.marked(provenance.title)). \(subject). Made with Homeward "
            + "\(provenance.versions["homeward"] ?? "")\(seed)."
            + (isShared ? " \(provenance.statement)." : " run.json holds the digests of the inputs.")
    }

    private func heading(_ words: String) -> String {
        "\n\(words)\n\(String(repeating: "-", count: words.count))\n\n"
    }

    /// The files that are told in one breath: those of a kind in a folder together, every other by itself.
    private var groups: [[String]] {
        let kinds = Dictionary(grouping: files.filter { $0.contains("/") }) { meaning(of: $0) ?? $0 }
        let others = Set(files).union([Self.name]).filter { !$0.contains("/") }.sorted().map { [$0] }
        return others + kinds.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    private func told(_ group: [String]) -> String {
        let file = group[0]
        return WrappedText.lines("\(group.joined(separator: ", ")): \(meaning(of: file) ?? "")", indent: 4)
            + columns(of: file).map { WrappedText.lines("\($0.name): \($0.meaning)", first: "    ", indent: 8) }
            .joined()
    }

    private func told(_ written: WrittenLayer) -> String {
        let definition = written.definition
        return WrappedText.lines(
            "\(definition.title). \(definition.summary)", first: "\(definition.layerName): ", indent: 4)
            + written.columns.map { column in
                let unit = column.unit.map { ", \($0.text)" } ?? ""
                return WrappedText.lines(
                    "\(column.name) (\(column.type.rawValue)\(unit)): \(column.meaning)", first: "    ", indent: 8)
            }.joined()
    }

    /// What a file of a run is; nil for one that no run writes.
    func meaning(of file: String) -> String? {
        if let layer = edition.definitions.first(where: { "\($0.layerName).geojson" == file && $0.delivery == .ownFile }
        ) {
            let leftOut = layers.first { $0.definition == layer }?.leftOut ?? []
            return
                (["\(layer.summary) The layer \(layer.layerName) in longitude and latitude, WGS 84."] + leftOut
                + (leftOut.isEmpty ? [] : ["homeward.gpkg has all of them."])).joined(separator: " ")
        }
        return meaning(inFolder: file) ?? (isShared ? Self.shared[file] : nil) ?? Self.fixed[file]
            ?? table(file)?.meaning
    }

    /// What one of the files is that a run writes for each team, area or school; nil for any other.
    private func meaning(inFolder file: String) -> String? {
        let results = edition.results
        func isOf(_ ids: [String]) -> Bool {
            let name = file.split(separator: "/").last?.split(separator: ".").first.map(String.init)
            return ids.contains { Publisher.fileName($0) == name }
        }
        switch file.split(separator: "/").first {
        case "gpx":
            return isOf(results.patrols.areas.map(\.id))
                ? "A patrol area for a radio or a satellite-navigation device: its middle as a waypoint with the visits, its outline as a track."
                : "A chaperone route for a phone or a satellite-navigation device: posts as waypoints, the walk as a track."
        case "calendars":
            return
                "What stands in timetable.ics of one team alone: of a chaperone route, of whoever visits a patrol area, or of a patrol team (G1)."
        case "sheets" where file == "sheets/cards.html": return "All duty cards in one file, to print them at once."
        case "sheets" where file.hasPrefix("sheets/school-"):
            return
                "A page about a school for its panel, A4: the gate, the ways home, what may be told, the route, and what to do next."
        case "sheets":
            return
                "The duty card of a chaperone team or a patrol area, A5: where to be and when, what to look for, whom to call. homeward report with --pdf prints each sheet to a PDF beside it."
        default: return nil
        }
    }

    /// What stands in an edition for others under the name of another file.
    private static let shared = [
        "clock.csv": "The incidents by blocks of hours, rounded; empty where withheld.",
        "run.json": "The edition for programs: its rules, the clock, the versions and what it rests on.",
    ]

    private static let fixed = [
        "README.txt": "This text.",
        "report.html":
            "The map with its layers, the clock, the tables and what all of it rests on. It needs no network.",
        "tasking.html":
            "One page for the meeting, A4: what was found, what is planned, how sure that is, and what is asked for.",
        "homeward.gpkg":
            "A GeoPackage with every layer in the working coordinate system, with styles for QGIS and a project, Homeward, that shows them in groups and has pages to print. Its table gpkg_metadata holds what this text says under assumptions, method, parameters, seed and versions.",
        DataDictionary.name:
            "Every column of every layer and table in this folder: its file, layer, type, unit and meaning, and who may see it.",
        Publisher.raster:
            "The smoothed surface of the window's incidents as a GeoTIFF in the working coordinate system: incidents per km², -9999 outside the study area. It tests nothing, and it leads back to single incidents: for the force alone.",
        "timetable.csv": "Who is where when, a record for each stay.",
        "timetable.ics": "The same as a calendar.",
        "clock.csv":
            "The incidents on the 168 hours of the week, spread over the hours that each may have happened in.",
        "run.json":
            "The run for programs: the inputs with their SHA-256, every setting, the seed, the versions, the counts and findings.",
    ]

    private func columns(of file: String) -> [TableColumn] {
        switch file {
        case "timetable.csv": Rota.columns
        case "clock.csv": edition.clockColumns
        case DataDictionary.name: DataDictionary.columns
        default: table(file).map(FindingTableText.columns) ?? []
        }
    }

    /// The table of a finding that is named after it.
    private func table(_ file: String) -> FindingTable? {
        PlanFile.findings.first { "\($0.about.key).csv" == file }?.about.table
    }
}
