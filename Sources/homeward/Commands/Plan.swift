import ArgumentParser
import Foundation
import HomewardCore
import HomewardLayers
import HomewardPublishing
import HomewardReport
import HomewardWorkflow

/// `homeward plan`: the whole job.
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Do the whole job: peaks, hotspots, clusters, routes, patrols and the report.",
        discussion: """
            PLAN.yml says which files, where, when and how. Copy Samples/coventry.yml to start your own; --keys lists every \
            key with its default. The output folder gets GeoJSON, a GeoPackage with styles, GPX, a timetable, a clock, \
            report.html and run.json. The folder is exchanged as a whole: a run that fails or is stopped leaves the earlier \
            one as it was. Your own files in it stay.

              homeward plan Samples/coventry.yml --out output
            """)

    @Argument(help: "The plan file.", completion: .file(extensions: ["yml", "yaml"]))
    var plan: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "folder"), completion: .directory)
    var out: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Set any key of the plan, such as patrols.count=3.", valueName: "key=value"))
    var changes: [Change] = []

    @Option(help: "Who may see what is written: internal, partner or public; the plan says it where not given.")
    var audience: Audience?

    @Flag(help: "Refuse schools whose finish is only assumed.")
    var strict = false

    @Flag(help: "List every key of a plan file with its default and meaning.")
    var keys = false

    @OptionGroup var summary: SummaryOptions

    func validate() throws {
        if keys { return }
        if plan == nil { throw ValidationError("name a plan file, such as Samples/coventry.yml") }
        if out == nil { throw ValidationError("say where to write: --out output") }
    }

    func run() throws {
        guard !keys else {
            try StandardOutput.print(PlanFile.listing)
            return
        }
        guard let plan, let out else { return }
        var job = try PlanFile(path: plan, changes: changes.map { ($0.path, $0.value) })
        if let audience { job.audience = audience }
        if strict { job.chaperones.isStrict = true }
        let publisher = Publisher(directory: out)
        let inputs = ([plan] + job.inputFiles).flatMap(VectorFormat.files(at:))
        try Outputs.check([job.study.rejects].compactMap { $0 }, inputs: inputs)
        try publisher.check(for: job.audience)
        let ledger = RejectDelivery(job)
        try ledger?.check(beside: out)
        let delivery = try publisher.prepare(reading: inputs)
        let printed = RunFolder(out).files.filter { $0.hasSuffix(".pdf") }
        let logger = TerminalProgress.logger(quiet: summary.quiet)
        defer { TerminalProgress.clear() }
        let results = try PlanRun(job, path: plan, logger: logger).results()
        logger.info("Writing \(out)")
        try publisher.publish(results, to: delivery) { try Report.pages(of: $0) }
        // They show the earlier plan, and went with it.
        if !printed.isEmpty {
            StandardError.say(
                "homeward: \(printed.listed) went with the earlier run: homeward report \(out) --pdf prints anew")
        }
        try ledger?.write(results.study.reading)
        TerminalProgress.clear()
        if summary.json {
            // The record of the run, as it stands in the folder.
            return try StandardOutput.print(json: try TextFile.contents(of: out + "/run.json"))
        }
        try StandardOutput.print(results.release.map { SharedRecord($0, layers: []).text } ?? RunSummary(results).text)
    }
}

extension Audience: ExpressibleByArgument {}
