public import HomewardCore
public import HomewardLayers
public import HomewardWorkflow

/// What an edition for others says of itself: the rules by which its figures were made, the figures of the clock, and what
/// it rests on. It is `run.json` of such an edition and what a verb prints, and names no file of the force.
public struct SharedRecord: Finding {
    /// The rules in numbers.
    public struct Rules: Codable, Sendable, Equatable {
        /// The least count that is shown.
        public var minimum: Int
        /// The side of a cell, m.
        public var cellM: Double
        /// Counts are rounded to multiples of this.
        public var base: Int
        /// The steps of the clock, hours.
        public var windowH: Int
    }

    /// Hours of the week with their incidents.
    public struct Block: Codable, Sendable, Equatable {
        /// What the block is for.
        public var kind: ReleasedBlock.Kind
        /// Its days.
        public var days: String
        /// When it begins, local time; absent where no time of day is known.
        public var from: String?
        /// When it ends.
        public var to: String?
        /// Its incidents, rounded; absent where withheld.
        public var incidents: Int?
    }

    /// What a feature of a layer holds.
    public struct Item: Codable, Sendable, Equatable {
        /// Its key.
        public var id: String
        /// Its columns as text; those without a value are left out.
        public var values: [String: String]
    }

    /// `partner` or `public`.
    public var audience: Audience
    /// What that means.
    public var statement: String
    /// The rules in sentences.
    public var rules: [String]
    /// The same in numbers.
    public var disclosure: Rules
    /// The title of the plan; absent where there is no plan.
    public var title: String?
    /// The study area's name.
    public var studyArea: String
    /// The first day.
    public var from: String
    /// The last day.
    public var to: String
    /// The incidents by hours of the week.
    public var clock: [Block]
    /// The features of the layers that hold figures or places, by the layer's name.
    public var layers: [String: [Item]]
    /// The working coordinate system; with it and the rest absent in what a verb prints.
    public var system: String?
    /// When the run was, ISO 8601 in UTC.
    public var started: String?
    /// The versions of Homeward and of the libraries.
    public var versions: [String: String]?
    /// What of the input is made up.
    public var synthetic: [MadeUp]
    /// What the plan says about its incidents.
    public var notes: [String]
    /// What the figures rest on.
    public var assumptions: [String]
    /// Whom the plan says a team calls, for the duty cards of an edition for partners; absent where it names nobody, and in any other.
    public var call: [SheetContact]?

    /// What a verb says: the figures of a release and the features of layers that an edition for others has.
    public init(_ release: Release, layers: [Layer]) {
        audience = release.audience
        statement = release.audience.statement
        rules = release.rules
        disclosure = Rules(
            minimum: release.disclosure.minimum, cellM: release.disclosure.cell, base: release.disclosure.base,
            windowH: release.disclosure.windowHours)
        studyArea = release.study.studyArea.name
        from = release.study.period.lowerBound.description
        to = release.study.period.upperBound.description
        clock = release.blocks.map { block in
            Block(
                kind: block.kind, days: block.days, from: block.from.map { Shown.clock($0) },
                to: block.to.map { Shown.clock($0) }, incidents: block.incidents)
        }
        self.layers = Dictionary(layers.map { ($0.name, SharedRecord.items(of: $0)) }) { first, _ in first }
        synthetic = MadeUp.ordered(release.study.madeUp)
        notes = []
        assumptions = release.study.assumptions
    }

    /// What a run says.
    init(_ results: RunResults, release: Release) {
        self.init(release, layers: [])
        title = results.plan.title
        system = "\(results.study.workingSystem.definition) (\(results.study.workingSystem.name))"
        started = results.started
        versions = results.versions
        synthetic = MadeUp.ordered(results.madeUp)
        notes = results.plan.study.incidents.compactMap(\.note)
        assumptions = results.assumptions
        let contacts = results.plan.sheets.call
        call = audience == .partner && !contacts.isEmpty ? contacts : nil
    }

    /// `EXERCISE: made-up streets`; nil where nothing is made up.
    package var exercise: String? { MadeUp.exercise(Set(synthetic)) }

    private static func items(of layer: Layer) -> [Item] {
        layer.features.map { feature in
            let values = zip(layer.fields, feature.values).compactMap { field, value in
                value.asText.map { (field.name, $0) }
            }
            return Item(id: feature.id ?? "", values: Dictionary(values) { first, _ in first })
        }
    }

    /// What `plan` says when it is done.
    public var text: String { lines.joined(separator: "\n") }

    /// The figures in words.
    public var lines: [String] {
        var lines = [statement] + rules
        lines += clock.filter { $0.incidents != nil }.map { "\(Self.hours($0)): \(Self.figure($0.incidents))" }
        let withheld = clock.count { $0.incidents == nil }
        if withheld > 0 {
            lines.append(
                "\(withheld) of \(clock.count) blocks of hours withheld: fewer than \(disclosure.minimum) incidents or too few cells"
            )
        }
        for (name, items) in layers.sorted(by: { $0.key < $1.key }) {
            lines += items.map { item in
                let values = item.values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                return "\(name) \(item.id): \(values.joined(separator: ", "))"
            }
        }
        return lines
    }

    /// The hours of a block in words.
    package static func hours(_ block: Block) -> String {
        let days =
            switch block.days {
            case "school": "School days"
            case "non-school": "Days that are no school days"
            case "weekend": "Weekends"
            case "other": "Other days"
            default: "All days"
            }
        switch block.kind {
        case .unknown: return "Time not known"
        default:
            guard let from = block.from, let to = block.to else { return "\(days), hours of the patrols" }
            return "\(days), \(from)–\(to)"
        }
    }

    /// A figure in words.
    package static func figure(_ figure: Int?) -> String { SharedCellLayer.shown(figure) }
}
