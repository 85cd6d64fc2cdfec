import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// A verb for each finding of the plan's list.
enum FindingVerbs {
    static var all: [any ParsableCommand.Type] {
        func verb<Subject: StudyFinding>(_ kind: Subject.Type) -> any ParsableCommand.Type { FindingVerb<Subject>.self }
        return PlanFile.findings.map { verb($0) }
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
    @OptionGroup var summary: SummaryOptions

    func run() throws {
        var plan = FindingChoice<Subject>.start
        try settings.fill(&plan)
        try study.fill(&plan)
        guard !plan.audience.isShared else {
            throw PublishingError.notShared(
                title: "\(Subject.about.title)", reason: "It measures single incidents")
        }
        let loaded = try plan.loadStudy()
        if let column = parts.column {
            try tell(
                PartedFinding(
                    by: column, loaded.parts(by: column), sentence: { $0.report.sentence(naming: Flags.name) }
                ) { try Subject($0.study, plan) }, of: loaded, plan, assumptions: ["each \(column.rawValue) by itself"])
        } else {
            try tell(try Subject(loaded, plan), of: loaded, plan)
        }
    }

    private func tell(
        _ finding: some Finding, of study: Study, _ plan: PlanFile, assumptions: [String] = []
    ) throws {
        let answer = Answer(
            finding, account: StudyAccount(study),
            provenance: Self.provenance(
                of: study, plan, FindingChoice<Subject>.self, way: nil, assumptions: assumptions,
                versions: summary.versions))
        if summary.json {
            try StandardOutput.print(json: try answer.json())
        } else {
            try StandardOutput.print(answer.text)
        }
    }
}
