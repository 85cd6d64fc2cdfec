import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct BandwidthTests {
    /// The likelihood by its definition, incident by incident.
    @Test func theLadderIsTheDefinition() throws {
        var points = Sample.scatter(40, side: 2000, seed: 4)
        points += points.prefix(7)
        let grid = try Grid(covering: Sample.square(2000), cellSize: 100)
        let places = try JoinedPlaces(points, in: KernelRaster(grid))
        let ladder = (0..<12).map { 900 * exp2(-Double($0) / 4) }
        let found = LikelihoodBandwidth.values(places.all, ladder)
        for (deviation, value) in zip(ladder, found) {
            let square = deviation * deviation
            let exact = points.indices.reduce(0) { sum, own in
                let density = points.indices.filter { $0 != own }.reduce(0) { density, other in
                    let away = points[own].distance(to: points[other])
                    return density + exp(-away * away / (2 * square)) / (2 * .pi * square)
                }
                return sum + log(density)
            }
            #expect(agree(value, exact, within: 1e-10))
        }
    }

    @Test func placesAreJoinedWhereTheyAreTooMany() throws {
        let points = Sample.scatter(20_000, side: 8000, seed: 6)
        let grid = try Grid(covering: Sample.square(8000), cellSize: 200)
        let raster = KernelRaster(grid)
        let places = try JoinedPlaces(points, in: raster)
        #expect(places.all.count <= JoinedPlaces.most && places.width > 1)
        #expect(places.all.reduce(0) { $0 + $1.count } == 20_000)
        let mean = places.all.reduce(0) { $0 + $1.count * $1.x } / 20_000
        #expect(agree(mean, points.reduce(0) { $0 + $1.x } / 20_000, within: 1e-9))
        #expect(try JoinedPlaces(points.reversed(), in: raster).all.map(\.x) == places.all.map(\.x))
    }

    /// Where every incident has a twin, the likelihood grows without end as the bandwidth shrinks: then it is no answer.
    @Test func twinsLeaveScottsRule() throws {
        let points = Sample.scatter(30, side: 1000, seed: 8).flatMap { [$0, $0] }
        let grid = try Grid(covering: Sample.square(1000), cellSize: 50)
        let auto = try DensityMethod { $0.bandwidth = .auto }.surface(of: points, on: grid)
        #expect(auto.choice.rule == .scott && auto.choice.curve.isEmpty)
        let likelihood = try DensityMethod { $0.bandwidth = .likelihood }.surface(of: points, on: grid)
        #expect(likelihood.choice.isAtEnd && likelihood.bandwidth < 10)
    }

    @Test func incidentsOnOneLineHaveABandwidth() throws {
        let points = (0..<30).map { Point(x: 20 + Double($0 * $0), y: 500) }
        let grid = try Grid(covering: Sample.square(1000), cellSize: 50)
        for choice in [BandwidthChoice.scott, .likelihood, .diggle, .auto] {
            let surface = try DensityMethod { $0.bandwidth = choice }.surface(of: points, on: grid)
            #expect(surface.bandwidth > 0 && surface.bandwidth <= 1000)
        }
    }

    /// By moving the study area's cells over themselves.
    @Test func theSetCovarianceIsTheOverlap() throws {
        let grid = try Grid(covering: Sample.area, cellSize: 100)
        let covariance = SetCovariance(KernelRaster(grid))
        #expect(agree(covariance.area, Sample.measure(Sample.area), within: 1e-9))
        for (dx, dy) in [(300.0, 200.0), (-300, 200), (0, 700), (500, -400), (0, -700)] {
            let moved = MultiPolygon(
                Sample.area.polygons.map { polygon in
                    func move(_ ring: [Point]) -> [Point] { ring.map { Point(x: $0.x + dx, y: $0.y + dy) } }
                    return Polygon(exterior: move(polygon.exterior), holes: polygon.holes.map(move))
                })
            let shared = try Shape.multiPolygon(Sample.area).intersection(.multiPolygon(moved)).area()
            #expect(agree(covariance.overlap(dx, dy), shared, within: 0.03), "\(dx), \(dy)")
        }
        // A rectangle of whole cells is exact, between the lags too.
        let square = SetCovariance(KernelRaster(try Grid(covering: Sample.square(2000), cellSize: 50)))
        for (dx, dy) in [(0.0, 0.0), (17, 3), (-220.5, 410), (499, -499)] {
            #expect(agree(square.overlap(dx, dy), (2000 - abs(dx)) * (2000 - abs(dy)), within: 1e-12))
        }
    }
}
