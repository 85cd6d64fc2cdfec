import Foundation
public import HomewardCalendar
public import HomewardCore
public import HomewardIncidents

/// Holds several sources of incidents, such as police, ambulance and emergency department, against each other: which of their incidents
/// are likely to be the same, how many pairs chance alone gives, how many all miss, and what each has that the others do not.
///
/// 1. Two incidents of different sources are a possible pair where they lie within ``within`` and what both sources' places are known to,
///    and within ``minutes`` of each other by the clock on the wall. A range, an hour or a day alone is a stretch, and its distance in time
///    is 0 where it holds the other; the month alone and stretches beyond ``longestRange`` are set aside. Only days are compared that lie
///    between the first and the last of both sources.
/// 2. Of each two sources' possible pairs as many hold as there can be with nobody in two, and of all ways to have so many those with the
///    least sum of shares of both limits (`PairMatching`).
/// 3. What chance gives: the second source's days are dealt anew among those of the same weekday in about a quarter of a year, each
///    keeping its places and hours, and pairs are counted again; p = (k + 1)/(n + 1). So what both sources owe to the same places, hours,
///    weekdays and seasons does not count as agreement, and what they owe to the same days does.
///
/// Nothing is merged or dropped. Neither the order of sources or rows nor the number of threads changes anything but the rows' own numbers.
///
/// Source for the idea: I. P. Fellegi, A. B. Sunter (1969), "A theory for record linkage", Journal of the American Statistical
/// Association 64(328), of which place and time are the only fields here; ``CaptureRecapture`` for what both miss.
public struct SourceComparison: Configurable, Equatable {
    /// How far apart in place a pair may lie beside what both sources' places are known to, m.
    public var within = 100.0
    /// How far apart in time a pair may lie, minutes.
    public var minutes = 60.0
    /// The longest range that is compared, hours; a day alone always is.
    public var longestRange = 24.0
    /// How often days are dealt anew.
    public var deals = 199
    /// How long a block of hours is, hours.
    public var block = 4
    /// The false-discovery rate at which a part stands out.
    public var fdr = 0.05
    /// The most possible pairs of two sources.
    public var mostPairs = 5_000_000
    /// The seed of the deals.
    public var seed: UInt64 = 1

    /// A hundred metres and an hour.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number(
            "sources.within_m", \.within, in: 0...10_000, unit: "m",
            "how far apart two sources may place the same incident, beside what their places are known to"),
        .number(
            "sources.within_min", \.minutes, in: 0...1_440, unit: "minutes",
            "how far apart two sources may time the same incident", flag: "within-min"),
        .number(
            "sources.longest_range_h", \.longestRange, in: 0...168, unit: "hours",
            "the longest range of time that is compared; a day alone always is"),
        .whole(
            "sources.deals", \.deals, in: 99...9_999, unit: "deals",
            "how often days are dealt anew to tell how many pairs chance gives"),
        .value(
            "sources.block_h", \.block, domain: .whole(1...24, unit: "hours"),
            "how many hours are looked at together, a divisor of 24",
            wanted: "divisor of 24, such as 1, 2, 3, 4, 6 or 8",
            read: { text in Int(text).flatMap { (1...24).contains($0) && 24 % $0 == 0 ? $0 : nil } },
            write: { String($0) }),
        .number("sources.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which an area or hours stand out"),
        .whole(
            "limits.source_pairs", \.mostPairs, in: 1_000...100_000_000, unit: "pairs",
            "the most possible pairs of two sources' incidents; more are not looked at", flag: "limits-source-pairs"),
    ]

    /// Blocks of hours fill a day.
    public func checkTogether() throws(SettingError) {
        guard (1...24).contains(block), 24 % block == 0 else {
            throw .together(
                path: "sources.block_h", message: "\(block) hours do not divide a day; take 1, 2, 3, 4, 6, 8, 12 or 24")
        }
    }

    /// Compares.
    ///
    /// O(n log n + deals × (n log n + possible pairs)), n the incidents of two sources, for each two; memory is O(n + possible pairs) for
    /// each thread.
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - sources: The sources, in any order; files that belong to none are left out.
    ///   - areas: The area of each incident, negative for none.
    ///   - areaCount: How many areas there are.
    ///   - clock: The clock by which the incidents were read.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func survey(
        of table: IncidentTable, sources: [ComparedSource], areas: [Int32], areaCount: Int, clock: LocalClock
    ) throws(SettingError) -> SourceSurvey {
        try check()
        let sources = sources.sorted { a, b in
            a.name != b.name ? a.name < b.name : a.files.lexicographicallyPrecedes(b.files)
        }
        let ground = Ground(self, table, sources, areas, areaCount, clock)
        return ground.survey()
    }
}

/// One comparison on its way.
private struct Ground {
    let method: SourceComparison
    let table: IncidentTable
    let sources: [ComparedSource]
    let areas: [Int32]
    let areaCount: Int
    /// The source of each row; −1 for none.
    let owner: [Int32]
    /// What can be compared of each source, in an order that does not hang on that of rows and files; nothing where there is one source.
    let sights: [[SourceSight]]
    /// Why a row cannot be compared; nil where it can.
    let gaps: [SightGap?]

    init(
        _ method: SourceComparison, _ table: IncidentTable, _ sources: [ComparedSource], _ areas: [Int32],
        _ areaCount: Int, _ clock: LocalClock
    ) {
        self.method = method
        self.table = table
        self.sources = sources
        self.areas = areas
        self.areaCount = areaCount
        var ofFile: [Int: Int] = [:]
        for (index, source) in sources.enumerated() { for file in source.files { ofFile[file] = index } }
        owner = table.source.map { Int32(ofFile[Int($0)] ?? -1) }
        var sights = [[SourceSight]](repeating: [], count: sources.count)
        // A source alone is counted and compared with none.
        let hasOthers = sources.count > 1
        var gaps = [SightGap?](repeating: nil, count: table.count)
        let longest = Int64((method.longestRange * 3600).rounded())
        for row in 0..<table.count where owner[row] >= 0 {
            let (start, end) = (table.start[row], max(table.start[row], table.end[row]))
            switch table.precision[row] {
            case .month: gaps[row] = .noDay
            case .range where end - start > longest: gaps[row] = .longRange
            default:
                guard hasOthers else { continue }
                let (from, to) = (Ground.wall(start, clock), Ground.wall(end, clock))
                sights[Int(owner[row])].append(
                    SourceSight(
                        row: Int32(row), x: table.x[row], y: table.y[row], start: from, end: max(from, to)))
            }
        }
        let order: (SourceSight, SourceSight) -> Bool = { a, b in
            if (a.start, a.end, a.x, a.y) != (b.start, b.end, b.x, b.y) {
                return (a.start, a.end, a.x, a.y) < (b.start, b.end, b.x, b.y)
            }
            let (one, two) = (Int(a.row), Int(b.row))
            let names = (table.categories[Int(table.category[one])], table.categories[Int(table.category[two])])
            if names.0 != names.1 { return names.0 < names.1 }
            return (table.age[one], table.source[one], table.line[one], one)
                < (table.age[two], table.source[two], table.line[two], two)
        }
        self.sights = sights.map { $0.sorted(by: order) }
        self.gaps = gaps
    }

    /// What the clock on the wall showed, as seconds since 1970 in its own count.
    private static func wall(_ epoch: Int64, _ clock: LocalClock) -> Int64 {
        let civil = clock.civil(epoch)
        return Int64(civil.day) * SightDays.day + Int64(civil.second)
    }

    func survey() -> SourceSurvey {
        var pairings: [SourcePairing] = []
        var isCompared = [Bool](repeating: false, count: table.count)
        for first in sources.indices {
            for second in sources.indices where second > first {
                pairings.append(pairing(first, second, number: pairings.count, &isCompared))
            }
        }
        var isMatched = [Bool](repeating: false, count: table.count)
        var inflation = 0
        if !pairings.isEmpty {
            var together = DisjointSets(table.count)
            for pair in pairings.lazy.flatMap(\.pairs) {
                isMatched[pair.first] = true
                isMatched[pair.second] = true
                if together.join(pair.first, pair.second) { inflation += 1 }
            }
        }
        let refused = Set(pairings.filter { $0.gap == .tooManyPairs }.flatMap { [$0.first, $0.second] })
        var accounts = sources.indices.map { source in
            account(of: source, isCompared, isMatched, otherwise: refused.contains(source) ? .tooManyPairs : .noOverlap)
        }
        let tested = accounts.indices.flatMap { source in
            accounts[source].only.indices.compactMap { part in
                accounts[source].only[part].p.map { (source: source, part: part, p: $0) }
            }
        }
        for (test, q) in zip(tested, FalseDiscoveryRate.benjaminiHochberg(tested.map(\.p))) {
            accounts[test.source].only[test.part].q = q
        }
        return SourceSurvey(method: method, accounts: accounts, pairings: pairings, inflation: inflation)
    }

    // MARK: Two sources

    /// The days of a source's incidents that can be compared.
    private func days(of source: Int) -> ClosedRange<Int>? {
        guard let first = sights[source].first, let last = sights[source].last else { return nil }
        return SightDays.index(first.start, first: 0)...SightDays.index(last.start, first: 0)
    }

    private func pairing(_ first: Int, _ second: Int, number: Int, _ isCompared: inout [Bool]) -> SourcePairing {
        let reach = method.within + sources[first].precision + sources[second].precision
        var found = SourcePairing(
            first: first, second: second, reach: reach, firstDay: nil, lastDay: nil, firstIncidents: 0,
            secondIncidents: 0, candidates: 0, pairs: [], approximate: 0, gap: .noOverlap)
        guard let one = days(of: first), let other = days(of: second), one.overlaps(other) else { return found }
        let common = one.clamped(to: other)
        func inCommon(_ source: Int) -> [SourceSight] {
            sights[source].filter { common.contains(SightDays.index($0.start, first: 0)) }
        }
        let (left, right) = (inCommon(first), inCommon(second))
        (found.firstDay, found.lastDay) = (common.lowerBound, common.upperBound)
        (found.firstIncidents, found.secondIncidents) = (left.count, right.count)
        found.gap = nil
        let within = Int64((method.minutes * 60).rounded())
        let index = SightDays(right, days: common.lowerBound..<common.upperBound + 1, reach: reach)
        guard let possible = index.pairs(with: left, within: within, limit: method.mostPairs) else {
            found.gap = .tooManyPairs
            return found
        }
        for sight in left + right { isCompared[Int(sight.row)] = true }
        let matching = PairMatching(possible, left: left.count, right: right.count)
        found.candidates = possible.count
        found.approximate = matching.approximate
        found.pairs = matching.chosen.map {
            duplicate(left[Int(possible[$0].left)], right[Int(possible[$0].right)])
        }
        guard common.count >= DealtWeekdays.fewest else {
            found.gap = .shortPeriod
            found.recapture = CaptureRecapture(first: left.count, second: right.count, both: found.pairs.count)
            return found
        }
        let deal = DealtWeekdays(count: common.count)
        let counts = Parallel.map(method.deals) { [method] replicate in
            var generator = SeededGenerator(
                seed: method.seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15, stream: UInt64(replicate))
            let dealt = deal.deal(&generator)
            // What is more than is allowed is more than was found, too.
            guard
                let possible = index.pairs(
                    with: left, within: within, dealt: dealt, limit: max(1, 4 * method.mostPairs))
            else { return min(left.count, right.count) }
            return PairMatching.most(possible, left: left.count, right: right.count)
        }
        let sorted = counts.sorted()
        let tail = Int((0.025 * Double(sorted.count)).rounded(.down))
        let chance = ChancePairs(
            deals: counts.count, expected: Double(counts.reduce(0, +)) / Double(counts.count), lower: sorted[tail],
            upper: sorted[sorted.count - 1 - tail],
            p: Double(counts.count { $0 >= found.pairs.count } + 1) / Double(counts.count + 1))
        let duplicates = TrueDuplicates(
            found: found.pairs.count, chance: chance, first: left.count, second: right.count)
        found.chance = chance
        found.duplicates = duplicates
        found.recapture = CaptureRecapture(
            first: left.count, second: right.count, both: Int(duplicates.count.rounded()))
        return found
    }

    private func duplicate(_ one: SourceSight, _ other: SourceSight) -> LikelyDuplicate {
        let (first, second) = (Int(one.row), Int(other.row))
        let (dx, dy) = (one.x - other.x, one.y - other.y)
        let names = [first, second].map {
            table.categories[Int(table.category[$0])].trimmingCharacters(in: .whitespaces).lowercased()
        }
        let ages = [table.age[first], table.age[second]]
        return LikelyDuplicate(
            first: first, second: second, distance: (dx * dx + dy * dy).squareRoot(),
            seconds: Int(max(0, one.start - other.end, other.start - one.end)),
            precision: [table.precision[first], table.precision[second]].max { $0.rawValue < $1.rawValue } ?? .moment,
            isSameCategory: names.contains("") ? nil : names[0] == names[1],
            isSameAge: ages.contains { $0 < 0 } ? nil : abs(Int(ages[0]) - Int(ages[1])) <= 1)
    }

    // MARK: One source

    private func account(
        of source: Int, _ isCompared: [Bool], _ isMatched: [Bool], otherwise gap: SightGap
    ) -> SourceAccount {
        let blocks = 24 / method.block
        func area(_ row: Int) -> Int? {
            let area = areas.indices.contains(row) ? Int(areas[row]) : -1
            return (0..<areaCount).contains(area) ? area : nil
        }
        func block(_ row: Int) -> Int? { table.minuteOfDay(row).map { min(blocks - 1, $0 / 60 / method.block) } }
        var account = SourceAccount(
            source: sources[source], incidents: 0, timed: 0, firstDay: nil, lastDay: nil,
            areas: [Int](repeating: 0, count: areaCount), outside: 0, blocks: [Int](repeating: 0, count: blocks),
            untimed: 0, compared: 0, matched: 0, setAside: [:], only: [])
        var seen: [OnlyHere.Part: (incidents: Int, only: Int)] = [:]
        var timed = (incidents: 0, only: 0)
        for row in 0..<table.count where owner[row] == Int32(source) {
            let (area, block, day) = (area(row), block(row), Int(table.day[row]))
            account.incidents += 1
            if table.precision[row].hasTime { account.timed += 1 }
            account.firstDay = min(day, account.firstDay ?? day)
            account.lastDay = max(day, account.lastDay ?? day)
            if let area { account.areas[area] += 1 } else { account.outside += 1 }
            if let block { account.blocks[block] += 1 } else { account.untimed += 1 }
            guard isCompared[row] else {
                account.setAside[gaps[row] ?? gap, default: 0] += 1
                continue
            }
            account.compared += 1
            let only = isMatched[row] ? 0 : 1
            account.matched += 1 - only
            var parts: [OnlyHere.Part] = [.all]
            if areaCount > 0 { parts.append(area.map { .area($0) } ?? .outside) }
            if let block {
                parts.append(.hours(block * method.block))
                timed = (timed.incidents + 1, timed.only + only)
            }
            for part in parts {
                let before = seen[part] ?? (0, 0)
                seen[part] = (before.incidents + 1, before.only + only)
            }
        }
        let all = seen[.all] ?? (0, 0)
        let parts =
            [OnlyHere.Part.all] + (0..<areaCount).map { .area($0) } + [.outside]
            + (0..<blocks).map { .hours($0 * method.block) }
        account.only = parts.compactMap { part in
            guard let (incidents, only) = seen[part] else { return nil }
            var whole: (incidents: Int, only: Int)? = all
            switch part {
            case .all: whole = nil
            case .hours: whole = timed
            case .area, .outside: break
            }
            return OnlyHere(
                part: part, incidents: incidents, only: only, share: Binomial.interval(only, of: incidents),
                p: whole.flatMap { whole in
                    Ground.p(only, of: incidents, rest: whole.only - only, of: whole.incidents - incidents)
                })
        }
        return account
    }

    /// Twice the smaller tail of Fisher's exact test; nil where one side has no incident or all are alike.
    private static func p(_ only: Int, of incidents: Int, rest: Int, of others: Int) -> Double? {
        guard incidents > 0, others > 0, only + rest > 0, only + rest < incidents + others else { return nil }
        let table = NoncentralHypergeometric(first: incidents, second: others, drawn: only + rest)
        return min(1, 2 * min(table.upperTail(only, odds: 1), table.lowerTail(only, odds: 1)))
    }
}
