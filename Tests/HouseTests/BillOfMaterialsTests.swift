import Foundation
import Testing

/// What Homeward is made of is stated once, in `Package.swift`; the bill of materials and NOTICE must not lag behind.
@Suite struct BillOfMaterialsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let system = [
        "gdal", "geos", "libcrypto", "libical", "libosmium", "proj", "protozero", "swift-runtime",
    ]

    private struct Bill: Decodable {
        struct Licence: Decodable {
            struct Known: Decodable { let id: String }
            let license: Known?
            let expression: String?
        }
        struct Component: Decodable {
            enum CodingKeys: String, CodingKey {
                case type, name, version, licenses, purl
                case ref = "bom-ref"
            }
            let type: String
            let name: String
            let version: String
            let licenses: [Licence]
            let purl: String?
            let ref: String
        }
        struct Metadata: Decodable { let component: Component }
        struct Dependency: Decodable {
            let ref: String
            let dependsOn: [String]
        }
        let bomFormat: String
        let specVersion: String
        let version: Int
        let metadata: Metadata
        let components: [Component]
        let dependencies: [Dependency]
    }

    /// The packages that the manifest names.
    private static func packages() throws -> [(name: String, url: String)] {
        let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        return manifest.matches(of: /\.package\(url: "([^"]+\/([^"\/]+))"/).map { (String($0.2), String($0.1)) }
    }

    private static func bill(of packages: [(name: String, url: String)]) throws -> (
        code: Int32, text: Data, words: String
    ) {
        let below = packages.map { package in
            [
                "identity": package.name.lowercased(), "name": package.name, "url": package.url, "version": "1.2.3",
                "path": "", "dependencies": [],
            ] as [String: Any]
        }
        let graph: [String: Any] = [
            "identity": "main", "name": "Homeward", "url": "", "version": "unspecified", "path": "",
            "dependencies": below,
        ]
        let file = FileManager.default.temporaryDirectory.appending(path: "homeward-\(UUID().uuidString).json")
        try JSONSerialization.data(withJSONObject: graph).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", ".ci/sbom", "--dependencies", file.path]
        process.currentDirectoryURL = root
        let (output, words) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = words
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = words.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, text, String(decoding: complaint, as: UTF8.self))
    }

    @Test func theBillNamesEveryPartWithVersionAndLicence() throws {
        let packages = try Self.packages()
        #expect(packages.count >= 5)
        let answer = try Self.bill(of: packages)
        try #require(answer.code == 0, "\(answer.words)")
        #expect(try Self.bill(of: packages).text == answer.text, "two runs differ")
        let bill = try JSONDecoder().decode(Bill.self, from: answer.text)
        #expect(bill.bomFormat == "CycloneDX" && bill.specVersion == "1.5" && bill.version == 1)
        let names = bill.components.map(\.name)
        #expect(Set(names).isSuperset(of: packages.map { $0.name.lowercased() } + Self.system))
        let all = bill.components + [bill.metadata.component]
        #expect(Set(all.map(\.ref)).count == all.count)
        for part in all {
            #expect(part.version.first?.isNumber == true, "\(part.name)")
            #expect(part.licenses.count == 1, "\(part.name)")
            #expect(part.licenses.allSatisfy { $0.license != nil || $0.expression != nil }, "\(part.name)")
        }
        #expect(bill.components.allSatisfy { $0.type == "library" && $0.purl?.hasPrefix("pkg:") == true })
        let known = Set(all.map(\.ref))
        let own = try #require(bill.dependencies.first { $0.ref == bill.metadata.component.ref })
        #expect(Set(own.dependsOn) == Set(bill.components.map(\.ref)))
        #expect(bill.dependencies.allSatisfy { known.contains($0.ref) && known.isSuperset(of: $0.dependsOn) })
    }

    @Test func aPackageWithoutAKnownLicenceIsRefused() throws {
        let answer = try Self.bill(of: [("left-pad", "https://github.com/x/left-pad")])
        #expect(answer.code != 0 && answer.words.contains("left-pad") && answer.words.contains("NOTICE"))
    }

    @Test func theNoticeNamesEveryPart() throws {
        let notice = try String(contentsOf: Self.root.appending(path: "NOTICE"), encoding: .utf8).lowercased()
        let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        for package in try Self.packages() { #expect(notice.contains(package.name.lowercased()), "\(package.name)") }
        let libraries = manifest.matches(of: /pkgConfig: "([^"]+)"/).map { String($0.1) }
        #expect(libraries.count >= 4)
        for library in libraries + ["gdal", "proj", "leaflet"] { #expect(notice.contains(library), "\(library)") }
    }
}
