import ArgumentParser
import Foundation
import HomewardCore
import HomewardPublishing
import HomewardReport
import HomewardWorkflow

/// Where the table and the pictures of the monthly figures go.
struct MonitorFiles: ParsableArguments {
    @Option(
        help: ArgumentHelp("The CSV file for the figures of every month and area.", valueName: "file"),
        completion: .file())
    var table: String?

    @Option(
        help: ArgumentHelp(
            "The folder for pictures, a page for the whole and for each area, as SVG; it is made where it is not there.",
            valueName: "folder"), completion: .directory)
    var pictures: String?

    @Flag(help: "Make each picture as PNG, too, with librsvg's program rsvg-convert.")
    var png = false

    func validate() throws {
        if png, pictures == nil { throw ValidationError("--png goes with --pictures FOLDER") }
        if let table, !table.lowercased().hasSuffix(".csv") {
            throw ValidationError("\(table): the table is written as CSV; give a name that ends in .csv")
        }
    }
}

/// `homeward monitor`: the monthly figures.
struct MonitorCommand: AnalysisVerb {
    static let configuration = CommandConfiguration(
        commandName: MonitorFinding.about.verb, abstract: MonitorFinding.about.abstract,
        discussion: MonitorFinding.about.discussion)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<FindingChoice<MonitorFinding>>
    @OptionGroup var parts: PartOptions
    @OptionGroup var files: MonitorFiles
    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }
    var moreFiles: [String] { [files.table].compactMap { $0 } }

    func validate() throws {
        guard parts.column == nil || files.table == nil && files.pictures == nil else {
            throw ValidationError("--by goes with one file, --out; leave --table and --pictures out")
        }
    }

    func prepare() throws {
        if files.png, !PNGPicture.isThere { throw PNGPicture.Fault.missing }
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<MonitorFinding> {
        let finding = try MonitorFinding(study, plan)
        var outcome = Outcome(finding: finding) {
            MonitorLayer.make(finding, areas: study.areas, system: study.workingSystem)
        }
        if let table = files.table {
            outcome.others.append(
                (table, { try AtomicFile.write(FindingTableText.csv(finding, provenance: $1), to: $0) }))
        }
        if let folder = files.pictures {
            for (index, name) in MonitorPicture.names(finding).enumerated() {
                outcome.others.append(
                    (
                        "\(folder)/\(name).svg",
                        { path, provenance in
                            try FileManager.default.createDirectory(
                                atPath: folder, withIntermediateDirectories: true)
                            let picture = MonitorPicture(
                                finding, group: index, exercise: provenance.exercise,
                                notes: [provenance.statement] + provenance.assumptions)
                            try AtomicFile.write(picture.text, to: path)
                            guard files.png else { return }
                            try AtomicFile.write(try PNGPicture.data(of: path), to: "\(folder)/\(name).png")
                        }
                    ))
            }
        }
        return outcome
    }
}
