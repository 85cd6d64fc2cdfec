import CSQLITE
import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import Testing

/// The system calls of a run, as `strace` sees them.
struct Trace {
    let answer: BuiltCommand.Answer
    /// The files that the command and its threads opened, and the addresses that they connected to.
    let calls: [Substring]

    private static let tracer = "/usr/bin/strace"

    /// Whether there is a tracer that may trace.
    static let isPossible: Bool = {
        guard FileManager.default.isExecutableFile(atPath: tracer) else { return false }
        let process = Process()
        process.executableURL = URL(filePath: tracer)
        process.arguments = ["-o", "/dev/null", "/bin/true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    init(_ arguments: [String], in folder: URL, environment: [String: String] = [:], log: String) throws {
        answer = try BuiltCommand.run(
            arguments, in: folder, environment: environment,
            under: [
                Self.tracer, "-f", "--seccomp-bpf", "-o", log, "-e", "trace=open,openat,openat2,socket,connect,execve",
            ])
        calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    }

    /// Calls that make or use a connection to another machine.
    var connections: [Substring] { calls.filter { $0.contains("AF_INET") } }

    /// Calls that name `path`.
    func calls(naming path: String) -> [Substring] {
        // The command's own start repeats its arguments.
        calls.filter { $0.contains(path) && !$0.contains("execve(") }
    }
}

/// A run opens its inputs and its outputs and nothing else: no other file of the machine, no connection.
@Suite(.enabled(if: Trace.isPossible, "strace is not here or may not trace")) struct ForeignAccessTests {
    let scratch: Scratch
    let elsewhere: Scratch
    let secret: String

    init() throws {
        scratch = try Scratch()
        elsewhere = try Scratch()
        secret = try elsewhere.write("name;x;y\nTOPSECRET;1;2\n", to: "secret.csv")
        _ = try elsewhere.write("<kml xmlns=\"http://www.opengis.net/kml/2.2\"/>", to: "secret.kml")
        _ = try elsewhere.write("!table\n!version 300\n!charset Neutral\n", to: "secret.tab")
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
    }

    private func trace(areas file: String) throws -> Trace {
        try Trace(
            ["areas", "incidents.csv", "--areas", file], in: scratch.url, environment: ["PROJ_NETWORK": "ON"],
            log: elsewhere.path("log"))
    }

    /// The file, its text with `SECRET` for the path of the other file and `FOLDER` for its folder, and whether it is refused.
    static let texts: [(name: String, text: String, isRefused: Bool)] = [
        (
            "link.geojson",
            #"{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/x"}},"features":[]}"#,
            true
        ),
        (
            "shape.geojson",
            #"{"type":"Polygon","crs":{"type":"url","properties":{"url":"http://127.0.0.1:9/x"}},"coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#,
            true
        ),
        (
            "grid.geojson",
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"+proj=longlat +ellps=airy +nadgrids=SECRET"}},"features":[{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}"#,
            true
        ),
        (
            "init.geojson",
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"+init=SECRET:1"}},"features":[]}"#,
            true
        ),
        (
            "view.tab",
            "!Table\n!Version 100\nOpen Table \"FOLDER/secret.tab\" Hide\ncreate view v as\nSelect a\nFrom secret, b\n",
            true
        ),
        (
            "net.kml",
            """
            <?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
            <NetworkLink><Link><href>FOLDER/secret.kml</href></Link></NetworkLink>
            <NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>
            <Style id="s"><IconStyle><Icon><href>SECRET</href></Icon></IconStyle></Style>
            <Placemark><name>a</name><styleUrl>http://127.0.0.1:9/x#s</styleUrl><Polygon><outerBoundaryIs><LinearRing>
            <coordinates>-1.6,52.3 -1.4,52.3 -1.4,52.5 -1.6,52.3</coordinates></LinearRing></outerBoundaryIs></Polygon>
            </Placemark></Document></kml>
            """, false
        ),
        (
            "entity.kml",
            """
            <?xml version="1.0"?><!DOCTYPE k SYSTEM "http://127.0.0.1:9/x" [<!ENTITY x SYSTEM "file://SECRET">]>
            <kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&x;</name></Placemark></kml>
            """, false
        ),
        (
            "entity.gpx",
            """
            <?xml version="1.0"?><!DOCTYPE k SYSTEM "http://127.0.0.1:9/x" [<!ENTITY x SYSTEM "file://SECRET">]>
            <gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1" lon="2">
            <name>&x;</name><link href="http://127.0.0.1:9/x"/></wpt></gpx>
            """, false
        ),
        (
            "entity.osm",
            """
            <?xml version="1.0"?><!DOCTYPE k SYSTEM "http://127.0.0.1:9/x" [<!ENTITY x SYSTEM "file://SECRET">]>
            <osm version="0.6"><node id="1" lat="1" lon="2"/><node id="2" lat="1" lon="2.1"/>
            <way id="3"><nd ref="1"/><nd ref="2"/><tag k="name" v="&x;"/><tag k="highway" v="x"/></way></osm>
            """, false
        ),
    ]

    @Test(arguments: texts.indices) func anInputOpensNothingElse(_ index: Int) throws {
        let (name, text, isRefused) = Self.texts[index]
        let filled = text.replacingOccurrences(of: "SECRET", with: secret)
            .replacingOccurrences(of: "FOLDER", with: elsewhere.url.path)
        _ = try scratch.write(filled, to: name)
        let trace = try trace(areas: name)
        #expect(!trace.calls(naming: name).isEmpty, "the file itself is not read: \(trace.answer.words)")
        #expect(trace.connections.isEmpty, "\(trace.connections)")
        #expect(trace.calls(naming: "/secret.").isEmpty, "\(trace.calls(naming: "/secret."))")
        #expect(!(trace.answer.output + trace.answer.words).contains("TOPSECRET"))
        if isRefused { #expect(trace.answer.code == 65, "\(trace.answer.words)") }
    }

    @Test func aKMZOpensNothingElse() throws {
        let links = [
            "\(elsewhere.url.path)/secret.kml", "../\(elsewhere.url.lastPathComponent)/secret.kml",
            "http://127.0.0.1:9/a.kml",
        ]
        .map { "<NetworkLink><Link><href>\($0)</href></Link></NetworkLink>" }.joined()
        let main = """
            <?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>\(links)</Document></kml>
            """
        _ = try scratch.write(StoredZip.archive([("doc.kml", main)]), to: "in.kmz")
        let trace = try trace(areas: "in.kmz")
        #expect(!trace.calls(naming: "in.kmz").isEmpty)
        #expect(trace.calls(naming: "/secret.").isEmpty && trace.connections.isEmpty)
    }

    /// A workbook names the parts of its archive; a name that leads out of it leads nowhere.
    @Test(arguments: [
        "worksheets/sheet1.xml", "SECRET", "../../../../../../../../../../../../SECRET",
        "/vsicurl/http://127.0.0.1:9/x",
    ])
    func aWorkbookOpensNothingElse(_ target: String) throws {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let sheet = target.replacingOccurrences(of: "SECRET", with: secret)
        let parts = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"\(package)/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(kind)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(kind)\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(kind)/worksheet\" Target=\"\(sheet)\"/></Relationships>"
            ),
            (
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns=\"\(main)\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row></sheetData></worksheet>"
            ),
        ].map { ($0.0, "<?xml version=\"1.0\"?>" + $0.1) }
        _ = try scratch.write(StoredZip.archive(parts), to: "in.xlsx")
        let trace = try trace(areas: "in.xlsx")
        #expect(!trace.calls(naming: "in.xlsx").isEmpty)
        // The archive is read as one: what is wrong with it is that it has no shapes or no such sheet.
        #expect(trace.answer.code == 65 && !trace.answer.words.contains("no readable"), "\(trace.answer.words)")
        #expect(trace.calls(naming: "/secret.").isEmpty && trace.connections.isEmpty)
    }

    @Test(arguments: ["VirtualText('SECRET', 'UTF-8', 1, POINT, NONE, ';')", "VirtualGeoJSON('SECRET')"])
    func aGeoPackageOpensNothingElse(_ module: String) throws {
        let path = scratch.path("areas.gpkg")
        let square = Polygon(exterior: [
            Point(x: 433_000, y: 279_000), Point(x: 434_000, y: 279_000), Point(x: 434_000, y: 280_000),
        ])
        try LayerWriter(path: path).write([
            Layer(
                name: "areas", coordinateSystem: CoordinateSystem("EPSG:27700"), fields: [Field("name", .text)],
                features: [Feature(shape: .polygon(square), values: [.text("a")])])
        ])
        var database: OpaquePointer?
        sqlite3_open(path, &database)
        let text = module.replacingOccurrences(of: "SECRET", with: secret).replacingOccurrences(of: "'", with: "''")
        let done = sqlite3_exec(
            database,
            """
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING \(text)');
            INSERT INTO sqlite_master VALUES ('view', 'w', 'w', 0, 'CREATE VIEW w AS SELECT * FROM v');
            INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('w', 'attributes', 'w');
            """, nil, nil, nil)
        sqlite3_close(database)
        #expect(done == SQLITE_OK)
        let trace = try trace(areas: "areas.gpkg")
        #expect(trace.answer.code == 65)
        #expect(trace.answer.words.contains("areas.gpkg: \"v\" is a virtual table of the kind"))
        #expect(!trace.calls(naming: "areas.gpkg").isEmpty)
        #expect(trace.calls(naming: "/secret.").isEmpty, "\(trace.calls(naming: "/secret."))")
        #expect(trace.connections.isEmpty)
    }

    /// PROJ with its network on, and none there, would put every place 110 m off.
    @Test func aWholePlanOpensNoConnection() throws {
        let arguments = { (out: String) in ["plan", "Samples/coventry.yml", "--out", out, "--quiet"] }
        let project = BuiltCommand.project
        let traced = try Trace(
            arguments(scratch.path("traced")), in: project, environment: ["PROJ_NETWORK": "ON"],
            log: elsewhere.path("log"))
        #expect(traced.answer.code == 0, "\(traced.answer.words)")
        #expect(traced.connections.isEmpty, "\(traced.connections)")
        #expect(traced.calls(naming: "Samples/incidents").count > 0)

        // Every position of every file is where it is without that wish.
        #expect(try BuiltCommand.run(arguments(scratch.path("plain"))).code == 0)
        var (one, other) = (try scratch.contents(of: "traced"), try scratch.contents(of: "plain"))
        for name in ["run.json", "report.html"] { (one[name], other[name]) = (nil, nil) }
        #expect(one.count > 10 && one == other)

        // One figure for the accuracy, wherever it is said.
        struct Run: Decodable {
            struct System: Decodable {
                let accuracyM: Double

                enum CodingKeys: String, CodingKey { case accuracyM = "accuracy_m" }
            }
            let system: System
        }
        struct Machine: Decodable {
            let positions: Run.System
        }
        let run = try JSONDecoder().decode(
            Run.self, from: Data(contentsOf: scratch.url.appending(path: "plain/run.json")))
        let doctor = try BuiltCommand.run(["doctor", "--json"])
        let machine = try JSONDecoder().decode(Machine.self, from: Data(doctor.output.utf8))
        #expect(run.system.accuracyM == machine.positions.accuracyM)
        let words = Transformer.words(accuracy: run.system.accuracyM)
        #expect(try BuiltCommand.run(["doctor"]).output.contains("longitude and latitude \(words) ("))
        let page = try String(contentsOfFile: scratch.path("plain/report.html"), encoding: .utf8)
        #expect(page.contains("longitude and latitude \(words) ("))
    }
}

/// Where positions cannot be trusted, nothing is computed from them.
@Suite struct PositionTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
    }

    private func areas(_ more: [String], environment: [String: String] = [:]) throws -> BuiltCommand.Answer {
        try BuiltCommand.run(
            ["areas", "incidents.csv", "--areas", BuiltCommand.project.path + "/GeoData/areas.geojson"] + more,
            in: scratch.url, environment: environment)
    }

    @Test func aSystemWithoutTrueMetresIsRefused() throws {
        let mercator = try areas(["--crs", "EPSG:3857"])
        #expect(mercator.code == 65)
        for part in ["--crs", "EPSG:3857", "1.64", "EPSG:27700 (OSGB36 / British National Grid)"] {
            #expect(mercator.words.contains(part), "\(mercator.words)")
        }
        #expect(try areas(["--crs", "EPSG:32615"]).code == 65, "the zone of Memphis")
        #expect(try areas(["--crs", "EPSG:32630"]).code == 0)
    }

    @Test func streetsAndSimulationsAskForTrueMetresToo() throws {
        let streets = try BuiltCommand.run([
            "streets", "GeoData/streets.gpkg", "--crs", "EPSG:3857", "--out", scratch.path("streets.gpkg"),
        ])
        #expect(streets.code == 65 && streets.words.contains("EPSG:27700"), "\(streets.words)")
    }

    @Test func withoutItsDatabaseNothingIsPlaced() throws {
        let empty = try scratch.write("", to: "empty/none")
        let environment = ["PROJ_DATA": Path.directory(of: empty), "PROJ_LIB": Path.directory(of: empty)]
        let answer = try areas([], environment: environment)
        #expect(answer.code == 69 && answer.words.contains("proj.db"), "\(answer.words)")
        #expect(answer.words.split(separator: "\n").count == 1)
        let doctor = try BuiltCommand.run(["doctor"], environment: environment)
        #expect(doctor.code == 69 && doctor.output.contains("proj.db"))
        #expect(!doctor.output.contains("PROJ_NETWORK"))
    }
}
