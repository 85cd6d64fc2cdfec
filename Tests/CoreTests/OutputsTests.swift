import Foundation
import HomewardCore
import Testing

/// No output is ever an input, whatever its name.
@Suite struct OutputsTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a.csv", "b.csv"] { try Data(name.utf8).write(to: URL(fileURLWithPath: folder.path(name))) }
        link(folder.path("a.csv"), folder.path("second.csv"))
        symlink(folder.path("a.csv"), folder.path("link.csv"))
        mkdir(folder.path("sub"), 0o700)
    }

    @Test(arguments: ["a.csv", "second.csv", "link.csv", "sub/../a.csv", "./a.csv"])
    func anInputByAnyNameIsRefused(name: String) {
        let (input, output) = (folder.path("a.csv"), folder.path(name))
        #expect(throws: FileError.outputIsInput(file: output, input: input)) {
            try Outputs.check([folder.path("new.csv"), output], inputs: [folder.path("b.csv"), input])
        }
    }

    @Test func otherFilesAreNot() throws {
        try Outputs.check(
            ["b.csv", "new.csv", "sub/a.csv"].map(folder.path), inputs: ["a.csv", "none.csv"].map(folder.path))
        // Nothing is lost in a device, and two results may go to one.
        try Outputs.check(["/dev/null", "/dev/null"], inputs: ["/dev/null"])
    }

    @Test(arguments: [
        ("new.csv", "new.csv"), ("new.csv", "sub/../new.csv"), ("b.csv", "./b.csv"), ("a.csv", "link.csv"),
    ])
    func twoResultsDoNotGoToOneFile(first: String, second: String) {
        let error = #expect(throws: FileError.self) {
            try Outputs.check([first, second].map(folder.path), inputs: [])
        }
        #expect(error == .outputTwice(file: folder.path(second)))
        #expect(error?.trouble == .usage)
    }

    /// A link that leads nowhere is something too: writing would make its target.
    @Test func whatIsThereIsNotWrittenOver() throws {
        symlink(folder.path("nowhere"), folder.path("dead.csv"))
        for name in ["a.csv", "link.csv", "dead.csv", "sub"] {
            let error = #expect(throws: FileError.exists(file: folder.path(name))) {
                try Outputs.checkNew(folder.path(name))
            }
            #expect(error?.trouble == .cannotWrite)
        }
        try Outputs.checkNew(folder.path("new.csv"))
    }

    @Test(arguments: [
        ("a/b.csv", "plans", "../a/b.csv"), ("x.csv", "", "x.csv"), ("x.csv", ".", "x.csv"),
        ("../x.csv", "a/b", "../../../x.csv"),
        ("plans/x.csv", "plans", "x.csv"), ("/data/x.csv", "plans", "/data/x.csv"), ("a/../b.csv", "a", "../b.csv"),
    ])
    func aPathAsAFolderSeesIt(_ path: String, _ folder: String, _ relative: String) {
        #expect(Path.relative(path, to: folder) == relative)
    }
}
