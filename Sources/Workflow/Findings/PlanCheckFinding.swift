import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardPlanner
import HomewardStreets

/// What `check` says of a plan: what each of its inputs holds, what is wrong with any of them, and the account of rows.
public struct PlanCheckFinding: Finding {
    /// One input of the plan as it was read.
    public struct Input: Codable, Sendable, Equatable {
        /// The key of the plan, `streets` or `incidents[1]`.
        public var key: String
        /// What it holds, in a few words.
        public var words: String
    }

    /// Something that keeps the plan from running.
    public struct Problem: Codable, Sendable, Equatable {
        /// Its code, such as `files.missing`.
        public var code: String
        /// What is wrong and what to do.
        public var sentence: String
        /// Whether a file is missing or cannot be read at all.
        public var missing: Bool
    }

    /// The inputs that could be read, in the order of the plan.
    public var inputs: [Input]
    /// Everything that is wrong.
    public var problems: [Problem]
    /// The account of rows; absent where the study cannot be read.
    public var account: CheckFinding?

    /// The check in words.
    public var lines: [String] {
        (account?.lines ?? []) + inputs.map { "\($0.key): \($0.words)" }
            + (problems.isEmpty ? ["The plan can run: no problem was found."] : [])
            + problems.map { "problem: \($0.sentence)" }
    }
}

/// Looks at a plan with all its files, and goes on after a problem.
public final class PlanCheck {
    /// What was found.
    public private(set) var finding = PlanCheckFinding(inputs: [], problems: [], account: nil)
    /// The study, where it could be loaded.
    public private(set) var study: Study?
    /// The plan, with what could be read of it.
    public let plan: PlanFile

    /// Checks a plan and its files.
    ///
    /// - Throws: What keeps the plan itself from being read at all; everything else is a problem of the finding.
    /// - Complexity: That of reading all inputs, the incidents twice where they cannot all be read.
    public init(path: String, changes: [(path: String, value: String)] = []) throws {
        let (plan, faults) = try PlanFile.reading(path: path, changes: changes)
        self.plan = plan
        for fault in faults { _ = attempt { throw fault } as Void? }
        for file in plan.inputFiles { checkFile(file) }
        guard let system = attempt({ try WorkingSystem.named(plan.study.crs) }) else { return }
        let calendar = checkCalendar()
        checkStudy(in: system)
        if let study {
            _ = attempt { try study.requirements(of: plan) }
            if plan.audience.isShared { _ = attempt { try Release(of: study, for: plan) } }
        }
        let schools = checkPlaces(in: study?.workingSystem ?? system, calendar)
        checkStreets(in: system)
        if let keep = plan.keep.reference {
            attempt("keep") {
                let kept = try KeptPlaces(keep, in: system, schools: schools)
                return
                    "\(kept.posts.count) posts, \(kept.areas.count) areas, \(kept.forbidden.count) outlines of forbidden ground"
            }
        }
        if let harm = plan.study.harm {
            attempt("harm") {
                _ = try HarmTable(path: harm, defaultWeight: plan.study.harmDefault)
                return harm
            }
        }
        if let outline = study?.studyArea.outline {
            attempt("hotspots") {
                let grid = try plan.hotspots.grid(covering: outline)
                let cells =
                    "\(Words.count(grid.cells.count, "cell", "cells")) of \(SettingName.plain(plan.hotspots.cell)) m"
                let denominator = try plan.denominator.reference.map {
                    try Denominator($0, field: plan.denominatorField, on: grid, in: study?.workingSystem ?? system)
                }
                return denominator.map { "\(cells), \($0.words)" } ?? cells
            }
        }
    }

    /// Runs `body`, whose words are those of an input; an error of it is a problem.
    private func attempt(_ key: String, _ body: () throws -> String) {
        if let words = attempt(body) { finding.inputs.append(.init(key: key, words: words)) }
    }

    /// Runs `body`; an error of it is a problem, and said once however often it comes.
    private func attempt<Result>(_ body: () throws -> Result) -> Result? {
        do {
            return try body()
        } catch {
            let problem: PlanCheckFinding.Problem
            if let report = (error as? any HomewardError)?.report {
                problem = .init(
                    code: report.code, sentence: report.sentence, missing: report.trouble == .missingInput)
            } else {
                problem = .init(code: "workflow.unknown", sentence: "\(error)", missing: false)
            }
            if !finding.problems.contains(problem) { finding.problems.append(problem) }
            return nil
        }
    }

    private func checkFile(_ file: String) { _ = attempt { try FileBytes.checkReadable(file) } }

    private func checkCalendar() -> SchoolCalendar? {
        let study = plan.study
        let read = attempt { try study.schoolCalendar(in: LocalClock(timeZone: study.timeZone)) } ?? nil
        guard var calendar = read else { return nil }
        attempt("calendar") {
            if let from = study.from, let to = study.to {
                calendar = try study.schoolCalendar(calendar, over: from...to)
                let days = try calendar.table(from: from, to: to)
                let assumed = (0..<days.kinds.count).count { calendar.isAssumed(days.first.advanced(by: $0)) }
                return "\(Shown.grouped(days.count(.school))) school days from \(from) to \(to)"
                    + (assumed > 0
                        ? ", terms assumed for \(Shown.grouped(assumed)) of \(Shown.grouped(days.kinds.count)) days"
                        : "")
            }
            return Words.count(calendar.academicYears.count, "academic year", "academic years")
        }
        return calendar
    }

    private func checkStudy(in system: CoordinateSystem) {
        let request = plan.study
        if let named = attempt({ try Study.areas(request, in: system) }) ?? nil, !named.areas.isEmpty {
            let count = Words.count(named.areas.count, "area", "areas")
            finding.inputs.append(.init(key: "areas", words: "\(count), named by the field \(named.nameField.quoted)"))
        }
        if let reference = request.studyArea.reference {
            attempt("study_area") {
                let area = try Study.studyArea(
                    reference, name: request.studyAreaName,
                    nameField: reference.file == request.areas.file ? request.areaNameField : nil,
                    mending: request.mendsStudyArea, in: system)
                let size = try Shape.multiPolygon(area.outline).area()
                return "\(area.name), \(Shown.fixed(size / 1e6, 1)) km²"
            }
        }
        guard let loaded = attempt({ try Study(loading: request) }) else {
            // Which of several files is it? Each is read alone, without areas and period, which have been looked at.
            for planned in request.incidents {
                let clock = try? LocalClock(timeZone: request.timeZone)
                guard let clock else { break }
                _ = attempt {
                    try IncidentReader(sources: [planned.source], workingSystem: system, clock: clock).read()
                }
            }
            return
        }
        study = loaded
        finding.account = CheckFinding(loaded)
        for (index, source) in loaded.reading.sources.enumerated() {
            let counts = source.counts
            finding.inputs.append(
                .init(
                    key: "incidents[\(index + 1)]",
                    words:
                        "\(source.file): \(Shown.grouped(counts.used)) of \(Shown.grouped(counts.read)) rows used, positions in \(source.crs)"
                ))
        }
    }

    private func checkPlaces(in system: CoordinateSystem, _ calendar: SchoolCalendar?) -> [School] {
        var schools: [School] = []
        if let reference = plan.schools.reference, let calendar {
            attempt("schools") {
                schools = try Places(system: system, calendar: calendar)
                    .schools(reference, names: plan.schoolNames, atMost: plan.mostSchools)
                let assumed = schools.count(where: \.isFinishAssumed)
                return "\(Words.count(schools.count, "school", "schools"))"
                    + (assumed > 0 ? ", of which \(Shown.grouped(assumed)) with an assumed finish" : "")
            }
        }
        if let stops = plan.stops.reference {
            attempt("stops") { Words.count(try Places.stops(stops, in: system).count, "stop", "stops") }
        }
        if let homes = plan.homes.reference {
            attempt("homes") { Words.count(try Places.homes(homes, in: system).count, "place", "places") }
        }
        return schools
    }

    private func checkStreets(in system: CoordinateSystem) {
        guard let reference = plan.streets.reference else { return }
        attempt("streets") {
            let (_, report) = try StreetFile.read(
                path: reference.file, layer: reference.layer, in: system, builder: plan.streetBuilder)
            let all = report.main.metres + report.leftOut.metres
            let joined = all > 0 ? report.main.metres / all * 100 : 0
            return
                "\(Words.count(report.read.lines, "line", "lines")), \(Shown.grouped(report.walkable.lines)) may be walked, \(Shown.fixed(joined, 0)) % of their length is joined"
                + (report.isSynthetic ? ", made up" : "")
        }
    }
}
