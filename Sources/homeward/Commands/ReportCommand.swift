import ArgumentParser
import HomewardCore
import HomewardReport

/// `homeward report`: the HTML report of a finished run, and its sheets.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write report.html and the sheets anew from the files of a finished run.",
        discussion: """
            The sheets are what people take with them: sheets/R1.html is the duty card of a team, sheets/A1.html that of a patrol area, \
            sheets/cards.html all of them, tasking.html the page for the meeting; an edition for partners has a brief for each school. \
            They print on A5 and A4 from any browser. With --pdf Chromium prints each of them to a PDF beside it.

              homeward report output
              homeward report output --pdf
            """)

    @Argument(help: "The folder that `homeward plan` wrote.", completion: .directory)
    var folder: String

    @Flag(help: "Print each sheet to PDF too, by the Chromium or Google Chrome that PATH leads to.")
    var pdf = false

    @OptionGroup var summary: SummaryOptions

    /// What was written, for programs.
    private struct Summary: Encodable {
        let report: String
        let sheets: [String]
    }

    func run() throws {
        let browser = pdf ? try Chromium() : nil
        let made = try Report.rebuild(directory: folder, printing: browser)
        if !made.stale.isEmpty {
            StandardError.say(
                "homeward: \(made.stale.listed) went, for the sheet has changed since: homeward report \(folder) --pdf prints anew"
            )
        }
        if summary.json {
            return try StandardOutput.print(
                json: try JSONText.text(of: Summary(report: made.report, sheets: made.sheets)))
        }
        try StandardOutput.print(made.report)
    }
}
