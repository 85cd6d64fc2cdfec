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
        audience = results.plan.audience
        synthetic = MadeUp.ordered(results.madeUp)
        timing = Timing(started: results.started, elapsedS: results.elapsedSeconds.rounded(decimals: 3))
        inputs = results.inputs
        parameters = results.plan.records
        seed = results.plan.seed
        versions = results.versions
        let transformer = try Transformer(
            from: study.workingSystem, to: CoordinateSystem.epsg(4326),
            around: Shape.multiPolygon(study.studyArea.outline).boundingBox)
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
        areas = AreaCount.all(of: study)
        outsideAreas = study.assignment.outside
        overlaps = study.overlaps.map {
            Overlap(first: $0.first, second: $0.second, areaM2: $0.squareMetres.rounded(decimals: 0))
        }
        window = WindowRecord(
            days: results.plan.window.days.rawValue, hours: results.plan.window.hours.map(WindowSummary.init),
            selection: SelectionSummary(results.windowed))
        peaks = PeaksFinding(
            allDays: results.clock, schoolDays: results.schoolDayClock, peaks: results.peaks, rhythms: results.rhythms)
        hotspots = HotspotsFinding(
            selected: results.windowed, hotspots: results.hotspots, density: results.density,
            fdr: results.plan.hotspots.significance.fdr,
            neighbours: results.plan.hotspots.significance.neighbours.text,
            notTested: results.study.whyNothing(in: results.windowed, of: results.plan.window))
        density = results.drawn.map { drawn in
            DensityFinding(
                drawn.surface, of: results.windowed, method: results.plan.density, levels: drawn.levels, base: nil,
                usesHarm: results.plan.study.harm != nil)
        }
        emerging = results.emerging.map { EmergingFinding($0, window: results.plan.window) }
        clusters = ClustersFinding(results.clusters, of: study.table, method: results.plan.clusters)
        scan = results.scan.map { ScanFinding($0, method: results.plan.scan) }
        repeats = RepeatsFinding(
            results.repeats, of: study.table, method: results.plan.repeats,
            because: study.whyNoRepeats(results.plan.repeats))
        streets = results.network.map(StreetRecord.init)
        routes = results.chaperones.map {
            RoutesFinding($0, syntheticStreets: results.madeUp.contains(.streets))
        }
        patrols = PatrolsFinding(results.patrols, usesHarm: results.plan.study.weighsHarm)
        call = results.plan.sheets.call.isEmpty ? nil : results.plan.sheets.call
        findings = results.findings
        background = results.plan.tiles.address.map {
            RunRecord.Background(tiles: $0, credit: results.plan.tiles.credit)
        }
        notes = results.plan.study.incidents.compactMap(\.note)
        assumptions = results.assumptions
    }
}

extension RunRecord.Source {
    init(_ source: SourceReport) {
        self.init(
            file: source.file, rows: source.rows, encoding: source.encoding,
            columns: source.columns.map { "\($0.role.rawValue) = \($0.name)" }, crs: source.crs,
            crsTold: source.crsTold, grain: StudyAccount.Grain(source.grain).text)
    }
}
