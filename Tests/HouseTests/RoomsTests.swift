import Foundation
import Testing

/// The house plan: data flows one way, and a C library is named in one room only.
@Suite struct RoomsTests {
    /// The rooms in the order in which data flows, with what each may import of the others.
    static let arrows: [String: Set<String>] = [
        "Geometry": [],
        "Layers": ["Geometry"],
        "Incidents": ["Geometry", "Layers"],
        "Analysis": ["Geometry", "Layers", "Incidents"],
        "Streets": ["Geometry", "Layers"],
        "Planner": ["Geometry", "Layers", "Incidents", "Analysis", "Streets"],
        "Simulation": ["Geometry", "Layers", "Incidents", "Analysis", "Streets"],
        "Workflow": ["Geometry", "Layers", "Incidents", "Analysis", "Streets", "Planner"],
        "Publishing": ["Geometry", "Layers", "Incidents", "Analysis", "Streets", "Planner", "Workflow"],
        "homeward": [
            "Geometry", "Layers", "Incidents", "Analysis", "Streets", "Planner", "Simulation", "Workflow", "Publishing",
        ],
    ]
    /// The one room that may import a C library.
    static let owners = ["CGEOS": "Geometry", "CPROJ": "Geometry", "CGDAL": "Layers", "CCRYPTO": "Workflow"]
    /// How the names of each library's symbols begin, and the room that may use them.
    static let prefixes = [
        ("GEOS", "Geometry"), ("proj_", "Geometry"), ("PJ_", "Geometry"), ("OGR", "Layers"), ("OSR", "Layers"),
        ("GDAL", "Layers"), ("CPL", "Layers"), ("VSI", "Layers"), ("EVP_", "Workflow"),
    ]

    /// The room that alone may name `word`, or nil where it is no library's symbol.
    static func owner(of word: Substring) -> String? {
        for (prefix, owner) in prefixes where word.hasPrefix(prefix) {
            let rest = word.dropFirst(prefix.count)
            guard let next = rest.first else { continue }
            if prefix.hasSuffix("_") || next.isUppercase || next == "_" { return owner }
        }
        return nil
    }

    /// What is wrong with a file of `room`, line by line.
    static func faults(in text: String, of room: String) -> [String] {
        var faults: [String] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
            let words = code.split(whereSeparator: \.isWhitespace)
            if let place = words.firstIndex(of: "import"), words.indices.contains(place + 1) {
                let module = String(words.last.map { $0.split(separator: ".")[0] } ?? "")
                if let owner = owners[module], owner != room {
                    faults.append("line \(number + 1): \(room) imports \(module), which belongs to \(owner)")
                }
                if arrows[module] != nil, arrows[room]?.contains(module) != true {
                    faults.append("line \(number + 1): \(room) imports \(module), against the flow of data")
                }
            }
            for word in code.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }) {
                if let owner = owner(of: word), owner != room {
                    faults.append("line \(number + 1): \(room) names \(word), which belongs to \(owner)")
                }
            }
        }
        return faults
    }

    private static var sources: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources")
    }

    @Test func everyArrowFollowsThePlan() throws {
        var read = 0
        for room in Self.arrows.keys.sorted() {
            let folder = Self.sources.appending(path: room)
            let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
            for case let file as URL in files where file.pathExtension == "swift" {
                let faults = Self.faults(in: try String(contentsOf: file, encoding: .utf8), of: room)
                #expect(faults.isEmpty, "\(room)/\(file.lastPathComponent): \(faults.joined(separator: "; "))")
                read += 1
            }
        }
        #expect(read > 50)
    }

    @Test func everyFolderOfSourcesIsARoom() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        #expect(Set(folders) == Set(Self.arrows.keys).union(Self.owners.keys))
    }

    @Test(arguments: [
        ("Geometry", "import Layers"), ("Incidents", "public import Analysis"), ("Streets", "import Incidents"),
        ("Planner", "import Publishing"), ("Publishing", "import CGDAL"), ("Layers", "internal import CGEOS"),
        ("Layers", "let n = GEOSGetNumGeometries_r(c, g)"), ("Geometry", "let d = OGR_L_GetLayerDefn(l)"),
        ("Analysis", "proj_create(context, text)"), ("Incidents", "import struct Planner.Post"),
    ])
    func anArrowAgainstThePlanIsFound(_ room: String, _ line: String) {
        #expect(!Self.faults(in: "import Foundation\n" + line, of: room).isEmpty)
    }

    @Test(arguments: [
        ("Layers", "public import Geometry"), ("Geometry", "internal import CGEOS"),
        ("Layers", "let d = OGR_L_GetLayerDefn(l)"), ("Analysis", "// see GEOSBuffer_r"),
        ("homeward", "import Publishing"),
    ])
    func anArrowOfThePlanIsNot(_ room: String, _ line: String) {
        #expect(Self.faults(in: line, of: room).isEmpty)
    }
}
