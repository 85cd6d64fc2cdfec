import HomewardAnalysis
import HomewardCore

/// What several sources have in common, and what each has that the others do not.
public struct SourcesFinding: StudyFinding {
    /// The verb `sources`, and the section "Sources".
    public static let about = FindingAbout(
        key: "sources", verb: "sources", title: "Sources",
        abstract: "Tell which incidents several sources share, how many of them by chance, and what each alone has.",
        discussion: """
            Use it when you put the extracts of police, ambulance or emergency department side by side: before you add up their counts, \
            and when a panel asks what the police do not hear of. Name the files of each source, for files of one name are one source:

              homeward sources Samples/incidents.csv Samples/ambulance.csv \\
                --areas GeoData/areas.geojson --study-area Coventry \\
                --set incidents[1].name=police --set incidents[2].name=ambulance \\
                --set incidents[2].precision_m=50 --out pairs.csv

            Nothing is merged or dropped, here or elsewhere: every count and map holds the incidents of all sources, and the last line \
            says by how many at most that may be too many.

            Pairs: two incidents of different sources within --within metres (and what incidents[].precision_m says of both) and \
            --within-min minutes are a possible pair. Of these as many hold as there can be with nobody in two, the closest of all \
            ways. An hour, a range or a day alone is a stretch that meets whatever happened in it, which is weak evidence: \
            the answer says how many pairs rest on it. The month alone, longer ranges and days that only one source has are set \
            aside and counted. Category and age are told as evidence and decide nothing, for sources name offences differently.

            By chance: two busy sources have pairs even where they share no incident. So one source's days are dealt anew among \
            those of the same weekday in the same quarter of the year, places and hours kept, and pairs are counted again. p is how \
            likely so many are by chance; what is over it are estimated to be the same incidents, with the middle 95 % of \
            the deals as interval. No less than 0 is told, and where chance gives as many it is said. A single pair is never certain: \
            look at the rows that --out names. What makes both sources busy on the same days, a festival or a heatwave, looks like \
            sharing too.

            In neither: from how many both have follows how many both miss (capture and recapture), if a case in one is no likelier to be \
            in the other, all cases are alike and pairs are right. Grave cases are in both more often, and then more are missed than it \
            says: take it as a least number.

            Only here: what no other source has, by area and by block of hours, with exact intervals; an area or hours stand out where \
            q, over all of them, is within --fdr. Busy places have more chance pairs, so they seem to be shared a little more.

            incidents[].weight makes an incident of one file weigh more than one of another wherever harm is used; counts stay counts.
            """,
        method:
            "Pairs of incidents of different sources near in place and in time by the clock, as many as there can be with nobody in "
            + "two and of the least sum of shares of both limits (Edmonds and Karp 1972; Hopcroft and Karp 1973); p = (k + 1) / (n + 1) from "
            + "dealing one source's days anew among the same weekdays of about a quarter, seeded; Chapman's estimate (1951) with Seber's variance "
            + "(1970) and Chao's interval (1987) of how many there are in all; shares that no other source has with Clopper–Pearson intervals, "
            + "each area and block of hours against the source's other incidents by Fisher's exact test, doubled, with Benjamini–Hochberg "
            + "rates. No incident is merged or dropped.",
        groups: ["sources", "limits.source_pairs", "seed"],
        table: FindingTable(
            "Pairs of incidents of different sources that are likely to be the same, by their lines in the files, a record for each.",
            [
                .init("first_source", "The source whose name comes first."),
                .init("first_file", "Its file."),
                .init("first_line", "The line of the file on which the incident starts, or the feature's number."),
                .init("second_source", "The other source."),
                .init("second_file", "Its file."),
                .init("second_line", "The line of the file on which the incident starts, or the feature's number."),
                .init("distance_m", "How far apart they lie, m."),
                .init(
                    "minutes_apart",
                    "How far apart they are in time, minutes; 0 where the stretches in which they happened meet."),
                .init("times", "How well the less exact time is known: moment, hour, range or day."),
                .init("same_category", "Whether both have one category; empty where one is not known."),
                .init("same_age", "Whether the ages differ by no more than a year; empty where one is not known."),
            ]),
        whyNotShared: "It tells of single incidents and which of them are the same")

    /// How far apart in place a pair may lie beside what both sources' places are known to, m.
    public var withinM: Double
    /// How far apart in time, minutes.
    public var withinMin: Double
    /// The false-discovery rate at which an area or hours stand out.
    public var fdr: Double
    /// All incidents.
    public var incidents: Int
    /// By how many at most they are more than what happened, if every pair is one incident.
    public var mostCountedTwice: Int
    /// What each source has, by name.
    public var compared: [SourceSummary]
    /// Each two sources, by name.
    public var pairings: [SourcePairingSummary]
    /// The pairs, by the sources' names and in the order of the first one's times. They stand in the table alone, for they are many and tell
    /// of single rows; a finding that is read from a record has none.
    public var pairs: [SourcePairSummary] = []

    private enum CodingKeys: CodingKey {
        case withinM, withinMin, fdr, incidents, mostCountedTwice, compared, pairings
    }

    /// Compares the sources of the study.
    public init(_ study: Study, _ plan: PlanFile) throws {
        try study.requireIncidents()
        self.init(try study.sources(plan.sourcesMethod), of: study)
    }

    /// Sums up a survey of the study's sources.
    init(_ survey: SourceSurvey, of study: Study) {
        let reports = study.reading.sources
        let named = Dictionary(study.reading.namedSources.map { ($0.files, $0) }) { first, _ in first }
        let names = survey.accounts.map(\.source.name)
        withinM = survey.method.within
        withinMin = survey.method.minutes
        fdr = survey.method.fdr
        incidents = study.table.count
        mostCountedTwice = survey.inflation
        compared = survey.accounts.map { account in
            SourceSummary(
                account, files: account.source.files.map { reports[$0].file },
                weights: account.source.files.map { reports[$0].weight },
                precision: named[account.source.files]?.precision, areas: study.areas.map(\.name),
                block: survey.method.block)
        }
        pairings = survey.pairings.map { SourcePairingSummary($0, names: names) }
        pairs = survey.pairings.flatMap { pairing in
            pairing.pairs.map {
                SourcePairSummary(
                    $0, names: (names[pairing.first], names[pairing.second]), files: reports.map(\.file),
                    table: study.table)
            }
        }
    }

    /// Why there is nothing to compare; nil where there is.
    private var nothing: String? {
        switch compared.count {
        case 0: "Sources: none are known, so nothing was compared"
        case 1:
            "Sources: \(compared[0].name) is the only one, so nothing was compared; name the files of another, and give files of one source one name (incidents[].name)"
        default: nil
        }
    }

    private var caveat: String {
        let most = Shown.percent(Double(mostCountedTwice) / Double(max(1, incidents)))
        return "Nothing was merged: all counts hold the incidents of every source, at most "
            + "\(Shown.grouped(mostCountedTwice)) of \(Shown.grouped(incidents)) (\(most)) too many if every pair is one incident"
    }

    private var verdicts: [[String]] { pairings.map { $0.lines(minutes: withinMin) } }

    /// What each source has, what each two share, and what each alone has.
    public var lines: [String] {
        if let nothing { return [nothing] }
        let accounts = compared.flatMap { source in [source.line] + source.groundLines.map { "  \($0)" } }
        let shared = verdicts.flatMap { lines in lines.prefix(1) + lines.dropFirst().map { "  \($0)" } }
        return accounts + compared.compactMap(\.asideLine) + shared + compared.compactMap { $0.onlyLine(fdr: fdr) } + [
            caveat
        ]
    }

    /// The verdicts as sentences, then the tables.
    public var section: FindingSection {
        if let nothing { return FindingSection([Words.sentence(nothing)]) }
        func sentence(_ text: String) -> String { Words.sentence(text.prefix(1).uppercased() + text.dropFirst()) }
        let paragraphs =
            compared.map { sentence($0.line) } + verdicts.map { $0.map(sentence).joined(separator: " ") }
            + compared.compactMap { $0.onlyLine(fdr: fdr).map(sentence) }
            + compared.compactMap { $0.asideLine.map(sentence) }
            + [sentence(caveat)]
        return FindingSection(paragraphs, tables: compared.map { $0.table })
    }

    /// The records of `sources.csv`.
    public var records: [[FindingCell]] { pairs.map(\.cells) }
}

extension SourceSummary {
    /// What no other source has, by area and by hours.
    fileprivate var table: FindingSection.Table {
        FindingSection.Table(
            "What only \(name) has",
            [
                .text("Part"), .number("Incidents compared"), .number("Only here"), .number("Share"),
                .number("95 % interval"), .number("p"), .number("q"),
            ],
            rows: only.map { part in
                [
                    part.title.prefix(1).uppercased() + part.title.dropFirst(), Shown.grouped(part.incidents),
                    Shown.grouped(part.only), Shown.percent(part.share), part.interval,
                    part.p.map { Shown.probability($0) } ?? "–", part.q.map { Shown.probability($0) } ?? "–",
                ]
            })
    }
}
