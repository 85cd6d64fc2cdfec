import Foundation
import HomewardCore
import Testing

/// What is added to a run's folder after the run belongs to the run.
@Suite struct RunFolderTests {
    let folder: TemporaryFolder
    private var out: String { folder.path("out") }

    init() throws {
        folder = try TemporaryFolder()
        try run(["run.json": "old", "sheets/R1.html": "old"])
    }

    private func run(_ files: [String: String]) throws {
        let delivery = try FolderDelivery(to: out)
        for (name, text) in files { try delivery.write(text, to: name) }
        try delivery.deliver()
    }

    private func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: out + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: out + "/" + name))
    }

    @Test func whatIsAddedGoesWithTheNextRun() throws {
        try RunFolder(out).add([("sheets/R1.pdf", Array("%PDF".utf8)), ("new/deep/a.txt", [65])])
        #expect(text("sheets/R1.pdf") == "%PDF" && text("new/deep/a.txt") == "A")
        #expect(RunFolder(out).files == ["new/deep/a.txt", "run.json", "sheets/R1.html", "sheets/R1.pdf"])
        #expect(RunFolder(out).contents(of: "sheets/R1.pdf") == Array("%PDF".utf8))
        try write("mine", "sheets/mine.pdf")
        try run(["run.json": "new"])
        #expect(text("sheets/R1.pdf") == nil && text("new/deep/a.txt") == nil)
        #expect(text("sheets/mine.pdf") == "mine" && text("run.json") == "new")
    }

    @Test func aFileOfTheAnalystsIsNotWrittenOver() throws {
        try write("mine", "sheets/R1.pdf")
        let error = #expect(throws: FileError.self) {
            try RunFolder(out).add([("sheets/R1.html", [66]), ("sheets/R1.pdf", [66])])
        }
        #expect(error == .foreignFiles(folder: out, names: ["sheets/R1.pdf"]))
        #expect(text("sheets/R1.html") == "old" && text("sheets/R1.pdf") == "mine")
        #expect(RunFolder(out).files == ["run.json", "sheets/R1.html"])
        #expect(RunFolder(out).contents(of: "sheets/R1.pdf") == nil)
    }

    @Test func noLinkLeadsOutOfTheFolder() throws {
        let other = folder.path("other")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: other + "/a.html"))
        try FileManager.default.removeItem(atPath: out + "/sheets/R1.html")
        try FileManager.default.createSymbolicLink(
            atPath: out + "/sheets/R1.html", withDestinationPath: other + "/a.html")
        try FileManager.default.createSymbolicLink(atPath: out + "/more", withDestinationPath: other)
        for name in ["sheets/R1.html", "more/a.html", "more/b.html"] {
            #expect(throws: FileError.foreignFiles(folder: out, names: [name])) {
                try RunFolder(out).add([(name, [66])])
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: other) == ["a.html"])
        #expect(FileManager.default.contents(atPath: other + "/a.html") == Data("mine".utf8))
    }

    @Test func whatIsStaleGoesAndNothingElse() throws {
        try RunFolder(out).add([("sheets/R2.html", [66])])
        try write("mine", "sheets/R3.html")
        try RunFolder(out).add(
            [("sheets/R1.html", [67])], removing: ["sheets/R1.html", "sheets/R2.html", "sheets/R3.html"])
        #expect(text("sheets/R1.html") == "C" && text("sheets/R2.html") == nil && text("sheets/R3.html") == "mine")
        #expect(RunFolder(out).files == ["run.json", "sheets/R1.html"])
    }

    @Test func aFolderWithoutAListGetsOne() throws {
        try FileManager.default.removeItem(atPath: out + "/.homeward")
        try RunFolder(out) { _ in ["run.json", "sheets/R1.html"] }.add([("sheets/R1.html", [66])])
        #expect(text("sheets/R1.html") == "B")
        #expect(text(".homeward")?.split(separator: "\n").dropFirst() == ["run.json", "sheets/R1.html"])
    }
}
