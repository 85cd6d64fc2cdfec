import ArgumentParser

/// How a verb tells what it found, the same on every verb.
struct SummaryOptions: ParsableArguments {
    @Flag(help: "Print a summary for programs, as JSON.")
    var json = false

    @Flag(help: "No words on standard error but errors.")
    var quiet = false
}
