import ArgumentParser
import HomewardCore
import HomewardLayers
import HomewardWorkflow

/// `homeward init`: a commented plan for files that nobody has described yet.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at an extract and draft a commented plan for it.",
        discussion: """
            Which file holds incidents, areas, schools, stops, streets or a calendar is told by its shapes and fields; each is \
            read as the plan will read it. The draft says what was found (columns, systems, period, areas, categories) and what \
            is still open, as lines that begin with # QUESTION. A file that is there is never written over.

              homeward init Samples/incidents.csv GeoData/areas.geojson \\
                GeoData/schools.geojson GeoData/stops.geojson \\
                GeoData/calendar.yml GeoData/streets.gpkg --out plan.yml
            """)

    @Argument(
        help: "Files of incidents, areas, schools, stops, streets, and a calendar of terms.", completion: .file())
    var files: [String]

    @Option(
        help: ArgumentHelp("A layer of polygons that is taken for the areas.", valueName: "file"), completion: .file())
    var areas: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The plan to write; standard output where not given.", valueName: "file"),
        completion: .file(extensions: ["yml", "yaml"]))
    var out: String?

    @OptionGroup var summary: SummaryOptions

    func validate() throws {
        if files.isEmpty { throw ValidationError("name the files of an extract, such as incidents.csv areas.gpkg") }
        if summary.json, out == nil || out == "-" {
            throw ValidationError("--json and the plan would both go to standard output; name a file with --out")
        }
    }

    func run() throws {
        let file = out == "-" ? nil : out
        if let file { try Outputs.checkNew(file) }
        let draft = try PlanDraft(
            files: files, areas: areas.map { LayerReference(file: $0, layer: nil) },
            folder: file.map(Path.directory) ?? "")
        guard let file else { return try StandardOutput.print(draft.text.trimmingLineFeed) }
        try Outputs.checkNew(file)
        try AtomicFile.write(draft.text, to: file)
        if summary.json { try StandardOutput.print(json: try JSONText.text(of: draft.summary)) }
        guard !summary.quiet else { return }
        let questions = draft.summary.questions
        StandardError.say(
            "\(file): a plan with \(questions.count) open question\(questions.count == 1 ? "" : "s"); then homeward check \(file)"
        )
    }
}

extension String {
    /// The text without the line feed at its end, which printing adds.
    fileprivate var trimmingLineFeed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
