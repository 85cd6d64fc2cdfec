import ArgumentParser
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// Where the table of a finding goes; an option of the verbs whose finding has one.
struct TableOptions<Subject: StudyFinding>: ParsableArguments, CustomReflectable {
    private enum Key: CodingKey { case out }

    /// The file, or `-` for standard output; nil where nobody wants it.
    private(set) var out: String?

    init() {}

    var customMirror: Mirror {
        guard Subject.about.table != nil else { return Mirror(self, children: [], displayStyle: .struct) }
        let option = Option<String?>(
            name: .shortAndLong,
            help: ArgumentHelp("The CSV file to write; - writes it to standard output.", valueName: "file"),
            completion: .file())
        return Mirror(self, children: [("_out", option)], displayStyle: .struct)
    }

    init(from decoder: any Decoder) throws {
        guard Subject.about.table != nil else { return }
        out = try decoder.container(keyedBy: Key.self).decode(Option<String?>.self, forKey: .out).wrappedValue
    }

    /// Refuses a file that is no CSV or that is among the inputs, before any work is done.
    func check(for plan: PlanFile) throws {
        guard let out, out != "-" else { return }
        guard out.lowercased().hasSuffix(".csv") else {
            throw UsageError("\(out): the table is written as CSV; give a name that ends in .csv")
        }
        try Outputs.check([out] + [plan.study.rejects].compactMap { $0 }, inputs: plan.inputFiles)
    }
}
