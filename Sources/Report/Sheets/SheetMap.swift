import Foundation
import HomewardCore
import HomewardGeometry
import HomewardPublishing

/// A small map for print: streets with their names, what the sheet is about, a scale bar and north.
///
/// Degrees become lengths by an equirectangular projection that is true to scale at the middle latitude. A unit of the picture is a tenth
/// of a millimetre on the paper.
struct SheetMap {
    /// A place with a number or a letter in it.
    struct Pin {
        /// Longitude and latitude.
        let place: Point
        let label: String
        let colour: String
        /// Whether it is drawn as a square, as schools are.
        var isSquare = false
    }

    /// A line or an outline.
    struct Drawing {
        /// The lines in longitude and latitude.
        let lines: [[Point]]
        let colour: String
        /// Tenths of a millimetre.
        let width: Int
        /// How much of the inside is filled, 0 to 1; nil for a line.
        var fill: Double?
        /// Lengths of strokes and gaps, tenths of a millimetre.
        var dash: String?
    }

    /// What it shows in words, for who cannot see it.
    let title: String
    /// Lower ones first.
    var drawings: [Drawing] = []
    var pins: [Pin] = []
    /// What must be seen, in longitude and latitude.
    var content: [Point] = []
    /// Tenths of a millimetre.
    let width: Double
    let height: Double

    private static let metresPerDegree = 6_371_008.8 * Double.pi / 180
    private static let letterWidth = 11.5
    private static let letterHeight = 22.0
    private static let pinRadius = 27.0

    /// The picture. O(streets near + labels²).
    func html(_ streets: SheetStreets) -> HTML {
        guard let view = View(content.filter(\.isFinite), width: width, height: height) else {
            return "<p class=\"note\">No place of this sheet is known, so there is no map.</p>\n"
        }
        let near = streets.stretches.filter { $0.box.meets(view.box) }
        let ways = StreetClass.allCases.map { kind -> HTML in
            let path = near.filter { $0.kind == kind }.map { view.path($0.points) }.joined()
            let colour = Palette.mapStreets[kind.rawValue]
            return
                "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"\(kind == .main ? "15" : kind == .minor ? "9" : "4")\" stroke-linecap=\"round\"/>\n"
        }
        let shapes = drawings.map { drawing -> HTML in
            let isArea = drawing.fill != nil
            let path = drawing.lines.map { view.path($0.filter(\.isFinite)) + (isArea ? "Z" : "") }.joined()
            let dash: HTML = drawing.dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
            return
                "<path d=\"\(path)\" fill=\"\(isArea ? drawing.colour : "none")\" fill-opacity=\"\("\(drawing.fill ?? 0)")\" fill-rule=\"evenodd\" stroke=\"\(drawing.colour)\" stroke-width=\"\(drawing.width)\" stroke-linejoin=\"round\" stroke-linecap=\"round\"\(dash)/>\n"
        }
        let placed = spread(pins.filter(\.place.isFinite).map { view.place($0.place) })
        let known = pins.filter(\.place.isFinite)
        // The leads lie below every pin.
        let pictures =
            zip(known, placed).map { lead($0, at: view.place($0.place), shown: $1) } + zip(known, placed).map(draw)
        // The scale bar, north and the pins have their places; names take what is left.
        let taken =
            placed.map { Disc(centre: $0, radius: Self.pinRadius + 6) }
            + stride(from: 20.0, through: 360, by: 40).map { Disc(centre: Point(x: $0, y: height - 34), radius: 34) }
            + [Disc(centre: Point(x: width - 45, y: 60), radius: 55)]
        let names = StreetNames(near, view: view, letter: (Self.letterWidth, Self.letterHeight), taken: taken).html
        return """
            <figure class="map"><svg viewBox="0 0 \(Int(nearest: width)) \(Int(nearest: height))" role="img" aria-label="\(title)"><rect width="100%" height="100%" fill="\(Palette.ground)"/>
            \(ways)\(shapes)\(names)\(pictures)\(furniture(view))</svg></figure>

            """
    }

    /// What leads from a pin that had to make room to its place.
    private func lead(_ pin: Pin, at place: Point, shown: Point) -> HTML {
        guard place.distance(to: shown) >= 1 else { return "" }
        let (x, y) = (Self.short(place.x), Self.short(place.y))
        return
            "<path d=\"M\(x) \(y)L\(Self.short(shown.x)) \(Self.short(shown.y))\" stroke=\"\(pin.colour)\" stroke-width=\"5\"/><circle cx=\"\(x)\" cy=\"\(y)\" r=\"8\" fill=\"\(pin.colour)\"/>\n"
    }

    private func draw(_ pin: Pin, at shown: Point) -> HTML {
        let (x, y) = (Self.short(shown.x), Self.short(shown.y))
        let form: HTML =
            pin.isSquare
            ? "<rect x=\"\(Self.short(shown.x - 22))\" y=\"\(Self.short(shown.y - 22))\" width=\"44\" height=\"44\" fill=\"\(pin.colour)\" stroke=\"white\" stroke-width=\"4\"/>"
            : "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(Int(Self.pinRadius))\" fill=\"\(pin.colour)\" stroke=\"white\" stroke-width=\"5\"/>"
        return
            "\(form)<text class=\"pin\" x=\"\(x)\" y=\"\(Self.short(shown.y + 12))\" text-anchor=\"middle\">\(pin.label)</text>\n"
    }

    /// Where pins are drawn so that none covers another: the first stays, a later one moves to the nearest of sixteen places round its own
    /// that is free.
    private func spread(_ places: [Point]) -> [Point] {
        var shown: [Point] = []
        for place in places {
            func isFree(_ spot: Point) -> Bool {
                let edge = Self.pinRadius
                return shown.allSatisfy { $0.distance(to: spot) >= Self.pinRadius * 2.1 } && spot.x >= edge
                    && spot.y >= edge && spot.x <= width - edge && spot.y <= height - edge
            }
            let around = [2.2, 3.6].flatMap { far in
                (0..<8).map { turn in
                    let angle = Double(turn) * .pi / 4
                    return Point(
                        x: place.x + cos(angle) * far * Self.pinRadius, y: place.y - sin(angle) * far * Self.pinRadius)
                }
            }
            shown.append(([place] + around).first(where: isFree) ?? place)
        }
        return shown
    }

    /// The scale bar and north.
    private func furniture(_ view: View) -> HTML {
        let metres = [10.0, 20, 50, 100, 200, 500, 1000, 2000, 5000].last { $0 * view.scale <= 290 } ?? 10
        let length = Self.short(metres * view.scale)
        let words = metres < 1000 ? "\(Int(metres)) m" : "\(Int(metres / 1000)) km"
        let (left, foot) = (24.0, height - 22)
        return """
            <rect x="8" y="\(Self.short(height - 66))" width="\(Self.short(metres * view.scale + 34))" height="58" fill="white" fill-opacity="0.85"/>
            <path d="M\(Self.short(left)) \(Self.short(foot - 10))v10h\(length)v-10" fill="none" stroke="\(Palette.ink)" stroke-width="4"/>
            <text class="scale" x="\(Self.short(left))" y="\(Self.short(foot - 16))">\(words)</text>
            <circle cx="\(Self.short(width - 45))" cy="60" r="46" fill="white" fill-opacity="0.85"/>
            <path d="M\(Self.short(width - 45)) 18l16 40l-16 -9l-16 9z" fill="\(Palette.ink)"/>
            <text class="scale" x="\(Self.short(width - 45))" y="88" text-anchor="middle">N</text>

            """
    }

    static func short(_ value: Double) -> String { "\(value.rounded(decimals: 1))" }
}

extension SheetMap {
    /// How longitude and latitude become places of a picture.
    struct View {
        /// What the picture shows, in longitude and latitude.
        let box: BoundingBox
        /// Units of the picture by metre.
        let scale: Double
        let width: Double
        let height: Double
        private let shrink: Double

        /// The least part of the ground that a map shows from side to side, m.
        private static let least = 260.0

        /// A view of all the points with a margin; nil without a point.
        init?(_ points: [Point], width: Double, height: Double) {
            guard let own = BoundingBox(of: points) else { return nil }
            let centre = own.centre
            let across = SheetMap.metresPerDegree * max(0.01, cos(centre.y * .pi / 180))
            // Pins stand inside by more than their own size.
            let (wide, high) = (width - 150, height - 150)
            let metres = max(
                own.width * across / wide, own.height * SheetMap.metresPerDegree / high, Self.least / width)
            scale = 1 / metres
            shrink = across
            self.width = width
            self.height = height
            let (x, y) = (width * metres / across / 2, height * metres / SheetMap.metresPerDegree / 2)
            box = BoundingBox(minX: centre.x - x, minY: centre.y - y, maxX: centre.x + x, maxY: centre.y + y)
        }

        /// The place of a point in the picture.
        func place(_ point: Point) -> Point {
            Point(
                x: (point.x - box.minX) * shrink * scale,
                y: (box.maxY - point.y) * SheetMap.metresPerDegree * scale)
        }

        /// A line of the picture.
        func path(_ points: [Point]) -> String {
            points.enumerated().map { index, point in
                let spot = place(point)
                return "\(index == 0 ? "M" : "L")\(SheetMap.short(spot.x)) \(SheetMap.short(spot.y))"
            }.joined()
        }
    }

    /// A part of the picture that is taken.
    struct Disc {
        let centre: Point
        let radius: Double

        func meets(_ other: Disc) -> Bool { centre.distance(to: other.centre) < radius + other.radius }
    }

    /// Names of streets along their straightest stretches, none over another, the longest streets first.
    struct StreetNames {
        private let streets: [SheetStreets.Stretch]
        private let view: View
        private let letter: (width: Double, height: Double)
        private let taken: [Disc]

        /// The most names on a map.
        private static let most = 16
        private static let longest = 30

        init(_ streets: [SheetStreets.Stretch], view: View, letter: (width: Double, height: Double), taken: [Disc]) {
            self.streets = streets
            self.view = view
            self.letter = letter
            self.taken = taken
        }

        var html: HTML {
            let named = Dictionary(grouping: streets.filter { !($0.name ?? "").isEmpty }) { $0.name ?? "" }
            let runs = named.compactMap { name, stretches -> (name: String, rank: Int, run: Segment)? in
                guard let run = straightest(stretches) else { return nil }
                return (name, stretches.map(\.kind.rawValue).max() ?? 0, run)
            }.sorted { ($1.rank, $1.run.length, $0.name) < ($0.rank, $0.run.length, $1.name) }
            var used = taken
            var texts: [HTML] = []
            for (name, _, run) in runs where texts.count < Self.most {
                let words = Cut.text(name, to: Self.longest)
                let length = Double(words.count) * letter.width
                guard run.length >= length * 0.9 else { continue }
                let room = max(0, 1 - length / max(run.length, 1)) / 2
                for share in [0.5, 0.5 - room / 2, 0.5 + room / 2, 0.5 - room, 0.5 + room] {
                    let centre = run.point(at: share)
                    let discs = self.discs(centre, along: run, length: length)
                    guard !discs.contains(where: { disc in used.contains(where: disc.meets) }) else { continue }
                    used += discs
                    texts.append(text(words, at: centre, along: run))
                    break
                }
            }
            return "\(texts)"
        }

        private func discs(_ centre: Point, along run: Segment, length: Double) -> [Disc] {
            let (x, y) = ((run.end.x - run.start.x) / run.length, (run.end.y - run.start.y) / run.length)
            let count = max(1, Int((length / letter.height).rounded(.up)))
            return (0...count).map { step in
                let away = length * (Double(step) / Double(count) - 0.5)
                return Disc(centre: Point(x: centre.x + x * away, y: centre.y + y * away), radius: letter.height * 0.6)
            }
        }

        private func text(_ words: String, at centre: Point, along run: Segment) -> HTML {
            var angle = atan2(run.end.y - run.start.y, run.end.x - run.start.x) * 180 / .pi
            // Read from the left, and upwards where it stands.
            if angle > 89 { angle -= 180 } else if angle <= -91 { angle += 180 }
            return
                "<text class=\"street\" transform=\"translate(\(SheetMap.short(centre.x)) \(SheetMap.short(centre.y))) rotate(\(SheetMap.short(angle)))\" y=\"8\" text-anchor=\"middle\">\(words)</text>\n"
        }

        /// The longest nearly straight run of a street inside the picture, over the ends of its stretches.
        private func straightest(_ stretches: [SheetStreets.Stretch]) -> Segment? {
            let inside = stretches.flatMap { stretch -> [Segment] in
                let places = stretch.points.map(view.place)
                return zip(places, places.dropFirst()).compactMap { clipped(Segment($0, $1)) }
            }.filter { $0.length > 1 }
            var best: Segment?
            for seed in inside.sorted(by: { $0.length > $1.length }).prefix(3) {
                var run = seed
                var left = inside
                while let next = left.firstIndex(where: { grown(run, by: $0) != nil }) {
                    run = grown(run, by: left.remove(at: next)) ?? run
                }
                if run.length > best?.length ?? 0 { best = run }
            }
            return best
        }

        /// The run with a segment at one of its ends, where that goes on nearly straight.
        private func grown(_ run: Segment, by other: Segment) -> Segment? {
            for other in [other, Segment(other.end, other.start)] {
                if run.end.distance(to: other.start) < 3, isStraight(run, other) {
                    return Segment(run.start, other.end)
                }
                if run.start.distance(to: other.end) < 3, isStraight(other, run) {
                    return Segment(other.start, run.end)
                }
            }
            return nil
        }

        private func isStraight(_ one: Segment, _ other: Segment) -> Bool {
            let dot =
                (one.end.x - one.start.x) * (other.end.x - other.start.x)
                + (one.end.y - one.start.y) * (other.end.y - other.start.y)
            return dot > 0.985 * one.length * other.length
        }

        /// The part of a segment inside the picture; nil for none. Source: Y.-D. Liang and B. Barsky (1984), "A new concept and method
        /// for line clipping", ACM Transactions on Graphics 3(1), 1–22.
        private func clipped(_ segment: Segment) -> Segment? {
            let margin = 10.0
            let (dx, dy) = (segment.end.x - segment.start.x, segment.end.y - segment.start.y)
            var (from, to) = (0.0, 1.0)
            for (step, room) in [
                (-dx, segment.start.x - margin), (dx, view.width - margin - segment.start.x),
                (-dy, segment.start.y - margin), (dy, view.height - margin - segment.start.y),
            ] {
                if step == 0 {
                    if room < 0 { return nil }
                } else if step < 0 {
                    from = max(from, room / step)
                } else {
                    to = min(to, room / step)
                }
            }
            return from < to ? Segment(segment.point(at: from), segment.point(at: to)) : nil
        }
    }
}
