import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// `homeward compare`: two finished plans side by side.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put two finished plans side by side.",
        discussion: """
            What their teams meet of incidents that they have not seen, how good they are by their models, what they leave \
            unserved, and in which settings and inputs they differ.

              homeward plan six.yml --out six
              homeward plan eight.yml --out eight
              homeward compare six eight
            """)

    @Argument(help: ArgumentHelp("The folder of the first plan.", valueName: "a"), completion: .directory)
    var first: String

    @Argument(help: ArgumentHelp("The folder of the second.", valueName: "b"), completion: .directory)
    var second: String

    @OptionGroup var summary: SummaryOptions

    func run() throws {
        let comparison = PlanComparison(try RunRecord(directory: first), try RunRecord(directory: second))
        if summary.json { return try StandardOutput.print(json: try comparison.json()) }
        try StandardOutput.print((["A: \(first)", "B: \(second)", ""] + comparison.lines).joined(separator: "\n"))
    }
}
