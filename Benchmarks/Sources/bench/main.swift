import Foundation

// bench routes [PLAN.yml]: how chaperone routes fare on incidents that they have not seen.

let arguments = CommandLine.arguments.dropFirst()
guard arguments.first == "routes", arguments.count <= 2 else {
    FileHandle.standardError.write(Data("usage: bench routes [PLAN.yml]\n".utf8))
    exit(64)
}
do {
    try RouteBench(plan: arguments.dropFirst().first ?? "Samples/coventry.yml").run()
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(65)
}
