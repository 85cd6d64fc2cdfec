import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry

@testable import HomewardIncidents
@testable import HomewardLayers
@testable import HomewardWorkflow

extension Target {
    /// Words and tables.
    static let texts = [
        Target(file: "csv", endings: "csv") { try sameWithAnyWorkers($0) },
        Target(folder: "extracts") { bytes, folder in
            // Two files, parted by the separator of records (30), which are one set of incidents.
            let sources = try bytes.split(separator: 30, maxSplits: 1).enumerated().map { number, part in
                let path = "\(folder)/\(number).csv"
                try FileBytes.write(part, to: path)
                return IncidentSource(path: path)
            }
            let (grid, clock) = try place.get()
            let reading = try IncidentReader(
                sources: sources, workingSystem: grid, clock: clock, ledger: .wholeRows
            ).read()
            hold(reading.counts.addUp, "rows are lost")
            hold(reading.counts.used == reading.table.count, "the table has other rows than are counted")
        },
        Target(file: "points", endings: "geojson") { path in
            let (grid, clock) = try place.get()
            let reading = try IncidentReader(
                sources: [IncidentSource(path: path)], workingSystem: grid, clock: clock, ledger: .wholeRows
            ).read()
            hold(reading.counts.addUp, "rows are lost")
        },
        Target("date") { bytes in
            for order in [DateOrderSetting.dayFirst, .monthFirst, .unsettled] {
                var parser = DateParser(setting: order)
                let reading = parser.date(bytes)
                if reading.status == .ok, let day = CivilDay(iso: CivilDay(number: Int(reading.day)).description) {
                    hold(day.number == Int(reading.day), "a day that is not read as it is written")
                }
            }
        },
        Target("number") { bytes in
            guard let number = DecimalParser.double(bytes) else { return }
            hold(!number.isNaN, "a number that is none")
            guard let other = Double(String(decoding: bytes, as: UTF8.self)), other.isFinite else { return }
            hold(abs(number - other) <= abs(other).ulp * 2, "\(number) is not \(other)")
        },
        Target(text: "columns") { _ = try ColumnMapping.parse($0) },
        Target(text: "header") { text in
            let names = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            _ = try ColumnDetection(file: "f", header: names, mapping: ColumnMapping()).plan()
        },
        Target(text: "harm") { _ = try HarmTable(csv: $0) },
        Target(text: "plan") { text in
            let plan = try PlanFile(yaml: text, file: "plan.yml", folder: "")
            _ = plan.records
        },
        Target(text: "calendar") { text in
            let calendar = try SchoolCalendar(yaml: text, file: "calendar.yml")
            let day = CivilDay(number: 19_737)
            _ = try calendar.table(from: day, to: day.advanced(by: 400))
            _ = calendar.finish(of: "Grace Academy")
        },
        Target(text: "icalendar") { text in
            let (_, clock) = try place.get()
            let calendar = try SchoolCalendar(iCalendar: text, file: "calendar.ics", clock: clock)
            for year in calendar.academicYears {
                let days = [year.first] + year.terms.flatMap { [$0.lowerBound, $0.upperBound] } + [year.last]
                hold(days == days.sorted(), "terms out of order or outside their year")
            }
        },
        Target(text: "tags") { _ = OpenStreetMapTags.parse($0) },
        Target(text: "times") { text in
            if let moment = CivilMoment(text) {
                hold(CivilMoment(moment.text) != nil, "a moment that is not read again")
            }
            if let window = HourWindow(text) { hold(HourWindow(window.shortest) == window, "hours not read again") }
            if let day = CivilDay(iso: text) {
                hold(day.description == text, "a day that is not read as it is written")
            }
        },
        Target(text: "system") { _ = try CoordinateSystem($0) },
        Target("links") { bytes in
            var (whole, parts) = (SystemScan(), SystemScan())
            whole.read(UnsafeRawBufferPointer(bytes))
            for byte in UnsafeRawBufferPointer(bytes).indices {
                parts.read(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[byte...byte]))
            }
            hold(whole.fault == parts.fault, "where a piece ends changes what is found")
        },
        Target(text: "definition") { text in
            let scratch = try? SQLiteFile.scratch()
            hold(scratch != nil, "no database in memory")
            _ = scratch?.product(of: text)
        },
    ]

    /// Where and when incidents are, which takes PROJ long to look up.
    static let place = Result {
        (grid: try CoordinateSystem("EPSG:27700"), clock: try LocalClock(timeZone: "Europe/London"))
    }

    /// Reads a table in one stretch and in many small ones by several workers, which must give the same.
    private static func sameWithAnyWorkers(_ path: String) throws {
        let (grid, clock) = try place.get()
        func read(_ size: Int, _ workers: Int) throws -> TableBuilder {
            var file = try CSVIncidentFile(path: path)
            file.pieceSize = size
            file.workers = workers
            let columns = try ColumnDetection(file: path, header: file.sniffed.header, mapping: ColumnMapping()).plan()
            guard
                let plan = RowPlan(
                    columns: columns, header: file.sniffed.header, file: path, clock: clock, dateOrder: .dayFirst,
                    period: nil)
            else { throw IncidentsError.noRows(file: path) }
            var builder = TableBuilder(file: path)
            try file.read(
                plan: plan, frame: PositionFrame(source: grid, working: grid, studyArea: nil), into: &builder)
            builder.finish()
            return builder
        }
        let one = try read(1 << 20, 1)
        let many = try read(16, 3)
        hold(one.counts == many.counts, "the number of workers changes what is counted")
        hold(one.counts.addUp, "rows are lost")
        hold(one.table.line == many.table.line && one.table.start == many.table.start, "workers change the rows")
        hold(one.rejects.map(\.row) == many.rejects.map(\.row), "workers change the rejected rows")
    }
}
