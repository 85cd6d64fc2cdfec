import Foundation

/// A zip archive whose parts are not compressed, as KMZ and Excel workbooks are archives.
enum StoredZip {
    static func archive(_ parts: [(name: String, text: String)]) -> Data {
        var archive = Data()
        var directory = Data()
        func number(_ value: Int, _ bytes: Int) -> Data {
            Data((0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
        }
        for (name, text) in parts {
            let title = Data(name.utf8)
            let content = Data(text.utf8)
            var common = number(20, 2)
            common += number(0, 8)
            common += number(Int(checksum(content)), 4)
            common += number(content.count, 4)
            common += number(content.count, 4)
            common += number(title.count, 2)
            common += number(0, 2)
            directory += Data("PK\u{1}\u{2}".utf8)
            directory += number(20, 2)
            directory += common
            directory += number(0, 10)
            directory += number(archive.count, 4)
            directory += title
            archive += Data("PK\u{3}\u{4}".utf8)
            archive += common
            archive += title
            archive += content
        }
        var end = Data("PK\u{5}\u{6}".utf8)
        end += number(0, 4)
        end += number(parts.count, 2)
        end += number(parts.count, 2)
        end += number(directory.count, 4)
        end += number(archive.count, 4)
        end += number(0, 2)
        return archive + directory + end
    }

    private static func checksum(_ data: Data) -> UInt32 {
        var sum = UInt32.max
        for byte in data {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let half: UInt32 = sum >> 1
                sum = sum & 1 == 1 ? half ^ 0xEDB8_8320 : half
            }
        }
        return ~sum
    }
}
