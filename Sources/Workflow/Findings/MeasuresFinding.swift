import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// What `measures` says: whether incidents near dated measures changed.
public struct MeasuresFinding: StudyFinding {
    /// The verb `measures`, and the section "Measures at places".
    public static let about = FindingAbout(
        key: "measures", verb: "measures", title: "Measures at places",
        abstract: "Tell whether incidents near cameras, lighting, murals or other dated measures changed.",
        discussion: """
            Use it when measures stand at places and began at different times. Their layer holds points, lines or areas with a first day \
            (--measures FILE, --date FIELD). Each is looked at over as many days after its start as before, a year at most (--span); \
            incidents within --near metres are held against those of the rest of the study area in the same days, and those up to --ring \
            metres further say whether they moved next door.

            Read the interval of all measures together first: single places have few incidents, and one of twenty looks good or bad by chance \
            alone. Places with a measure are never held against others that have one. Where measures were put because it had just got worse, \
            some of a fall is a return to the usual level.

              homeward measures Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --measures Samples/measures.geojson \\
                --near 100 --out measures.csv
            """,
        method:
            "Incidents near each measure before and after its own start against those elsewhere in the same days: conditional likelihood of one common ratio "
            + "(Breslow and Day 1987) with Pearson's dispersion between places; single places exactly by Fisher's noncentral hypergeometric distribution.",
        groups: ["measures", "window.days", "window.hours"],
        table: FindingTable(
            "A record for each measure.",
            [
                .init("name", "the measure"), .init("start", "its first day"),
                .init("days_before", "days in force before"),
                .init("days_after", "days in force after"), .init("near_before", "incidents near it before"),
                .init("near_after", "incidents near it after"),
                .init("ring_before", "incidents in its ring before; empty without"),
                .init("ring_after", "incidents in its ring after; empty without"),
                .init("control_before", "incidents elsewhere before"),
                .init("control_after", "incidents elsewhere after"),
                .init("ratio", "what happened by what was to be expected"),
                .init("lower", "the lower end of its exact interval"),
                .init("upper", "the upper end; empty where it has none"),
                .init("p", "how likely so great a change is where nothing was done"),
            ]),
        whyNotShared: "It counts near single places, and withholds nothing where few happened")

    /// A plan asks for it where it names their layer, but for others nothing is told near single places.
    public static func isAsked(by plan: PlanFile) -> Bool {
        plan.measuresLayer.file != nil && !plan.audience.isShared
    }

    /// One measure.
    public struct Place: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its first day.
        public var start: String
        /// Days in force before and after.
        public var days: [Int]
        /// Incidents near it before and after.
        public var near: [Int]
        /// Incidents in its ring; absent without.
        public var ring: [Int]?
        /// Incidents elsewhere.
        public var control: [Int]
        /// The exact ratio.
        public var estimate: EvaluateFinding.Estimate
    }

    /// How near incidents count, m.
    public var nearM: Double
    /// How far the rings reach beyond, m.
    public var ringM: Double
    /// All together.
    public var near: EvaluateFinding.Estimate
    /// The rings together.
    public var ring: EvaluateFinding.Estimate
    /// The measures.
    public var places: [Place]
    /// Measures without enough days on either side.
    public var tooNearTheEnds: [String]
    /// Measures without an incident of their own.
    public var covered: Int

    /// Looks at the layer that the plan names.
    public init(_ study: Study, _ plan: PlanFile) throws {
        guard let layer = plan.measuresLayer.reference else {
            throw SettingError.together(path: "measures.file", message: "is not given; name the layer of measures")
        }
        let found = try study.measures(
            plan.measures, layer: layer, dateField: plan.measuresDate, window: plan.window)
        let result = found.result
        nearM = result.method.near
        ringM = result.method.ring
        near = .init("measures", result.near)
        ring = .init("measures_ring", result.ring)
        places = zip(result.places, result.single).map { place, single in
            Place(
                name: place.name, start: place.start.description, days: [place.days.before, place.days.after],
                near: [place.near.before, place.near.after], ring: place.ring.map { [$0.before, $0.after] },
                control: [place.control.before, place.control.after], estimate: .init("exact", single))
        }
        tooNearTheEnds = found.tooNearTheEnds
        covered = found.covered
    }

    private var lead: [String] {
        let before = places.reduce(0) { $0 + ($1.near.first ?? 0) }
        let after = places.reduce(0) { $0 + ($1.near.last ?? 0) }
        var lines = [
            "Incidents within \(Shown.fixed(nearM, 0)) m of \(Words.count(places.count, "measure", "measures")): \(near.words ?? "no answer, \(near.why ?? "")")",
            "They had \(Shown.grouped(before)) before their starts and \(Shown.grouped(after)) after, over as many days",
        ]
        if ringM > 0 {
            lines.append("Up to \(Shown.fixed(ringM, 0)) m further: \(ring.words ?? "no answer, \(ring.why ?? "")")")
        }
        if before + after < 2 * EvaluationResult.smallCount {
            lines.append("These are few: nothing but a great change can be told")
        }
        if !tooNearTheEnds.isEmpty {
            lines.append(
                "Left out, for they began less than \(DatedMeasures.fewestDays) days from an end of the data: \(Words.list(tooNearTheEnds))"
            )
        }
        if covered > 0 {
            lines.append(
                "\(Words.count(covered, "measure has", "measures have")) no incident of \(covered == 1 ? "its" : "their") own; where grounds overlap, the first listed has the incidents"
            )
        }
        return lines
    }

    /// The finding in words.
    public var lines: [String] {
        lead
            + places.prefix(20).map {
                "\($0.name), from \($0.start): \($0.near.first ?? 0) to \($0.near.last ?? 0), \($0.estimate.words ?? "no answer, \($0.estimate.why ?? "")")"
            }
    }

    /// The words, then the measures.
    public var section: FindingSection {
        FindingSection(
            lead.map { Words.sentence($0) },
            tables: [
                .init(
                    "Incidents near each measure before and after its start",
                    [
                        .text("Measure"), .text("Start"), .number("Before"), .number("After"),
                        .number("Ratio (interval)"),
                    ],
                    rows: places.map { place in
                        [
                            place.name, place.start, Shown.grouped(place.near.first ?? 0),
                            Shown.grouped(place.near.last ?? 0),
                            place.estimate.lower.map {
                                IntervalWords.text(place.estimate.ratio, $0, place.estimate.upper)
                            } ?? "–",
                        ]
                    })
            ])
    }

    /// A record for each measure.
    public var records: [[FindingCell]] {
        func number(_ value: Double?) -> FindingCell { value.map { .number($0) } ?? .empty }
        func pair(_ counts: [Int]?) -> [FindingCell] {
            guard let counts, counts.count == 2 else { return [.empty, .empty] }
            return counts.map { .whole($0) }
        }
        return places.map { place in
            [.text(place.name), .text(place.start)] + pair(place.days) + pair(place.near) + pair(place.ring)
                + pair(place.control)
                + [
                    number(place.estimate.ratio), number(place.estimate.lower), number(place.estimate.upper),
                    number(place.estimate.p),
                ]
        }
    }
}
