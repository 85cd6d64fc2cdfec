import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// Files and readers for tests, made on the spot.
enum Reading {
    /// Writes `bytes` to a file of its own, runs `body` with its path, and removes it.
    static func file<T>(_ bytes: some Sequence<UInt8>, _ ending: String = "csv", _ body: (String) throws -> T) throws
        -> T
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("homeward-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("incidents.\(ending)")
        try Data(bytes).write(to: url)
        return try body(url.path)
    }

    /// Reads the text of a CSV file with the National Grid as the working system.
    static func csv(
        _ text: String, columns: String = "", studyArea: MultiPolygon? = nil, period: ClosedRange<CivilDay>? = nil,
        selecting: [String: [String]] = [:], ageUnder: Int? = nil, crs: String? = nil, system: String = "EPSG:27700",
        harm: HarmTable? = nil, ledger: LedgerDetail = .wholeRows, grain: IncidentGrain = .auto
    ) throws -> IncidentReading {
        try bytes(
            Array(text.utf8), columns: columns, studyArea: studyArea, period: period, selecting: selecting,
            ageUnder: ageUnder, crs: crs, system: system, harm: harm, ledger: ledger, grain: grain)
    }

    /// Reads the bytes of a CSV file.
    static func bytes(
        _ bytes: [UInt8], columns: String = "", studyArea: MultiPolygon? = nil, period: ClosedRange<CivilDay>? = nil,
        selecting: [String: [String]] = [:], ageUnder: Int? = nil, crs: String? = nil, system: String = "EPSG:27700",
        harm: HarmTable? = nil, ledger: LedgerDetail = .wholeRows, grain: IncidentGrain = .auto
    ) throws -> IncidentReading {
        try file(bytes) { path in
            let source = IncidentSource(
                path: path, columns: try ColumnMapping.parse(columns), crs: crs, selecting: selecting,
                ageUnder: ageUnder, grain: grain)
            return try IncidentReader(
                sources: [source], workingSystem: CoordinateSystem(system),
                clock: LocalClock(timeZone: "Europe/London"),
                studyArea: studyArea, period: period, harm: harm, ledger: ledger
            ).read()
        }
    }

    /// Reads the texts as files of one folder, each by its name and in that order.
    static func files(
        _ texts: KeyValuePairs<String, String>, studyArea: MultiPolygon? = nil, ledger: LedgerDetail = .reasons,
        change: (_ source: inout IncidentSource, _ index: Int) -> Void = { _, _ in }
    ) throws -> IncidentReading {
        try file([]) { path in
            let folder = URL(filePath: path).deletingLastPathComponent()
            var sources: [IncidentSource] = []
            for (index, (name, text)) in texts.enumerated() {
                let file = folder.appending(path: name)
                try Data(text.utf8).write(to: file)
                var source = IncidentSource(path: file.path)
                change(&source, index)
                sources.append(source)
            }
            return try IncidentReader(
                sources: sources, workingSystem: CoordinateSystem("EPSG:27700"),
                clock: LocalClock(timeZone: "Europe/London"), studyArea: studyArea, ledger: ledger
            ).read()
        }
    }

    /// The error that reading the text ends with, or nil.
    static func error(_ text: String, columns: String = "", ageUnder: Int? = nil) throws -> (any HomewardError)? {
        do {
            _ = try csv(text, columns: columns, ageUnder: ageUnder)
            return nil
        } catch let error as any HomewardError {
            return error
        }
    }

    /// A square of 20 km around Coventry on the National Grid.
    static let coventry = MultiPolygon([
        BoundingBox(minX: 423_000, minY: 269_000, maxX: 443_000, maxY: 289_000).polygon
    ])
}
