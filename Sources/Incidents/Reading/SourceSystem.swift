import HomewardCore
import HomewardGeometry

/// The coordinate system of a source, and how it is told. In this order:
///
/// 1. the analyst names it;
/// 2. the layer names it;
/// 3. the names of the columns, or values within ±180, say that they are longitude and latitude;
/// 4. columns of longitude and latitude beside easting and northing show in which system these are: the working system or
///    the British National Grid, where they agree to 100 m, or to what the degrees are rounded to. Where they agree
///    in neither, the degrees are taken;
/// 5. the working system, where it serves the ground on which the values would lie, and that is by the study area;
/// 6. the British National Grid, where the values fit Great Britain, the working system serves that ground too, and it is
///    by the study area.
///
/// Where nothing fits, or two systems fit equally well, the source is refused, with systems that would place it by
/// the study area. The study area decides as far as it is known; the named areas together stand for it.
struct SourceSystem {
    private(set) var system: CoordinateSystem
    /// How the system was told, to follow its code.
    private(set) var told: String
    private(set) var notes: [String] = []
    /// The middle of the positions, longitude and latitude, once ``check(_:isUsed:isAlone:)`` has looked.
    private(set) var middle: Point?

    private let file: String
    private var isOpen: Bool
    private let kind: CoordinateKind
    private let hasChosenColumns: Bool
    private let working: CoordinateSystem
    private let ground: StudyGround?
    /// The columns of the position in words, and those of longitude and latitude beside them.
    private let columns: String
    private let degreeColumns: String
    private let ways = WaysToDegrees()

    /// What the reader must do once the whole column is known.
    enum Next { case goOn, readAgain, readDegrees }

    /// How far columns of easting and northing and those of longitude and latitude may lie apart, in metres.
    static let agreement = 100.0

    /// - Throws: ``IncidentsError/coordinateSystem(file:message:)`` for a definition that PROJ does not know.
    init(
        source: IncidentSource, columns plan: ColumnPlan, header: [String], layer: CoordinateSystem?,
        working: CoordinateSystem, ground: StudyGround?
    ) throws(IncidentsError) {
        file = source.path
        kind = plan.coordinates
        hasChosenColumns = source.columns.overrides[.x] != nil || source.columns.overrides[.y] != nil
        self.working = working
        self.ground = ground
        func names(_ x: Int?, _ y: Int?) -> String {
            [x, y].compactMap { $0 }.map { header[$0].quoted }.joined(separator: " and ")
        }
        columns = plan.column[.x] == nil ? "the points" : names(plan.column[.x], plan.column[.y])
        degreeColumns = names(plan.degrees?.x, plan.degrees?.y)
        isOpen = false
        if let definition = source.crs {
            system = try SourceSystem.named(definition, file)
            told = "named by incidents-crs"
        } else if let layer, plan.column[.x] == nil {
            system = layer
            told = "named by the layer"
        } else if kind == .degrees {
            isOpen = true
            system = try SourceSystem.named("EPSG:4326", file)
            told = "told by the columns \(columns)"
        } else {
            isOpen = true
            system = working
            told = "the working system"
        }
    }

    private static func named(_ definition: String, _ file: String) throws(IncidentsError) -> CoordinateSystem {
        try PositionFrame.checked(file) { () throws(GeometryError) in try CoordinateSystem(definition) }
    }

    /// Looks at the values of the whole column, and says whether the file must be read once more, in another system or by
    /// its columns of longitude and latitude.
    ///
    /// - Throws: ``IncidentsError/misplaced(file:problem:way:)`` where no system fits,
    ///   ``IncidentsError/ambiguousSystem(file:columns:first:second:)`` where two do.
    mutating func settle(_ sample: [PlaceSample.Place], degrees: Int, others: Int) throws(IncidentsError) -> Next {
        guard isOpen, !sample.isEmpty else { return .goOn }
        let before = system
        if kind == .degrees {
            guard others > degrees else { return .goOn }
            notes.append("\(file): \(columns) hold no degrees.")
        } else if degrees > others {
            guard !system.isGeographic else { return .goOn }
            system = try SourceSystem.named("EPSG:4326", file)
            told = "told by the values of \(columns), which lie within ±180"
            notes.append(
                "\(file): the coordinates lie within ±180, so they are taken as longitude and latitude (EPSG:4326).")
            return .readAgain
        }
        if let metres = try agreeing(sample) {
            told = "told by \(columns), which agree with \(degreeColumns) to \(Shown.fixed(metres, 0)) m"
        } else if isCheckedByDegrees(sample), !hasChosenColumns {
            notes.append(
                "\(file): in no system that could be meant do \(columns) agree with \(degreeColumns), so the position is taken from longitude and latitude (EPSG:4326). Name their system with incidents-crs to use them."
            )
            return .readDegrees
        } else {
            try assume(sample)
        }
        return system.definition == before.definition ? .goOn : .readAgain
    }

    /// Takes the position from the columns of longitude and latitude.
    mutating func takeDegrees() throws(IncidentsError) {
        system = try SourceSystem.named("EPSG:4326", file)
        told = "told by the columns \(degreeColumns)"
        isOpen = false
    }

    /// The systems that columns may be in without saying so.
    private func candidates() throws(IncidentsError) -> [CoordinateSystem] {
        let grid = try SourceSystem.named("EPSG:27700", file)
        return (working.isGeographic ? [] : [working]) + (working.definition == grid.definition ? [] : [grid])
    }

    private func isCheckedByDegrees(_ sample: [PlaceSample.Place]) -> Bool {
        let known = sample.count(where: \.hasDegrees)
        return known > 0 && known * 2 >= sample.count
    }

    /// Takes the first system in which the columns agree with longitude and latitude beside them; nil where none does.
    private mutating func agreeing(_ sample: [PlaceSample.Place]) throws(IncidentsError) -> Double? {
        guard isCheckedByDegrees(sample) else { return nil }
        // A degree that is cut off, not rounded, is wrong by its whole last decimal in both directions.
        let tolerance = max(Self.agreement, 1.5 * sample.metresOfLastDecimal)
        for candidate in try candidates() {
            guard let metres = sample.metresFromDegrees(in: candidate, by: ways), metres <= tolerance else { continue }
            system = candidate
            return metres
        }
        return nil
    }
}

extension SourceSystem {
    /// Where the positions lie if they are in a system.
    private struct Fit {
        var system: CoordinateSystem
        var places: [Point] = []
        var middle: Point?
        var area: AreaOfUse?

        /// Whether the system is made for the ground on which they lie.
        var isMeant = false

        init(
            _ system: CoordinateSystem, _ sample: [PlaceSample.Place], by ways: WaysToDegrees
        ) throws(GeometryError) {
            self.system = system
            guard let places = sample.degrees(in: system, by: ways), let middle = places.middle else { return }
            self.places = places
            self.middle = middle
            area = try system.areaOfUse()
            isMeant = area?.contains(middle, margin: AreaOfUse.margin) ?? true
        }
    }

    /// Takes the working system, or the British National Grid, where the values fit it.
    private mutating func assume(_ sample: [PlaceSample.Place]) throws(IncidentsError) {
        let ground = ground ?? beside(sample)
        var fits: [Fit] = []
        for candidate in try candidates() { fits.append(try fit(candidate, sample)) }
        let exchanged = try fit(working, sample.exchanged)
        guard let own = fits.first else { return }
        var british: Fit?
        if fits.count > 1, try isBritish(fits[1]) { british = fits[1] }
        if let ground {
            if let fit = [own, british].compactMap({ $0 }).first(where: { $0.isMeant && ground.holds($0.places) }) {
                return take(fit)
            }
            // Rows whose coordinates stand in each other's column are rejected one by one, which says so; numbers in the small
            // area of a national grid belong there, even if none of them lies in the study area.
            if ground.holds(exchanged.places) || own.isMeant && own.area?.isWide == false { return take(own) }
        } else if own.isMeant {
            if let british, own.area?.isWide == true, let first = own.middle, let second = british.middle {
                throw .ambiguousSystem(
                    file: file, columns: columns,
                    first: "\(own.system.definition) they lie around \(first.inDegrees)",
                    second: "\(british.system.definition) around \(second.inDegrees)")
            }
            return take(own)
        } else if let british {
            return take(british)
        }
        // Feet, too, fit a zone one way or the other; metres that stand in each other's column lie far from it.
        let isFar = own.middle.map { own.area?.contains($0, margin: 10) == false } ?? true
        throw try unplaced(
            sample, own: own.middle, ground: ground, exchanged: ground == nil && exchanged.isMeant && isFar)
    }

    private func fit(_ system: CoordinateSystem, _ sample: [PlaceSample.Place]) throws(IncidentsError) -> Fit {
        try PositionFrame.checked(file) { () throws(GeometryError) -> Fit in try Fit(system, sample, by: ways) }
    }

    /// Whether the positions lie in Great Britain in the British National Grid, and the working system serves it.
    private func isBritish(_ fit: Fit) throws(IncidentsError) -> Bool {
        guard fit.isMeant, let middle = fit.middle else { return false }
        return try PositionFrame.checked(file) { () throws(GeometryError) -> Bool in
            guard try CoordinateSystem.usual(at: middle).definition == fit.system.definition else { return false }
            return try working.serves(middle)
        }
    }

    /// The ground that columns of longitude and latitude tell where the analyst chose other columns.
    private func beside(_ sample: [PlaceSample.Place]) -> StudyGround? {
        guard isCheckedByDegrees(sample) else { return nil }
        return StudyGround(
            sample.filter(\.hasDegrees).map { Point(x: $0.longitude, y: $0.latitude) }, name: degreeColumns)
    }

    private mutating func take(_ fit: Fit) {
        system = fit.system
        let isWorking = fit.system.definition == working.definition
        told = "\(isWorking ? "the working system, " : "")told by the values of \(columns)"
        // Easting and northing in the British National Grid are what they seem to be.
        guard !(isWorking && kind == .nationalGrid && fit.system.definition == "EPSG:27700"),
            let middle = fit.middle
        else { return }
        notes.append(
            "\(file): nothing names the coordinate system of \(columns); they fit \(fit.system.definition) (\(fit.system.name))\(isWorking ? ", the working system" : ""), in which they lie around \(middle.inDegrees)."
        )
    }

    /// The error for values that fit nowhere.
    private func unplaced(
        _ sample: [PlaceSample.Place], own: Point?, ground: StudyGround?, exchanged: Bool
    ) throws(IncidentsError) -> IncidentsError {
        var problem = "\(columns) (\(sample.extent)) "
        let name = "\(working.definition) (\(working.name))"
        if let own, let ground {
            let way = Self.kilometres(ground.metres(to: own))
            problem += "lie around \(own.inDegrees), \(way) from \(ground.name), if they are in \(name)"
        } else if let own {
            problem += "lie around \(own.inDegrees) if they are in \(name), which is not made for that ground"
        } else {
            problem += "are no places in \(name)"
        }
        if exchanged { return .misplaced(file: file, problem: problem, way: .exchange) }
        guard let ground, let typical = typical(sample) else {
            return .misplaced(file: file, problem: problem, way: .name(nil))
        }
        let systems = try PositionFrame.checked(file) { () throws(GeometryError) -> [ProjectedSystems.Entry] in
            try ProjectedSystems.placing(typical, near: ground.centre, within: StudyGround.near + ground.radius)
        }
        return .misplaced(file: file, problem: problem, way: .name(systems.first, by: ground.name))
    }

    /// The position in the middle of the sample.
    private func typical(_ sample: [PlaceSample.Place]) -> Point? {
        sample.map { Point(x: $0.x, y: $0.y) }.middle
    }

    private static func kilometres(_ metres: Double) -> String { "\(Shown.fixed(metres / 1000, 0)) km" }
}

extension SourceSystem {
    /// Looks where the positions lie in the system that was settled on, and refuses what lies elsewhere than meant.
    ///
    /// - Parameters:
    ///   - isUsed: Whether any row of the file is used.
    ///   - isAlone: Whether no other file is read with it; beside others a file that lies elsewhere is only noted, as long as
    ///     the working system serves that place.
    /// - Throws: ``IncidentsError/misplaced(file:problem:way:)``, `GeometryError.outsideAreaOfUse`.
    mutating func check(_ sample: [PlaceSample.Place], isUsed: Bool, isAlone: Bool) throws {
        guard let places = sample.degrees(in: system, by: ways), let middle = places.middle else { return }
        self.middle = middle
        let exchanged = sample.exchanged.degrees(in: system, by: ways)
        if let ground {
            guard !isUsed, !ground.holds(places), !(exchanged.map(ground.holds) ?? false) else { return }
            let problem =
                "the positions lie around \(middle.inDegrees), \(Self.kilometres(ground.metres(to: middle))) from \(ground.name) (they are in \(system.definition), \(told))"
            guard try isAlone || !working.serves(middle) else {
                notes.append("\(file): \(problem).")
                return
            }
            var systems: [ProjectedSystems.Entry] = []
            if !system.isGeographic, let typical = typical(sample) {
                systems = try ProjectedSystems.placing(
                    typical, near: ground.centre, within: StudyGround.near + ground.radius)
            }
            throw IncidentsError.misplaced(
                file: file, problem: problem, way: systems.isEmpty ? .place : .name(systems.first, by: ground.name))
        }
        guard try system.serves(middle) else {
            throw IncidentsError.misplaced(
                file: file,
                problem:
                    "in \(system.definition) (\(system.name)), \(told), the positions (\(sample.extent)) lie around \(middle.inDegrees), and that system is made for \(try system.areaOfUse()?.words ?? "other ground")",
                way: .name(nil))
        }
        guard system.definition != working.definition, try !working.serves(middle) else { return }
        if let other = exchanged?.middle, try working.serves(other) {
            throw IncidentsError.misplaced(
                file: file,
                problem:
                    "\(columns) lie around \(middle.inDegrees) and, exchanged, around \(other.inDegrees), where \(working.definition) (\(working.name)) is in use",
                way: .exchange)
        }
        try working.checkServes(middle, of: "the incidents in \(file)")
    }
}
