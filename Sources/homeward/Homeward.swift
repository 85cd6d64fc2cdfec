import ArgumentParser

@main
struct Homeward: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "homeward",
        abstract: "Find when and where youth violence peaks, and plan chaperone routes and guardian patrols.")
}
