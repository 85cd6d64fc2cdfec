import Foundation
import HomewardCore

/// The inputs of a run with their digests, and whether they are still what was digested.
///
/// A file is digested before it is read. Where its place, size and time of change are the same once everything is read,
/// the digest is that of the bytes that were read.
struct InputLedger {
    /// Each input once, in the order in which the plan names them.
    let files: [InputFile]
    private let stamps: [Stamp]

    private struct Stamp: Equatable {
        var size: Int?
        var changed: Date?
        var number: Int?

        init(_ path: String) {
            let place = (try? StandardInput.place(of: path)) ?? path
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: place).resolvingSymlinksInPath().path)
            size = attributes?[.size] as? Int
            changed = attributes?[.modificationDate] as? Date
            number = attributes?[.systemFileNumber] as? Int
        }
    }

    /// Digests the files.
    ///
    /// - Throws: `FileError` that names one that cannot be read.
    init(_ paths: [String]) throws {
        var seen: Set<String> = []
        let paths = paths.filter { seen.insert($0).inserted }
        stamps = paths.map(Stamp.init)
        files = try paths.map { try InputFile(hashing: $0) }
    }

    /// Makes sure that no file has changed since it was digested.
    ///
    /// - Throws: ``WorkflowError/changedInput(file:)``.
    func verify() throws(WorkflowError) {
        for (file, stamp) in zip(files, stamps) where Stamp(file.path) != stamp {
            throw .changedInput(file: file.path)
        }
    }
}

extension PlanFile {
    /// Every file that the plan names.
    public var inputFiles: [String] {
        [
            study.studyArea.file, study.areas.file, schools.file, stops.file, homes.file, streets.file,
            keep.file,
            study.harm, walking.weightsFile,
        ].compactMap { $0 } + study.calendars + study.incidents.map(\.source.path)
    }
}
