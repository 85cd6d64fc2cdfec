import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// `homeward check`: what became of every row.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what was read, filtered and rejected, and why.",
        discussion: """
            Every row is accounted for: read = used + filtered + rejected. --rejects writes a ledger with the line, the reason \
            and the mapped columns of each rejected row, which only you may read; keep it inside the force.

              homeward check Samples/incidents.csv --study-area Coventry \\
                --areas GeoData/areas.geojson
            """)

    @OptionGroup var study: StudyOptions

    @Flag(help: "Print a summary for programs, as JSON.")
    var json = false

    @Flag(help: "No words on standard error but errors.")
    var quiet = false

    func run() throws {
        var plan = PlanFile()
        try study.fill(&plan)
        guard !plan.audience.isShared else {
            throw PublishingError.notShared(
                title: "the account of rows", reason: "Rows are the force's own")
        }
        let loaded = try plan.loadStudy()
        let answer = Answer(CheckFinding(loaded), provenance: Self.provenance(of: loaded, plan, StudyChoice.self))
        if json { try StandardOutput.print(json: try answer.json()) } else { try StandardOutput.print(answer.text) }
    }
}
