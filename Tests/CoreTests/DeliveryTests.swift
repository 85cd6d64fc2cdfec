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

    /// A process was killed when the list stood and the first of three files had moved.
    @Test func whatAKilledProcessHadBegunIsEnded() throws {
        for name in ["a.shp", "a.dbf", "a.qix"] { try write("old", name) }
        for folder in [".a.shp.homeward", ".a.shp.homeward/made"] {
            try FileManager.default.createDirectory(
                atPath: self.folder.path(folder), withIntermediateDirectories: false)
        }
        try write("new", "a.dbf")
        for name in ["a.shx", "a.shp"] { try write("new", ".a.shp.homeward/made/" + name) }
        let steps = ["a.dbf", "a.shx", "a.shp"].map { #"{"from":"\#($0)","to":"\#($0)"}"# }.joined(separator: ",")
        try write(#"{"steps":[\#(steps)],"stale":["a.qix"]}"#, ".a.shp.homeward/moves")
        _ = try Delivery(to: folder.path("a.shp"))
        #expect(["a.shp", "a.dbf", "a.shx"].map(text) == ["new", "new", "new"])
        #expect(try folder.names() == ["a.dbf", "a.shp", "a.shx"])
    }

    /// A list from elsewhere must not move a file into another folder, nor out of one.
    @Test(arguments: ["../x", "/tmp/x", "..", "a/b", ""])
    func aListThatLeadsElsewhereIsNotFollowed(name: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path(".a.shp.homeward/made"), withIntermediateDirectories: true)
        try write("new", ".a.shp.homeward/made/a.dbf")
        try write("mine", "a.qix")
        try write(
            #"{"steps":[{"from":"a.dbf","to":"a.dbf"}],"stale":["a.qix","\#(name)"]}"#, ".a.shp.homeward/moves")
        _ = try Delivery(to: folder.path("a.shp"))
        #expect(try folder.names() == ["a.qix"])
    }

    @Test func aSecondDeliveryToTheSamePlaceIsRefused() throws {
        let first = try Delivery(to: folder.path("a.shp"))
        let error = #expect(throws: FileError.self) { _ = try Delivery(to: folder.path("a.shp")) }
        #expect(error == .busy(file: folder.path("a.shp"), process: Int(getpid())))
        #expect(error?.trouble == .cannotWrite)
        // Another file of the folder is another place.
        _ = try Delivery(to: folder.path("b.shp"))
        _ = first.folder
    }
}
