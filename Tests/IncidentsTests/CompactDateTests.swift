import HomewardCalendar
import Testing

@testable import HomewardIncidents

/// The short way through the usual dates gives the answers of the long way.
@Suite struct CompactDateTests {
    private static let settings: [DateOrderSetting] = [.dayFirst, .monthFirst, .unsettled]

    private func isAlike(_ text: String) -> Bool {
        Self.settings.allSatisfy { setting in
            var (short, long) = (DateParser(setting: setting), DateParser(setting: setting))
            let one = Array(text.utf8).withUnsafeBufferPointer { short.date($0) }
            // A space at the end makes a seventeenth byte, which the long way alone reads.
            let other = Array((text + " ").utf8).withUnsafeBufferPointer { long.date($0) }
            return short.evidence == long.evidence && one.status == other.status && one.day == other.day
                && one.second == other.second && one.offset == other.offset && one.isMonth == other.isMonth
        }
    }

    @Test(arguments: [
        "2024-03-01T15:20", "2024-03-01 15:20", "2024/03/01,15:20", "2024.03.01 24:00", "2024 03 01 15:20",
        "01/03/2024 15:20", "13-03-2024T15:20", "03.13.2024 15:20", "01 03 2024,15:20", "29/02/2023 10:00",
        "2024-02-30T10:00", "31/04/2024 10:00", "2024-03-01T24:01", "2024-03-01T15:60", "1899-12-31T10:00",
        "2200-12-31T10:00", "2201-01-01T10:00", "01/01/1900 00:00", "00/01/2024 10:00", "13/13/2024 10:00",
        "2024-00-01T10:00", "2024-03/01T10:00", "01/03-2024 10:00", "2024-03-01t15:20", "2024-03-01T15.20",
        "2024-03-01T1520Z", "20240301 15:20:1", "Fri 1/3/24 15:20", "1 March 24 15:20", "01/03/24 3:20 pm",
    ]) func bothWaysAgree(_ text: String) {
        #expect(isAlike(text))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>) func whateverTheBytesBothWaysAgree(_ seed: UInt64) {
        var draw = Draw(seed)
        let alphabet = Array("0123456789-/:. T,aZ+".unicodeScalars)
        for _ in 0..<200 {
            let pattern = ["2024-03-01T15:20", "01/03/2024 15:20"][draw(2)]
            var text = Array(pattern.unicodeScalars)
            for place in text.indices where text[place].properties.numericType != nil {
                text[place] = alphabet[draw(10)]
            }
            for _ in 0..<draw(3) { text[draw(16)] = alphabet[draw(alphabet.count)] }
            // A space there would be the end of the cell, which is read without it.
            if text[15] == " " { text[15] = "0" }
            var cell = String.UnicodeScalarView()
            cell.append(contentsOf: text)
            #expect(isAlike(String(cell)), "\(String(cell))")
        }
    }

    @Test func daysHaveTheNumbersOfTheCalendar() {
        for year in [1899, 1900, 1904, 1970, 1999, 2000, 2023, 2024, 2100, 2200, 2201] {
            for month in 0...13 {
                for day in 0...32 {
                    let known = CivilDay(year: year, month: month, day: day).flatMap { $0.isRecorded ? $0 : nil }
                    #expect(CompactDate.number(year: year, month: month, day: day).map(Int.init) == known?.number)
                }
            }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func shortNumbersAreThoseOfTheStandardLibrary(_ seed: UInt64) {
        var draw = Draw(seed)
        for _ in 0..<200 {
            var text = (0..<1 + draw(20)).map { _ in String(draw(10)) }.joined()
            if draw(3) > 0 { text.insert(".", at: text.index(text.startIndex, offsetBy: draw(text.count))) }
            let value = Array(text.utf8).withUnsafeBufferPointer { DecimalParser.double($0) }
            #expect(value == Double(text.hasPrefix(".") ? "0" + text : text), "\(text)")
        }
    }
}

/// Numbers that a seed decides.
struct Draw {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// A number below `n`.
    mutating func callAsFunction(_ n: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % n
    }
}
