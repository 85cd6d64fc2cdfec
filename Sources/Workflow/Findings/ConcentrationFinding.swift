import HomewardAnalysis
import HomewardCore
import HomewardGeometry

/// How few places hold how many of the incidents: cells, named areas, street segments.
public struct ConcentrationFinding: StudyFinding {
    /// The verb `concentration`, and the section "How few places".
    public static let about = FindingAbout(
        key: "concentration", verb: "concentration", title: "How few places",
        abstract: "Tell how few cells, areas and street segments hold how many of the incidents.",
        discussion: """
            Use it to say whether a few places carry the problem, which is what makes patrols and chaperones at places worth their while, and \
            to compare one year or town with another. Of the cells, the named areas and, with --streets, the street segments (the stretches \
            between two junctions) it tells how many hold a quarter, a half and 80 % of the incidents.

            The Gini coefficient is 0 where incidents are spread as evenly as can be and near 1 where one place has all. It is that of \
            Bernasco and Steenbeek (2017), which allows for there being fewer incidents than places: then even the most even spread leaves \
            most places empty, and the plain coefficient, which stands beside it, is near 1 whatever happened. By chance says what it comes to \
            where as many incidents are strewn over the places by their ground or length: small places and few incidents look concentrated \
            by chance alone, so read the coefficient beside that, and compare only places of one size.

            Each incident counts exactly once: in the cell that holds it, in the first listed area that holds it, on the nearest segment within \
            --street metres. How many are in none is told. Segments count where their middle lies in the study area. Areas have rates by \
            1,000 residents where their layer has a field residents or population, or that which --residents names.

              homeward concentration Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --streets GeoData/streets.gpkg --out concentration.csv
            """,
        method:
            "The fewest places that hold 25, 50 and 80 % of the incidents, and Gini's coefficient with the adjustment for fewer incidents "
            + "than places (Bernasco and Steenbeek 2017, equation 6), beside what both come to where incidents fall on places by their ground "
            + "or length, each place's number Poisson.",
        groups: ["concentration", "window"],
        table: FindingTable(
            "The Lorenz curve of incidents over cells, areas and street segments, a record for each number of incidents.",
            [
                .init("places", "What is counted: cells, areas or street_segments."),
                .init("incidents_each", "Incidents at each of these places."),
                .init("number", "How many places have so many."),
                .init("places_so_far", "Places with at least so many."),
                .init("incidents_so_far", "Incidents at them."),
                .init("share_of_places", "Those places by all, 0 to 1."),
                .init("share_of_incidents", "Those incidents by all, 0 to 1."),
            ]),
        whyNotShared: "It counts by single cells and segments, and withholds nothing where few happened")

    /// The places of one kind.
    public struct Places: Codable, Sendable, Equatable {
        /// `cells`, `areas` or `street_segments`.
        public var kind: String
        /// How many there are.
        public var places: Int
        /// Those with an incident.
        public var withAny: Int
        /// Incidents at them.
        public var incidents: Int
        /// Incidents at none of them.
        public var nowhere: Int
        /// The most incidents at one.
        public var most: Int
        /// Gini's coefficient, adjusted; absent without incidents.
        public var gini: Double?
        /// The same without the adjustment.
        public var plainGini: Double?
        /// The adjusted one by chance.
        public var giniByChance: Double?
        /// The fewest places that hold 25, 50 and 80 %.
        public var holding: [Holding]
        /// The Lorenz curve, most first.
        public var levels: [Level]
    }

    /// The fewest places that hold a share of the incidents.
    public struct Holding: Codable, Sendable, Equatable {
        /// The share of the incidents, per cent.
        public var percent: Int
        /// The fewest places that hold so much.
        public var places: Int
        /// These by all places, per cent.
        public var percentOfPlaces: Double
        /// The same by chance, per cent.
        public var percentByChance: Double
    }

    /// Places with so many incidents each.
    public struct Level: Codable, Sendable, Equatable {
        /// Incidents at each.
        public var count: Int
        /// How many places.
        public var places: Int
    }

    /// One of the places with the most incidents.
    public struct Top: Codable, Sendable, Equatable {
        /// Its name; absent for a segment without one.
        public var name: String?
        /// Incidents at it.
        public var incidents: Int
        /// Its residents; absent where not known.
        public var residents: Double?
        /// Incidents by 1,000 residents; absent where not known or none lives there.
        public var perThousand: Double?
        /// Its length, m; absent for an area.
        public var lengthM: Double?
        /// Its middle in the working coordinate system; absent for an area.
        public var at: [Double]?
    }

    /// Incidents that went in.
    public var incidents: Int
    /// The width of a cell, m.
    public var cellM: Double
    /// How far from a segment an incident may be, m; absent where none were looked at.
    public var streetM: Double?
    /// Whether the streets are made up; absent where none were looked at.
    public var madeUpStreets: Bool?
    /// Why cells and segments are not counted; absent where they are.
    public var notTested: String?
    /// The kinds of places.
    public var places: [Places]
    /// The named areas with the most incidents, twenty at most.
    public var areas: [Top]
    /// The field of the residents; absent where there is none.
    public var residentsField: String?
    /// The segments with the most incidents, twenty at most.
    public var segments: [Top]

    /// Counts the incidents of the plan's window.
    public init(_ study: Study, _ plan: PlanFile) throws {
        try study.requireIncidents()
        let method = plan.concentration
        try method.check()
        let points = try study.selecting(plan.window).mostly.points
        let limits = study.reading.limits
        incidents = points.count
        cellM = method.cell
        places = []
        areas = []
        segments = []
        let isTooCoarse = limits.leastCell.map { method.cell < $0 } ?? false
        if limits.isSnapped, isTooCoarse || method.streets != nil {
            notTested =
                "the positions of \(limits.snappedFiles.joined(separator: ", ")) are the nearest of a published list of points, so that \(isTooCoarse ? "small cells and " : "")street segments tell nothing"
        }
        if !isTooCoarse {
            places.append(
                Places(
                    "cells",
                    try study.cellCounts(of: points, cell: method.cell, atMost: plan.hotspots.mostCells)))
        }
        if !study.areas.isEmpty {
            let counts = try study.areaCounts(of: points)
            let residents = try study.residents(plan.study, field: method.residents)
            residentsField = residents?.field
            places.append(Places("areas", counts))
            areas = ConcentrationFinding.top(counts.counts).map { index in
                let people = residents?.ofArea[study.areas[index].name]
                return Top(
                    name: study.areas[index].name, incidents: counts.counts[index], residents: people,
                    perThousand: people.flatMap {
                        $0 > 0 ? (Double(counts.counts[index]) / $0 * 1000).rounded(decimals: 3) : nil
                    })
            }
        }
        if let file = method.streets, !limits.isSnapped {
            let (counts, streets) = try study.segmentCounts(of: points, file: file, within: method.reach)
            streetM = method.reach
            madeUpStreets = streets.isSynthetic
            places.append(Places("street_segments", counts))
            segments = ConcentrationFinding.top(counts.counts).map { index in
                let edge = streets.edges[index]
                let middle = edge.line.point(at: edge.length / 2)
                return Top(
                    name: edge.name, incidents: counts.counts[index], lengthM: edge.length.rounded(decimals: 1),
                    at: [middle.x.rounded(decimals: 1), middle.y.rounded(decimals: 1)])
            }
        }
    }

    /// The places with the most incidents, the first listed of equal ones first.
    private static func top(_ counts: [Int]) -> [Int] {
        Array(
            counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(20))
    }

    /// The verdicts, then the fullest areas and segments.
    public var lines: [String] {
        places.map(\.line) + [notTested.map { "Not counted: \($0)." }].compactMap { $0 }
            + (madeUpStreets == true ? ["The streets are made up."] : [])
            + areas.prefix(10).map { area in
                "\(area.name ?? ""): \(Words.count(area.incidents, "incident", "incidents"))"
                    + (area.perThousand.map { ", \(Shown.fixed($0, 1)) by 1,000 residents" } ?? "")
            }
            + segments.prefix(10).map { segment in
                "\(segment.name ?? "street without a name") (\(Shown.fixed(segment.lengthM ?? 0, 0)) m at \((segment.at ?? []).map { Shown.fixed($0, 0) }.joined(separator: " "))): \(Words.count(segment.incidents, "incident", "incidents"))"
            }
    }

    /// The verdicts and a table of the kinds of places.
    public var section: FindingSection {
        let table = FindingSection.Table(
            "How few places hold the incidents, per cent of the places, by chance in brackets",
            [
                .text("Places"), .number("Number"), .number("With any"), .number("Hold 25 %"), .number("Hold 50 %"),
                .number("Hold 80 %"), .number("Gini"), .number("By chance"),
            ],
            rows: places.map { $0.row })
        return FindingSection(
            places.map(\.line) + [notTested.map { "Not counted: \($0)." }].compactMap { $0 }
                + (madeUpStreets == true ? ["The streets are made up."] : []), tables: places.isEmpty ? [] : [table])
    }

    /// The Lorenz curves.
    public var records: [[FindingCell]] {
        places.flatMap { kind -> [[FindingCell]] in
            var (soFar, held) = (0, 0)
            return kind.levels.map { level in
                soFar += level.places
                held += level.count * level.places
                return [
                    .text(kind.kind), .whole(level.count), .whole(level.places), .whole(soFar), .whole(held),
                    kind.places > 0 ? .number((Double(soFar) / Double(kind.places)).rounded(decimals: 6)) : .empty,
                    kind.incidents > 0 ? .number((Double(held) / Double(kind.incidents)).rounded(decimals: 6)) : .empty,
                ]
            }
        }
    }
}

extension ConcentrationFinding.Places {
    /// Sums up the counts of one kind of place.
    init(_ kind: String, _ counts: PlaceCounts) {
        let result = Concentration(counts: counts.counts, sizes: counts.sizes)
        self.kind = kind
        places = result.places
        withAny = result.withAny
        incidents = result.incidents
        nowhere = counts.nowhere
        most = result.most
        gini = result.gini?.rounded(decimals: 6)
        plainGini = result.plainGini?.rounded(decimals: 6)
        giniByChance = result.giniByChance?.rounded(decimals: 6)
        let all = Double(max(1, result.places))
        holding = result.holding.map {
            ConcentrationFinding.Holding(
                percent: Int(($0.share * 100).rounded()), places: $0.places,
                percentOfPlaces: (100 * Double($0.places) / all).rounded(decimals: 3),
                percentByChance: (100 * $0.placesByChance / all).rounded(decimals: 3))
        }
        levels = result.levels.map { ConcentrationFinding.Level(count: $0.count, places: $0.places) }
    }

    /// What they are called in a sentence.
    var words: String { kind.replacing("_", with: " ") }

    /// Its row in the report's table.
    var row: [String] {
        let held =
            holding.isEmpty
            ? ["–", "–", "–"]
            : holding.map { "\(Shown.fixed($0.percentOfPlaces, 1)) (\(Shown.fixed($0.percentByChance, 1)))" }
        let name = String(words.prefix(1).uppercased() + words.dropFirst())
        let coefficients = [gini, giniByChance].map { $0.map { Shown.fixed($0, 2) } ?? "–" }
        return [name, Shown.grouped(places), Shown.grouped(withAny)] + held + coefficients
    }

    /// The verdict in a sentence.
    var line: String {
        let rest =
            nowhere == 0
            ? "" : "; \(Words.count(nowhere, "incident is", "incidents are")) at none of them"
        guard let gini, let giniByChance, !holding.isEmpty else {
            return "\(Shown.grouped(places)) \(words): no incident\(rest)."
        }
        let held = holding.map {
            "\(Shown.grouped($0.places)) (\(Shown.fixed($0.percentOfPlaces, 1)) %, by chance \(Shown.fixed($0.percentByChance, 1)) %) \($0.places == 1 ? "holds" : "hold") \($0.percent) %"
        }
        return
            "Of \(Shown.grouped(places)) \(words) \(Words.list(held)) of \(Words.count(incidents, "incident", "incidents")); Gini \(Shown.fixed(gini, 2)), by chance \(Shown.fixed(giniByChance, 2))\(rest)."
    }
}
