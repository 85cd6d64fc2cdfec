/// A small Excel workbook of texts, made on the spot: the parts that a reader needs, in a ZIP archive that stores them as they
/// are.
struct Workbook {
    let sheets: [(name: String, rows: [[String]])]

    init(sheets: [(String, [[String]])]) {
        self.sheets = sheets.map { (name: $0.0, rows: $0.1) }
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    private var parts: [(name: String, text: String)] {
        let numbers = sheets.indices.map { $0 + 1 }
        let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        let types = numbers.map {
            "<Override PartName=\"/xl/worksheets/sheet\($0).xml\" ContentType=\"\(spreadsheet).worksheet+xml\"/>"
        }.joined()
        let entries = zip(numbers, sheets).map {
            "<sheet name=\"\($1.name)\" sheetId=\"\($0)\" r:id=\"rId\($0)\"/>"
        }.joined()
        let relations = numbers.map {
            "<Relationship Id=\"rId\($0)\" Type=\"\(Workbook.office)/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>"
        }.joined()
        let fixed = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"\(Workbook.package)/content-types\"><Default Extension=\"rels\" "
                    + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                    + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(spreadsheet).sheet.main+xml\"/>\(types)</Types>"
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"\(Workbook.package)/relationships\"><Relationship Id=\"rId1\" "
                    + "Type=\"\(Workbook.office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(Workbook.main)\" xmlns:r=\"\(Workbook.office)\"><sheets>\(entries)</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"\(Workbook.package)/relationships\">\(relations)</Relationships>"
            ),
        ]
        return fixed.map { (name: $0.0, text: Workbook.head + $0.1) }
            + zip(numbers, sheets).map { (name: "xl/worksheets/sheet\($0).xml", text: Workbook.head + sheet($1.rows)) }
    }

    private func sheet(_ rows: [[String]]) -> String {
        let lines = rows.enumerated().map { line, cells in
            let row = cells.enumerated().map { column, text in
                "<c r=\"\(Character(Unicode.Scalar(UInt8(65 + column))))\(line + 1)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
            }.joined()
            return "<row r=\"\(line + 1)\">\(row)</row>"
        }.joined()
        return "<worksheet xmlns=\"\(Workbook.main)\"><sheetData>\(lines)</sheetData></worksheet>"
    }

    /// The archive. Source: PKWARE, "APPNOTE.TXT", 4.3.
    var bytes: [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in parts {
            let (title, data) = (Array(name.utf8), Array(text.utf8))
            let offset = archive.count
            var common = Workbook.little(20, 2)
            common += Workbook.little(0, 8)
            common += Workbook.little(Int(Workbook.checksum(data)), 4)
            common += Workbook.little(data.count, 4)
            common += Workbook.little(data.count, 4)
            common += Workbook.little(title.count, 2)
            common += Workbook.little(0, 2)
            archive += [0x50, 0x4B, 3, 4] as [UInt8]
            archive += common
            archive += title
            archive += data
            directory += [0x50, 0x4B, 1, 2] as [UInt8]
            directory += Workbook.little(20, 2)
            directory += common
            directory += Workbook.little(0, 10)
            directory += Workbook.little(offset, 4)
            directory += title
        }
        let start = archive.count
        archive += directory
        archive += [0x50, 0x4B, 5, 6] as [UInt8]
        for (value, width) in [(0, 4), (parts.count, 2), (parts.count, 2), (directory.count, 4), (start, 4), (0, 2)] {
            archive += Workbook.little(value, width)
        }
        return archive
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { byte in byte < 8 ? UInt8(truncatingIfNeeded: value >> (byte * 8)) : 0 }
    }

    private static func checksum(_ data: [UInt8]) -> UInt32 {
        var state: UInt32 = 0xFFFF_FFFF
        for byte in data {
            state ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = state & 1 == 1
                state >>= 1
                if isOdd { state ^= 0xEDB8_8320 }
            }
        }
        return ~state
    }
}
