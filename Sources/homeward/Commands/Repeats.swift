import ArgumentParser
import HomewardPublishing
import HomewardWorkflow

/// The settings of the near repeats; every day and hour counts unless told otherwise.
enum RepeatChoice: SettingChoice {
    static let paths = ["repeats", "window", "limits.pairs", "seed"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward repeats`: which incidents follow each other near in place and time.
struct Repeats: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: "Tell whether one incident is followed by others nearby, how near and for how long.",
        discussion: """
            Use it before sending anybody to the place of the last incident: it tells whether the risk nearby is raised at all, \
            how far it reaches and when it is over. Every two incidents are a pair, counted by how far and how many days they \
            are apart (Knox's table). Where days are dealt anew among the places, a busy place stays busy and a busy week \
            stays busy; what is left above that is one incident leading to the next, or one group at work.

            Read the ratio first: 2.0 in "1-100 m, 1-7 days" means twice as many pairs as place and season explain, so that \
            within a week a second incident within 100 m is twice as likely as otherwise. "Stands out" allows for all bands \
            together. A band holds its upper limit and not its lower: 101-200 m is more than 100 m and up to 200 m, and days \
            are civil days. A high ratio in "same place, same day" alone may be one incident recorded twice. A ratio that is \
            high in wide bands too tells that incidents moved from one part of town to another over the period: take a shorter \
            period. Of the linked pairs some are there by chance: a chain is a lead, no proof.

              homeward repeats Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --out repeats.geojson --bands bands.csv
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<RepeatChoice>

    @Option(help: ArgumentHelp("Write the table of bands too.", valueName: "file"), completion: .file())
    var bands: String?

    @Option(
        help: ArgumentHelp("Write the originators and repeats as points too.", valueName: "file"), completion: .file())
    var members: String?

    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }
    var moreFiles: [String] { [bands, members].compactMap { $0 } }

    func require(_ study: Study, _ plan: PlanFile) throws {
        try study.requireDays(for: "near repeats")
        try study.requirePlaces(asFineAs: plan.repeats.finest, key: "repeats.distances_m", for: "near repeats")
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<RepeatsFinding> {
        try require(study, plan)
        let table = try study.selectingSome(plan.window, for: "near repeats").mostly
        let method = plan.repeatsMethod
        let result = try method.repeats(of: table)
        var outcome = Outcome(finding: RepeatsFinding(result, of: table, method: method)) {
            RepeatLayer.make(result, of: table, system: study.workingSystem)
        }
        if let bands { outcome.more.append((bands, { RepeatBandLayer.make(result) })) }
        if let members {
            outcome.more.append(
                (members, { RepeatIncidentLayer.make(result, of: table, system: study.workingSystem) }))
        }
        return outcome
    }
}
