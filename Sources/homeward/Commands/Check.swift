import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// `homeward check`: what became of every row.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what was read, filtered and rejected, and why.",
        discussion: """
            Every row is accounted for: read = used + filtered + rejected. --rejects writes the ledger with the line, the \
            reason and the row itself; keep it inside the force.

              homeward check Samples/incidents.csv --study-area Coventry \\
                --areas GeoData/areas.geojson
            """)

    @OptionGroup var study: StudyOptions

    @Option(
        help: ArgumentHelp("Write the ledger of rejected rows.", valueName: "file.csv"),
        completion: .file(extensions: ["csv"]))
    var rejects: String?

    @Flag(help: "Print a summary for programs, as JSON.")
    var json = false

    @Flag(help: "No words on standard error but errors.")
    var quiet = false

    func run() throws {
        var plan = PlanFile()
        try study.fill(&plan)
        let loaded = try Study(loading: plan.study)
        if let rejects { try RejectTable(loaded.reading.rejects).write(to: rejects) }
        let answer = Answer(CheckFinding(loaded), provenance: Self.provenance(of: loaded, plan, StudyChoice.self))
        print(json ? try answer.json() : answer.text)
    }
}
