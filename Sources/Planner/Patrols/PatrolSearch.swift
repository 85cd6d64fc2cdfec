import HomewardGeometry

/// Finds the centres of patrol areas and bounds what any centres could hold.
///
/// The plane is cut into squares of half the radius. Whatever centre lies in a square, its area holds at most the harm
/// within (radius + half the square's diagonal) of the square's middle. Squares that cannot take part in a choice better than the
/// one at hand are thrown away, the others are cut in four, down to about a fiftieth of the radius; ``SquareBound`` then
/// bounds what any choice among the squares left can hold. The study area's outline is left out of the bound, which
/// keeps it true.
struct PatrolSearch {
    private let planner: PatrolPlanner
    private let points: HarmPoints
    private let form: PatrolForm
    private let mayLie: (Point) -> Bool

    /// - Parameter mayLie: Where a centre may lie. The bound holds for centres anywhere.
    init(planner: PatrolPlanner, points: HarmPoints, form: PatrolForm, mayLie: @escaping (Point) -> Bool) {
        self.planner = planner
        self.points = points
        self.form = form
        self.mayLie = mayLie
    }

    /// The gap at which the search may stop where what areas are worth does not come in whole numbers.
    private static let enough = 2e-3

    /// The centres by falling worth, and a number that no choice of as many centres can exceed.
    mutating func solve() -> (centres: [Point], bound: Double) {
        let tolerance = points.isWhole ? 1e-9 : Self.enough
        guard !points.isEmpty, planner.areas > 0 else { return ([], 0) }
        var squares = firstSquares()
        var incumbent = CentreChoice(centres: [], harm: [])
        var bound = points.most(inAreas: planner.areas)
        while true {
            let found = better(than: incumbent, from: squares)
            if found.total > incumbent.total { incumbent = found }
            let squareBound = SquareBound(squares: squares, areas: planner.areas, spacing: planner.spacing)
            let kept = squareBound.pruned(below: incumbent.total)
            bound = min(bound, max(incumbent.total, squareBound.rootBound))
            squares = kept
            let half = squares.first?.half ?? 0
            guard half > planner.radius / 50, squares.count < 100_000, bound > incumbent.total * (1 + tolerance) else {
                break
            }
            squares = squares.flatMap(\.quarters).compactMap(measured)
            squares.sort()
        }
        if !squares.isEmpty, bound > incumbent.total * (1 + tolerance) {
            let last = SquareBound(squares: squares, areas: planner.areas, spacing: planner.spacing)
            bound = min(
                bound,
                max(
                    incumbent.total,
                    last.branchAndBound(
                        nodeLimit: planner.nodeLimit,
                        enough: points.isWhole ? incumbent.total + 0.99 : incumbent.total * (1 + tolerance))))
        }
        if squares.isEmpty { bound = incumbent.total }
        // Sums in another order differ by rounding; where harm is whole, so is every choice's.
        bound *= 1 + 1e-12
        if points.isWhole { bound = (bound + 1e-6).rounded(.down) }
        return (incumbent.centres, max(bound, incumbent.total))
    }

    /// Centres by falling worth, without a bound: from squares of half a radius and of a quarter.
    mutating func centres() -> [Point] {
        guard !points.isEmpty, planner.areas > 0 else { return [] }
        let squares = firstSquares()
        let first = better(than: CentreChoice(centres: [], harm: []), from: squares)
        let hopeful = SquareBound(squares: squares, areas: planner.areas, spacing: planner.spacing)
            .pruned(below: first.total)
        return better(than: first, from: hopeful.flatMap(\.quarters).compactMap(measured).sorted()).centres
    }

    private func measured(_ square: PatrolSquare) -> PatrolSquare? {
        var square = square
        square.most = min(square.most, points.most(in: square))
        return square.most > 0 ? square : nil
    }

    /// All squares of half a radius from which an area could hold any harm.
    private func firstSquares() -> [PatrolSquare] {
        let size = planner.radius / 2
        let cells = Int((planner.radius / size).rounded(.up)) + 1
        var occupied: Set<PatrolSquare.Key> = []
        for point in points.points {
            occupied.insert(.init(column: (point.x / size).rounded(.down), row: (point.y / size).rounded(.down)))
        }
        // As far to either side, then up and down.
        var across: Set<PatrolSquare.Key> = []
        for key in occupied {
            for dx in -cells...cells { across.insert(.init(column: key.column + Double(dx), row: key.row)) }
        }
        var keys: Set<PatrolSquare.Key> = []
        for key in across {
            for dy in -cells...cells { keys.insert(.init(column: key.column, row: key.row + Double(dy))) }
        }
        return keys.map { key in
            PatrolSquare(
                middle: Point(x: (key.column + 0.5) * size, y: (key.row + 0.5) * size), half: size / 2, most: .infinity)
        }.compactMap(measured).sorted()
    }

    /// A choice from the middles of the squares, bettered by interchange and by moving each centre about.
    private func better(than incumbent: CentreChoice, from squares: [PatrolSquare]) -> CentreChoice {
        let (middles, weights, selection) = selection(from: squares)
        let selected = CentreChoice(
            centres: selection.chosen.map { middles[$0] }, harm: selection.chosen.map { weights[$0] })
        let candidates =
            zip(middles, weights).prefix(1000).map { (point: $0, harm: $1) }
            + zip(incumbent.centres, incumbent.harm).map { (point: $0, harm: $1) }
        let ranked = candidates.filter { $0.harm > 0 }.sorted {
            if $0.harm != $1.harm { return $0.harm > $1.harm }
            return ($0.point.x, $0.point.y) < ($1.point.x, $1.point.y)
        }
        var best = incumbent
        for start in [selected, CentreChoice(centres: [], harm: []), incumbent] {
            var choice = start
            choice.fill(from: ranked, areas: planner.areas, spacing: planner.spacing)
            for _ in 0..<6 {
                let before = choice.total
                choice.interchange(with: ranked, areas: planner.areas, spacing: planner.spacing)
                move(&choice)
                if choice.total <= before { break }
            }
            choice.fill(from: ranked, areas: planner.areas, spacing: planner.spacing)
            if choice.total > best.total { best = choice }
        }
        best.sort()
        return best
    }

    /// The best choice of the squares' middles, found among so many of the first, which promise most, that none of the others could
    /// change it.
    private func selection(
        from squares: [PatrolSquare]
    ) -> (middles: [Point], weights: [Double], choice: PointSelection.Choice) {
        var middles: [Point] = []
        var weights: [Double] = []
        var next = 0
        var wanted = 2000
        while true {
            while next < squares.count, middles.count < wanted {
                if mayLie(squares[next].middle) {
                    middles.append(squares[next].middle)
                    weights.append(points.worth(in: form, at: squares[next].middle))
                }
                next += 1
            }
            let choice = PointSelection(count: planner.areas, spacing: planner.spacing, nodeLimit: 500)
                .best(of: middles, weights: weights)
            // The sum for a square is its area's most, but for the rounding of its parts.
            if next == squares.count || squares[next].most * (1 + 1e-9) < choice.least {
                return (middles, weights, choice)
            }
            wanted *= 4
        }
    }

    /// Moves each centre in ever smaller steps to where its area holds more.
    private func move(_ choice: inout CentreChoice) {
        for index in choice.centres.indices {
            var step = planner.radius / 2
            while step > planner.radius / 200 {
                var best = (point: choice.centres[index], harm: choice.harm[index])
                for (dx, dy) in [(1.0, 0.0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)] {
                    let centre = choice.centres[index]
                    let point = Point(x: centre.x + dx * step, y: centre.y + dy * step)
                    guard choice.allows(point, spacing: planner.spacing, besides: index) else { continue }
                    let harm = points.worth(in: form, at: point)
                    if harm > best.harm, mayLie(point) { best = (point, harm) }
                }
                if best.harm > choice.harm[index] {
                    choice.centres[index] = best.point
                    choice.harm[index] = best.harm
                } else {
                    step /= 2
                }
            }
        }
    }
}
