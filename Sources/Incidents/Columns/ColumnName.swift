/// A column's name taken apart into words: `Committed From Date`, `committed_from_date` and `CommittedFromDate` alike.
struct ColumnName {
    /// The words in lower case.
    let words: [String]
    /// The words run together.
    let joined: String

    init(_ name: String) {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        func close() {
            if !word.isEmpty { words.append(word.lowercased()) }
            word = ""
        }
        for character in name {
            if !(character.isLetter || character.isNumber) {
                close()
                if character == "#" || character == "№" { words.append("number") }
            } else {
                if character.isUppercase, previous.isLowercase { close() }
                word.append(character)
            }
            previous = character
        }
        close()
        self.words = words.flatMap(ColumnName.parts)
        joined = self.words.joined()
    }

    /// The words of which a word is run together, such as `occurdate` or `timefrom`: one of them is a date or a time.
    private static func parts(of word: String) -> [String] {
        if let parts = compounds[word] { return parts }
        guard vocabulary[word] == nil else { return [word] }
        for end in ["datetime", "date", "time"] {
            if word.hasSuffix(end), let kind = vocabulary[String(word.dropLast(end.count))], kind.joins {
                return [String(word.dropLast(end.count))] + (compounds[end] ?? [end])
            }
            if word.hasPrefix(end), let kind = vocabulary[String(word.dropFirst(end.count))], kind.joins {
                return (compounds[end] ?? [end]) + [String(word.dropFirst(end.count))]
            }
        }
        return [word]
    }

    private static let compounds: [String: [String]] = [
        "datetime": ["date", "time"], "timestamp": ["date", "time"], "dateandtime": ["date", "time"],
        "dttm": ["date", "time"], "dt": ["date"], "tm": ["time"],
    ]

    /// What a word says about a time.
    private enum TimeWord {
        case date, month, day, time, hour
        case from, to
        /// When it happened.
        case occurrence
        /// What it is that happened.
        case incident
        /// When somebody came to know of it.
        case notice
        /// When it was written down.
        case report
        /// Nothing.
        case filler

        /// Whether the word is run together with others.
        var joins: Bool {
            switch self {
            case .from, .to, .occurrence, .incident, .report: true
            default: false
            }
        }
    }

    private static let vocabulary: [String: TimeWord] = {
        let kinds: [(TimeWord, [String])] = [
            (.date, ["date"]), (.month, ["month"]), (.day, ["day"]), (.time, ["time"]), (.hour, ["hour", "hr", "hrs"]),
            (
                .from,
                ["from", "fr", "start", "started", "starting", "earliest", "begin", "beginning", "first", "after"]
            ),
            (.to, ["to", "end", "ended", "ending", "latest", "until", "last", "before"]),
            (
                .occurrence,
                [
                    "committed", "occurred", "occured", "occurrence", "occurence", "occur", "occ", "offence", "offense",
                    "commission",
                ]
            ),
            (
                .incident,
                [
                    "incident", "crime", "event", "accident", "collision", "crash", "assault", "shooting", "cmplnt",
                    "complaint", "call",
                ]
            ),
            (.notice, ["attendance", "attended", "arrival", "received", "presentation", "log", "cad", "job"]),
            (
                .report,
                [
                    "reported", "report", "reporting", "rptd", "rpt", "recorded", "created", "entered", "logged",
                    "registered",
                ]
            ),
            (
                .filler,
                [
                    "of", "on", "at", "and", "or", "in", "local", "the", "when", "uk", "output", "single", "connect",
                    "connected", "approx", "approximate", "estimated", "clock", "police",
                ]
            ),
        ]
        return Dictionary(
            kinds.flatMap { kind, words in words.map { ($0, kind) } }, uniquingKeysWith: { first, _ in first })
    }()

    /// A role in time and how well the words name it.
    struct TimeRole: Equatable {
        var role: ColumnRole
        /// The less the better: the occurrence before the incident, the incident before neither, and that before the moment
        /// at which somebody came to know of it; a date before a month and a day, a time before an hour.
        var rank: Int
        /// Whether it is when the incident was written down, not when it happened.
        var isReport = false
        /// Whether it is the hour alone.
        var isHour = false
    }

    /// The role in time that the words spell.
    ///
    /// Every word must be understood, so that `Closed Date` or `Date of Birth` is no date of an incident.
    var timeRole: TimeRole? {
        var (isDate, isTime, isFrom, isTo, isReport, isHour) = (false, false, false, false, false, false)
        var (rank, finer) = (2, 0)
        for word in words {
            guard let kind = ColumnName.vocabulary[word] else { return nil }
            switch kind {
            case .date: isDate = true
            case .day:
                isDate = true
                finer = max(finer, 2)
            case .month:
                guard words.count == 1 else { return nil }
                isDate = true
                finer = 1
            case .time: isTime = true
            case .hour: isHour = true
            case .from: isFrom = true
            case .to: isTo = true
            case .occurrence: rank = 0
            case .incident: rank = min(rank, 1)
            case .notice: if rank == 2 { rank = 3 }
            case .report: isReport = true
            case .filler: break
            }
        }
        if isHour {
            guard !isTime, !isFrom, !isTo, !words.contains("date") else { return nil }
            return TimeRole(role: .time, rank: rank * 4 + 3, isReport: isReport, isHour: true)
        }
        if isReport {
            // The first and the last report are moments of reporting all the same.
            let beginsSo = words.first.flatMap { ColumnName.vocabulary[$0] } == .report
            guard isDate || isTime || beginsSo && words.count <= 2 else { return nil }
            let role: ColumnRole = isDate == isTime ? .when : isDate ? .date : .time
            return TimeRole(role: role, rank: rank * 4 + finer, isReport: true)
        }
        if isFrom && isTo { return nil }
        let role: ColumnRole
        switch (isDate, isTime, isFrom, isTo) {
        case (true, false, true, _): role = .fromDate
        case (false, true, true, _): role = .fromTime
        case (_, _, true, _): role = .from
        case (true, false, _, true): role = .toDate
        case (false, true, _, true): role = .toTime
        case (_, _, _, true): role = .to
        case (true, true, _, _): role = .when
        case (true, _, _, _): role = .date
        case (_, true, _, _): role = .time
        default:
            guard ["occurred", "occured", "committed", "when"].contains(words.first), rank != 1, words.count <= 2 else {
                return nil
            }
            role = .when
        }
        return TimeRole(role: role, rank: rank * 4 + finer)
    }

    /// The part of a date or a time that the name spells, such as `YEAR`, `OCC_MONTH` or `Minute`.
    var datePart: ColumnRole? {
        var part: ColumnRole?
        for word in words {
            if let found = ColumnName.dateParts[word] {
                guard part == nil else { return nil }
                part = found
                continue
            }
            switch ColumnName.vocabulary[word] {
            case .occurrence?, .incident?, .filler?: break
            default: return nil
            }
        }
        return part
    }

    private static let dateParts: [String: ColumnRole] = [
        "year": .year, "yr": .year, "yyyy": .year, "month": .month, "mth": .month, "day": .day, "minute": .minute,
        "minutes": .minute, "mins": .minute, "min": .minute,
    ]

    /// Whether a word says that a time of day stands in the column, whatever the others mean.
    var mentionsTime: Bool {
        words.contains { word in
            switch ColumnName.vocabulary[word] {
            case .time, .hour: true
            default: false
            }
        }
    }

    /// The axis of a position and the kind of coordinates that the words spell.
    var axis: (role: ColumnRole, kind: CoordinateKind)? {
        let stems = words.map { word in
            ColumnName.axisFillers.contains(word) ? word : ColumnName.withoutNumber(word)
        }
        if let found = ColumnName.axes[stems.joined()] { return found }
        let isGrid = stems.contains(where: ColumnName.gridWords.contains)
        let letters: Set<String> = isGrid ? ["x", "y", "e", "n"] : ["x", "y"]
        let others = stems.contains { !letters.contains($0) && ColumnName.axes[$0] != nil }
        let meaningful = stems.filter {
            letters.contains($0) ? stems.count == 1 || !others : !ColumnName.axisFillers.contains($0)
        }
        guard meaningful.count == 1 else { return nil }
        switch meaningful[0] {
        case "e" where isGrid: return (.x, .nationalGrid)
        case "n" where isGrid: return (.y, .nationalGrid)
        case "x" where isGrid: return (.x, .nationalGrid)
        case "y" where isGrid: return (.y, .nationalGrid)
        default: return ColumnName.axes[meaningful[0]]
        }
    }

    /// `latitude1` without the number that tells it from the next.
    private static func withoutNumber(_ word: String) -> String {
        let stem = word.reversed().drop(while: \.isNumber).reversed()
        return stem.isEmpty ? word : String(stem)
    }

    /// Words that speak of the British grid, where `E`, `N`, `X` and `Y` are its axes.
    private static let gridWords: Set<String> = ["grid", "osgr", "bng", "osgb", "27700"]

    private static let axisFillers: Set<String> = [
        "coord", "coords", "coordinate", "coordinates", "cd", "point", "geo", "os", "bng", "grid", "ref", "reference",
        "osgr", "wgs84", "deg", "degrees", "m", "metres", "incident", "offence", "crime", "location", "loc", "the",
        "of",
        "geocode", "geocoded", "27700", "4326", "osgb",
    ]

    private static let axes: [String: (role: ColumnRole, kind: CoordinateKind)] = [
        "easting": (.x, .nationalGrid), "eastings": (.x, .nationalGrid), "east": (.x, .nationalGrid),
        "northing": (.y, .nationalGrid), "northings": (.y, .nationalGrid), "north": (.y, .nationalGrid),
        "gride": (.x, .nationalGrid), "gridn": (.y, .nationalGrid), "gridx": (.x, .nationalGrid),
        "gridy": (.y, .nationalGrid), "osgre": (.x, .nationalGrid), "osgrn": (.y, .nationalGrid),
        "longitude": (.x, .degrees), "long": (.x, .degrees), "lon": (.x, .degrees), "lng": (.x, .degrees),
        "latitude": (.y, .degrees), "lat": (.y, .degrees),
        "x": (.x, .unnamed), "xcoord": (.x, .unnamed), "pointx": (.x, .unnamed), "geox": (.x, .unnamed),
        "coordx": (.x, .unnamed), "xcoordinate": (.x, .unnamed),
        "y": (.y, .unnamed), "ycoord": (.y, .unnamed), "pointy": (.y, .unnamed), "geoy": (.y, .unnamed),
        "coordy": (.y, .unnamed), "ycoordinate": (.y, .unnamed),
    ]

    /// Whether the name serves any role.
    var isKnown: Bool { timeRole != nil || axis != nil || namedRole != nil }

    /// The role, of those that the list of spellings alone tells, and the name's place among its names. O(1).
    var namedRole: (role: ColumnRole, rank: Int)? { HeaderSpelling.roles[joined] }
}

/// What the names of the position's columns say about its coordinate system, best first.
enum CoordinateKind: Int, CaseIterable, Sendable {
    /// Easting and northing.
    case nationalGrid
    /// Longitude and latitude.
    case degrees
    /// X and y, which may be either.
    case unnamed
}
