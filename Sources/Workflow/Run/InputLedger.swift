import Foundation
import HomewardCore

/// The inputs of a run as they were before anything was read.
///
/// Where an input's place, size and time of change are the same once everything is read, its digest is that of the bytes that were
/// read.
struct InputLedger: Sendable {
    private let paths: [String]
    private let stamps: [Stamp]

    private struct Stamp: Equatable, Sendable {
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

    /// Looks at the files, each once, in the order in which the plan names them.
    init(_ paths: [String]) {
        var seen: Set<String> = []
        self.paths = paths.filter { seen.insert($0).inserted }
        stamps = self.paths.map(Stamp.init)
    }

    /// The files with their digests.
    ///
    /// - Throws: `FileError` that names one that cannot be read.
    func digested() throws -> [InputFile] { try paths.map { try InputFile(hashing: $0) } }

    /// Makes sure that no file has changed since it was looked at.
    ///
    /// - Throws: ``WorkflowError/changedInput(file:)``.
    func verify() throws(WorkflowError) {
        for (path, stamp) in zip(paths, stamps) where Stamp(path) != stamp { throw .changedInput(file: path) }
    }
}

extension PlanFile {
    /// Every file that the plan names.
    public var inputFiles: [String] {
        [
            study.studyArea.file, study.areas.file, schools.file, stops.file, homes.file, streets.file,
            keep.file, denominator.file, concentration.streets,
            study.harm, walking.weightsFile, densityBase.layer.file, measuresLayer.file,
        ].compactMap { $0 } + study.calendars + study.incidents.map(\.source.path)
    }
}
