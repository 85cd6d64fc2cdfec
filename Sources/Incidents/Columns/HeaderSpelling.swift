/// A column's name as a system writes it, and the role as which it is recognised.
///
/// The list is the only one of its kind: identifiers, categories, ages and weapons are recognised by it, best first; names
/// of times and places are recognised by their words (`ColumnName`), and the list holds what the words must understand. The
/// tests of detection and the article on columns and values are made from it. Case, spaces, hyphens, underscores and `#`
/// for a number do not count.
public struct HeaderSpelling: Sendable, Hashable {
    /// What the column is for.
    public var role: ColumnRole
    /// The name as it stands in the header.
    public var name: String
    /// Where it is found.
    public var seen: String

    /// Every spelling, by role; within a role the better stands first.
    public static let all: [HeaderSpelling] = identifiers + categories + ages + weapons + times + places

    /// The roles that are recognised by this list, with the place of each name among those of its role, the best first; the
    /// names are letters and digits only.
    static let roles: [String: (role: ColumnRole, rank: Int)] = {
        var roles: [String: (role: ColumnRole, rank: Int)] = [:]
        for group in [identifiers, categories, ages, weapons] {
            for (rank, spelling) in group.enumerated() {
                let name = ColumnName(spelling.name).joined
                if roles[name] == nil { roles[name] = (spelling.role, rank) }
            }
        }
        return roles
    }()

    private static func spelt(_ role: ColumnRole, _ seen: String, _ names: [String]) -> [HeaderSpelling] {
        names.map { HeaderSpelling(role: role, name: $0, seen: seen) }
    }

    private static let identifiers: [HeaderSpelling] = [
        spelt(
            .identifier, "crime systems",
            [
                "Crime Number", "Crime No", "Crime Num", "Crime #", "Crime Reference", "Crime Reference Number",
                "Crime Reference No", "Crime Ref", "Crime Ref No", "CRN",
            ]),
        spelt(.identifier, "police.uk", ["Crime ID"]),
        spelt(
            .identifier, "incident systems",
            [
                "Incident Number", "Incident No", "Incident #", "Incident ID", "Incident Reference", "Incident Ref",
                "Occurrence Number", "Occurrence No", "Occurrence ID", "Occurrence Ref", "Offence ID", "Offense ID",
                "Event Number", "Event No", "Event ID", "Investigation Ref", "Investigation Reference",
                "Investigation Number",
            ]),
        spelt(.identifier, "Toronto", ["EVENT_UNIQUE_ID"]),
        spelt(.identifier, "New York", ["INCIDENT_KEY", "CMPLNT_NUM"]),
        spelt(.identifier, "Los Angeles", ["DR_NO"]),
        spelt(.identifier, "road collisions", ["accident_index", "collision_index", "AREFNO"]),
        spelt(.identifier, "road collisions", ["accident_reference", "collision_reference", "Accident Ref"]),
        spelt(
            .identifier, "command and control, ambulance",
            [
                "Log Number", "Log No", "CAD Number", "CAD No", "CAD Ref", "CAD", "NICL Number", "NICL No", "NICL",
                "Call Number", "Call No", "Call ID", "Job Number", "Job No",
            ]),
        spelt(
            .identifier, "US open data", ["Case Number", "Case No", "Case #", "Case ID", "Report Number", "CCN"]),
        spelt(.identifier, "emergency departments", ["Attendance Number", "Attendance ID"]),
        spelt(
            .identifier, "any",
            [
                "URN", "Reference Number", "Reference No", "Reference", "Ref", "Ref No", "Record ID", "uid",
                "Unique ID", "ID", "OBJECTID", "FID",
            ]),
    ].flatMap { $0 }

    private static let categories: [HeaderSpelling] = [
        spelt(
            .category, "crime systems",
            ["Offence", "Offense", "Offence Type", "Offense Type", "Crime Type", "Offence Description"]),
        spelt(.category, "Toronto", ["MCI_CATEGORY"]),
        spelt(.category, "New York", ["OFNS_DESC"]),
        spelt(.category, "Los Angeles", ["Crm Cd Desc"]),
        spelt(
            .category, "crime systems",
            [
                "Offense Description", "Offence Name", "Category", "Offence Category", "Crime Category",
                "Offence Sub Group", "Offence Subgroup", "Crime Sub Group", "Offence Group", "Offense Parent Group",
                "Crime Group", "HO Offence", "HO Offence Description", "Home Office Offence", "Incident Type",
                "Incident Category",
            ]),
        spelt(.category, "Chicago", ["Primary Type"]),
        spelt(
            .category, "command and control, ambulance",
            [
                "Event Type", "Call Type", "Final Call Type", "Initial Call Type", "Nature of Call", "Call Nature",
                "Chief Complaint", "NICL Description", "NICL Category", "Closing Code Description",
            ]),
        spelt(.category, "emergency departments", ["Assault Type", "Type of Assault"]),
        spelt(.category, "any", ["Classification", "Crime Description", "Crime", "Type"]),
    ].flatMap { $0 }

    private static let ages: [HeaderSpelling] = [
        spelt(.age, "any", ["Age", "Victim Age", "Age of Victim", "Victim Age at Offence", "Aggrieved Age"]),
        spelt(.age, "Los Angeles", ["Vict Age"]),
        spelt(
            .age, "any",
            ["Age at Offence", "Age at Incident", "Age Years", "Age (Years)", "Age in Years", "Person Age"]),
        spelt(.age, "road collisions", ["age_of_casualty", "Casualty Age"]),
        spelt(.age, "ambulance", ["Age at Call", "Patient Age", "Age of Patient"]),
        spelt(.age, "emergency departments", ["Age Band", "Age Group", "Age Range", "Patient Age Group"]),
        spelt(.age, "New York", ["VIC_AGE_GROUP", "Victim Age Group", "Victim Age Band"]),
        spelt(.age, "any", ["Suspect Age", "Offender Age", "Age of Suspect"]),
        spelt(.age, "New York", ["SUSP_AGE_GROUP", "PERP_AGE_GROUP"]),
    ].flatMap { $0 }

    private static let weapons: [HeaderSpelling] = [
        spelt(
            .weapon, "any",
            ["Weapon", "Weapon Used", "Weapon Type", "Weapon Description", "Weapons", "Weapon Category", "Main Weapon"]),
        spelt(.weapon, "Los Angeles", ["Weapon Desc"]),
    ].flatMap { $0 }

    private static let times: [HeaderSpelling] = [
        spelt(.year, "Vancouver", ["YEAR"]),
        spelt(.year, "Toronto", ["OCC_YEAR"]),
        spelt(.month, "Vancouver", ["MONTH"]),
        spelt(.month, "Toronto", ["OCC_MONTH"]),
        spelt(.day, "Vancouver", ["DAY"]),
        spelt(.day, "Toronto", ["OCC_DAY"]),
        spelt(.minute, "Vancouver", ["MINUTE"]),
        spelt(
            .when, "incident systems",
            [
                "Occurred", "Occurred On", "Occurred At", "Committed On", "When", "Incident DateTime",
                "Incident Date/Time", "Date/Time", "Timestamp", "Offence Date Time", "dateTimeOccurred",
            ]),
        spelt(.when, "ambulance", ["Call Date/Time", "Call DateTime", "Date and Time of Call"]),
        spelt(.when, "US open data", ["OCC_DATETIME", "DATETIME"]),
        spelt(
            .date, "any",
            [
                "Date", "Date Occurred", "Occurred Date", "Offence Date", "Date of Offence", "Incident Date",
                "Date of Incident", "Event Date", "Committed Date", "incidentdate",
            ]),
        spelt(.date, "New York", ["OCCUR_DATE"]),
        spelt(.date, "Toronto", ["OCC_DATE"]),
        spelt(.date, "Los Angeles", ["DATE OCC"]),
        spelt(.date, "open crime data", ["date_single"]),
        spelt(.date, "road collisions", ["accident_date", "collision_date", "Date of Collision"]),
        spelt(.date, "police.uk", ["Month"]),
        spelt(.date, "command and control, ambulance", ["Call Date", "Date of Call", "Log Date"]),
        spelt(
            .date, "emergency departments", ["Assault Date", "Date of Assault", "Date of attendance", "Arrival Date"]),
        spelt(
            .time, "any",
            [
                "Time", "Time Occurred", "Occurred Time", "Offence Time", "Incident Time", "Time of Incident",
                "Time of Offence", "output_time", "incidenttime",
            ]),
        spelt(.time, "New York", ["OCCUR_TIME"]),
        spelt(.time, "Los Angeles", ["TIME OCC"]),
        spelt(.time, "Toronto", ["OCC_HOUR"]),
        spelt(.time, "any", ["Hour", "Hour of Day"]),
        spelt(.time, "road collisions", ["accident_time", "collision_time", "Time of Collision"]),
        spelt(.time, "command and control, ambulance", ["Call Time", "Time of Call", "Call Connect Time", "Log Time"]),
        spelt(.time, "emergency departments", ["Assault Time", "Time of Assault", "Time of attendance"]),
        spelt(
            .from, "crime systems",
            [
                "First Committed", "Committed From", "Occurred From", "Date/Time Committed From",
                "Committed On or After", "Earliest Date/Time", "From", "Start",
            ]),
        spelt(.from, "US open data", ["Offense Start DateTime", "StartDateTime"]),
        spelt(
            .to, "crime systems",
            [
                "Last Committed", "Committed To", "Occurred To", "Date/Time Committed To", "Committed On or Before",
                "Latest Date/Time", "To", "End",
            ]),
        spelt(.to, "US open data", ["Offense End DateTime", "EndDateTime"]),
        spelt(
            .fromDate, "crime systems",
            [
                "Committed Date From", "Committed From Date", "First Committed Date", "Date First Committed",
                "Date Committed From", "Date From", "Earliest Date", "Start Date", "datefrom",
            ]),
        spelt(.fromDate, "New York", ["CMPLNT_FR_DT"]),
        spelt(.fromDate, "open crime data", ["date_start"]),
        spelt(
            .fromTime, "crime systems",
            [
                "Committed Time From", "Committed From Time", "First Committed Time", "Time First Committed",
                "Time Committed From", "Time From", "Earliest Time", "Start Time",
            ]),
        spelt(.fromTime, "New York", ["CMPLNT_FR_TM"]),
        spelt(
            .toDate, "crime systems",
            [
                "Committed Date To", "Committed To Date", "Last Committed Date", "Date Last Committed",
                "Date Committed To", "Date To", "Latest Date", "End Date", "dateto",
            ]),
        spelt(.toDate, "New York", ["CMPLNT_TO_DT"]),
        spelt(.toDate, "open crime data", ["date_end"]),
        spelt(
            .toTime, "crime systems",
            [
                "Committed Time To", "Committed To Time", "Last Committed Time", "Time Last Committed",
                "Time Committed To", "Time To", "Latest Time", "End Time",
            ]),
        spelt(.toTime, "New York", ["CMPLNT_TO_TM"]),
    ].flatMap { $0 }

    private static let places: [HeaderSpelling] = [
        spelt(
            .x, "crime systems",
            [
                "Easting", "Eastings", "East", "Grid Ref X", "Grid Ref E", "GridE", "Grid East", "OSGR_E", "OS Easting",
                "Location Easting", "X", "X Coordinate", "XCoord", "coord_x",
            ]),
        spelt(.x, "road collisions", ["location_easting_osgr"]),
        spelt(.x, "New York", ["X_COORD_CD"]),
        spelt(.x, "layers saved as tables", ["POINT_X", "geo_lon"]),
        spelt(.x, "any", ["Longitude", "Long", "Lon", "Lng", "Longitude1", "LONG_WGS84"]),
        spelt(
            .y, "crime systems",
            [
                "Northing", "Northings", "North", "Grid Ref Y", "Grid Ref N", "GridN", "Grid North", "OSGR_N",
                "OS Northing", "Location Northing", "Y", "Y Coordinate", "YCoord", "coord_y",
            ]),
        spelt(.y, "road collisions", ["location_northing_osgr"]),
        spelt(.y, "New York", ["Y_COORD_CD"]),
        spelt(.y, "layers saved as tables", ["POINT_Y", "geo_lat"]),
        spelt(.y, "any", ["Latitude", "Lat", "Latitude1", "LAT_WGS84"]),
    ].flatMap { $0 }
}
