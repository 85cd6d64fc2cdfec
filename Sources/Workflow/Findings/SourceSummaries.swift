import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardIncidents

/// What one source has, and what of it no other has.
public struct SourceSummary: Codable, Sendable, Equatable {
    /// Incidents of an area or of a block of hours.
    public struct Count: Codable, Sendable, Equatable {
        /// The area, or the hours as `16:00–20:00`.
        public var name: String
        /// The incidents.
        public var incidents: Int
    }

    /// What no other source has of the incidents of an area or of a block of hours.
    public struct Only: Codable, Sendable, Equatable {
        /// `all`, `area`, `outside` or `hours`.
        public var part: String
        /// The area or the hours; absent for all and for what lies outside the areas.
        public var name: String?
        /// Incidents that were held against another source.
        public var incidents: Int
        /// Those in no pair.
        public var only: Int
        /// The share of those in no pair.
        public var share: Double
        /// The lower end of its exact interval of 95 %.
        public var lower: Double
        /// The upper end.
        public var upper: Double
        /// How likely a share so different from that of the source's other incidents is by chance; absent where it was not tested.
        public var p: Double?
        /// The false-discovery rate over all areas and hours of all sources.
        public var q: Double?

        init(_ only: OnlyHere, areas: [String], block: Int) {
            switch only.part {
            case .all: part = "all"
            case .area(let index):
                part = "area"
                name = areas.indices.contains(index) ? areas[index] : String(index + 1)
            case .outside: part = "outside"
            case .hours(let hour):
                part = "hours"
                name = SourceSummary.hours(from: hour, block: block)
            }
            incidents = only.incidents
            self.only = only.only
            share = (Double(only.only) / Double(max(1, only.incidents))).rounded(decimals: 6)
            lower = only.share.lowerBound.rounded(decimals: 6)
            upper = only.share.upperBound.rounded(decimals: 6)
            p = only.p?.rounded(significant: 6)
            q = only.q?.rounded(significant: 6)
        }

        /// `Hillfields`, `outside the areas`, `16:00–20:00`.
        var title: String { name ?? (part == "outside" ? "outside the areas" : "all") }

        /// `Hillfields 62.0 % (50.1–72.9 %)`.
        var words: String { "\(title) \(Shown.percent(share)) (\(interval))" }

        var interval: String { "\(Shown.fixed(lower * 100, 1))–\(Shown.fixed(upper * 100, 1)) %" }
    }

    /// The name.
    public var name: String
    /// The files.
    public var files: [String]
    /// How exactly its places are known, m; absent where nobody said.
    public var precisionM: Double?
    /// What its incidents weigh beside those of others, the weight of each file; absent where all weigh 1.
    public var weights: [Double]?
    /// Its incidents.
    public var incidents: Int
    /// Those with a time of day.
    public var timed: Int
    /// The first day.
    public var from: String?
    /// The last day.
    public var to: String?
    /// Its incidents in each area.
    public var areas: [Count]
    /// Its incidents in no area.
    public var outside: Int
    /// Its incidents in each block of hours.
    public var hours: [Count]
    /// Its incidents without an hour of their own.
    public var withoutHour: Int
    /// Those held against another source.
    public var compared: Int
    /// Those in a pair.
    public var matched: Int
    /// Those that could not be held against another, by reason.
    public var setAside: [String: Int]
    /// What no other source has.
    public var only: [Only]

    init(
        _ account: SourceAccount, files: [String], weights: [Double], precision: Double?, areas names: [String],
        block: Int
    ) {
        name = account.source.name
        self.files = files
        precisionM = precision
        self.weights = weights.contains { $0 != 1 } ? weights : nil
        incidents = account.incidents
        timed = account.timed
        from = account.firstDay.map { CivilDay(number: $0).description }
        to = account.lastDay.map { CivilDay(number: $0).description }
        areas = zip(names, account.areas).map { Count(name: $0, incidents: $1) }
        outside = account.outside
        hours = account.blocks.enumerated().map {
            Count(name: SourceSummary.hours(from: $0 * block, block: block), incidents: $1)
        }
        withoutHour = account.untimed
        compared = account.compared
        matched = account.matched
        setAside = Dictionary(uniqueKeysWithValues: account.setAside.map { ($0.key.rawValue, $0.value) })
        only = account.only.map { Only($0, areas: names, block: block) }
    }

    static func hours(from hour: Int, block: Int) -> String {
        "\(Shown.clock(hour * 60))–\(hour + block == 24 ? "24:00" : Shown.clock((hour + block) * 60))"
    }

    private func share(_ count: Int) -> String { Shown.percent(Double(count) / Double(max(1, incidents))) }

    /// What it has.
    var line: String {
        guard let from, let to else { return "\(name): no incident" }
        let exact = precisionM.map { ", places known to \(Shown.fixed($0, 0)) m" } ?? ""
        let weight = weights.map { weights in
            ", weighing \(Words.list(Set(weights).sorted().map { SettingName.plain($0) })) where harm is used"
        }
        return
            "\(name): \(Words.count(incidents, "incident", "incidents")) from \(Words.date(from)) to \(Words.date(to)), "
            + "\(share(timed)) with a time of day\(exact)\(weight ?? "")"
    }

    /// Where and at which hours.
    var groundLines: [String] {
        let places = areas.map { "\($0.name) \(share($0.incidents))" }
        let times = hours.map { "\($0.name) \(share($0.incidents))" }
        return [
            places.isEmpty ? nil : "in \(places.joined(separator: ", ")), outside the areas \(share(outside))",
            "at \(times.joined(separator: ", "))"
                + (withoutHour > 0 ? ", without an hour of their own \(share(withoutHour))" : ""),
        ].compactMap { $0 }
    }

    /// What no other source has; nil where nothing was compared.
    func onlyLine(fdr: Double) -> String? {
        guard let all = only.first(where: { $0.part == "all" }) else { return nil }
        let standing = only.filter { ($0.q ?? 1) <= fdr }
        let (more, less) = (standing.filter { $0.share > all.share }, standing.filter { $0.share <= all.share })
        let outstanding = [
            more.isEmpty ? nil : "more so: \(more.map(\.words).joined(separator: ", "))",
            less.isEmpty ? nil : "less so: \(less.map(\.words).joined(separator: ", "))",
        ].compactMap { $0 }
        return
            "Only \(name) has \(Shown.grouped(all.only)) of \(Words.count(all.incidents, "incident", "incidents")) compared, "
            + "\(Shown.percent(all.share)) (\(all.interval)); "
            + (outstanding.isEmpty ? "no area and no hours stand out" : outstanding.joined(separator: "; "))
    }

    /// What was set aside; nil where nothing was.
    var asideLine: String? {
        guard !setAside.isEmpty else { return nil }
        let reasons = setAside.sorted { $0.key < $1.key }.map {
            "\(Shown.grouped($0.value)) \(SourceSummary.words($0.key))"
        }
        return "Not compared of \(name): \(reasons.joined(separator: ", "))"
    }

    private static func words(_ reason: String) -> String {
        switch SightGap(rawValue: reason) {
        case .noDay: "with the month alone"
        case .longRange: "with a longer range of time than is compared"
        case .noOverlap: "on days that no other source has"
        case .tooManyPairs: "where too many lie near each other"
        case nil: reason
        }
    }
}

/// Two sources held against each other.
public struct SourcePairingSummary: Codable, Sendable, Equatable {
    /// A number with its interval of 95 %.
    public struct Estimate: Codable, Sendable, Equatable {
        /// The number.
        public var count: Double
        /// The lower end.
        public var lower: Double
        /// The upper end.
        public var upper: Double

        init(_ count: Double, _ lower: Double, _ upper: Double) {
            self.count = count.rounded(decimals: 2)
            self.lower = lower.rounded(decimals: 2)
            self.upper = upper.rounded(decimals: 2)
        }

        var words: String {
            "\(Shown.fixed(count, 0)) (\(Shown.fixed(lower, 0))–\(Shown.fixed(upper, 0)))"
        }
    }

    /// The source whose name comes first.
    public var first: String
    /// The other.
    public var second: String
    /// How far apart in place a pair may lie, m.
    public var reachM: Double
    /// The first day that both have; absent where they have none.
    public var from: String?
    /// The last day that both have.
    public var to: String?
    /// Incidents of the first on those days.
    public var firstIncidents: Int
    /// Incidents of the second on those days.
    public var secondIncidents: Int
    /// Possible pairs.
    public var possible: Int
    /// Likely duplicates, nobody in two.
    public var pairs: Int
    /// Those of them of which both times are known to the minute.
    public var pairsToTheMinute: Int
    /// Those with the same category.
    public var sameCategory: Int
    /// Those of which both categories are known.
    public var categoryKnown: Int
    /// Those whose ages differ by no more than a year.
    public var sameAge: Int
    /// Those of which both ages are known.
    public var ageKnown: Int
    /// Groups of possible pairs too large to choose the closest of all.
    public var approximateGroups: Int
    /// How often days were dealt anew; absent where chance was not tested.
    public var deals: Int?
    /// How many pairs chance alone gives, with the middle 95 % of the deals.
    public var byChance: Estimate?
    /// How likely so many pairs are by chance.
    public var p: Double?
    /// How many pairs are the same incident.
    public var duplicates: Estimate?
    /// Whether chance alone gives as many pairs or more, so that 0 duplicates stands for a number below it.
    public var isBelowChance: Bool?
    /// How many incidents there were in all on those days, by capture and recapture; absent where nothing can be said.
    public var inAll: Estimate?
    /// How many of them neither source has.
    public var missed: Estimate?
    /// Why nothing was looked for, or chance not tested: `no_overlap`, `too_many_pairs`, `short_period`.
    public var gap: String?

    init(_ pairing: SourcePairing, names: [String]) {
        first = names[pairing.first]
        second = names[pairing.second]
        reachM = pairing.reach
        from = pairing.firstDay.map { CivilDay(number: $0).description }
        to = pairing.lastDay.map { CivilDay(number: $0).description }
        firstIncidents = pairing.firstIncidents
        secondIncidents = pairing.secondIncidents
        possible = pairing.candidates
        pairs = pairing.pairs.count
        pairsToTheMinute = pairing.pairs.count { $0.precision == .moment }
        sameCategory = pairing.pairs.count { $0.isSameCategory == true }
        categoryKnown = pairing.pairs.count { $0.isSameCategory != nil }
        sameAge = pairing.pairs.count { $0.isSameAge == true }
        ageKnown = pairing.pairs.count { $0.isSameAge != nil }
        approximateGroups = pairing.approximate
        deals = pairing.chance?.deals
        byChance = pairing.chance.map { Estimate($0.expected, Double($0.lower), Double($0.upper)) }
        p = pairing.chance?.p.rounded(significant: 6)
        duplicates = pairing.duplicates.map { Estimate($0.count, $0.lower, $0.upper) }
        isBelowChance = pairing.duplicates?.isBelowChance
        if let recapture = pairing.recapture {
            let seen = Double(recapture.seen)
            inAll = Estimate(recapture.total, recapture.lower, recapture.upper)
            missed = Estimate(recapture.missed, recapture.lower - seen, recapture.upper - seen)
        }
        gap = pairing.gap?.rawValue
    }

    private var both: String { "\(first) and \(second)" }

    /// What was found, line by line.
    func lines(minutes: Double) -> [String] {
        switch gap.flatMap({ SourcePairing.Gap(rawValue: $0) }) {
        case .noOverlap: return ["\(both): not compared, for no day lies in the period of both"]
        case .tooManyPairs:
            return [
                "\(both): not compared, for too many of their incidents lie near each other; take a shorter distance or time, "
                    + "or allow more (limits.source_pairs)"
            ]
        case .shortPeriod, nil: break
        }
        var lines = [
            "\(both): \(Words.count(pairs, "pair is", "pairs are")) likely to be the same incident, within \(Shown.fixed(reachM, 0)) m and "
                + "\(SettingName.plain(minutes)) minutes, of \(Shown.grouped(firstIncidents)) and \(Shown.grouped(secondIncidents)) incidents"
                + (from.flatMap { from in to.map { " from \(Words.date(from)) to \(Words.date($0))" } } ?? "")
        ]
        lines.append(chanceLine)
        if pairs > 0 {
            let unclear = pairs - pairsToTheMinute
            lines.append(
                "of the pairs \(Shown.grouped(sameCategory)) of \(Shown.grouped(categoryKnown)) have one category, "
                    + "\(Shown.grouped(sameAge)) of \(Shown.grouped(ageKnown)) one age within a year; "
                    + (unclear == 0
                        ? "all times are known to the minute"
                        : "in \(Shown.grouped(unclear)) a time is known as an hour, a range or a day alone"))
        }
        if approximateGroups > 0 {
            lines.append(
                "in \(Words.count(approximateGroups, "group", "groups")) too many lie near each other to choose the closest pairs of all; their number is exact"
            )
        }
        lines.append(recaptureLine)
        return lines
    }

    private var chanceLine: String {
        guard let byChance, let duplicates, let p else {
            return "chance was not tested: fewer than \(Shown.grouped(28)) days lie in the period of both"
        }
        let chance =
            "chance alone would give \(Shown.fixed(byChance.count, 1)) (\(Shown.fixed(byChance.lower, 0))–\(Shown.fixed(byChance.upper, 0)), p \(Shown.probability(p)))"
        guard isBelowChance != true else { return "\(chance): no fewer than were found, so none need be the same" }
        func share(_ count: Double, _ of: Int) -> String { Shown.percent(min(1, count / Double(max(1, of)))) }
        return
            "\(chance): about \(duplicates.words) are the same, \(share(duplicates.count, firstIncidents)) of \(first) and "
            + "\(share(duplicates.count, secondIncidents)) of \(second)"
    }

    private var recaptureLine: String {
        guard let inAll, let missed else { return "how many both miss cannot be told without a common incident" }
        return
            "about \(inAll.words) happened in all and \(missed.words) are in neither, if being in one makes it no likelier to be in the other"
    }
}

/// Two incidents that are likely to be the same, by where they stand in their files.
public struct SourcePairSummary: Sendable, Equatable {
    /// The source whose name comes first.
    public var first: String
    /// Its file.
    public var firstFile: String
    /// The line of the file, or the feature's number.
    public var firstLine: Int
    /// The other source.
    public var second: String
    /// Its file.
    public var secondFile: String
    /// The line of the file, or the feature's number.
    public var secondLine: Int
    /// How far apart they lie, m.
    public var distanceM: Double
    /// How far apart they are in time, minutes.
    public var minutesApart: Double
    /// How well the less exact time is known: `moment`, `hour`, `range` or `day`.
    public var times: String
    /// Whether both have one category; absent where one is not known.
    public var sameCategory: Bool?
    /// Whether the ages differ by no more than a year; absent where one is not known.
    public var sameAge: Bool?

    init(_ pair: LikelyDuplicate, names: (String, String), files: [String], table: IncidentTable) {
        func file(_ row: Int) -> String {
            let index = Int(table.source[row])
            return files.indices.contains(index) ? files[index] : ""
        }
        (first, second) = names
        (firstFile, secondFile) = (file(pair.first), file(pair.second))
        (firstLine, secondLine) = (Int(table.line[pair.first]), Int(table.line[pair.second]))
        distanceM = pair.distance.rounded(decimals: 1)
        minutesApart = (Double(pair.seconds) / 60).rounded(decimals: 2)
        times =
            switch pair.precision {
            case .moment: "moment"
            case .hour: "hour"
            case .range: "range"
            case .day: "day"
            case .month: "month"
            }
        sameCategory = pair.isSameCategory
        sameAge = pair.isSameAge
    }

    var cells: [FindingCell] {
        func word(_ flag: Bool?) -> FindingCell { flag.map { .text($0 ? "yes" : "no") } ?? .empty }
        return [
            .text(first), .text(firstFile), .whole(firstLine), .text(second), .text(secondFile), .whole(secondLine),
            .number(distanceM), .number(minutesApart), .text(times), word(sameCategory), word(sameAge),
        ]
    }
}
