package import HomewardAnalysis
internal import HomewardCalendar
package import HomewardGeometry
package import HomewardIncidents
package import HomewardLayers
package import HomewardPlanner
package import HomewardStreets

@testable package import HomewardPublishing
@testable package import HomewardWorkflow

/// A small made-up run around the middle of Coventry, with hostile names where a name can stand.
package enum ReportFixture {
    package static let hostile = "<script>document.title='owned'</script> & \"O'Neil\""
    package static let degrees = CoordinateSystem.wgs84ForTests

    package static func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
        BoundingBox(minX: west, minY: south, maxX: east, maxY: north).polygon
    }

    package static func layers() -> [Layer] {
        let school = Point(x: -1.5028, y: 52.4131)
        let walk = LineString([
            school, Point(x: -1.507, y: 52.4135), Point(x: -1.51, y: 52.411), Point(x: -1.512, y: 52.408),
        ])
        let posts = walk.points.enumerated().map { index, point in
            Post(
                id: "R1-P\(index + 1)", point: point, place: index == 0 ? hostile : "Synthetic Street \(index)",
                arrive: 910 + Double(index) * 20, leave: 922 + Double(index) * 20, risk: 3.5 - Double(index))
        }
        let plan = ChaperonePlan(
            routes: [
                ChaperoneRoute(
                    id: "R1", school: hostile, start: 910, isStartAssumed: true, posts: posts, walk: walk, length: 880,
                    minutes: 75, people: 2, risk: 8, legs: [300, 300, 280],
                    directions: walk.points.dropLast().map { place in
                        [
                            Direction(
                                turn: .start, street: hostile, isNamed: true, heading: "north", length: 180,
                                place: place),
                            Direction(
                                turn: .left, street: "the footpath", isNamed: false, heading: "west", length: 120,
                                place: place),
                        ]
                    })
            ], unserved: [], risk: 8, upperBound: 9.5)
        let patrols = patrolPlan()
        let areas = [
            NamedArea(
                name: hostile, outline: MultiPolygon([box(-1.51, 52.41, -1.49, 52.42)]), isOfficial: false),
            NamedArea(name: "Wood End / Moat House", outline: MultiPolygon([box(-1.48, 52.43, -1.465, 52.445)])),
        ]
        let city = NamedArea(
            name: "Coventry", outline: MultiPolygon([box(-1.56, 52.38, -1.46, 52.45)]), note: "Made for a test")
        return [
            StudyAreaLayer.make(city, system: degrees),
            AreaLayer.make(areas: areas, counts: [140, 90], peaks: peaks(), in: degrees, squareMetres: [2e6, 1.5e6]),
            hotspots(), clusters(), RepeatLayer.make(repeats(), of: followers(), system: degrees),
            RepeatIncidentLayer.make(repeats(), of: followers(), system: degrees), RepeatBandLayer.make(repeats()),
            RouteLayer.make(plan, system: degrees), PostLayer.make(plan, system: degrees),
            PatrolAreaLayer.make(patrols, system: degrees), VisitLayer.make(patrols),
            SchoolLayer.make(
                [School(name: hostile, gate: school, finish: 910, isFinishAssumed: true)], system: degrees),
            StopLayer.make([Stop(name: "Severn Road", point: Point(x: -1.49, y: 52.40))], system: degrees),
        ]
    }

    /// One layer for each definition of the catalogue, with rows in it.
    package static func catalogued() throws -> [(definition: any LayerDefinition.Type, layer: Layer)] {
        let system = try CoordinateSystem.epsg(27_700)
        let layers = layers() + [StreetLayer.make(try network(), system: system), overlaps()]
        return try LayerCatalogue.all.compactMap { definition in
            if definition == PlaceClusterLayer.self { return (definition, placeClusters()) }
            if definition == DensityClusterLayer.self { return (definition, try densityClusters()) }
            if definition == MonitorLayer.self { return (definition, try monitor()) }
            if definition == EmergingLayer.self { return (definition, try emerging()) }
            if definition == ForecastLayer.self { return (definition, try forecast()) }
            if definition == SpaceTimeClusterLayer.self { return (definition, spaceTimeClusters()) }
            if definition == ScanLayer.self { return (definition, scan()) }
            if definition == DensityLayer.self { return (definition, DensityLayer.make(try density(), system: system)) }
            if definition == IsobandLayer.self {
                let ground = MultiPolygon([box(433_000, 279_000, 433_800, 279_800)])
                return (
                    definition, try IsobandLayer.make(try density(), at: [0.1, 0.3], within: ground, system: system)
                )
            }
            if definition == StreetDensityLayer.self { return (definition, try streetDensity()) }
            return layers.first { $0.name == definition.layerName }.map { (definition, $0) }
        }
    }

    static func overlaps() -> Layer {
        OverlapLayer.layer(
            in: degrees,
            rows: [
                OverlapLayer.Row(
                    overlap: NamedOverlap(first: hostile, second: "Wood End / Moat House", squareMetres: 12_345.6),
                    ground: .multiPolygon(MultiPolygon([box(-1.5, 52.41, -1.49, 52.42)])))
            ])
    }

    /// Two streets that meet and one apart, the second without a name.
    package static func network() throws -> StreetNetwork {
        let nodes = [
            (433_000.0, 279_000.0), (433_100.25, 279_000), (433_100.25, 279_150), (440_000, 285_000),
            (440_010, 285_000),
        ]
        .map { Point(x: $0.0, y: $0.1) }
        let ends: [(from: Int, to: Int, name: String?, kind: String?)] = [
            (0, 1, hostile, "residential"), (1, 2, nil, "footway"), (3, 4, "Far Lane", nil),
        ]
        return try StreetNetwork(
            nodes: nodes,
            edges: ends.map { ends in
                StreetNetwork.Edge(
                    from: ends.from, to: ends.to, length: 1, line: LineString([nodes[ends.from], nodes[ends.to]]),
                    name: ends.name, kind: ends.kind)
            }, isSynthetic: true)
    }

    private static let placeCluster = PlaceCluster(
        members: Array(0..<15), centre: Point(x: -1.5, y: 52.41),
        hull: .polygon(box(-1.502, 52.408, -1.498, 52.412)))

    package static func placeClusters() -> Layer { PlaceClusterLayer.make([placeCluster], system: degrees) }

    /// Two heaps that stand apart.
    package static func densityClusters() throws -> Layer {
        let heaps = (0..<30).map { Point(x: $0 < 15 ? 0 : 900, y: Double($0 % 5)) }
        return DensityClusterLayer.make(
            try HDBSCAN().clusters(of: heaps), outlines: [placeCluster, placeCluster], system: degrees)
    }

    /// The half of a town's incidents by all of them.
    private static func density() throws -> DensitySurface {
        let points = (0..<40).map { (number: Int) -> Point in
            Point(x: 433_200 + Double(number * 37 % 400), y: 279_200 + Double(number * 53 % 400))
        }
        let grid = try Grid(origin: Point(x: 433_000, y: 279_000), cellSize: 100, columns: 8, rows: 8)
        return try DensityMethod { $0.bandwidth = .metres(200) }
            .surface(of: Array(points.prefix(20)), by: .init(points: points), on: grid)
    }

    /// Incidents on two streets that meet.
    private static func streetDensity() throws -> Layer {
        let nodes = [
            Point(x: 433_000, y: 279_000), Point(x: 433_200, y: 279_000), Point(x: 433_200, y: 279_150),
        ]
        let lengths: [Double] = [200, 150]
        let network = try StreetNetwork(
            nodes: nodes,
            edges: lengths.indices.map { from in
                StreetNetwork.Edge(
                    from: from, to: from + 1, length: lengths[from], line: LineString([nodes[from], nodes[from + 1]]),
                    name: hostile, kind: "residential")
            }, isSynthetic: true)
        let found = try NetworkDensity { $0.bandwidth = 100 }.density(of: [nodes[1]], on: network)
        return StreetDensityLayer.make(found, on: network, system: try CoordinateSystem.epsg(27_700))
    }

    /// Two areas over three years, one of which has more of late.
    package static func monitor() throws -> Layer {
        MonitorLayer.make(
            try monitorFinding(),
            areas: ["West", hostile].enumerated().map { index, name in
                NamedArea(name: name, outline: MultiPolygon([box(Double(index), 0, Double(index) + 1, 1)]))
            }, system: degrees)
    }

    /// Their figures.
    package static func monitorFinding() throws -> MonitorFinding {
        let first = CivilDay(number: 18_993)
        let clock = try LocalClock(timeZone: "Europe/London")
        let incidents = (0..<1096).flatMap { step -> [Incident] in
            (0..<(step > 1000 ? 4 : 2)).map { number in
                Incident(
                    at: Point(x: Double(step % 2) + 0.5, y: 0.5), on: first.advanced(by: step),
                    second: Int32(9 + number * 3) * 3600, clock: clock, category: "Assault",
                    age: Int16(14 + step % 30), weapon: step % 5 == 0 ? "Knife" : "", harm: 10)
            }
        }
        let table = IncidentTable(incidents)
        let result = try Monitor().figures(
            of: table,
            places: MonitoredPlaces(
                area: table.x.map { $0 < 1 ? 0 : 1 }, names: ["West", hostile], residents: [9000, 9000],
                sources: [ComparedSource(name: "Police", files: [0]), ComparedSource(name: hostile, files: [1])],
                weighsHarm: true),
            days: DayTable(
                first: first,
                kinds: (0..<1096).map { first.advanced(by: $0).isWeekend ? .weekend : .school }),
            areSchoolDaysKnown: true)
        return MonitorFinding(result, whole: hostile, areas: ["West", hostile], sources: ["Police", hostile])
    }

    /// A town of 64 cells in which four have incidents every month.
    package static func emerging() throws -> Layer {
        EmergingLayer.make(try emergingResult(), system: try CoordinateSystem.epsg(27_700))
    }

    /// The histories of that town.
    package static func emergingResult() throws -> EmergingResult {
        let grid = try Grid(origin: Point(x: 433_000, y: 279_000), cellSize: 200, columns: 8, rows: 8)
        let steps = SpaceTimeCube.months(from: 2024, count: 12)
        let counts = steps.indices.flatMap { step in
            (0..<64).map { Int32([18, 19, 26, 27].contains($0) ? 15 + step % 4 : $0 % 3) }
        }
        return try EmergingHotspots().histories(
            of: SpaceTimeCube(grid: grid, unit: .month, steps: steps, counts: counts))
    }

    /// What is expected in 64 cells, most in the first.
    package static func forecast() throws -> Layer {
        let grid = try Grid(origin: Point(x: 433_000, y: 279_000), cellSize: 250, columns: 8, rows: 8)
        let day = CivilDay(number: 20_339)
        return ForecastLayer.make(
            ForecastSurface(
                method: .mixture, grid: grid, period: HeldOutPeriod(first: day, last: day.advanced(by: 6), days: 7),
                share: (0..<64).map { Double(64 - $0) / 2080 }, position: (0..<64).map { (Double($0) + 0.5) / 64 },
                lastYear: (0..<64).map { 63 - $0 }), system: try CoordinateSystem.epsg(27_700))
    }

    package static func spaceTimeClusters() -> Layer {
        let day = CivilDay(number: 19_812)
        return SpaceTimeClusterLayer.make(
            SpaceTimeResult(
                clusters: [
                    SpaceTimeCluster(
                        place: placeCluster, first: SpaceTimeCluster.Moment(day: day, minute: 1390),
                        last: SpaceTimeCluster.Moment(day: day.advanced(by: 2), minute: 15), seconds: 90_300)
                ], incidents: 20, unplaced: 3), system: degrees)
    }

    /// A burst that stands out and one that does not, or hours of a place.
    package static func scan(by time: PermutationScan.Time = .days) -> Layer {
        var result = PermutationScanResult()
        result.clusters = [0.001, 0.4].enumerated().compactMap { index, p in
            guard let hours = HourWindow(start: 1380, end: 60) else { return nil }
            let first = CivilDay(number: 20_000 + 40 * index)
            let x = -1.505 + Double(index) * 0.02
            return ScanCluster(
                centre: Point(x: x, y: 52.41), radius: Double(index) * 120.5,
                outline: .polygon(box(x, 52.405, x + 0.004, 52.408)), places: 1 + 6 * index, around: 12,
                members: Array(0..<5), window: time == .days ? .days(first...first.advanced(by: index)) : .hours(hours),
                expected: 0.625, strength: 8.25, p: p)
        }
        return ScanLayer.make(result, by: time, system: degrees)
    }

    /// What a scan says that found nothing.
    package static func scanFinding() -> ScanFinding {
        var result = PermutationScanResult()
        (result.incidents, result.places, result.limit, result.untimed) = (700, 512, 9.87, 7)
        return ScanFinding(result, method: PermutationScan())
    }

    package static func patrolPlan() -> PatrolPlan {
        let areas = [(-1.515, 52.407), (-1.47, 52.437)].enumerated().map { index, centre in
            PatrolArea(
                id: "A\(index + 1)", centre: Point(x: centre.0, y: centre.1),
                outline: box(centre.0 - 0.002, centre.1 - 0.0015, centre.0 + 0.002, centre.1 + 0.0015),
                place: index == 0 ? "Broadgate; city, centre" : hostile, incidents: 60 - index, harm: 200)
        }
        let monday = CivilDay(number: 20_339)
        let visits = (0..<14).map { index in
            Visit(
                area: index % 2 == 0 ? "A1" : "A2", day: monday.advanced(by: index / 2), start: 930 + index % 2 * 30,
                minutes: 15)
        }
        return PatrolPlan(areas: areas, visits: visits, unserved: [], harm: 400, upperBound: 440)
    }

    package static func hotspots() -> Layer {
        let cells = (0..<60).map { index -> Feature in
            let x = -1.515 + Double(index % 10) * 0.0015
            let y = 52.405 + Double(index / 10) * 0.0009
            let hot = index % 7 < 3
            return Feature(
                id: "c\(index % 10)-r\(index / 10)", shape: .polygon(box(x, y, x + 0.0015, y + 0.0009)),
                values: [
                    .integer(Int64(index % 7)), .real(Double(index % 7) * 100),
                    .real(hot ? 3 + Double(index) / 12 : 0.4),
                    .real(0.0001), .real(hot ? 0.01 : 0.6), .boolean(hot),
                    hot ? .text("Mon 15: \(index + 1), Fri 16: 2") : .null, .real(10_000), .null, .null,
                ])
        }
        return Layer(
            name: "hotspots", coordinateSystem: degrees,
            fields: HotspotLayer.columnFacts.map(\.field).filter {
                ![
                    "kernel_per_km2", "count_by_share", "harm", "denominator", "rate_per_thousand", "local_i",
                    "quadrant",
                    "spot", "not_tested",
                ].contains($0.name)
            }, features: cells)
    }

    package static func clusters() -> Layer {
        let clusters = [("school", 0.001), ("non-school", 0.3)].enumerated().compactMap {
            index, entry -> PlaceHourCluster? in
            guard let days = DaySelection(rawValue: entry.0), let window = HourWindow(start: 905, end: 970) else {
                return nil
            }
            let x = -1.505 + Double(index) * 0.02
            return PlaceHourCluster(
                days: days, members: Array(0..<20), centre: Point(x: x, y: 52.41),
                hull: .polygon(box(x, 52.41, x + 0.004, 52.413)), window: window, share: 0.4, expected: 6, p: entry.1)
        }
        return ClusterLayer.make(PlaceHourResult(clusters: clusters, unplaced: 0), system: degrees)
    }

    /// Four incidents, each near the one before.
    package static func followers() -> IncidentTable {
        let days = [19_700, 19_700, 19_705, 19_706]
        return IncidentTable(
            days.enumerated().map { index, day in
                let start = Int64(day) * 86_400 + Int64(index) * 5400
                return Incident(
                    at: Point(x: -1.505 + 0.001 * Double(index), y: index % 2 == 0 ? 52.41 : 52.4105), start: start,
                    day: CivilDay(number: day), second: index == 3 ? nil : Int32(index * 5400))
            })
    }

    /// A chain of ``followers()`` in two bands of four that stand out.
    package static func repeats() -> NearRepeatResult {
        var result = NearRepeatResult(
            distances: [DistanceBand(over: nil, upTo: 0), DistanceBand(over: 0, upTo: 100)],
            days: [DayBand(first: 0, last: 0), DayBand(first: 1, last: 7)], incidents: 4)
        result.cells = [(0, 0.0, false), (0, 0.25, false), (1, 0.4, true), (2, 0.6, true)].map {
            observed, expected, stands in
            var cell = NearRepeatResult.Cell()
            (cell.observed, cell.expected, cell.deviation, cell.dealt) = (observed, expected, 0.5, expected + 0.01)
            (cell.p, cell.familyP, cell.standsOut) = stands ? (0.002, 0.004, true) : (1, 1, false)
            return cell
        }
        result.margins.pairs = 6
        result.margins.distances = [0, 4]
        result.margins.days = [1, 3]
        result.chains.chains = [
            RepeatChains.Chain(
                first: 0,
                links: [
                    .init(earlier: 0, later: 1, distance: 87.6, days: 0, seconds: 5400, cell: 2),
                    .init(earlier: 1, later: 2, distance: 88.1, days: 5, seconds: 437_400, cell: 3),
                    .init(earlier: 2, later: 3, distance: 87.7, days: 1, seconds: nil, cell: 3),
                ])
        ]
        (result.chains.pairs, result.chains.expected) = (3, 1)
        return result
    }
}
