import Foundation
import HomewardCore
public import HomewardWorkflow

extension RunRecord {
    /// Reads the record of a finished run of the force's own edition.
    ///
    /// - Throws: ``/HomewardPublishing/PublishingError/noRun(file:)`` where the folder holds none;
    ///   ``/HomewardPublishing/PublishingError/notShared(title:reason:)`` where it holds an edition for others, which has
    ///   no such figures; what is wrong in the file.
    public init(directory: String) throws {
        let file = directory + "/run.json"
        guard let bytes = FileManager.default.contents(atPath: file) else { throw PublishingError.noRun(file: file) }
        if (try? JSONText.decode(SharedRecord.self, from: bytes, file: file)) != nil {
            throw PublishingError.notShared(
                title: "the comparison of plans",
                reason: "What a plan meets is the force's own, and \(file) is for others")
        }
        self = try JSONText.decode(RunRecord.self, from: bytes, file: file)
    }
}
