import Foundation

// bench paths: how fast many distances are found at once, beside others.

let arguments = CommandLine.arguments.dropFirst()
guard arguments == ["paths"] else {
    FileHandle.standardError.write(Data("usage: bench paths\n".utf8))
    exit(64)
}
do {
    try PathsBench().run()
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(65)
}
