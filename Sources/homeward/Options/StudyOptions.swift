import ArgumentParser
import Foundation
import HomewardCalendar
import HomewardIncidents
import HomewardWorkflow

/// Which incidents, where and when: the options that every analysis shares.
struct StudyOptions: ParsableArguments {
    @Argument(help: "Files of incidents: CSV, GeoPackage, Excel, GeoJSON, Shapefile.", completion: .file())
    var incidents: [String]

    @Option(
        help: ArgumentHelp("A layer of named areas, in order of precedence.", valueName: "file"), completion: .file())
    var areas: String?

    @Option(
        help: ArgumentHelp(
            "The study area: a file of polygons, or the name of one of --areas.", valueName: "file|name"),
        completion: .file())
    var studyArea: String?

    @Flag(help: "Mend outlines that cross themselves, and say so, instead of refusing them.")
    var mendAreas = false

    @Option(help: ArgumentHelp("The field that holds the names of areas.", valueName: "field"))
    var nameField: String?

    @Option(help: ArgumentHelp("The working coordinate system, projected in metres.", valueName: "EPSG:n"))
    var crs = "EPSG:27700"

    @Option(
        help: ArgumentHelp(
            "The coordinate system of the incidents' columns, where they do not tell.", valueName: "EPSG:n"))
    var incidentsCrs: String?

    @Option(
        help: ArgumentHelp(
            "Columns by role: when=Occurred,x=Easting,y=Northing,category=Offence.", valueName: "role=column,…"))
    var columns: String?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Keep rows with that value; give it again for more.", valueName: "column=value"))
    var selecting: [String] = []

    @Option(help: ArgumentHelp("Keep persons younger than this.", valueName: "years"))
    var ageUnder: Int?

    @Option(help: ArgumentHelp("The first day.", valueName: "YYYY-MM-DD"))
    var from: CivilDay?

    @Option(help: ArgumentHelp("The last day.", valueName: "YYYY-MM-DD"))
    var to: CivilDay?

    @Option(
        help: ArgumentHelp("Terms, INSET days, bank holidays and finish times.", valueName: "file"), completion: .file()
    )
    var calendar: String?

    @Option(help: ArgumentHelp("The time zone in which hours are told.", valueName: "zone"))
    var timeZone = "Europe/London"

    @Option(help: ArgumentHelp("A table category,harm of harm weights.", valueName: "file"), completion: .file())
    var harm: String?

    func validate() throws {
        if incidents.isEmpty { throw ValidationError("name at least one file of incidents") }
        if let ageUnder, !(1...121).contains(ageUnder) {
            throw ValidationError("--age-under is a number of years from 1 to 121")
        }
        if let from, let to, from > to { throw ValidationError("--to lies before --from; exchange them") }
    }

    /// The request that these options make.
    func request() throws -> StudyRequest {
        let mapping = try columns.map { try ColumnMapping.parse($0) } ?? ColumnMapping(overrides: [:])
        var wanted: [String: [String]] = [:]
        for pair in selecting {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw UsageError("--where \(pair): write column=value, such as --where offence=Robbery")
            }
            wanted[String(parts[0]), default: []].append(String(parts[1]))
        }
        var request = StudyRequest(
            incidents: incidents.map {
                IncidentSource(
                    path: $0, layer: nil, columns: mapping, crs: incidentsCrs, selecting: wanted, ageUnder: ageUnder)
            })
        request.crs = crs
        request.timeZone = timeZone
        request.calendar = calendar
        request.harm = harm
        request.from = from
        request.to = to
        request.areaNameField = nameField
        request.mendsAreas = mendAreas
        request.mendsStudyArea = mendAreas
        if let areas { request.areas = PlanFile.LayerReference(file: areas) }
        if let studyArea {
            if FileManager.default.fileExists(atPath: studyArea) {
                request.studyArea = PlanFile.LayerReference(file: studyArea)
            } else if let areas {
                request.studyArea = PlanFile.LayerReference(file: areas)
                request.studyAreaName = studyArea
            } else {
                throw UsageError(
                    "--study-area \(studyArea): there is no such file; to name an area, give its file with --areas")
            }
        }
        return request
    }
}

extension CivilDay: ExpressibleByArgument {
    /// Reads `YYYY-MM-DD`.
    public init?(argument: String) {
        self.init(iso: argument)
    }
}

extension HourWindow: ExpressibleByArgument {
    /// Reads `15-18` or `15:10-16:40`.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension DaySelection: ExpressibleByArgument {}
