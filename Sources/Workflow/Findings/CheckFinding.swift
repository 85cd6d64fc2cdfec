import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// What `check` says: every row read, filtered, rejected or used, and what is odd about the file.
public struct CheckFinding: Finding {
    /// One incident file.
    public struct Source: Codable, Sendable, Equatable {
        /// The file.
        public var file: String
        /// Its format.
        public var format: String
        /// Its encoding, absent where the format has none.
        public var encoding: String?
        /// Its field separator, absent where the format has none.
        public var delimiter: String?
        /// The coordinate system of its positions.
        public var crs: String
        /// How that system was told, in words; absent in records that do not say.
        public var crsTold: String?
        /// The middle of its positions, longitude and latitude; absent where they have none.
        public var around: [Double]?
        /// The column for each role.
        public var columns: [String: String]
        /// What became of its rows.
        public var rows: RowSummary

        /// How the system was told and where the positions lie, behind its code.
        var crsWords: String {
            let place = around.map { "around \(Point(x: $0[0], y: $0[1]).inDegrees)" }
            let words = [crsTold, place].compactMap { $0 }.joined(separator: ", ")
            return words.isEmpty ? "" : " (\(words))"
        }
    }

    /// Rows found.
    public var read: Int
    /// Rows used.
    public var used: Int
    /// Rows that are right but not asked for, by reason.
    public var filtered: [String: Int]
    /// Their number.
    public var filteredTotal: Int
    /// Rows that could not be read, by reason.
    public var rejected: [String: Int]
    /// Their number.
    public var rejectedTotal: Int
    /// Incidents by named area, in the order of precedence.
    public var areas: [RunRecord.AreaCount]
    /// Incidents in none of them.
    public var outsideAreas: Int
    /// Incidents with a time of day.
    public var timed: Int
    /// Those at exactly 00:00, which often stands for "not known".
    public var midnight: Int
    /// Places at which many incidents lie, by how many.
    public var snapPoints: [Int]
    /// The files.
    public var sources: [Source]
    /// What else to know.
    public var notes: [String]

    /// Sums up what was read.
    public init(_ study: Study) {
        let counts = RowSummary(study.reading.counts)
        read = counts.read
        used = counts.used
        filtered = counts.filteredByReason
        filteredTotal = counts.filtered
        rejected = counts.rejectedByReason
        rejectedTotal = counts.rejected
        areas = zip(study.areas, study.assignment.counts).map {
            RunRecord.AreaCount(area: $0.0.name, incidents: $0.1)
        }
        outsideAreas = study.assignment.outside
        timed = study.reading.spikes.timed
        midnight = study.reading.spikes.midnight
        snapPoints = study.reading.spikes.snapPoints.map(\.count)
        sources = study.reading.sources.map { source in
            Source(
                file: source.file, format: source.format, encoding: source.encoding, delimiter: source.delimiter,
                crs: source.crs, crsTold: source.crsTold,
                around: source.around.map { [$0.x.rounded(decimals: 1), $0.y.rounded(decimals: 1)] },
                columns: Dictionary(source.columns.map { ($0.role.rawValue, $0.name) }) { first, _ in first },
                rows: RowSummary(source.counts))
        }
        notes = study.reading.notes
    }

    /// The account in words.
    public var lines: [String] {
        var lines = [
            "\(Shown.grouped(read)) rows read = \(Shown.grouped(used)) used + \(Shown.grouped(filteredTotal)) filtered + \(Shown.grouped(rejectedTotal)) rejected"
        ]
        lines += filtered.sorted { $0.key < $1.key }.map {
            "  filtered  \(Shown.grouped($0.value))  \($0.key): \(Words.reason($0.key))"
        }
        lines += rejected.sorted { $0.key < $1.key }.map {
            "  rejected  \(Shown.grouped($0.value))  \($0.key): \(Words.reason($0.key))"
        }
        for source in sources {
            let columns = source.columns.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
            lines.append(
                "\(source.file): \(source.format), \(source.encoding.map { $0 + ", " } ?? "")\(source.crs)\(source.crsWords); \(columns.joined(separator: ", "))"
            )
        }
        lines.append("\(Shown.grouped(midnight)) of \(Shown.grouped(timed)) incidents with a time are at exactly 00:00")
        if let most = snapPoints.first {
            lines.append(
                "The most repeated positions hold \(snapPoints.map(Shown.grouped).joined(separator: ", ")) incidents; \(Shown.grouped(most)) at one place may be a default or a snap point"
            )
        }
        lines += areas.map { "\($0.area): \(Words.count($0.incidents, "incident", "incidents"))" }
        if !areas.isEmpty { lines.append("In no named area: \(Words.count(outsideAreas, "incident", "incidents"))") }
        return lines + notes
    }
}
