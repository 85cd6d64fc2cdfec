import ArgumentParser
import HomewardCore
import HomewardReport

/// `homeward report`: the HTML report of a finished run.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write report.html anew from the files of a finished run.",
        discussion: "  homeward report output")

    @Argument(help: "The folder that `homeward plan` wrote.", completion: .directory)
    var folder: String

    @OptionGroup var summary: SummaryOptions

    func run() throws {
        let path = try Report.rebuild(directory: folder)
        if summary.json { return try StandardOutput.print(json: try JSONText.text(of: ["report": path])) }
        try StandardOutput.print(path)
    }
}
