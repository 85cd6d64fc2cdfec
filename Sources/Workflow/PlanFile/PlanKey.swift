import Foundation
public import HomewardCalendar
import HomewardIncidents

/// One key that a plan file may have: the single place that knows its name, its default and its meaning.
public struct PlanKey: Sendable, Hashable {
    /// The key with the keys above it, `hotspots.cell_m`. The keys of a list's items follow `[]`: `incidents[].file`.
    public let path: String
    /// The default as it would be written in the file; nil where the key has none.
    public let defaultValue: String?
    /// Whether a plan without it is refused.
    public let isRequired: Bool
    /// What it means, with its unit and range.
    public let meaning: String

    init(_ path: String, _ defaultValue: String?, _ meaning: String, required: Bool = false) {
        self.path = path
        self.defaultValue = defaultValue
        self.isRequired = required
        self.meaning = meaning
    }
}

extension PlanKey {
    /// Every key in the order in which a plan file is written.
    public static let all: [PlanKey] = [
        PlanKey("title", "Homeward plan", "the heading of the report"),
        PlanKey("crs", "EPSG:27700", "the working coordinate system, projected in metres"),
        PlanKey("time_zone", "Europe/London", "the time zone in which hours are told"),
        PlanKey("study_area.file", nil, "a layer of polygons", required: true),
        PlanKey("study_area.layer", nil, "its layer, where the file has several"),
        PlanKey("study_area.name", nil, "the polygon to use; all of them where not given"),
        PlanKey(
            "study_area.mend", "false",
            "mend an outline that crosses itself, and say so, instead of refusing it: true or false"),
        PlanKey("areas.file", nil, "a layer of polygons with names; the study area's file where not given"),
        PlanKey("areas.layer", nil, "its layer, where the file has several"),
        PlanKey("areas.names", nil, "the areas to report, in order of precedence; all where not given"),
        PlanKey("areas.name_field", nil, "the field that holds the names; found by the usual ones where not given"),
        PlanKey("areas.mend", "false", "the same for the areas: true or false"),
        PlanKey("schools.file", nil, "a layer of points with names; no chaperone routes without it"),
        PlanKey("schools.layer", nil, "its layer, where the file has several"),
        PlanKey("schools.names", nil, "the schools to serve; all where not given"),
        PlanKey("stops.file", nil, "a layer of points with names: bus stops that children walk to"),
        PlanKey("stops.layer", nil, "its layer, where the file has several"),
        PlanKey("calendar.file", nil, "terms, INSET days, bank holidays and finish times", required: true),
        PlanKey("streets.file", nil, "a layer of street lines; no chaperone routes without it"),
        PlanKey("streets.layer", nil, "its layer, where the file has several"),
        PlanKey("harm.file", nil, "a table category,harm; every incident weighs 1 without it"),
        PlanKey("harm.default", "1", "the weight of a category that the table lacks, 0 or more"),
        PlanKey("incidents", nil, "a list of incident files", required: true),
        PlanKey("incidents[].file", nil, "CSV, GeoPackage, Excel or another layer of incidents", required: true),
        PlanKey("incidents[].layer", nil, "its layer, where the file has several"),
        PlanKey("incidents[].crs", nil, "the coordinate system of its columns, where they do not tell"),
        PlanKey(
            "incidents[].columns", "{}",
            "column names by role, { when: Occurred, x: Easting }; found by name where not given"),
        PlanKey(
            "incidents[].where", "{}", "values wanted by column, { category: [Robbery, Violence] }; all where not given"
        ),
        PlanKey("incidents[].age_under", nil, "keep persons younger than this, 1 to 121; all ages where not given"),
        PlanKey("incidents[].note", nil, "what a reader must know of the file; printed among the report's assumptions"),
        PlanKey("period.from", nil, "the first day, YYYY-MM-DD", required: true),
        PlanKey("period.to", nil, "the last day, YYYY-MM-DD", required: true),
        PlanKey("window.days", "school", "the days of the hotspots and routes: school, non-school, weekend or all"),
        PlanKey("window.hours", "15-18", "their hours, half-open local time"),
        PlanKey("hotspots.method", "gistar", "gistar (Getis-Ord Gi*)"),
        PlanKey("hotspots.cell_m", "100", "the width of a cell, 10 to 10000 m"),
        PlanKey("hotspots.form", "square", "the form of a cell: square or hexagonal"),
        PlanKey("hotspots.fdr", "0.05", "the false-discovery rate at which a cell or a peak is called significant"),
        PlanKey("hotspots.bandwidth_m", "300", "the bandwidth of the density surface, 10 to 10000 m"),
        PlanKey("clusters.method", "place-hour", "place-hour (density in place and on the 24-hour clock)"),
        PlanKey("clusters.radius_m", "150", "how near in place, 1 to 10000 m"),
        PlanKey("clusters.hours", "1", "how near on the clock, 0.1 to 12 hours"),
        PlanKey("clusters.minimum", "12", "incidents that make a core, 2 to 1000"),
        PlanKey("clusters.permutations", "999", "permutations of the test, 99 to 99999"),
        PlanKey("chaperones.teams", "6", "teams on a school day, 1 to 200"),
        PlanKey("chaperones.people_per_team", "2", "people on a team, 1 to 10"),
        PlanKey("chaperones.minutes", "120", "the time of a team from the school's finish, 15 to 300 minutes"),
        PlanKey("chaperones.walk_m_per_s", "1.2", "walking speed, 0.3 to 3 m/s"),
        PlanKey("chaperones.dwell_min", "10", "the stay at a post, 1 to 60 minutes"),
        PlanKey("chaperones.reach_m", "100", "how far from a post it protects, 10 to 500 m"),
        PlanKey("chaperones.walking_distance_m", "1600", "how far children walk, 100 to 5000 m"),
        PlanKey("patrols.areas", "5", "patrol areas, 1 to 50"),
        PlanKey("patrols.radius_m", "150", "the radius of an area, 25 to 2000 m"),
        PlanKey("patrols.spacing_m", "500", "the least distance between two centres, at least twice the radius"),
        PlanKey("patrols.visit_min", "15", "the length of a visit, 5 to 120 minutes"),
        PlanKey("patrols.visits_per_day", "3", "visits to each area on a day, 1 to 24"),
        PlanKey("patrols.hours", "15-22", "the hours of the patrols, half-open local time"),
        PlanKey("patrols.weeks", "1", "weeks of the timetable, 1 to 52"),
        PlanKey("patrols.teams", "1", "patrol teams that share the visits, 1 to 50"),
        PlanKey(
            "timetable.first_day", nil,
            "the timetable's first day; the first Monday of a full school week after the period, or the first Monday after it where the calendar ends, where not given"
        ),
        PlanKey("seed", "1", "the seed of every random test, 0 or more"),
    ]

    /// The hours that stand as the default of the key at `path`, so that the command and the plan file agree.
    ///
    /// - Throws: ``WorkflowError/nothingToDo(_:)`` where that key holds no hours.
    public static func defaultHours(_ path: String) throws(WorkflowError) -> HourWindow {
        guard let text = all.first(where: { $0.path == path })?.defaultValue, let window = HourWindow(text) else {
            throw .nothingToDo("the key \(path) has no hours by default")
        }
        return window
    }

    /// The keys and defaults as text, aligned in columns, for `homeward plan --keys`.
    public static var listing: String {
        let width = all.map(\.path.count).max() ?? 0
        return all.map { key in
            let value = key.defaultValue ?? (key.isRequired ? "(required)" : "(none)")
            let path = key.path.padding(toLength: width + 2, withPad: " ", startingAt: 0)
            return path + value.padding(toLength: max(16, value.count + 2), withPad: " ", startingAt: 0) + key.meaning
        }
        .joined(separator: "\n")
    }
}
