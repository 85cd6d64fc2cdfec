import Foundation
public import HomewardGeometry

/// A stretch of a way that a person walks without being told anything new.
public struct Direction: Sendable, Hashable {
    /// How a stretch begins.
    public enum Turn: String, Sendable, Hashable, CaseIterable {
        /// The way starts.
        case start = "start"
        /// On in the same direction, to 30°.
        case straight = "straight on"
        /// To 60° to the left.
        case bearLeft = "bear left"
        /// To 60° to the right.
        case bearRight = "bear right"
        /// To 135° to the left.
        case left = "left"
        /// To 135° to the right.
        case right = "right"
        /// Farther to the left.
        case sharpLeft = "sharp left"
        /// Farther to the right.
        case sharpRight = "sharp right"
        /// Back, to 10°.
        case back = "turn back"
    }

    /// How it begins.
    public var turn: Turn
    /// Where it runs, as people say it: a street's name, or what kind of way it is.
    public var street: String
    /// Whether ``street`` is a name.
    public var isNamed: Bool
    /// Where it runs at its beginning: `north-east`.
    public var heading: String
    /// How long it is, m.
    public var length: Double
    /// Where it begins.
    public var place: Point

    /// A stretch from its parts.
    public init(turn: Turn, street: String, isNamed: Bool, heading: String, length: Double, place: Point) {
        self.turn = turn
        self.street = street
        self.isNamed = isNamed
        self.heading = heading
        self.length = length
        self.place = place
    }

    /// The stretch in words: `left into Stoney Stanton Road, 120 m`.
    ///
    /// Lengths are rounded to 10 m, below 100 m to 5 m, and never to nothing.
    public var words: String {
        let metres = length < 100 ? max(5, (length / 5).rounded() * 5) : (length / 10).rounded() * 10
        let way: String
        switch turn {
        case .start: way = "start \(isNamed ? "on" : "along") \(street) heading \(heading)"
        case .back: way = "turn back \(isNamed ? "on" : "along") \(street)"
        case .straight: way = "straight on \(isNamed ? "into" : "along") \(street)"
        case .bearLeft, .bearRight, .left, .right, .sharpLeft, .sharpRight:
            way = "\(turn.rawValue) \(isNamed ? "into" : "along") \(street)"
        }
        return "\(way), \(Int(metres)) m"
    }
}

extension Direction {
    /// A whole way in words, its stretches with semicolons between.
    ///
    /// Who paces one street, turning back time and again, is told so once: `up and down Broad Street, 240 m in all`.
    public static func words(of stretches: [Direction]) -> String {
        var words: [String] = []
        var index = 0
        while index < stretches.count {
            let first = stretches[index]
            let pacing = stretches[index...].prefix { $0.turn == .back && $0.street == first.street }
            if pacing.count > 1 {
                let metres = Int((pacing.reduce(0) { $0 + $1.length } / 10).rounded() * 10)
                words.append("up and down \(first.street), \(metres) m in all")
                index += pacing.count
            } else {
                words.append(first.words)
                index += 1
            }
        }
        return words.joined(separator: "; ")
    }
}

extension StreetNetwork {
    /// What to say to somebody who walks a way: a stretch for each turn and each change of street.
    ///
    /// A stretch goes on as long as the street keeps its name (without one: its kind) and the way turns by less than 60°. Bends of a
    /// street between two crossings are no turns. Directions are taken over ten metres on either side, so that a kink where streets meet
    /// does not count. Nothing for a way without length. O(vertices).
    ///
    /// - Precondition: the way's edges are edges of this network.
    public func directions(for path: StreetPath) -> [Direction] { directions(along: path.parts) }

    /// What to say to somebody who walks stretches one after the other, each from where the one before ends.
    ///
    /// Stretches of one edge walked on in the same direction are one, so that a way may be put together of several.
    public func directions(along parts: [StreetPath.Part]) -> [Direction] {
        var whole: [StreetPath.Part] = []
        for part in parts where part.start != part.end {
            if let last = whole.last, last.edge == part.edge, abs(last.end - part.start) < 0.001,
                (last.end > last.start) == (part.end > part.start)
            {
                whole[whole.count - 1].end = part.end
            } else {
                whole.append(part)
            }
        }
        var directions: [Direction] = []
        var before: LineString?
        for part in whole {
            let edge = edges[part.edge]
            let line = edge.line.part(from: part.start, to: part.end)
            let (street, isNamed) = edge.calling
            var turn = Direction.Turn.start
            let bearing = line.bearing(atEnd: false)
            if let before {
                turn = Direction.Turn(degrees: (bearing - before.bearing(atEnd: true)) * 180 / .pi)
            }
            before = line
            let length = abs(part.end - part.start)
            if let last = directions.indices.last, directions[last].street == street,
                directions[last].isNamed == isNamed,
                [.straight, .bearLeft, .bearRight].contains(turn)
            {
                directions[last].length += length
            } else {
                directions.append(
                    Direction(
                        turn: turn, street: street, isNamed: isNamed, heading: Direction.compass(bearing),
                        length: length, place: line.points[0]))
            }
        }
        return directions
    }
}

extension Direction {
    /// The name of one of eight directions, from the angle against east, anticlockwise, in radians.
    static func compass(_ bearing: Double) -> String {
        let names = ["east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east"]
        guard bearing.isFinite else { return names[0] }
        let eighth = Int((bearing / (.pi / 4)).rounded())
        return names[((eighth % 8) + 8) % 8]
    }
}

extension Direction.Turn {
    /// The turn by an angle to the left, in degrees.
    init(degrees: Double) {
        var angle = degrees.truncatingRemainder(dividingBy: 360)
        if angle > 180 { angle -= 360 }
        if angle <= -180 { angle += 360 }
        switch abs(angle) {
        case ..<30: self = .straight
        case ..<60: self = angle > 0 ? .bearLeft : .bearRight
        case ..<135: self = angle > 0 ? .left : .right
        case ..<170: self = angle > 0 ? .sharpLeft : .sharpRight
        default: self = .back
        }
    }
}

extension StreetNetwork.Edge {
    /// What people call it, and whether that is a name.
    var calling: (text: String, isNamed: Bool) {
        if let name, !name.isEmpty { return (name, true) }
        if traits.contains(.acrossSquare) { return ("the way across the square", false) }
        if traits.contains(.crossing) { return ("the crossing", false) }
        switch kind ?? "" {
        case "steps": return ("the steps", false)
        case "footway", "path", "pedestrian": return ("the footpath", false)
        case "cycleway": return ("the cycle track", false)
        case "track", "bridleway": return ("the track", false)
        case "service": return ("the service road", false)
        default: return ("the street", false)
        }
    }
}

extension LineString {
    /// The direction over the first or the last ten metres, radians from east, anticlockwise.
    fileprivate func bearing(atEnd: Bool) -> Double {
        let reach = min(10, length)
        let (a, b) =
            atEnd ? (point(at: length - reach), points[points.count - 1]) : (points[0], point(at: reach))
        let ends = a == b ? (points[0], points[points.count - 1]) : (a, b)
        return atan2(ends.1.y - ends.0.y, ends.1.x - ends.0.x)
    }
}
