import Foundation
import Testing

@testable import HomewardCore

/// What a file may make as long, as deep or as large as it likes.
@Suite struct BoundsTests {
    @Test(arguments: [
        (2.5, 3), (-2.5, -3), (1e308, Int.max), (-1e308, .min), (.infinity, .max), (-.infinity, .min), (.nan, 0),
        (9.3e18, .max),
    ])
    func everyNumberHasANearestWholeOne(_ value: Double, _ whole: Int) {
        #expect(Int(nearest: value) == whole)
    }

    @Test func messagesShowTheBeginningOfALongText() {
        let quoted = String(repeating: "é", count: 500_000).quoted
        #expect(quoted == "\"" + String(repeating: "é", count: 200) + "…\"")
        #expect("short".quoted == "\"short\"")
        #expect((1...41).map { "c\($0)" }.listed.hasSuffix("c40 and 1 more"))
        #expect(["a", "b"].listed == "a, b")
    }

    @Test func nothingIsSpeltLikeALongName() {
        let long = String(repeating: "a", count: 300_000)
        #expect(Spelling.nearest(to: long, among: [long + "b", "title"]) == nil)
        #expect(Spelling.nearest(to: "titel", among: [long, "title"]) == "title")
    }

    /// A hundred thousand names that are the same took the square of their number.
    @Test(.timeLimit(.minutes(1))) func keysOfTheSameNameAreNumberedOnce() {
        let keys = Slug.unique(Array(repeating: "S", count: 100_000))
        #expect(keys.prefix(3) == ["s", "s-2", "s-3"] && keys.last == "s-100000")
        #expect(Slug.unique(["a", "a 2", "a", "a"]) == ["a", "a-2", "a-3", "a-4"])
    }

    @Test func aLongTextIsNoValueOfASetting() throws {
        struct Words: Configurable {
            var title = ""
            static let settings: [Setting<Self>] = [.text("title", \.title, "the heading")]
        }
        var words = Words()
        try Words.settings[0].read(.text(String(repeating: "x", count: 4000)), into: &words)
        #expect(words.title.count == 4000)
        let error = #expect(throws: SettingError.self) {
            try Words.settings[0].read(.text(String(repeating: "y", count: 1_000_000)), into: &words)
        }
        #expect(error?.message.hasSuffix("is 1000000 bytes long, more than 4000; shorten it") == true)
        #expect(words.title.first == "x")
    }

    @Test func severalNumbersAreReadAsTextAndAsAList() throws {
        struct Limits: Configurable, Equatable {
            var metres = [0.0, 2.5]
            var days = [7]
            static let settings: [Setting<Self>] = [
                .numbers("limits.metres_m", \.metres, in: 0...100, unit: "m", "limits"),
                .wholes("limits.days", \.days, in: 0...30, unit: "days", "limits"),
            ]
        }
        let settings = Limits.settings
        var limits = Limits()
        #expect(settings.map { $0.text(in: limits) } == ["0, 2.5", "7"] && settings[0].flag == "metres")
        try settings[0].read(.text("1,2.5, 3"), into: &limits)
        try settings[1].read(.list(["0", "14"]), into: &limits)
        #expect(limits == Limits { ($0.metres, $0.days) = ([1, 2.5, 3], [0, 14]) })
        for (setting, input) in [
            (0, .text("1,,2")), (0, .text("")), (0, .list([])), (0, .text("101")), (0, .text("nan")), (0, .text("1;2")),
            (1, .text("2.5")), (1, .text("-1")), (1, .list((0...100).map { "\($0 % 30)" })),
            (1, .pairs([SettingInput.Pair("a", [])])),
        ] as [(Int, SettingInput)] {
            #expect(throws: SettingError.self, "\(input)") { try settings[setting].read(input, into: &limits) }
        }
        #expect(limits.metres == [1, 2.5, 3] && limits.days == [0, 14])
        for change in [{ $0.metres = [] }, { $0.metres = [.nan] }, { $0.days = [31] }] as [(inout Limits) -> Void] {
            #expect(throws: SettingError.self) { try Limits(change).check() }
        }
    }
}

/// Files that are none.
@Suite struct PipeTests {
    @Test func aNamedPipeIsRefusedAtOnce() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("pipe")
        try #require(mkfifo(path, 0o600) == 0)
        for read: (String) throws -> Void in [
            { _ = try FileBytes.contents(of: $0) }, { _ = try FileBytes.beginning(of: $0, count: 1) },
            { try FileBytes.checkReadable($0) }, { _ = try InputFile(hashing: $0) },
        ] {
            #expect(throws: FileError.notAFile(file: path)) { try read(path) }
        }
        #expect(throws: FileError.notAFile(file: "/dev/zero")) { _ = try FileBytes.contents(of: "/dev/zero") }
    }

    @Test func aPipeOfTheShellsIsRead() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("abc".utf8))
        try pipe.fileHandleForWriting.close()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        #expect(try FileBytes.contents(of: path) == Array("abc".utf8))
    }
}

@Suite struct YAMLAliasTests {
    /// Ten levels of ten aliases each: ten thousand million values.
    private static func bomb(_ end: (String) -> String) -> String {
        var text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        var last = "a"
        for name in "bcdefghij".map(String.init) {
            text += "\(name): &\(name) [\(Array(repeating: "*\(last)", count: 10).joined(separator: ","))]\n"
            last = name
        }
        return text + end(last)
    }

    @Test(arguments: [bomb { "? *\($0)\n: x\n" }, bomb { "title: *\($0)\n" }, bomb { "{ *\($0) : x }\n" }])
    func aBombOfAliasesIsRefusedBeforeItIsRead(_ text: String) {
        #expect(throws: YAMLError.manyAliases(file: "plan.yml", line: 2, limit: 8)) {
            _ = try YAMLNode(text: text, file: "plan.yml")
        }
    }

    @Test func aFewAliasesAndAnyNumberOfStarsAreRead() throws {
        let few = "a: &h 15-18\n" + (1...8).map { "b\($0): *h\n" }.joined()
        let entries = try YAMLNode(text: few, file: "plan.yml").entries()
        #expect(try entries.map { try $0.node.text() } == Array(repeating: "15-18", count: 9))
        let stars = "# *a *b *c *d *e *f *g *h *i *j\ntitle: \"Rock & Roll, *loud*\"\n"
        #expect(try YAMLNode(text: stars, file: "plan.yml").entries().count == 1)
    }
}
