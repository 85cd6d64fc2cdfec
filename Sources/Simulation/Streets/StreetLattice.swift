import Foundation
import HomewardCore
import HomewardGeometry

/// A bent grid of junctions over the study area, closer together towards the middle. The streets are chosen from its sides.
struct StreetLattice {
    /// The side from junction `from` to junction `to`; `along` is 0 on the rows and 1 on the columns.
    struct Side {
        var from: Int
        var to: Int
        var along: Int
    }

    /// Junctions per row and column.
    let size: Int
    /// Where each junction lies, row by row.
    var nodes: [Point]
    /// Whether the junction lies in the study area.
    var isInside: [Bool]

    /// Lays the grid over `outline`. `block` is the distance between junctions half-way out, m.
    init(over outline: Outline, block: Double, generator: inout SeededGenerator) {
        let middle = outline.box.centre
        let reach = max(outline.box.width, outline.box.height) / 2 * 1.5
        let half = Int((reach / (block * 0.72)).rounded(.up))
        let waves = (0..<6).map { _ in Wave(&generator) }
        size = 2 * half + 1
        nodes = []
        for row in -half...half {
            for column in -half...half {
                let u = Point(x: Double(column) * block, y: Double(row) * block)
                let radius = (u.x * u.x + u.y * u.y).squareRoot()
                let scale = 0.72 + 0.5 * radius / (radius + 3500)
                var place = Point(x: middle.x + u.x * scale, y: middle.y + u.y * scale)
                for wave in waves { place = wave.move(place) }
                place.x += generator.between(-0.12, 0.12) * block
                place.y += generator.between(-0.12, 0.12) * block
                nodes.append(place)
            }
        }
        isInside = nodes.map { outline.contains($0) }
    }

    /// The junction at `row` and `column`.
    func node(_ row: Int, _ column: Int) -> Int { row * size + column }

    /// Every side whose two ends and whole length lie inside, rows first.
    func sides(within outline: Outline) -> [Side] {
        var sides: [Side] = []
        for along in 0...1 {
            for first in 0..<size {
                for second in 0..<(size - 1) {
                    let from = along == 0 ? node(first, second) : node(second, first)
                    let to = along == 0 ? node(first, second + 1) : node(second + 1, first)
                    guard isInside[from], isInside[to], outline.contains(from: nodes[from], to: nodes[to]) else {
                        continue
                    }
                    sides.append(Side(from: from, to: to, along: along))
                }
            }
        }
        return sides
    }

    /// Bends the grid sideways, so that no street runs straight for long.
    private struct Wave {
        let angle: Double
        let length: Double
        let height: Double
        let phase: Double

        init(_ generator: inout SeededGenerator) {
            angle = generator.between(0, 2 * .pi)
            length = generator.between(1100, 3200)
            height = length * generator.between(0.012, 0.03)
            phase = generator.between(0, 2 * .pi)
        }

        func move(_ point: Point) -> Point {
            let along = point.x * cos(angle) + point.y * sin(angle)
            let shift = height * sin(2 * .pi * along / length + phase)
            return Point(x: point.x - shift * sin(angle), y: point.y + shift * cos(angle))
        }
    }
}
