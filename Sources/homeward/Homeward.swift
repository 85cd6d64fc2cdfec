import ArgumentParser
import Foundation
import HomewardCore
import HomewardWorkflow

@main
struct Homeward: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "homeward",
        abstract: "Find when and where youth violence peaks, and plan chaperone routes and guardian patrols.",
        discussion: """
            Start with the whole job on the sample:

              homeward plan Samples/coventry.yml --out output

            and open output/report.html. For your own data, homeward init FILES drafts a plan. Results go to files or standard output, words and progress to standard error. \
            Exit codes: 0 done, 64 wrong usage, 65 bad data, 66 no such input, 69 a library or \
            driver is missing, 70 a bug, 73 cannot write, 130 and 143 interrupted.

            The tab key completes verbs, options and their values once your shell has what \
            homeward --generate-completion-script bash (or zsh, fish) prints; make install puts it in its place.
            """,
        version: HomewardVersion.number,
        subcommands: [
            Plan.self, Init.self, Check.self, Areas.self, Peaks.self, HotspotsCommand.self, Emerging.self, Density.self,
            Clusters.self, Scan.self, Repeats.self, Score.self, Routes.self, Patrols.self,
        ] + FindingVerbs.all + [
            MonitorCommand.self, Compare.self, ReportCommand.self, Simulate.self, StreetsCommand.self, Doctor.self,
        ])

    static func main() {
        Interruption.prepare()
        var readsPlan = false
        do {
            var command = try parseAsRoot(OtherSpelling.settled(Array(CommandLine.arguments.dropFirst())))
            readsPlan = command is Plan || (command as? Check)?.readsPlan == true
            // The doctor says himself what is too old.
            if !(command is Doctor) { try HomewardVersion.requireLibraries() }
            // Every verb has the flag, and the parser has looked at it.
            let isQuiet = CommandLine.arguments.contains("--quiet")
            try TerminalProgress.watching(quiet: isQuiet) { try command.run() }
        } catch {
            Failure.exit(with: error, readsPlan: readsPlan)
        }
        Unfinished.settle()
    }
}
