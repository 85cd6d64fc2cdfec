import HomewardCalendar

/// What becomes of the rows of a file whose identifiers stand in files listed before it.
///
/// The same incident may tell another place, time or category in a later extract, because it was corrected in between;
/// the row of the file listed first stays. Where most identifiers that a file shares with another stand on rows that agree
/// neither in place nor in time, the two files number their rows each for itself: then only the rows that do agree are the
/// same incidents.
struct FileComparison {
    /// The rows that count as the same incidents, in order.
    private(set) var dropped: [DoubledRow] = []
    /// Those of them that tell another place, time or category than the row that stays.
    private var differing = 0
    private var same = FileOverlap()
    private var other = FileOverlap()

    /// How far apart two positions may lie that are the same, m: a file in degrees and one in metres agree no better.
    private static let tolerance = 1.0

    /// Judges the rows of `table` that `doubled` names against `all`, the rows of the earlier files; both tables have the
    /// codes of all files. O(doubled).
    init(of table: IncidentTable, _ doubled: [DoubledRow], with all: IncidentTable) {
        let differences = doubled.map { Difference(table, $0.row, all, $0.earlier) }
        var shared: [UInt16: (rows: Int, strange: Int)] = [:]
        for (row, difference) in zip(doubled, differences) {
            let file = all.source[row.earlier]
            shared[file, default: (0, 0)].rows += 1
            if difference.isStrange { shared[file, default: (0, 0)].strange += 1 }
        }
        for (row, difference) in zip(doubled, differences) {
            let file = all.source[row.earlier]
            let day = table.day[row.row]
            if difference.isStrange, let (rows, strange) = shared[file], strange * 2 > rows {
                other.add(file: file, day: day)
            } else {
                dropped.append(row)
                same.add(file: file, day: day)
                if difference.isAny { differing += 1 }
            }
        }
    }

    private struct Difference {
        let place: Bool
        let time: Bool
        let category: Bool

        init(_ table: IncidentTable, _ row: Int, _ all: IncidentTable, _ earlier: Int) {
            place = table.point(row).distance(to: all.point(earlier)) > FileComparison.tolerance
            time = table.start[row] != all.start[earlier] || table.end[row] != all.end[earlier]
            category = table.category[row] != all.category[earlier]
        }

        var isAny: Bool { place || time || category }
        var isStrange: Bool { place && time }
    }

    /// What the analyst should know, each a sentence; `files` are the names of the earlier files.
    func notes(file: String, files: [String]) -> [String] {
        var notes: [String] = []
        if same.rows > 0 {
            let differ =
                differing == 0
                ? ""
                : " In \(differing) of them the place, the time or the category differ; the file listed first counts."
            notes.append(
                "\(file): \(same.words) the identifier of a row in \(same.names(files)); each incident is counted once."
                    + differ)
        }
        if other.rows > 0 {
            notes.append(
                "\(file): \(other.words) the identifier of a row in \(other.names(files)) that tells of another place and "
                    + "another time, so the numbers are taken for those of different incidents and all are counted.")
        }
        return notes
    }
}

/// How many rows of a file were found in earlier ones, in which, and between which days.
struct FileOverlap {
    private(set) var rows = 0
    private var files: Set<UInt16> = []
    private var days: ClosedRange<Int32>?

    /// Counts a row of the day numbered `day` that stands in the earlier file numbered `file`.
    mutating func add(file: UInt16, day: Int32) {
        rows += 1
        files.insert(file)
        days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
    }

    /// `1 row of 2024-01-05 has`, `12 rows from 2024-01-05 to 2024-03-31 have`.
    var words: String {
        guard let days else { return "no row has" }
        let (first, last) = (CivilDay(number: Int(days.lowerBound)), CivilDay(number: Int(days.upperBound)))
        let span = first == last ? "of \(first)" : "from \(first) to \(last)"
        return rows == 1 ? "1 row \(span) has" : "\(rows) rows \(span) have"
    }

    /// The names of the earlier files, in their order.
    func names(_ all: [String]) -> String { files.sorted().map { all[Int($0)] }.joined(separator: ", ") }
}
