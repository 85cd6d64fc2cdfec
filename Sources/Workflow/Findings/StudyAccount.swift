import HomewardCore
import HomewardGeometry
public import HomewardIncidents

/// What went into an analysis: where every row went, how each file was read, and how exactly the times are known.
///
/// Every verb prints it, so that a wrong column or system shows beside the first result and not after the meeting.
public struct StudyAccount: Codable, Sendable, Equatable {
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
        /// Which of day and month stands first in dates such as 03/04/2024, absent where there is none.
        public var dateOrder: String?
        /// The publisher whose files are made like this one, absent where none is recognised.
        public var origin: String?
        /// What a row stands for.
        public var grain: Grain
        /// What became of its rows.
        public var rows: RowSummary

        init(_ source: SourceReport) {
            file = source.file
            format = source.format
            encoding = source.encoding
            delimiter = source.delimiter
            crs = source.crs
            crsTold = source.crsTold
            around = source.around.map { [$0.x.rounded(decimals: 1), $0.y.rounded(decimals: 1)] }
            columns = Dictionary(source.columns.map { ($0.role.rawValue, $0.name) }) { first, _ in first }
            dateOrder = source.dateOrder?.rawValue
            origin = source.origin?.rawValue
            grain = Grain(source.grain)
            rows = RowSummary(source.counts)
        }

        /// The system, how it was told and where the positions lie.
        private var system: String {
            let place = around.map { "around \(Point(x: $0[0], y: $0[1]).inDegrees)" }
            let words = [crsTold, place].compactMap { $0 }.joined(separator: ", ")
            return words.isEmpty ? crs : "\(crs) (\(words))"
        }

        /// How the file was read, in words.
        var lines: [String] {
            let columns = columns.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
            let facts = [format, encoding, system, dateOrder.map { "dates \($0)" }].compactMap { $0 }
            return [
                "\(file): \(facts.joined(separator: ", ")); \(columns.joined(separator: ", "))", "  \(grain.text)",
            ]
        }
    }

    /// What a row of a file stands for.
    public struct Grain: Codable, Sendable, Equatable {
        /// `incident` or `person`.
        public var unit: String
        /// How it was told: `asked`, `identifiers`, `place_and_time` or `nothing_else`.
        public var basis: String
        /// The column by which rows of one incident are told, absent where place and time tell it.
        public var column: String?
        /// Rows that can be read and are asked for.
        public var rows: Int
        /// The incidents that they tell of, those that stand in an earlier file among them.
        public var incidents: Int
        /// Rows of different identifiers that coincide in place and time.
        public var coinciding: Int

        init(_ grain: RowGrain) {
            unit = grain.unit.rawValue
            basis = grain.basis.rawValue
            column = grain.column
            rows = grain.rows
            incidents = grain.incidents
            coinciding = grain.coinciding
        }

        /// The grain in words.
        var text: String {
            let counts = "\(Words.count(rows, "row", "rows")), \(Words.count(incidents, "incident", "incidents"))"
            let asked = basis == RowGrain.Basis.asked.rawValue ? ", as was said" : ""
            guard unit == RowGrain.Unit.person.rawValue else { return "\(counts): each row is an incident\(asked)" }
            let key = column?.quoted ?? "place and minute"
            return
                "\(counts): each row is a person or another part of an incident\(asked), told by \(key)"
        }
    }

    /// Where every row went.
    public var rows: RowSummary
    /// The files.
    public var sources: [Source]
    /// How exactly the times of the incidents are known.
    public var times: PrecisionCounts
    /// The field that names the areas; absent where there are none.
    public var nameField: String?
    /// What else to know of the files, in sentences.
    public var notes: [String]

    init(rows: RowSummary, sources: [Source], times: PrecisionCounts, nameField: String? = nil, notes: [String] = []) {
        self.rows = rows
        self.sources = sources
        self.times = times
        self.nameField = nameField
        self.notes = notes
    }

    /// The account of a study.
    public init(_ study: Study) {
        self.init(
            rows: RowSummary(study.reading.counts), sources: study.reading.sources.map(Source.init),
            times: PrecisionCounts(study.table), nameField: study.areaNameField, notes: study.reading.notes)
    }

    /// The account in words.
    public var lines: [String] {
        var lines = [
            "\(Shown.grouped(rows.read)) rows read = \(Shown.grouped(rows.used)) used + \(Shown.grouped(rows.filtered)) filtered + \(Shown.grouped(rows.rejected)) rejected"
        ]
        for (word, reasons) in [("filtered", rows.filteredByReason), ("rejected", rows.rejectedByReason)] {
            lines += reasons.sorted { $0.key < $1.key }.map {
                "  \(word)  \(Shown.grouped($0.value))  \($0.key): \(Words.reason($0.key))"
            }
        }
        lines += sources.flatMap(\.lines)
        let kinds = [
            (times.moments, "to the minute"), (times.hours, "to the hour"), (times.ranges, "as ranges"),
            (times.days, "by day"), (times.months, "by month"),
        ]
        lines.append("Times: " + kinds.map { "\(Shown.grouped($0.0)) \($0.1)" }.joined(separator: ", "))
        if let sentence = times.withoutHour { lines.append(sentence) }
        if let nameField { lines.append("Areas: named by the field \(nameField.quoted)") }
        return lines + notes
    }
}

extension PrecisionCounts {
    /// The incidents that no plan by the hour can take in, in a sentence; nil where every one has its hour.
    ///
    /// Routes, patrols and clusters place whole incidents on the clock, so that a range of more than an hour, a day or a month
    /// has no place there.
    var withoutHour: String? {
        let kinds = [
            (longRanges, "a range of more than an hour"), (days, "the day alone"), (months, "the month alone"),
        ]
        let parts = kinds.filter { $0.0 > 0 }.map { "\(Shown.grouped($0.0)) \($0.1)" }
        guard !parts.isEmpty else { return nil }
        return
            "Of \(Words.count(total, "incident", "incidents")) \(Shown.grouped(total - timed)) have no hour of their own "
            + "(\(parts.joined(separator: ", "))): routes, patrols and clusters in place and hour are found without them."
    }
}
