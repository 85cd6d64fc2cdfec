import Testing

@testable import HomewardIncidents

/// The list of spellings is what detection recognises, and detection recognises the headers of whole systems.
@Suite struct HeaderSpellingTests {
    @Test(arguments: HeaderSpelling.all) func everySpellingIsRecognisedAsItsRole(_ spelling: HeaderSpelling) {
        let name = ColumnName(spelling.name)
        let role = name.timeRole?.role ?? name.axis?.role ?? name.namedRole?.role
        #expect(role == spelling.role || name.datePart == spelling.role, "\(spelling.name): \(name.words)")
        #expect(name.timeRole?.isReport != true)
    }

    @Test func noSpellingIsListedTwice() {
        let names = HeaderSpelling.all.map { $0.role.rawValue + ":" + $0.name }
        #expect(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
        #expect(Set(HeaderSpelling.all.map(\.role)) == Set(ColumnRole.allCases))
    }

    @Test(arguments: [
        "Date of Birth", "DOB", "Closed Date", "Last Updated", "Updated On", "Time at Scene", "Time Dispatched", "year",
        "day_of_week", "weekday", "accident_year", "OCC_DOW", "OCC_YEAR", "Lon_Lat", "Time UTC", "age_band_of_casualty",
        "Year of Birth", "today", "Last outcome category", "Reported by", "Estate", "Candidate", "location",
        "Sentiment",
    ]) func whatIsNothingOfTheKindIsLeftAlone(_ name: String) {
        let name = ColumnName(name)
        #expect(!name.isKnown, "\(name.words)")
    }

    @Test(arguments: [
        "Reported Date", "Date Reported", "Date Rptd", "Report DateTime", "RPT_DT", "Recorded Date", "Created On",
    ])
    func aReportIsKnownForOne(_ name: String) {
        #expect(ColumnName(name).timeRole?.isReport == true)
    }

    private static let systems: [(name: String, header: String, roles: String)] = [
        (
            "New York shootings",
            "INCIDENT_KEY,OCCUR_DATE,OCCUR_TIME,BORO,LOC_OF_OCCUR_DESC,PRECINCT,JURISDICTION_CODE,STATISTICAL_MURDER_FLAG,PERP_AGE_GROUP,PERP_SEX,VIC_AGE_GROUP,VIC_SEX,X_COORD_CD,Y_COORD_CD,Latitude,Longitude,Lon_Lat",
            "id=INCIDENT_KEY,date=OCCUR_DATE,time=OCCUR_TIME,age=VIC_AGE_GROUP,x=Longitude,y=Latitude"
        ),
        (
            "New York complaints",
            "CMPLNT_NUM,CMPLNT_FR_DT,CMPLNT_FR_TM,CMPLNT_TO_DT,CMPLNT_TO_TM,RPT_DT,KY_CD,OFNS_DESC,PD_CD,X_COORD_CD,Y_COORD_CD",
            "id=CMPLNT_NUM,from_date=CMPLNT_FR_DT,from_time=CMPLNT_FR_TM,to_date=CMPLNT_TO_DT,to_time=CMPLNT_TO_TM,category=OFNS_DESC,x=X_COORD_CD,y=Y_COORD_CD"
        ),
        (
            "Los Angeles",
            "DR_NO,Date Rptd,DATE OCC,TIME OCC,AREA,AREA NAME,Crm Cd,Crm Cd Desc,Vict Age,Vict Sex,Premis Desc,Weapon Used Cd,Weapon Desc,LOCATION,LAT,LON",
            "id=DR_NO,date=DATE OCC,time=TIME OCC,category=Crm Cd Desc,age=Vict Age,weapon=Weapon Desc,x=LON,y=LAT"
        ),
        (
            "Chicago",
            "ID,Case Number,Date,Block,IUCR,Primary Type,Description,Location Description,Arrest,Beat,X Coordinate,Y Coordinate,Year,Updated On,Latitude,Longitude,Location",
            "id=Case Number,date=Date,category=Primary Type,x=Longitude,y=Latitude"
        ),
        (
            "Seattle",
            "Report Number,Offense ID,Offense Start DateTime,Offense End DateTime,Report DateTime,Group A B,Offense Parent Group,Offense,Longitude,Latitude",
            "id=Offense ID,from=Offense Start DateTime,to=Offense End DateTime,category=Offense,x=Longitude,y=Latitude"
        ),
        (
            "STATS19",
            "accident_index,accident_year,accident_reference,location_easting_osgr,location_northing_osgr,longitude,latitude,police_force,accident_severity,number_of_casualties,date,day_of_week,time",
            "id=accident_index,date=date,time=time,x=location_easting_osgr,y=location_northing_osgr"
        ),
        (
            "London collisions",
            "AREFNO,Borough,Easting,Northing,Accident Date,Day,Time,Casualty Age",
            "id=AREFNO,date=Accident Date,time=Time,age=Casualty Age,x=Easting,y=Northing"
        ),
        (
            "police.uk",
            "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context",
            "id=Crime ID,date=Month,category=Crime type,x=Longitude,y=Latitude"
        ),
        (
            "Niche-like",
            "Occurrence No,Offence,Committed Date From,Committed Time From,Committed Date To,Committed Time To,Reported Date,Reported Time,Grid Ref E,Grid Ref N,Victim Age",
            "id=Occurrence No,from_date=Committed Date From,from_time=Committed Time From,to_date=Committed Date To,to_time=Committed Time To,category=Offence,x=Grid Ref E,y=Grid Ref N,age=Victim Age"
        ),
        (
            "Athena-like", "Crime No.,First Committed,Last Committed,Crime Type,OSGR_E,OSGR_N,Age",
            "id=Crime No.,from=First Committed,to=Last Committed,category=Crime Type,x=OSGR_E,y=OSGR_N,age=Age"
        ),
        (
            "open crime data",
            "uid,city_name,offense_code,offense_type,date_single,longitude,latitude,location_type",
            "id=uid,category=offense_type,date=date_single,x=longitude,y=latitude"
        ),
        (
            "ambulance", "CAD,Incident Date,Time of Call,Chief Complaint,Age at call,East,North",
            "id=CAD,date=Incident Date,time=Time of Call,category=Chief Complaint,age=Age at call,x=East,y=North"
        ),
        (
            "emergency department",
            "Date of attendance,Assault date,Assault time,Location type,Age band,Weapon used,X,Y",
            "date=Assault date,time=Assault time,age=Age band,weapon=Weapon used,x=X,y=Y"
        ),
    ]

    @Test(arguments: systems) func theHeaderOfASystemNeedsNoHelp(
        _ system: (name: String, header: String, roles: String)
    )
        throws
    {
        let header = system.header.split(separator: ",").map(String.init)
        let plan = try ColumnDetection(file: "f", header: header, mapping: ColumnMapping()).plan()
        let found = Set(plan.found(in: header).map { "\($0.role.rawValue)=\($0.name)" })
        #expect(found == Set(system.roles.split(separator: ",").map(String.init)))
    }
}
