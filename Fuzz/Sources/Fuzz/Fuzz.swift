import Foundation
import HomewardCore

/// Called by libFuzzer with bytes that it made; the function that gets them is named by `HOMEWARD_FUZZ`.
///
/// A `HomewardError` is the right answer to wrong bytes. A trap, another error, an empty sentence, a broken property, a
/// fault that the sanitizer sees, and what takes longer or more memory than `run` allows, are findings.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let target else {
        print("name a function in HOMEWARD_FUZZ: \(Target.all.map(\.name).joined(separator: " "))")
        exit(64)
    }
    do {
        try target.body(UnsafeBufferPointer(start: bytes, count: count))
    } catch let error as any HomewardError {
        hold(!error.description.isEmpty, "an error without a sentence")
        hold(error.report.trouble != .bug, "bytes are told to be a fault of Homeward's own: \(error)")
    } catch {
        fatalError("an error that is none of ours: \(error)")
    }
    return 0
}

private let target = ProcessInfo.processInfo.environment["HOMEWARD_FUZZ"].flatMap { name in
    Target.all.first { $0.name == name }
}

/// Stops where a property does not hold, in every build.
func hold(_ isTrue: Bool, _ property: @autoclosure () -> String) {
    if !isTrue { fatalError(property()) }
}

/// A function that takes bytes from outside.
struct Target: Sendable {
    let name: String
    let body: @Sendable (UnsafeBufferPointer<UInt8>) throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (UnsafeBufferPointer<UInt8>) throws -> Void) {
        self.name = name
        self.body = body
    }

    /// A function that takes text.
    init(text name: String, _ body: @escaping @Sendable (String) throws -> Void) {
        self.init(name) { try body(String(decoding: $0, as: UTF8.self)) }
    }

    /// A function that takes a file, which may have companions: the bytes are parted where a line is four hyphens, and each
    /// part gets one of the endings.
    init(file name: String, endings: String..., body: @escaping @Sendable (String) throws -> Void) {
        self.init(name) { bytes in
            let stem = folder + "/input."
            for ending in endings { try? FileManager.default.removeItem(atPath: stem + ending) }
            var rest = bytes[...]
            for ending in endings {
                let end = endings.count == 1 ? nil : rest.firstRange(of: Array("\n----\n".utf8))
                try FileBytes.write(rest[..<(end?.lowerBound ?? rest.endIndex)], to: stem + ending)
                guard let end else { break }
                rest = rest[end.upperBound...]
            }
            try body(stem + endings[0])
        }
    }

    /// A function that finds bytes in a folder, which is empty at the start and goes at the end.
    init(folder name: String, _ body: @escaping @Sendable (UnsafeBufferPointer<UInt8>, String) throws -> Void) {
        self.init(name) { bytes in
            let path = folder + "/work"
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try body(bytes, path)
        }
    }

    static let all = texts + records + layers + shapes
}

/// Where this process puts its input: in memory where the system has such a folder.
private let folder: String = {
    let root = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let path = "\(root)/homeward-fuzz-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { removeFolder() }
    return path
}()

private func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }
