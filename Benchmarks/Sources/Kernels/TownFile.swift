import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents

/// A file of a made-up town's incidents, which Homeward and others read.
public struct TownFile: Sendable {
    /// Where it is.
    public let path: String
    /// How many rows it has.
    public let rows: Int

    /// The file of so many rows in a folder, made where it is not there yet.
    ///
    /// Rows have an identifier, local time, easting, northing, category and age; some 80 bytes. Beside it stands `areas.geojson` with
    /// the fifty areas, in the same coordinates. O(rows).
    public init(rows: Int, in folder: String) throws {
        self.rows = rows
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder + "/town-\(rows).csv"
        try TownFile.writeAreas(to: folder + "/areas.geojson")
        guard !FileManager.default.fileExists(atPath: path) else { return }
        // What is there under its name is whole.
        let unfinished = path + ".\(ProcessInfo.processInfo.processIdentifier)"
        try write(to: unfinished)
        guard rename(unfinished, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private func write(to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        defer { try? file.close() }
        let days = (0..<DenseTown.period.days).map { Array(DenseTown.period.first.advanced(by: $0).description.utf8) }
        let categories = DenseTown.categories.map { Array($0.utf8) }
        var town = DenseTown()
        var text = Array("crime_ref,occurred,easting,northing,offence,victim_age\n".utf8)
        for number in 1...max(rows, 1) where number <= rows {
            let row = town.next()
            text += "20CV/".utf8
            TownFile.append(number, digits: 9, to: &text)
            text += "/24,".utf8
            text += days[row.day.number - DenseTown.period.first.number]
            text.append(UInt8(ascii: " "))
            TownFile.append(row.minute / 60, digits: 2, to: &text)
            text.append(UInt8(ascii: ":"))
            TownFile.append(row.minute % 60, digits: 2, to: &text)
            text.append(UInt8(ascii: ","))
            TownFile.append(row.easting, digits: 6, to: &text)
            text.append(UInt8(ascii: ","))
            TownFile.append(row.northing, digits: 6, to: &text)
            text.append(UInt8(ascii: ","))
            text += categories[row.category]
            text.append(UInt8(ascii: ","))
            TownFile.append(row.age, digits: 2, to: &text)
            text.append(UInt8(ascii: "\n"))
            if text.count > 1 << 20 {
                try file.write(contentsOf: text)
                text.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: text)
    }

    private static func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
        var unit = 1
        for _ in 1..<digits { unit *= 10 }
        while unit > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
            unit /= 10
        }
    }

    private static func writeAreas(to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let features = DenseTown.areas.map { area in
            let ring = area.outline.polygons.flatMap(\.exterior).map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
            return #"{"type":"Feature","properties":{"name":"\#(area.name)"},"#
                + #""geometry":{"type":"Polygon","coordinates":[[\#(ring)]]}}"#
        }
        let crs = #"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}}"#
        try #"{"type":"FeatureCollection","crs":\#(crs),"features":[\#(features.joined(separator: ",\n"))]}"#
            .write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// A reader of the file, with its clock and coordinate system.
    public func reader() throws -> IncidentReader {
        try IncidentReader(
            sources: [IncidentSource(path: path, crs: "EPSG:27700")], workingSystem: .epsg(27700),
            clock: LocalClock(timeZone: "Europe/London"))
    }

    /// Reads the file to a table.
    public func read() throws -> IncidentReading { try reader().read() }
}
