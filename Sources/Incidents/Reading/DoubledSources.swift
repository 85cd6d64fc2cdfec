import HomewardCore
import HomewardLayers

/// Which of a reader's sources are others once more: the same file by another name, or a copy of it, asked for the same.
///
/// Files are compared by size and then by SHA-256; a file that stands alone with its size is not read for that. Where a
/// format spreads over several files, such as a shapefile, only the same path is the same source.
struct DoubledSources {
    /// For each source that is another once more, the first such.
    private(set) var first: [Int: Int] = [:]
    /// What the analyst should know, each a sentence.
    private(set) var notes: [String] = []

    /// Compares the sources. O(bytes) of the files whose sizes agree.
    ///
    /// - Throws: `FileError` or `DigestError`. A file that cannot be looked at is left to its reader, which says more.
    init(_ sources: [IncidentSource]) throws {
        guard sources.count > 1 else { return }
        var byPath: [IncidentSource: Int] = [:]
        var repeats: [Int: Int] = [:]
        for (index, source) in sources.enumerated() {
            if let earlier = byPath[source.asked] {
                first[index] = earlier
                repeats[earlier, default: 1] += 1
            } else {
                byPath[source.asked] = index
            }
        }
        var bySize: [Int: [Int]] = [:]
        for index in sources.indices where first[index] == nil && DoubledSources.isWhole(sources[index].path) {
            guard let size = FileBytes.size(of: sources[index].path) else { continue }
            bySize[size, default: []].append(index)
        }
        var copies: [Int: [Int]] = [:]
        for (_, group) in bySize.sorted(by: { $0.key < $1.key }) where group.count > 1 {
            var byDigest: [IncidentSource: Int] = [:]
            for index in group {
                // The digest takes the path's place: what is left is what is asked of the file.
                var asked = sources[index].asked
                asked.path = try InputFile(hashing: asked.path).sha256
                if let earlier = byDigest[asked] {
                    first[index] = earlier
                    copies[earlier, default: []].append(index)
                } else {
                    byDigest[asked] = index
                }
            }
        }
        // A source that repeats a copy repeats what it is a copy of.
        for (index, earlier) in first { first[index] = first[earlier] ?? earlier }
        for index in sources.indices {
            let path = sources[index].title
            if let times = repeats[index] { notes.append("\(path) is listed \(times) times; it is read once.") }
            if let copies = copies[index]?.map({ sources[$0].title }) {
                notes.append(
                    copies.count == 1
                        ? "\(copies[0]) is the same as \(path), byte for byte; it is read once."
                        : "\(copies.joined(separator: ", ")) are the same as \(path), byte for byte; it is read once.")
            }
        }
    }

    private static func isWhole(_ path: String) -> Bool {
        switch VectorFormat(path: path) {
        case nil, .csv: true
        case let format?: format.isOneFile
        }
    }
}
