import Testing

@testable import HomewardIncidents

@Suite struct ColumnDetectionTests {
    private func plan(_ header: String, _ mapping: String = "", hasGeometry: Bool = false) throws -> [String: String] {
        let names = header.split(separator: ",").map(String.init)
        let plan = try ColumnDetection(
            file: "f", header: names, mapping: ColumnMapping.parse(mapping), hasGeometry: hasGeometry
        ).plan()
        return Dictionary(
            plan.found(in: names).map { ($0.role.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    @Test(arguments: [
        (
            "Crime Number,Offence,Committed From Date,Committed From Time,Committed To Date,Committed To Time,Easting,Northing",
            "id=Crime Number,category=Offence,from_date=Committed From Date,from_time=Committed From Time,to_date=Committed To Date,to_time=Committed To Time,x=Easting,y=Northing"
        ),
        ("Date From,Date To,Easting,Northing", "from_date=Date From,to_date=Date To,x=Easting,y=Northing"),
        ("Occurred,Longitude,Latitude", "when=Occurred,x=Longitude,y=Latitude"),
        (
            "X,Y,OBJECTID,IncidentDate,IncidentTime,Crime_Type",
            "id=OBJECTID,date=IncidentDate,time=IncidentTime,category=Crime_Type,x=X,y=Y"
        ),
        ("StartDateTime,EndDateTime,X,Y", "from=StartDateTime,to=EndDateTime,x=X,y=Y"),
        ("uid,offense_type,date,x,y", "id=uid,category=offense_type,date=date,x=x,y=y"),
        ("Date of Birth,Reported Date,Date,Time,lat,lng", "date=Date,time=Time,x=lng,y=lat"),
        ("Incident Date/Time,X Coordinate,Y Coordinate", "when=Incident Date/Time,x=X Coordinate,y=Y Coordinate"),
        ("from,to,easting,northing,victim_age", "from=from,to=to,x=easting,y=northing,age=victim_age"),
        (
            "date_from,time_from,date_to,time_to,lon,lat",
            "from_date=date_from,from_time=time_from,to_date=date_to,to_time=time_to,x=lon,y=lat"
        ),
    ]) func namesAreRecognised(_ header: String, _ expected: String) throws {
        let wanted = expected.split(separator: ",").map { $0.split(separator: "=").map(String.init) }
        #expect(try plan(header) == Dictionary(wanted.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }))
    }

    @Test func overridesWinAndTheirKindOfTimeWithThem() throws {
        let found = try plan("Committed From,Committed To,Date,Time,Easting,Northing,Lon,Lat", "date=Date,x=Lon,y=Lat")
        #expect(found == ["date": "Date", "time": "Time", "x": "Lon", "y": "Lat"])
    }

    @Test func whatIsPassedOverIsSaid() throws {
        let names = ["Date", "From", "To", "Easting", "Northing", "Longitude", "Latitude", "Offence", "Crime type"]
        let plan = try ColumnDetection(file: "f.csv", header: names, mapping: ColumnMapping()).plan()
        #expect(plan.notes.count == 3)
        #expect(plan.notes.contains { $0.contains("\"Offence\" is taken as the category, not \"Crime type\"") })
        #expect(plan.notes.contains { $0.contains("not from \"Date\"") })
        #expect(plan.notes.contains { $0.contains("other columns hold one too") })
    }

    @Test func aFeatureWithAPointNeedsNoColumnsForIt() throws {
        #expect(try plan("when,x,y", hasGeometry: true) == ["when": "when"])
        #expect(try plan("when,x,y", "x=x,y=y", hasGeometry: true) == ["when": "when", "x": "x", "y": "y"])
    }
}
