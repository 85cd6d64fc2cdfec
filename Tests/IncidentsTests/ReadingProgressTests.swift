import HomewardCore
import Testing

/// Who watches is told how many of a file's bytes are read, and reads the same.
@Suite struct ReadingProgressTests {
    @Test func theLastWordIsThatAllIsRead() throws {
        let rows = (0..<200_000).map { "\($0),2024-01-15 15:30,\(433_000 + $0 % 1000),279000" }
        let text = "id,when,easting,northing\n" + rows.joined(separator: "\n") + "\n"
        let told = Locked<[WorkProgress]>([])
        let watched = try WorkProgress.watching({ step in told.withLock { $0.append(step) } }) {
            try Reading.csv(text)
        }
        let steps = told.withLock { $0 }
        #expect(steps.count > 1 && steps.allSatisfy { $0.total == text.utf8.count && $0.work.hasPrefix("Reading ") })
        #expect(steps.map(\.done) == steps.map(\.done).sorted())
        #expect(steps.last.map { $0.total - $0.done } == "id,when,easting,northing\n".utf8.count)
        #expect(watched.table == (try Reading.csv(text)).table)
    }
}
