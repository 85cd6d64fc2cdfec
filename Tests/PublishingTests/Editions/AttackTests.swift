import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardWorkflow
import Testing

@testable import HomewardPublishing

/// Attacks on what is published: with all files at hand, the code and the settings known, to find single incidents.
@Suite("Attacks on editions")
struct AttackTests {
    private func publish(
        _ town: AttackTown, _ audience: Audience, as name: String, in folder: AttackFolder,
        changes: [(path: String, value: String)] = []
    ) throws -> (files: [String: Data], results: RunResults) {
        let results = try town.results(
            in: folder.url.appending(path: "plan-\(name)"), audience: audience, changes: changes)
        try Publisher(directory: folder.path(name)).publish(results)
        return (try folder.contents(of: name), results)
    }

    @Test(
        "Where an incident lies in its cell, when in its hour and on which day of its kind changes no byte",
        arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func movement(seed: UInt64) throws {
        let folder = AttackFolder()
        let settings: [(path: String, value: String)] =
            seed.isMultiple(of: 2) ? [] : [("window.hours", "15:10-16:40"), ("patrols.hours", "19-02")]
        let town = AttackTown(seed: seed)
        var other = town.moved(seed: seed + 100)
        // What was set aside is no business of others either.
        other.unused += [
            "nonsense", "2024-01-10,15:30,12,12,Violence,15", "2019-01-10,15:30,433900,279900,Violence,15",
        ]
        let one = try publish(town, .partner, as: "one", in: folder, changes: settings)
        let two = try publish(other, .partner, as: "two", in: folder, changes: settings)
        #expect(one.files.keys.sorted() == two.files.keys.sorted())
        #expect(one.files.count > 8)
        for (name, bytes) in one.files { #expect(bytes == two.files[name], "\(name) differs") }
        // The edition does hold figures, so that this says something.
        let cells = one.results.release?.block(.window)?.places?.cells.compactMap { $0 } ?? []
        #expect(!cells.isEmpty)
    }

    @Test("Nine incidents in an empty cell do change the edition")
    func theEditionDoesDependOnCounts() throws {
        let folder = AttackFolder()
        let town = AttackTown(seed: 2)
        var busier = town
        let row = AttackTown.Row(
            x: AttackTown.west + 1_000, y: AttackTown.south + 1_900, day: AttackTown.from, minute: 930)
        busier.rows += [AttackTown.Row](repeating: row, count: 9)
        let one = try publish(town, .partner, as: "one", in: folder).files
        let two = try publish(busier, .partner, as: "two", in: folder).files
        #expect(one["hotspots.geojson"] != two["hotspots.geojson"])
    }

    @Test(
        "Trilateration on the internal surface of density finds an incident that is alone; others have no such column")
    func trilateration() throws {
        let folder = AttackFolder()
        var town = AttackTown(seed: 8)
        let lonely = AttackTown.Row(
            x: AttackTown.west + 1_234.567, y: AttackTown.south + 987.654, day: AttackTown.from, minute: 930)
        town.rows =
            [lonely]
            + (0..<12).map { index in
                AttackTown.Row(
                    x: AttackTown.west + 100 + Double(index), y: AttackTown.south + 100, day: AttackTown.from,
                    minute: 940)
            }
        let published = try publish(town, .internal, as: "internal", in: folder)
        let rows = try LayerReader(path: folder.path("internal/homeward.gpkg")).read(layer: "hotspots")
            .rows(of: HotspotLayer.self)
        let near = rows.compactMap { row -> (centre: Point, density: Double)? in
            guard let centre = row.shape?.boundingBox?.centre, let density = row[HotspotLayer.kernelPerKm2],
                density > 0, centre.distance(to: Point(x: AttackTown.west + 100, y: AttackTown.south + 100)) > 450
            else { return nil }
            return (centre, density)
        }
        let found = try #require(Trilateration(bandwidth: 300, samples: near).position)
        #expect(found.distance(to: Point(x: lonely.x, y: lonely.y)) < 0.1, "\(found)")
        #expect(published.results.release == nil)

        let shared = try publish(town, .partner, as: "partner", in: folder)
        for definition in LayerCatalogue.shared {
            #expect(!definition.columnFacts.contains { $0.name.contains("kernel") || $0.name.contains("density") })
        }
        #expect(shared.files["hotspots.geojson"] != nil)
    }

    @Test("An edition for others has these columns and no more", arguments: ["partner", "public"])
    func columns(audience: String) throws {
        let folder = AttackFolder()
        _ = try publish(
            AttackTown(seed: 2), try #require(Audience(rawValue: audience)), as: "one", in: folder)
        let package = LayerReader(path: folder.path("one/homeward.gpkg"))
        var columns: [String: [String]] = [:]
        for name in try package.layerNames() {
            columns[name] = try package.read(layer: name).fields.map(\.name).filter { $0 != "id" }
        }
        let figures = ["incidents_window", "incidents_other_days", "incidents_patrol_hours"]
        #expect(
            columns
                == [
                    "study_area": ["name", "official", "note"],
                    "areas": ["name", "official", "note", "area_m2"] + figures,
                    "overlaps": ["first", "second", "area_m2"],
                    "hotspots": figures,
                    "routes": [
                        "school", "base", "breaks", "days", "start", "start_assumed", "end", "posts", "people",
                        "length_m",
                        "duration_min",
                    ],
                    "posts": [
                        "route", "number", "school", "place", "arrive", "leave", "stay_min", "fixed", "start_assumed",
                        "onward",
                    ],
                    "patrol_areas": ["place", "visits", "patrol_min"],
                    "schools": ["name", "finish", "finish_assumed"],
                    "stops": ["name"],
                    "streets": [
                        "name", "kind", "length_m", "component", "from_node", "to_node", "layer", "traits", "synthetic",
                    ],
                    "visits": ["patrol_area", "place", "day", "weekday", "start", "end", "stay_min"],
                ].mapValues { own in own + LayerMarks.all.map(\.name).filter { !own.contains($0) } })
        let files = try folder.contents(of: "one").keys
        #expect(!files.contains { $0.hasPrefix("rejects") || $0.hasPrefix("clusters") })
    }

    @Test(
        "The files alone, taken apart as far as sums allow, leave every withheld cell at 0 to 4", arguments: [2, 4, 11])
    func linearBounds(seed: Int) throws {
        let folder = AttackFolder()
        _ = try publish(AttackTown(seed: UInt64(seed)), .partner, as: "one", in: folder)
        let attack = try SumAttack(folder: folder.path("one"))
        for kind in ["incidents_window", "incidents_other_days", "incidents_patrol_hours"] {
            let ranges = try attack.ranges(of: kind)
            #expect(ranges.count > 40)
            for (cell, range) in ranges { #expect(range == 0...4, "\(cell) \(kind) \(range)") }
        }
    }

    @Test("The same on the sample, whose areas overlap and whose cells mostly hold one or two")
    func linearBoundsOfTheSample() throws {
        let folder = AttackFolder()
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let path = root.appending(path: "Samples/coventry.yml").path
        var plan = try PlanFile(path: path)
        plan.audience = .partner
        let results = try AttackTown.run(plan, path: path)
        try Publisher(directory: folder.path("one")).publish(results)
        let attack = try SumAttack(folder: folder.path("one"))
        for kind in ["incidents_window", "incidents_other_days", "incidents_patrol_hours"] {
            let ranges = try attack.ranges(of: kind)
            #expect(ranges.count > 1_000)
            #expect(ranges.values.allSatisfy { $0 == 0...4 })
        }
        // What is withheld of single cells is not lost to the sums.
        let shown = results.release?.blocks.compactMap(\.incidents).reduce(0, +) ?? 0
        #expect(shown > 4_500 && shown < 4_650)

        // Nor are the plans: teams and patrols planned from the figures meet a good part of what those of the force meet.
        plan.audience = .internal
        let own = try AttackTown.run(plan, path: path)
        func near(_ places: [Point], _ reach: Double, of points: [Point]) -> Double {
            Double(points.count { point in places.contains { $0.distance(to: point) <= reach } })
                / Double(points.count)
        }
        // The share of the window's incidents, those with an hour of their own, that happen near a post while its team stands there.
        let windowed = try own.study.selecting(plan.window.with(\.ranges, .drop)).table
        let met = [own, results].map { run in
            let posts = (run.chaperones?.routes ?? []).flatMap(\.posts)
            let rows = 0..<windowed.count
            let count = rows.count { row in
                guard let minute = windowed.minuteOfDay(row).map(Double.init) else { return false }
                return posts.contains {
                    $0.point.distance(to: windowed.point(row)) <= 100 && $0.arrive <= minute
                        && minute < $0.leave
                }
            }
            return Double(count) / Double(rows.count)
        }
        let patrolled = try own.study.selecting(
            StudyWindow {
                $0.days = .all
                $0.hours = plan.patrols.hours
            }
        ).table.points
        let patrols = [own, results].map { near($0.patrols.areas.map(\.centre), plan.patrols.radius, of: patrolled) }
        #expect(met[1] > 0.5 * met[0])
        // As README says.
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let figures = met.map { Int(($0 * 100).rounded()) }
        #expect(readme.contains("its teams are there at \(figures[1]) %"), "\(figures)")
        #expect(readme.contains("the internal ones at \(figures[0]) %"), "\(figures)")
        #expect(patrols[1] > 0.5 * patrols[0])
    }

    @Test("The partner's and the public edition hold the same figures, so that two are no more than one")
    func partnerAndPublic() throws {
        let folder = AttackFolder()
        let town = AttackTown(seed: 3)
        let partner = try publish(town, .partner, as: "partner", in: folder).files
        let everybody = try publish(town, .public, as: "public", in: folder).files
        // But for the name of the audience, which each file tells: unfold what is folded to a width and compare the words.
        func words(_ bytes: Data?) throws -> [Substring] {
            let text = String(decoding: try #require(bytes), as: UTF8.self).replacing("\r\n ", with: "")
            return text.replacing("partner", with: "public").split(whereSeparator: \.isWhitespace)
        }
        for name in partner.keys where !["run.json", "homeward.gpkg"].contains(name) {
            #expect(try words(partner[name]) == words(everybody[name]), "\(name)")
        }
        let packages = ["partner", "public"].map { LayerReader(path: folder.path("\($0)/homeward.gpkg")) }
        let layers = try packages[0].layerNames()
        #expect(try layers == packages[1].layerNames())
        for layer in layers { #expect(try packages[0].read(layer: layer) == packages[1].read(layer: layer)) }
        #expect(partner.keys.sorted() == everybody.keys.sorted())
    }

    @Test("One row more changes at most a cell, its area's rest and the rest of all; most rows change nothing")
    func oneRowMore() throws {
        let folder = AttackFolder()
        let town = AttackTown(seed: 5)
        let before = try #require(
            try town.results(in: folder.url.appending(path: "before"), audience: .partner).release)
        var generator = SeededGenerator(seed: 9)
        var unchanged = 0
        for index in 0..<8 {
            var grown = town
            grown.rows.append(
                AttackTown.Row(
                    x: AttackTown.west + AttackTown.size * generator.unit(),
                    y: AttackTown.south + AttackTown.size * generator.unit(), day: AttackTown.from,
                    minute: generator.below(1_440)))
            let after = try #require(
                try grown.results(in: folder.url.appending(path: "after-\(index)"), audience: .partner).release)
            var changes = 0
            for (old, new) in zip(before.blocks, after.blocks) {
                guard let oldPlaces = old.places, let newPlaces = new.places else {
                    changes += old.incidents == new.incidents ? 0 : 1
                    continue
                }
                changes += zip(oldPlaces.cells, newPlaces.cells).count { $0 != $1 }
                changes += zip(oldPlaces.areas, newPlaces.areas).count { $0 != $1 }
                changes += oldPlaces.rest == newPlaces.rest ? 0 : 1
            }
            #expect(changes <= 3)
            if changes == 0 { unchanged += 1 }
        }
        #expect(unchanged >= 4)
    }

    /// Points from which several vertices lie in the directions and at the distance of a circle of 32 corners: the corners of a
    /// hull that was grown by such a circle, which are incidents.
    private func arcCentres(of shapes: [Shape], reach: Double) -> Set<Point> {
        var votes: [Point: Int] = [:]
        for vertex in shapes.flatMap({ Array($0.vertices.dropFirst()) }) {
            for step in 0..<32 {
                let angle = Double(step) * 2 * Double.pi / 32
                let centre = Point(
                    x: (vertex.x - reach * cos(angle)).rounded(decimals: 2),
                    y: (vertex.y - reach * sin(angle)).rounded(decimals: 2))
                votes[centre, default: 0] += 1
            }
        }
        return Set(votes.filter { $0.value >= 4 }.keys)
    }

    @Test("The arcs of internal hulls lead back to incidents; of an edition for others no arc and no vertex does")
    func hulls() throws {
        let folder = AttackFolder()
        var town = AttackTown(seed: 4)
        town.rows += (0..<40).map { index in
            AttackTown.Row(
                x: AttackTown.west + 900.13 + Double(index * 7 % 40),
                y: AttackTown.south + 800.29 + Double(index * 11 % 40),
                day: AttackTown.from, minute: 930 + index % 20)
        }
        // Centres are voted for to a centimetre, so incidents lie on whole ones here.
        town.rows = town.rows.map { row in
            var row = row
            row.x = row.x.rounded(decimals: 2)
            row.y = row.y.rounded(decimals: 2)
            return row
        }
        let places = Set(town.rows.map { Point(x: $0.x, y: $0.y) })
        _ = try publish(town, .internal, as: "internal", in: folder)
        _ = try publish(town, .partner, as: "partner", in: folder)
        let reach = 150.0 / 4 / cos(Double.pi / 32)
        let clusters = try LayerReader(path: folder.path("internal/homeward.gpkg")).read(layer: "clusters")
        let found = arcCentres(of: clusters.features.compactMap(\.shape), reach: reach).intersection(places)
        #expect(found.count >= 3, "the attack finds \(found.count)")

        let package = LayerReader(path: folder.path("partner/homeward.gpkg"))
        let names = try package.layerNames().filter { $0 != "visits" }
        #expect(names.count > 8)
        for name in names {
            let shapes = try package.read(layer: name).features.compactMap(\.shape)
            let vertices = shapes.flatMap(\.vertices).map {
                Point(x: $0.x.rounded(decimals: 2), y: $0.y.rounded(decimals: 2))
            }
            #expect(places.isDisjoint(with: vertices), "\(name)")
            // The streets' file is the town's own, and has no arcs.
            guard name != "streets" else { continue }
            #expect(arcCentres(of: shapes, reach: reach).isDisjoint(with: places), "\(name)")
        }
    }

    @Test("The order of rows and the names of places follow the map, not the figures")
    func order() throws {
        let folder = AttackFolder()
        _ = try publish(AttackTown(seed: 6), .partner, as: "one", in: folder)
        let cells = try LayerReader(path: folder.path("one/hotspots.geojson")).read()
        let keys = cells.features.compactMap(\.id).map { id in
            id.split { "c-r".contains($0) }.compactMap { Int($0) }.reversed().map { $0 }
        }
        #expect(keys.count > 2)
        #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
        let areas = try LayerReader(path: folder.path("one/areas.geojson")).read()
        #expect(areas.features.compactMap(\.id) == ["inner", "middle", "east"])
    }

    @Test("What stands in the columns of an extract is found in no file", arguments: [Audience.internal, .partner])
    func plantedTokens(audience: Audience) throws {
        let folder = AttackFolder()
        let town = AttackTown(seed: 7)
        // An extract as a crime system gives it: identifiers, names, an address, free text, an officer, a device's number.
        let header = [
            "crime_ref", "date", "time", "easting", "northing", "offence", "victim_age", "weapon", "victim_name",
            "address", "mo_text", "officer", "imei",
        ]
        let rows = town.rows.enumerated().map { index, row in
            [
                "XQREF\(index)", "\(row.day)", Shown.clock(row.minute), "\(row.x)", "\(row.y)", "XQOFFENCE\(index % 7)",
                "15", "XQWEAPON\(index % 5)", "XQNAME\(index)", "XQADDRESS\(index)", "XQTEXT\(index)",
                "XQOFFICER\(index)", "XQIMEI\(index)",
            ].joined(separator: ",")
        }
        let plan = folder.url.appending(path: "plan")
        // Once to lay the files out, then over again with the extract.
        _ = try town.results(in: plan, audience: audience)
        try Data(([header.joined(separator: ",")] + rows).joined(separator: "\n").utf8)
            .write(to: plan.appending(path: "XQFILE.csv"))
        let text = try String(contentsOf: plan.appending(path: "plan.yml"), encoding: .utf8)
            .replacingOccurrences(of: "incidents.csv", with: "XQFILE.csv")
        var file = try PlanFile(
            yaml: text, file: plan.appending(path: "plan.yml").path, folder: plan.path,
            changes: [("incidents[1].columns", "x=easting,y=northing,category=offence,weapon=weapon")])
        file.audience = audience
        let results = try AttackTown.run(file, path: plan.appending(path: "plan.yml").path)
        #expect((results.release?.study.table.count ?? results.study.table.count) > 20)
        try Publisher(directory: folder.path("out")).publish(results)
        // The name of the extract is part of what an internal record is for.
        let allowed = audience == .internal ? ["XQFILE"] : []
        for (name, bytes) in try folder.contents(of: "out") where name != "rejects.csv" {
            var text = String(decoding: bytes, as: UTF8.self)
            for word in allowed { text = text.replacingOccurrences(of: word, with: "") }
            #expect(!text.contains("XQ"), "\(name) holds a planted token")
            if audience.isShared { #expect(!text.contains("offence"), "\(name) names a column of the extract") }
        }
    }

    @Test("Files for others never come to lie beside internal ones, nor the other way round")
    func folders() throws {
        let folder = AttackFolder()
        let town = AttackTown(seed: 1)
        let shared = try publish(town, .partner, as: "partner", in: folder).results
        let own = try publish(town, .internal, as: "internal", in: folder).results
        #expect(throws: PublishingError.otherAudience(folder: folder.path("partner"), wanted: .internal)) {
            try Publisher(directory: folder.path("partner")).publish(own)
        }
        #expect(throws: PublishingError.otherAudience(folder: folder.path("internal"), wanted: .partner)) {
            try Publisher(directory: folder.path("internal")).publish(shared)
        }
        try Publisher(directory: folder.path("partner")).publish(shared)
        try Publisher(directory: folder.path("internal")).publish(own)
        try FileManager.default.createDirectory(atPath: folder.path("other"), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: folder.url.appending(path: "other/rejects.csv"))
        #expect(throws: FileError.self) { try Publisher(directory: folder.path("other")).publish(shared) }
        #expect(throws: PublishingError.self) { try Publisher(directory: folder.path("other")).check(for: .partner) }
    }

    @Test("Results for others that know more than the release are refused")
    func notReleased() throws {
        let folder = AttackFolder()
        var results = try AttackTown(seed: 1).results(in: folder.url.appending(path: "plan"), audience: .internal)
        results.plan.audience = .partner
        #expect(throws: PublishingError.notReleased) { try Publisher(directory: folder.path("out")).publish(results) }
    }

    @Test("Without a period or an outline of its own an edition for others is refused: they would be the incidents'")
    func openEdges() throws {
        let folder = AttackFolder()
        let results = try AttackTown(seed: 1).results(in: folder.url.appending(path: "plan"), audience: .internal)
        var plan = results.plan
        plan.audience = .partner
        plan.study.from = nil
        #expect(throws: WorkflowError.openEdition(audience: .partner, lacks: .period)) {
            try Release(of: results.study, for: plan)
        }
        plan = results.plan
        plan.audience = .partner
        (plan.study.studyArea, plan.study.areas) = (LayerChoice(), LayerChoice())
        #expect(throws: WorkflowError.openEdition(audience: .partner, lacks: .studyArea)) {
            try Release(of: results.study, for: plan)
        }
    }

    @Test("Every layer says what others have of it, and a layer for the force alone is not among theirs")
    func catalogue() {
        let shared = LayerCatalogue.shared.map { $0.layerName }
        #expect(Set(shared).count == shared.count)
        for definition in LayerCatalogue.all {
            switch definition.shared {
            case .asItStands: #expect(LayerCatalogue.shared.contains { $0 == definition })
            case .instead(let other):
                #expect(other.layerName == definition.layerName && other is any ReleasedLayer.Type)
                #expect(!LayerCatalogue.shared.contains { $0 == definition })
            case .none(let reason):
                #expect(reason.count > 20 && !reason.hasSuffix("."))
                #expect(!shared.contains(definition.layerName))
            }
        }
    }

    @Test("Month-only incidents have no place and no hour in an edition for others")
    func monthOnly() throws {
        let folder = AttackFolder()
        var town = AttackTown(seed: 2)
        town.rows = []
        let months = (0..<30).map { _ in "2024-02,,433900,279900,Violence,15" }
        town.unused = months
        // Months alone bear no plan by the hour, whoever it is for.
        #expect(throws: WorkflowError.self) {
            try town.results(
                in: folder.url.appending(path: "months"), audience: .partner, changes: [("window.hours", "all")])
        }
        town.unused = months + ["2024-02-05,15:30,433900,279900,Violence,15"]
        let release = try #require(
            try town.results(
                in: folder.url.appending(path: "plan"), audience: .partner, changes: [("window.hours", "all")]
            ).release)
        #expect(release.block(.window)?.incidents == nil)
        #expect(release.block(.unknown)?.incidents == 30)
        #expect(release.study.table.count == 0)
    }
}
