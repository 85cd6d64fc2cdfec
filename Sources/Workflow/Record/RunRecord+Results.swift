import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets

extension RunRecord {
    /// Sums up a run.
    ///
    /// - Throws: `GeometryError` where PROJ knows no way to longitude and latitude.
    public init(_ results: RunResults) throws {
        let study = results.study
        title = results.plan.title
        studyArea = study.studyArea.name
        timing = Timing(started: results.started, elapsedS: results.elapsedSeconds.rounded(decimals: 3))
        inputs = results.inputs
        parameters = results.plan.settings
        seed = results.plan.seed
        versions = results.versions
        let transformer = try Transformer(from: study.workingSystem, to: CoordinateSystem.epsg(4326))
        system = System(
            definition: study.workingSystem.definition, name: study.workingSystem.name,
            accuracyM: transformer.accuracy, operation: transformer.operationName)
        period = Period(
            from: study.period.lowerBound.description, to: study.period.upperBound.description,
            schoolDays: results.days.kinds.count { $0 == .school },
            holidayWeekdays: results.days.kinds.count { $0 == .holiday },
            weekendDays: results.days.kinds.count { $0 == .weekend })
        rows = RowSummary(study.reading.counts)
        sources = study.reading.sources.map(Source.init)
        areas = zip(study.areas, study.assignment.counts).map { AreaCount(area: $0.0.name, incidents: $0.1) }
        outsideAreas = study.assignment.outside
        overlaps = study.overlaps.map {
            Overlap(first: $0.first, second: $0.second, areaM2: $0.squareMetres.rounded(decimals: 0))
        }
        window = WindowRecord(
            days: results.plan.windowDays.rawValue, hours: WindowSummary(results.plan.windowHours),
            incidents: results.windowed.count, filteredByReason: ReasonCounts.byCode(results.windowFiltered))
        clock = ClockSummary(results.clock)
        schoolDayClock = ClockSummary(results.schoolDayClock)
        peaks = results.peaks.map(AreaPeakSummary.init)
        hotspots = HotspotRecord(results)
        clusters = ClusterRecord(results)
        streets = results.network.map(StreetRecord.init)
        chaperones = results.chaperones.map(PlanQuality.init)
        patrols = PlanQuality(results.patrols)
        notes = results.plan.notes
        assumptions = results.assumptions
    }
}

extension RunRecord.Source {
    init(_ source: SourceReport) {
        self.init(
            file: source.file, rows: source.rows, encoding: source.encoding,
            columns: source.columns.map { "\($0.role.rawValue) = \($0.name)" }, crs: source.crs)
    }
}

extension HotspotRecord {
    init(_ results: RunResults) {
        let hotspots = results.hotspots
        self.init(
            cells: hotspots.grid.cells.count, hot: hotspots.hot.count { $0 }, cellM: hotspots.grid.cellSize,
            fdr: results.plan.hotspots.falseDiscoveryRate, outside: hotspots.outside, method: hotspots.method,
            bandwidthM: results.density.bandwidth, boundary: results.density.boundary)
    }
}

extension ClusterRecord {
    init(_ results: RunResults) {
        let settings = results.plan.clusters
        self.init(
            found: results.clusters.clusters.count, significant: results.clusters.clusters.count { $0.p <= 0.05 },
            unplaced: results.clusters.unplaced, radiusM: settings.radius, hours: settings.hours,
            minimum: settings.minimum, permutations: settings.permutations)
    }
}

extension StreetRecord {
    init(_ network: StreetNetwork) {
        self.init(
            synthetic: network.isSynthetic, nodes: network.nodes.count, edges: network.edges.count,
            lengthM: network.edges.reduce(0) { $0 + $1.length }.rounded(decimals: 0),
            components: network.componentLength.count,
            largestComponentM: (network.componentLength.first ?? 0).rounded(decimals: 0))
    }
}
