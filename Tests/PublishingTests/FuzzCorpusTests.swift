import Foundation
import HomewardCore
import Testing

@testable import HomewardPublishing
@testable import HomewardWorkflow

/// The records from which the fuzzers of a run's page begin.
@Suite struct FuzzCorpusTests {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fuzz/Corpus")

    /// A record of an older version is refused at its first key, and nothing behind that is ever tried. `homeward plan
    /// Samples/coventry.yml` writes a new one.
    @Test func recordsOfRunsAreOfThisVersion() throws {
        let file = Self.corpus.appending(path: "run/sample")
        let record = try JSONText.decode(RunRecord.self, from: Data(contentsOf: file), file: file.path)
        #expect(record.routes != nil)
    }

    @Test func sharedRecordsAreOfThisVersion() throws {
        let file = Self.corpus.appending(path: "shared/sample")
        let record = try JSONText.decode(SharedRecord.self, from: Data(contentsOf: file), file: file.path)
        #expect(!record.statement.isEmpty)
    }
}
