import Foundation
import HomewardCore
import Testing

/// Sets of files take their places together, or the folder is left as it was.
@Suite struct DeliveryTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
    }

    private func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: folder.path(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func aSetReplacesItsFormerFilesAndStaleOnes() throws {
        for name in ["a.shp", "a.dbf", "a.qix", "b.shp"] { try write("old", name) }
        let delivery = try Delivery(to: folder.path("a.shp"))
        for name in ["a.dbf", "a.prj", "a.shp"] { try FileBytes.write("new".utf8, to: delivery.temporary(name)) }
        #expect(delivery.made() == ["a.dbf", "a.prj", "a.shp"])
        #expect(text("a.shp") == "old")
        try delivery.deliver(delivery.made(), stale: ["a.qix", "a.sbn"])
        #expect(["a.shp", "a.dbf", "a.prj"].map(text) == ["new", "new", "new"])
        #expect(text("a.qix") == nil)
        #expect(text("b.shp") == "old")
    }

    /// The file that cannot be moved comes last; those before it had no predecessor, one had, one was stale.
    @Test func whatHadNoPredecessorGoesAgainWhereALaterFileFails() throws {
        for name in ["a.dbf", "a.qix"] { try write("old", name) }
        do {
            let delivery = try Delivery(to: folder.path("a.shp"))
            for name in ["a.shx", "a.dbf"] { try FileBytes.write("new".utf8, to: delivery.temporary(name)) }
            #expect(throws: FileError.self) { try delivery.deliver(["a.shx", "a.dbf", "a.shp"], stale: ["a.qix"]) }
        }
        #expect(try folder.names() == ["a.dbf", "a.qix"])
        #expect(text("a.dbf") == "old")
        #expect(text("a.qix") == "old")
    }

    @Test func aFolderInTheWayIsNotReplaced() throws {
        try FileManager.default.createDirectory(atPath: folder.path("a.dbf"), withIntermediateDirectories: false)
        try write("mine", "a.dbf/notes.txt")
        do {
            let delivery = try Delivery(to: folder.path("a.shp"))
            for name in ["a.dbf", "a.shp"] { try FileBytes.write("new".utf8, to: delivery.temporary(name)) }
            #expect(throws: FileError.self) { try delivery.deliver(["a.dbf", "a.shp"]) }
        }
        #expect(text("a.dbf/notes.txt") == "mine")
        #expect(try folder.names() == ["a.dbf"])
    }

    @Test func aFolderIsFilledAtOnceAndItsStaleFilesGo() throws {
        try FileManager.default.createDirectory(atPath: folder.path("gpx"), withIntermediateDirectories: false)
        for name in ["run.json", "gpx/R9.gpx", "notes.txt"] { try write("old", name) }
        do {
            let delivery = try FolderDelivery(to: folder.path)
            try delivery.write("new", to: "run.json")
            try delivery.write("longer", to: "tracks/R1.gpx")
            #expect(delivery.files().map(\.name) == ["run.json", "tracks/R1.gpx"])
            #expect(delivery.files().map(\.bytes) == [3, 6])
            #expect(text("run.json") == "old")
            try delivery.deliver(["run.json", "tracks/R1.gpx"], stale: ["gpx/R9.gpx"])
        }
        #expect(try folder.names() == ["notes.txt", "run.json", "tracks"])
        #expect(text("run.json") == "new")
        #expect(text("tracks/R1.gpx") == "longer")
        #expect(text("notes.txt") == "old")
    }

    @Test func aFolderIsLeftAsItWasWhereOneFileFails() throws {
        try write("old", "z.txt")
        do {
            let delivery = try FolderDelivery(to: folder.path)
            try delivery.write("new", to: "gpx/R1.gpx")
            try delivery.write("new", to: "z.txt")
            #expect(throws: FileError.self) { try delivery.deliver(["gpx/R1.gpx", "z.txt", "missing.txt"]) }
        }
        #expect(try folder.names() == ["z.txt"])
        #expect(text("z.txt") == "old")
    }

    @Test func foldersThatWereMadeForNothingGoAgain() throws {
        do {
            let delivery = try FolderDelivery(to: folder.path("a/b/c"))
            try delivery.write("new", to: "gpx/R1.gpx")
            #expect(try folder.names() == ["a"])
        }
        #expect(try folder.names() == [])
        do {
            let delivery = try FolderDelivery(to: folder.path("a/b"))
            try delivery.write("new", to: "x.txt")
            try delivery.deliver(["x.txt"])
        }
        #expect(text("a/b/x.txt") == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("a/b")) == ["x.txt"])
    }

    @Test func aFileWhereAFolderIsNeededIsNamed() throws {
        try write("mine", "file")
        let error = #expect(throws: FileError.self) { _ = try FolderDelivery(to: folder.path("file/out")) }
        #expect(
            error?.description
                == "\(folder.path("file/out")): cannot be written: a file stands where a folder is needed; "
                + "choose another folder")
        #expect(text("file") == "mine")
    }
}
