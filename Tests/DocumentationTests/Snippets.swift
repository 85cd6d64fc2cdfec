import HomewardAnalysis
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardPlanner
import HomewardStreets
import HomewardWorkflow

// The code of the articles in Documentation/Homeward.docc. A test holds each region against the articles' text, and each
// function is run, so that what the articles show works.

// snippet: study
func study(incidents: String, areas: String, calendar: String) throws -> Study {
    var request = StudyRequest(incidents: [IncidentSource(path: incidents, ageUnder: 25)])
    request.areas = .init(file: areas)
    request.studyArea = .init(file: areas)
    request.studyAreaName = "Coventry"
    request.calendars = [calendar]
    return try Study(loading: request)
}
// end

// snippet: peaks
func peaks(of study: Study) throws -> PeakSurvey {
    let method = AfterSchoolPeaks {
        $0.leastRatio = 1.5
        $0.against = .both
    }
    return try method.peaks(
        of: study.table, areas: study.assignment, names: study.areas.map(\.name), days: study.days, clock: study.clock)
}
// end

// snippet: emerging
func emerging(in study: Study) throws -> [(cell: Int, label: String, history: String)] {
    let result = try study.emergingHotspots(
        EmergingHotspots { $0.cell = 500 }, window: .everything, mostCells: 100_000)
    return result.cells.enumerated().compactMap { number, cell in
        cell.label.map { (number, $0, cell.signs) }
    }
}
// end

// snippet: trends
func trends(of study: Study) throws -> TrendSurvey {
    let method = Trends {
        $0.days = .school
        $0.hours = .afterSchool
        $0.rank = .area
    }
    return try study.trends(method)
}
// end

// snippet: sources
func sharedIncidents(of study: Study) throws -> SourceSurvey {
    let method = SourceComparison {
        $0.within = 150
        $0.minutes = 45
    }
    return try study.sources(method)
}
// end

// snippet: hotspots
func hotspots(of study: Study) throws -> Hotspots {
    let afterSchool = try study.selecting(StudyWindow()).table
    return try GetisOrd().scores(
        of: Grid(covering: study.studyArea.outline, cellSize: 100), points: afterSchool.points)
}
// end

// snippet: clusters
func places(of study: Study) throws -> [(incidents: Int, joinsAt: Double, outline: Shape)] {
    let method = HDBSCAN { $0.smallest = 20 }
    let points = study.table.points
    let result = try method.clusters(of: points)
    let drawn = try result.outlined(points, outline: ClusterOutline { $0.form = .concave })
    return zip(result.clusters, drawn).map { ($0.count, $0.joins, $1.hull) }
}
// end

// snippet: local Moran
func clustersAndOutliers(of study: Study) throws -> Hotspots {
    let grid = try Grid(covering: study.studyArea.outline, cellSize: 250)
    let method = LocalMoran { $0.neighbours = .nearest(8) }
    return try method.scores(of: grid, grid.values(of: study.table.points, harm: study.table.harm))
}
// end

// snippet: bursts
func bursts(of study: Study) throws -> [ScanCluster] {
    let method = PermutationScan {
        $0.radius = 300
        $0.longestDays = 14
        $0.isOngoing = true
    }
    return try study.scan(method).clusters.filter { $0.p <= 0.05 }
}
// end

// snippet: density
func density(of study: Study) throws -> DensitySurface {
    let method = DensityMethod {
        $0.bandwidth = .likelihood
        $0.adaptation = .abramson
    }
    let afterSchool = try study.selecting(StudyWindow())
    return try method.surface(
        of: afterSchool.table.points, weights: afterSchool.shares, by: .init(points: study.table.points),
        on: method.grid(covering: study.studyArea.outline, atMost: 1_000_000))
}
// end

// snippet: street density
func streetDensity(of study: Study, streets: String) throws -> StreetDensity {
    let network = try StreetFile.read(path: streets, in: study.workingSystem).network
    let method = NetworkDensity { $0.bandwidth = 200 }
    return try method.density(of: study.table.points, on: network)
}
// end

// snippet: near repeats
func nearRepeats(among study: Study) throws -> [(distance: String, days: String, ratio: Double, p: Double)] {
    let method = NearRepeats {
        $0.distances = [0, 100, 200]
        $0.days = [0, 7, 14]
        $0.permutations = 99
    }
    let result = try method.repeats(of: study.table)
    return result.cells.enumerated().filter(\.element.standsOut).map { index, cell in
        (
            result.distances[index / result.days.count].label, result.days[index % result.days.count].label,
            cell.ratio ?? 0, cell.familyP
        )
    }
}
// end

// snippet: routes
func routes(for study: Study, schools: String, stops: String, streets: String) throws -> ChaperonePlan {
    let places = try Places(system: study.workingSystem, calendar: study.schoolCalendar())
    let network = try StreetFile.read(path: streets, in: study.workingSystem).network
    let schoolDays = try study.selecting(StudyWindow { $0.hours = nil }).table
    let planner = ChaperonePlanner { $0.teams = 2 }
    return try planner.plan(
        schools: places.schools(.init(file: schools), names: ["Sidney Stringer Academy", "Foxford Community School"]),
        stops: Places.stops(.init(file: stops), in: study.workingSystem),
        incidents: schoolDays, period: study.period, network: network, clock: study.clock)
}
// end

// snippet: boundaries
func boundaries(in file: String, named names: [String]) throws -> [NamedArea] {
    let system = try CoordinateSystem("EPSG:27700")
    return try AreaFile.read(path: file, names: names, nameField: "name", in: system)
}
// end

// snippet: overlaps
func sharedGround(_ areas: [NamedArea]) throws -> [(first: String, second: String, hectares: Double)] {
    try AreaLocator(areas).overlaps().map { overlap in
        (areas[overlap.first].name, areas[overlap.second].name, overlap.area / 10_000)
    }
}
// end

// snippet: output
func hotCells(in file: String) throws -> [(id: String, q: Double)] {
    let layer = try LayerReader(path: file).read()
    return layer.features.compactMap { cell in
        guard layer.value("hot", of: cell) == .boolean(true), let q = layer.value("q", of: cell)?.asDouble else {
            return nil
        }
        return (cell.id ?? "", q)
    }
}
// end
