import ArgumentParser
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// `homeward check`: what became of every row, or whether a plan goes together with its files.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what was read, filtered and rejected, and why; or check a plan with its files.",
        discussion: """
            Every row is accounted for: read = used + filtered + rejected. --rejects writes a ledger with the line, the reason \
            and the mapped columns of each rejected row, which only you may read; keep it inside the force.

              homeward check Samples/incidents.csv --study-area Coventry \\
                --areas GeoData/areas.geojson

            A file that ends in .yml or .yaml is a plan: every file that it names is read, and all problems are told, not the \
            first alone.

              homeward check Samples/coventry.yml
            """)

    @OptionGroup var study: StudyOptions

    @OptionGroup var summary: SummaryOptions

    /// Whether a plan is to be checked, whose settings its own keys name.
    var readsPlan: Bool { study.plan != nil }

    func validate() throws {
        guard study.incidents.contains(where: StudyOptions.isPlan) else { return }
        guard study.plan != nil else {
            throw ValidationError("name one plan, or files of incidents: a plan says itself which files it takes")
        }
        if let first = study.settings.given.first {
            throw ValidationError(
                "\(Flags.name(first.path)): a plan says that itself; use --set \(first.path.replacing("[]", with: "[1]"))=… to change it"
            )
        }
    }

    func run() throws {
        if let plan = study.plan { return try check(plan) }
        var plan = PlanFile()
        try study.fill(&plan)
        guard !plan.audience.isShared else {
            throw PublishingError.notShared(
                title: "the account of rows", reason: "Rows are the force's own")
        }
        let loaded = try plan.loadStudy()
        let answer = Answer(
            CheckFinding(loaded),
            provenance: Self.provenance(of: loaded, plan, StudyChoice.self, versions: summary.versions))
        if summary.json {
            try StandardOutput.print(json: try answer.json())
        } else {
            try StandardOutput.print(answer.text)
        }
    }

    private func check(_ path: String) throws {
        let check = try PlanCheck(path: path, changes: study.changes.map { ($0.path, $0.value) })
        let answer = Answer(
            check.finding,
            provenance: check.study.map {
                Provenance(
                    title: "homeward check", study: $0, plan: check.plan.with(\.audience, .internal),
                    methods: [Self.configuration.abstract], versions: summary.versions)
            })
        if summary.json {
            try StandardOutput.print(json: try answer.json())
        } else {
            try StandardOutput.print(answer.text)
        }
        let problems = check.finding.problems
        guard problems.isEmpty else {
            throw WorkflowError.planProblems(
                file: path, count: problems.count, isMissingInput: problems.contains(where: \.missing))
        }
    }
}
