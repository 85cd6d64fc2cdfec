import Foundation
import HomewardCore
import Testing

/// A run's folder is exchanged as a whole, and what is not Homeward's stays.
@Suite struct FolderDeliveryTests {
    let folder: TemporaryFolder
    private var out: String { folder.path("out") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ text: String, _ name: String) throws {
        let path = folder.path(name)
        try FileManager.default.createDirectory(
            atPath: Path.directory(of: path), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: folder.path(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func number(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.path(name))[.systemFileNumber] as? Int
    }

    /// Everything in the folder of that name but folders.
    private func files(_ name: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path(name)).sorted().filter {
            var isFolder: ObjCBool = false
            return !FileManager.default.fileExists(atPath: folder.path(name) + "/" + $0, isDirectory: &isFolder)
                || !isFolder.boolValue
        }
    }

    private func run(_ files: [String: String], reading inputs: [String] = []) throws {
        let delivery = try FolderDelivery(to: out, reading: inputs)
        for (name, text) in files { try delivery.write(text, to: name) }
        try delivery.deliver()
    }

    @Test func theFilesOfTheEarlierRunGoAndTheAnalystsStay() throws {
        try run(["run.json": "old", "gpx/R9.gpx": "old", "tables/a.csv": "old"])
        for name in ["out/map.qgz", "out/gpx/mine.gpx", "out/notes/deep/a.txt"] { try write("mine", name) }
        try FileManager.default.createDirectory(atPath: out + "/empty", withIntermediateDirectories: false)
        symlink("map.qgz", out + "/link")
        let before = try ["out/map.qgz", "out/gpx/mine.gpx", "out/notes/deep/a.txt"].map(number)
        do {
            let delivery = try FolderDelivery(to: out)
            try delivery.write("new", to: "run.json")
            try delivery.write("longer", to: "tracks/R1.gpx")
            #expect(delivery.files().map(\.name) == ["run.json", "tracks/R1.gpx"])
            #expect(delivery.files().map(\.bytes) == [3, 6])
            #expect(text("out/run.json") == "old")
            try delivery.deliver()
        }
        #expect(
            try files("out") == [
                ".homeward", "gpx/mine.gpx", "link", "map.qgz", "notes/deep/a.txt", "run.json", "tracks/R1.gpx",
            ])
        #expect(text("out/run.json") == "new")
        // The very same files, so that a program that has one open notices nothing.
        #expect(try ["out/map.qgz", "out/gpx/mine.gpx", "out/notes/deep/a.txt"].map(number) == before)
        #expect(FileManager.default.fileExists(atPath: out + "/empty"))
        #expect(!FileManager.default.fileExists(atPath: out + "/tables"))
        #expect(try folder.names() == ["out"])
    }

    @Test func aFolderThatNoRunFilledIsRefusedAndStays() throws {
        for name in ["b.csv", "a.csv", "d.csv", "c.csv"] { try write("mine", "out/" + name) }
        let error = #expect(throws: FileError.self) { try run(["run.json": "new"]) }
        #expect(error == .foreignFiles(folder: out, names: ["a.csv", "b.csv", "c.csv", "d.csv"]))
        #expect(error?.trouble == .cannotWrite)
        #expect(error?.description.contains("(a.csv, b.csv, c.csv and 1 more)") == true)
        #expect(try files("out") == ["a.csv", "b.csv", "c.csv", "d.csv"])
        #expect(try folder.names() == ["out"])
    }

    @Test func aRunWithoutAListIsKnownByWhoFilledIt() throws {
        for name in ["run.json", "old.csv", "map.qgz"] { try write("old", "out/" + name) }
        do {
            let delivery = try FolderDelivery(to: out) { _ in ["run.json", "old.csv", "../outside"] }
            try delivery.write("new", to: "run.json")
            try delivery.deliver()
        }
        #expect(try files("out") == [".homeward", "map.qgz", "run.json"])
    }

    @Test func anAnalystsFileWithTheNameOfANewOneIsNotReplaced() throws {
        try run(["run.json": "old"])
        try write("mine", "out/areas.geojson")
        let error = #expect(throws: FileError.self) { try run(["run.json": "new", "areas.geojson": "new"]) }
        #expect(error == .foreignFiles(folder: out, names: ["areas.geojson"]))
        #expect(text("out/areas.geojson") == "mine")
        #expect(text("out/run.json") == "old")
        #expect(try folder.names() == ["out"])
    }

    @Test func anInputIsNotExchangedForAnOutput() throws {
        try run(["areas.geojson": "old", "run.json": "old"])
        try write("mine", "out/incidents.csv")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.geojson"), withDestinationPath: out + "/areas.geojson")
        for input in [out + "/areas.geojson", folder.path("link.geojson")] {
            let error = #expect(throws: FileError.self) { try run(["run.json": "new"], reading: [input]) }
            #expect(error == .outputIsInput(file: out + "/areas.geojson", input: input))
        }
        #expect(text("out/areas.geojson") == "old")
        // One that is the analyst's own is not touched, so it may be read.
        try run(["run.json": "new"], reading: [out + "/incidents.csv"])
        #expect(text("out/incidents.csv") == "mine")
        #expect(text("out/run.json") == "new")
    }

    @Test func aFailedRunLeavesTheFolderAndNothingElse() throws {
        try run(["z.txt": "old"])
        do {
            let delivery = try FolderDelivery(to: out)
            try delivery.write("new", to: "gpx/R1.gpx")
            #expect(try folder.names() == [".out.homeward", "out"])
        }
        #expect(try folder.names() == ["out"])
        #expect(text("out/z.txt") == "old")
    }

    @Test func foldersThatWereMadeForNothingGoAgain() throws {
        do {
            let delivery = try FolderDelivery(to: folder.path("a/b/c"))
            try delivery.write("new", to: "gpx/R1.gpx")
            #expect(try folder.names() == ["a"])
        }
        #expect(try folder.names() == [])
        do {
            let delivery = try FolderDelivery(to: folder.path("a/b/"))
            try delivery.write("new", to: "x.txt")
            try delivery.deliver()
        }
        #expect(text("a/b/x.txt") == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("a")) == ["b"])
    }

    @Test func aFileWhereAFolderIsNeededIsNamed() throws {
        try write("mine", "file")
        for target in ["file/out", "file"] {
            let error = #expect(throws: FileError.self) { _ = try FolderDelivery(to: folder.path(target)) }
            #expect(
                error?.description
                    == "\(folder.path(target)): cannot be written: a file stands where a folder is needed; "
                    + "choose another folder")
        }
        #expect(text("file") == "mine")
    }

    @Test func aSecondRunIntoTheFolderIsRefused() throws {
        let first = try FolderDelivery(to: out)
        try first.write("new", to: "run.json")
        let error = #expect(throws: FileError.self) { try run(["run.json": "other"]) }
        #expect(error == .busy(file: out, process: Int(getpid())))
        try first.deliver()
        #expect(text("out/run.json") == "new")
    }

    @Test func aLinkStaysALink() throws {
        try write("x", "real/.homeward")
        try FileManager.default.createSymbolicLink(atPath: out, withDestinationPath: folder.path("real"))
        try run(["run.json": "new"])
        #expect(text("real/run.json") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: out) == folder.path("real"))
        #expect(try folder.names() == ["out", "real"])
        try FileManager.default.removeItem(atPath: folder.path("real"))
        let error = #expect(throws: FileError.self) { try run(["run.json": "new"]) }
        #expect(error?.description.contains("a link that leads nowhere") == true)
    }

    @Test func theFolderKeepsItsPermissions() throws {
        try run(["run.json": "old"])
        chmod(out, 0o2750)
        try run(["run.json": "new"])
        let mode = try FileManager.default.attributesOfItem(atPath: out)[.posixPermissions] as? Int
        #expect(mode.map { $0 & 0o777 } == 0o750)
    }

    /// A process was killed before the exchange: its folder bears its own number.
    @Test func whatAKilledRunLeftBeforeTheExchangeGoes() throws {
        try run(["run.json": "old"])
        try write("mine", "out/map.qgz")
        try write("half", ".out.homeward/begun/run.json")
        let number = try #require(try number(".out.homeward/begun"))
        rename(folder.path(".out.homeward/begun"), folder.path(".out.homeward/new-\(number)"))
        _ = try FolderDelivery(to: out)
        #expect(try files("out") == [".homeward", "map.qgz", "run.json"])
        #expect(text("out/run.json") == "old")
        #expect(try folder.names() == ["out"])
    }

    /// A process was killed after the exchange: the old folder stands where the new one was made, and the analyst's map
    /// project was saved anew into it in that moment.
    @Test func whatAKilledRunLeftAfterTheExchangeIsNotLost() throws {
        try run(["run.json": "new"])
        try write("mine", "out/map.qgz")
        for name in [".homeward", "run.json", "gone.csv"] {
            try write("gone.csv\nrun.json\n", ".out.homeward/new-1/" + name)
        }
        try write("mine, later", ".out.homeward/new-1/map.qgz")
        try write("mine", ".out.homeward/new-1/notes/a.txt")
        _ = try FolderDelivery(to: out)
        #expect(try files("out") == [".homeward", "map.qgz", "notes/a.txt", "run.json"])
        #expect(text("out/map.qgz") == "mine, later")
        #expect(text("out/run.json") == "new")
        #expect(try folder.names() == ["out"])
    }

    /// Where two folders cannot change places, a process was killed between moving the old one out and the new one in.
    @Test func aFolderThatWasMovedAwayComesBack() throws {
        try write("old", ".out.homeward/old/run.json")
        try write("run.json\n", ".out.homeward/old/.homeward")
        _ = try FolderDelivery(to: out)
        #expect(text("out/run.json") == "old")
        #expect(try folder.names() == ["out"])
    }
}
