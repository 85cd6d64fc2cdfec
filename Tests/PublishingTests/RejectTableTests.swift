import Foundation
import HomewardCore
import HomewardIncidents
import HomewardWorkflow
import Testing

@testable import HomewardPublishing

@Suite("The ledger of rejected rows")
struct RejectTableTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func reading(_ ledger: LedgerDetail) -> IncidentReading {
        let columns = [ColumnUse(role: .when, name: "Occurred"), ColumnUse(role: .category, name: "Offence")]
        let sources = [columns, [ColumnUse(role: .identifier, name: "ref")]].map {
            SourceReport(
                file: "a.csv", format: "CSV", encoding: nil, delimiter: ",", columns: $0, crs: "EPSG:27700",
                dateOrder: nil, counts: RowCounts())
        }
        let cells = [
            RejectedCell(role: .when, text: "2024-13-01"), RejectedCell(role: .category, text: "=cmd|' /C calc'!A0"),
        ]
        let isKept = ledger != .reasons
        return IncidentReading(
            table: IncidentTable(),
            rejects: [
                Reject(
                    file: "a.csv", line: 7, reason: .badDate, detail: "Occurred: bad", cells: isKept ? cells : [],
                    row: ledger == .wholeRows ? "+1,\"x\",2024-13-01" : nil),
                Reject(file: "b.csv", line: 9, reason: .wrongFieldCount, detail: "3 fields"),
            ], counts: RowCounts(), sources: sources, notes: [], spikes: Spikes(), ledger: ledger)
    }

    @Test("Mapped columns stand under their roles, safe from spreadsheets")
    func mapped() {
        #expect(
            RejectTable(reading(.mappedColumns)).csv
                == "\u{FEFF}file,line,reason,detail,id,when,category\r\n"
                + "a.csv,7,bad_date,Occurred: bad,,2024-13-01,'=cmd|' /C calc'!A0\r\n"
                + "b.csv,9,wrong_field_count,3 fields,,,\r\n")
        #expect(RejectTable(reading(.reasons)).csv.hasPrefix("\u{FEFF}file,line,reason,detail\r\n"))
    }

    @Test("A whole row stands at the end where it is kept")
    func whole() {
        let lines = RejectTable(reading(.wholeRows)).csv.split(separator: "\r\n")
        #expect(lines[0].hasSuffix(",category,row") && lines[1].hasSuffix(",\"'+1,\"\"x\"\",2024-13-01\""))
        #expect(lines[2].hasSuffix(",,,,"))
    }

    @Test("Its owner alone may read it, whatever stood there before")
    func mode() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["new.csv", "old.csv"] {
            let path = folder.appending(path: name).path
            if name == "old.csv" {
                try Data("old".utf8).write(to: URL(filePath: path))
                try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
            }
            try RejectTable(reading(.mappedColumns)).write(to: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
    }

    @Test("It stands in no folder for others")
    func places() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let out = folder.appending(path: "out").path
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "link").path, withDestinationPath: folder.path)
        var plan = PlanFile()
        #expect(RejectDelivery(plan) == nil)
        func refusal(_ file: String, _ audience: Audience) throws -> PublishingError? {
            plan.study.rejects = file
            plan.audience = audience
            do {
                try #require(RejectDelivery(plan)).check(beside: out)
                return nil
            } catch let error as PublishingError {
                return error
            }
        }
        for path in ["\(out)/rejects.csv", "\(out)/./rejects.csv", "\(folder.path)/link/out/rejects.csv"] {
            for audience in [Audience.partner, .public] {
                let error = try refusal(path, audience)
                #expect(error?.trouble == .usage && error?.description.contains("rejects.file") == true, "\(path)")
            }
            #expect(try refusal(path, .internal) == nil)
        }
        #expect(try refusal("\(folder.path)/rejects.csv", .partner) == nil)
        #expect(try refusal("\(out)-rejects.csv", .partner) == nil)
        #expect(throws: FileError.self) { try refusal("\(folder.path)/nowhere/rejects.csv", .internal) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: out).isEmpty)
    }
}
