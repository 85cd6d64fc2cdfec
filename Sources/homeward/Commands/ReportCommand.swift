import ArgumentParser
import HomewardReport

/// `homeward report`: the HTML report of a finished run.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write report.html anew from the files of a finished run.",
        discussion: "  homeward report output")

    @Argument(help: "The folder that `homeward plan` wrote.", completion: .directory)
    var folder: String

    func run() throws {
        try StandardOutput.print(try Report.rebuild(directory: folder))
    }
}
