import ArgumentParser
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// A verb for each finding of the plan's list but those that have one of their own.
enum FindingVerbs {
    static var all: [any ParsableCommand.Type] {
        func verb<Subject: StudyFinding>(_ kind: Subject.Type) -> any ParsableCommand.Type { FindingVerb<Subject>.self }
        return PlanFile.findings.filter { !$0.about.hasOwnVerb }.map { verb($0) }
    }
}

/// The settings of a finding; every day and hour counts unless told otherwise.
enum FindingChoice<Subject: StudyFinding>: SettingChoice {
    static var paths: [String] { Subject.about.groups }
    static var start: PlanFile { PlanFile { $0.window = .everything } }
}

/// The verb of a finding: its help is the finding's own.
struct FindingVerb<Subject: StudyFinding>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Subject.about.verb, abstract: Subject.about.abstract, discussion: Subject.about.discussion)
    }

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<FindingChoice<Subject>>

    @OptionGroup var parts: PartOptions

    @OptionGroup var table: TableOptions<Subject>

    @OptionGroup var summary: SummaryOptions

    func validate() throws {
        if summary.json, table.out == "-" {
            throw ValidationError("--json and --out - both write to standard output; choose one")
        }
        if parts.column != nil, table.out != nil {
            throw ValidationError("--out writes the table of all incidents together; leave out --by or --out")
        }
    }

    func run() throws {
        var plan = FindingChoice<Subject>.start
        try settings.fill(&plan)
        try study.fill(&plan)
        guard !plan.audience.isShared else {
            throw PublishingError.notShared(title: "\(Subject.about.title)", reason: Subject.about.whyNotShared)
        }
        try table.check(for: plan)
        let loaded = try plan.loadStudy()
        if let column = parts.column {
            try tell(
                PartedFinding(
                    by: column, loaded.parts(by: column), sentence: { $0.report.sentence(naming: Flags.name) }
                ) { try Subject($0.study, plan) }, of: loaded, plan, assumptions: ["each \(column.rawValue) by itself"])
        } else {
            let finding = try Subject(loaded, plan)
            try tell(finding, of: loaded, plan) { FindingTableText.csv(finding, provenance: $0) }
        }
    }

    /// Prints a finding, and writes the table that goes with it where somebody wants it.
    private func tell(
        _ finding: some Finding, of study: Study, _ plan: PlanFile, assumptions: [String] = [],
        table csv: (Provenance?) -> String = { _ in "" }
    ) throws {
        let answer = Answer(
            finding, account: StudyAccount(study),
            provenance: Self.provenance(
                of: study, plan, FindingChoice<Subject>.self, way: nil, assumptions: assumptions,
                versions: summary.versions))
        if let out = table.out {
            let text = csv(answer.provenance)
            // What reads standard output wants no mark of the encoding.
            if out == "-" {
                try StandardOutput.write(text.replacing(SpreadsheetText.mark, with: "", maxReplacements: 1))
            } else {
                try AtomicFile.write(text, to: out)
            }
            if !summary.json, !summary.quiet { StandardError.say(answer.text, keepingLines: true) }
        }
        if summary.json {
            try StandardOutput.print(json: try answer.json())
        } else if table.out == nil {
            try StandardOutput.print(answer.text)
        }
    }
}
