/// A column's name taken apart into words: `Committed From Date`, `committed_from_date` and `CommittedFromDate` alike.
struct ColumnName {
    /// The words in lower case.
    let words: [String]
    /// The words run together.
    let joined: String

    init(_ name: String) {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        func close() {
            if !word.isEmpty { words.append(word.lowercased()) }
            word = ""
        }
        for character in name {
            if !(character.isLetter || character.isNumber) {
                close()
            } else {
                if character.isUppercase, previous.isLowercase { close() }
                word.append(character)
            }
            previous = character
        }
        close()
        self.words = words.flatMap { ColumnName.compounds[$0] ?? [$0] }
        joined = words.joined()
    }

    private static let compounds: [String: [String]] = [
        "datetime": ["date", "time"], "timestamp": ["date", "time"], "dateandtime": ["date", "time"],
        "datefrom": ["date", "from"], "dateto": ["date", "to"], "timefrom": ["time", "from"], "timeto": ["time", "to"],
        "fromdate": ["from", "date"], "todate": ["to", "date"], "fromtime": ["from", "time"], "totime": ["to", "time"],
        "startdate": ["start", "date"], "enddate": ["end", "date"], "starttime": ["start", "time"],
        "endtime": ["end", "time"], "startdatetime": ["start", "date", "time"], "enddatetime": ["end", "date", "time"],
        "dt": ["date"], "tm": ["time"],
    ]

    /// The role in time that the words spell, and how well: 0 names the occurrence, 1 the incident, 2 neither.
    ///
    /// Every word must be understood, so that `Reported Date` or `Date of Birth` is no date of an incident.
    var timeRole: (role: ColumnRole, rank: Int)? {
        var (isDate, isTime, isFrom, isTo) = (false, false, false, false)
        var rank = 2
        for word in words {
            switch word {
            case "date", "day": isDate = true
            case "time": isTime = true
            case "month" where words.count == 1: isDate = true
            case "from", "start", "started", "starting", "earliest", "begin", "beginning", "first": isFrom = true
            case "to", "end", "ended", "ending", "latest", "until", "last": isTo = true
            case "committed", "occurred", "occured", "occurrence", "offence", "offense", "commission": rank = 0
            case "incident", "crime", "event": rank = min(rank, 1)
            case "of", "on", "at", "and", "local", "the", "when", "uk": break
            default: return nil
            }
        }
        if isFrom && isTo { return nil }
        switch (isDate, isTime, isFrom, isTo) {
        case (true, false, true, _): return (.fromDate, rank)
        case (false, true, true, _): return (.fromTime, rank)
        case (_, _, true, _): return (.from, rank)
        case (true, false, _, true): return (.toDate, rank)
        case (false, true, _, true): return (.toTime, rank)
        case (_, _, _, true): return (.to, rank)
        case (true, true, _, _): return (.when, rank)
        case (true, _, _, _): return (.date, rank)
        case (_, true, _, _): return (.time, rank)
        default:
            return ["occurred", "occured", "committed", "when"].contains(words.first) && rank != 1 && words.count <= 2
                ? (.when, rank) : nil
        }
    }

    /// The axis of a position and the kind of coordinates that the words spell.
    var axis: (role: ColumnRole, kind: CoordinateKind)? {
        let meaningful = words.filter {
            !["x", "y"].contains($0)
                ? !ColumnName.axisFillers.contains($0) : words.count == 1 || !ColumnName.isAxis(words)
        }
        guard meaningful.count == 1 || ["xcoord", "ycoord", "pointx", "pointy", "geox", "geoy"].contains(joined) else {
            return nil
        }
        return ColumnName.axes[meaningful.count == 1 ? meaningful[0] : joined]
    }

    private static let axisFillers: Set<String> = [
        "coord", "coordinate", "coordinates", "point", "geo", "os", "bng", "grid", "wgs84", "deg", "degrees", "m",
        "metres",
        "incident", "offence", "crime", "location", "loc", "the", "of", "geocode", "geocoded", "27700", "4326", "osgb",
    ]

    private static func isAxis(_ words: [String]) -> Bool {
        words.contains { !["x", "y"].contains($0) && axes[$0] != nil }
    }

    private static let axes: [String: (role: ColumnRole, kind: CoordinateKind)] = [
        "easting": (.x, .nationalGrid), "eastings": (.x, .nationalGrid), "east": (.x, .nationalGrid),
        "northing": (.y, .nationalGrid), "northings": (.y, .nationalGrid), "north": (.y, .nationalGrid),
        "longitude": (.x, .degrees), "long": (.x, .degrees), "lon": (.x, .degrees), "lng": (.x, .degrees),
        "latitude": (.y, .degrees), "lat": (.y, .degrees),
        "x": (.x, .unnamed), "xcoord": (.x, .unnamed), "pointx": (.x, .unnamed), "geox": (.x, .unnamed),
        "y": (.y, .unnamed), "ycoord": (.y, .unnamed), "pointy": (.y, .unnamed), "geoy": (.y, .unnamed),
    ]
}

/// What the names of the position's columns say about its coordinate system, best first.
enum CoordinateKind: Int, CaseIterable, Sendable {
    /// Easting and northing.
    case nationalGrid
    /// Longitude and latitude.
    case degrees
    /// X and y, which may be either.
    case unnamed
}

/// The names by which columns that are neither time nor place are recognised, letters and digits only, best first.
enum ColumnNames {
    /// The names for a role, or none where the role is recognised by its words.
    static func names(for role: ColumnRole) -> [String] {
        switch role {
        case .identifier:
            [
                "crimenumber", "crimeno", "crimenum", "crimereference", "crimereferencenumber", "crimereferenceno",
                "crimeref",
                "crimerefno", "crn", "crimeid", "incidentnumber", "incidentno", "incidentid", "incidentreference",
                "incidentref", "occurrencenumber", "occurrenceno", "occurrenceid", "offenceid", "lognumber",
                "casenumber",
                "caseno", "caseid", "eventid", "urn", "referencenumber", "reference", "ref", "refno", "recordid", "uid",
                "uniqueid", "id", "objectid", "fid",
            ]
        case .category:
            [
                "offence", "offense", "offencetype", "offensetype", "crimetype", "offencedescription",
                "offensedescription",
                "offencename", "category", "offencecategory", "crimecategory", "offencesubgroup", "crimesubgroup",
                "offencegroup", "crimegroup", "hooffence", "hooffencedescription", "homeofficeoffence", "incidenttype",
                "incidentcategory", "primarytype", "eventtype", "classification", "crimedescription", "crime", "type",
            ]
        case .age:
            [
                "age", "victimage", "ageofvictim", "victimageatoffence", "aggrievedage", "ageatoffence",
                "ageatincident",
                "ageyears", "ageinyears", "personage", "suspectage", "offenderage", "ageofsuspect",
            ]
        case .weapon:
            ["weapon", "weaponused", "weapontype", "weapondescription", "weapons", "weaponcategory", "mainweapon"]
        default: []
        }
    }
}
