import Foundation
import HomewardCore
import Testing

@testable import HomewardIncidents

@Suite struct ByteStreamTests {
    /// A pipe hands out what is there, often less than was asked for.
    @Test(.timeLimit(.minutes(1))) func whatComesInPartsIsPutTogether() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        // What other tests start must not keep the pipe open.
        for end in ends { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
        defer { close(reading) }
        let writer = Thread {
            let bytes = Array(0..<30 as Range<UInt8>)
            for part in [0..<4, 4..<11, 11..<30] {
                // The next part waits until the one before was taken out.
                var left: Int32 = 1
                while ioctl(reading, UInt(FIONREAD), &left) == 0, left > 0 { usleep(1000) }
                _ = bytes[part].withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
            }
            close(writing)
        }
        var stream = try ByteStream(path: "/dev/fd/\(reading)")
        #expect(stream.length == 0)
        writer.start()
        #expect(try stream.read(atMost: 10) == Array(0..<10))
        #expect(try stream.read(atMost: 10) == Array(10..<20))
        #expect(try stream.read(atMost: 20) == Array(20..<30))
        #expect(try stream.read(atMost: 10) == [])
    }

    #if os(Linux)
        /// The first page of a process's memory is there for nobody to read.
        @Test(.timeLimit(.minutes(1))) func aReadThatFailsIsTold() throws {
            var stream = try ByteStream(path: "/proc/self/mem")
            do {
                _ = try stream.read(atMost: 10)
                Issue.record("something was read")
            } catch let error {
                #expect(error == .reading("/proc/self/mem", code: EIO))
            }
        }
    #endif

    @Test func aFileKnowsItsLength() throws {
        try Reading.file(Array(0..<100)) { path in
            var stream = try ByteStream(path: path)
            #expect(stream.length == 100)
            #expect(try stream.read(atMost: 60) == Array(0..<60))
            #expect(try stream.read(atMost: 60) == Array(60..<100))
            #expect(try stream.read(atMost: 60) == [])
        }
        #expect(throws: FileError.self) { _ = try ByteStream(path: "/no/such/file") }
        #expect(throws: FileError.self) { _ = try ByteStream(path: NSTemporaryDirectory()) }
    }

    /// Several threads copy the parts of one read.
    @Test func aLongFileIsReadInParts() throws {
        let bytes = (0..<1_500_000).map { UInt8(truncatingIfNeeded: ByteHash.mix(UInt64($0))) }
        try Reading.file(bytes) { path in
            var stream = try ByteStream(path: path)
            var read: [UInt8] = []
            for count in [10, 1_000_003, 700_000, 5] { read += try stream.read(atMost: count) }
            #expect(read == bytes)
        }
    }

    /// A file that is cut short while it is read ends there.
    @Test func aFileThatIsCutShortEnds() throws {
        try Reading.file([UInt8](repeating: 7, count: 1_000_000)) { path in
            var stream = try ByteStream(path: path)
            #expect(try stream.read(atMost: 400_000).count == 400_000)
            #expect(truncate(path, 650_000) == 0)
            #expect(try stream.read(atMost: 600_000).count == 250_000)
            #expect(try stream.read(atMost: 600_000) == [])
        }
    }
}
