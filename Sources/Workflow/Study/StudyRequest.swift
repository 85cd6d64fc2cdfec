public import HomewardCalendar
public import HomewardIncidents

/// What every job starts from: which incidents, where and when, told in which coordinate system and time zone.
public struct StudyRequest: Sendable, Equatable {
    /// The working coordinate system, projected in metres.
    public var crs = "EPSG:27700"
    /// The time zone in which hours are told.
    public var timeZone = "Europe/London"
    /// The study area's layer; without it the named areas together, and without those the incidents' own extent.
    public var studyArea: PlanFile.LayerReference?
    /// The polygon of it, nil for all.
    public var studyAreaName: String?
    /// Whether an invalid outline of the study area is mended instead of refused.
    public var mendsStudyArea = false
    /// Whether an invalid outline of an area is mended instead of refused.
    public var mendsAreas = false
    /// The layer of named areas.
    public var areas: PlanFile.LayerReference?
    /// The areas in order of precedence, nil for all.
    public var areaNames: [String]?
    /// The field that holds their names.
    public var areaNameField: String?
    /// The school calendar's file.
    public var calendar: String?
    /// The harm table's file.
    public var harm: String?
    /// The weight of a category that the harm table lacks.
    public var harmDefault = 1.0
    /// The incident files.
    public var incidents: [IncidentSource]
    /// The first day, nil for the earliest incident's.
    public var from: CivilDay?
    /// The last day, nil for the latest incident's.
    public var to: CivilDay?

    /// A request for incidents with every other setting at its default.
    public init(incidents: [IncidentSource]) {
        self.incidents = incidents
    }
}

extension PlanFile {
    /// The part of the plan that every job starts from.
    public var study: StudyRequest {
        var request = StudyRequest(incidents: incidents)
        request.crs = crs
        request.timeZone = timeZone
        request.studyArea = studyArea
        request.studyAreaName = studyAreaName
        request.mendsStudyArea = mendsStudyArea
        request.mendsAreas = mendsAreas
        request.areas = areas
        request.areaNames = areaNames
        request.areaNameField = areaNameField
        request.calendar = calendar
        request.harm = harm
        request.harmDefault = harmDefault
        request.from = period.lowerBound
        request.to = period.upperBound
        return request
    }
}
