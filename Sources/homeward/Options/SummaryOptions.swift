import ArgumentParser
import HomewardWorkflow

/// How a verb tells what it found, the same on every verb.
struct SummaryOptions: ParsableArguments {
    @Flag(help: "Print a summary for programs, as JSON.")
    var json = false

    @Flag(help: "No words on standard error but errors.")
    var quiet = false

    /// The versions that the printed answer states: JSON does, words do not, and looking loads every library.
    var versions: [String: String] { json ? HomewardVersion.all : [:] }
}
