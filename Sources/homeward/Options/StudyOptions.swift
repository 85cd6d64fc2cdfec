import ArgumentParser
import Foundation
import HomewardCore
import HomewardIncidents
import HomewardLayers
import HomewardPublishing
import HomewardWorkflow

/// The settings that say which incidents, where and when.
enum StudyChoice: SettingChoice {
    static let paths = [
        "audience", "disclosure", "crs", "time_zone", "study_area", "areas", "calendar", "harm", "period",
        "incidents[]", "rejects",
    ]
    // What is said of one file and not of all is set by its key.
    static let except = [
        "incidents[].file", "incidents[].synthetic", "incidents[].note", "incidents[].name", "incidents[].weight",
        "incidents[].precision_m",
    ]
}

/// Which incidents, where and when: what every analysis shares.
struct StudyOptions: ParsableArguments {
    @Argument(
        help: "Files of incidents: CSV, GeoPackage, Excel, GeoJSON, Shapefile.", completion: .file())
    var incidents: [String]

    @OptionGroup var settings: SettingOptions<StudyChoice>

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Set any key of a plan, such as clusters.core_chance=0.01.", valueName: "key=value"))
    var changes: [Change] = []

    func validate() throws {
        if incidents.isEmpty { throw ValidationError("name at least one file of incidents") }
    }

    /// Puts files and settings into a plan.
    ///
    /// `--study-area` may also be the name of one of the areas, which a plan says with two keys.
    func fill(_ plan: inout PlanFile) throws {
        plan.study.incidents = incidents.map { PlannedSource(source: IncidentSource(path: $0)) }
        try settings.fill(&plan)
        if let studyArea = plan.study.studyArea.file, !FileManager.default.fileExists(atPath: studyArea) {
            guard plan.study.areas.file != nil else {
                throw UsageError(
                    "--study-area \(studyArea): there is no such file; to name an area, give its file with --areas")
            }
            plan.study.studyArea = plan.study.areas
            plan.study.studyAreaName = studyArea
        }
        if plan.study.mendsAreas { plan.study.mendsStudyArea = true }
        for change in changes { try plan.set(change.path, to: change.value) }
    }

    /// Whether the file is a plan by its ending.
    static func isPlan(_ file: String) -> Bool {
        [".yml", ".yaml"].contains { file.lowercased().hasSuffix($0) }
    }

    /// The plan, where it is the only file that was named.
    var plan: String? { incidents.count == 1 ? incidents.first.flatMap { Self.isPlan($0) ? $0 : nil } : nil }

    /// Whether school days can be told from others.
    var hasCalendar: Bool {
        settings.isGiven("calendar.file") || settings.isGiven("calendar.assume_terms")
            || changes.contains {
                $0.path == "calendar.file" || $0.path == "calendar.assume_terms" && $0.value == "true"
            }
    }
}

extension PlanFile {
    /// Reads the plan's study, and writes the ledger of rejected rows where that is asked for.
    func loadStudy() throws -> Study {
        try Outputs.check(
            [study.rejects].compactMap { $0 }, inputs: inputFiles.flatMap(VectorFormat.files(at:)))
        let ledger = RejectDelivery(self)
        try ledger?.check()
        let loaded = try Study(loading: study)
        try ledger?.write(loaded.reading)
        return loaded
    }
}

/// `key=value` of a plan's setting.
struct Change: ExpressibleByArgument {
    let path: String
    let value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        path = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }
}
