import Foundation
import HomewardCore

extension Point {
    /// Longitude and latitude in words, to a tenth of a degree: `40.7 N 73.9 W`.
    public var inDegrees: String {
        "\(Shown.fixed(abs(y), 1)) \(y < 0 ? "S" : "N") \(Shown.fixed(abs(x), 1)) \(x < 0 ? "W" : "E")"
    }

    /// The way over the ground between two places given by longitude and latitude, on a sphere of 6371 km: metres, true to
    /// 0.6 %. O(1).
    public func metresOverGround(to other: Point) -> Double {
        let radians = Double.pi / 180
        let (from, to) = (y * radians, other.y * radians)
        let (up, along) = (sin((to - from) / 2), sin((other.x - x) * radians / 2))
        let square = up * up + cos(from) * cos(to) * along * along
        return 2 * 6_371_008.8 * asin(min(1, square.squareRoot()))
    }
}
