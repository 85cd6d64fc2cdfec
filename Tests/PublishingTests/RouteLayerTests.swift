import HomewardGeometry
import HomewardPlanner
import HomewardWorkflow
import Testing

@testable import HomewardPublishing

/// The line of a route.
@Suite struct RouteLayerTests {
    private func route(_ walk: [Point], length: Double, approach: [Point]?) -> ChaperoneRoute {
        var route = ChaperoneRoute(
            id: "R1", school: "S", start: 910, isStartAssumed: false, posts: [], walk: LineString(walk), length: length,
            minutes: 60, people: 2, risk: 1, base: approach == nil ? nil : "Station")
        route.approach = approach.map { LineString($0) }
        return route
    }

    @Test func theWayFromTheBaseIsDrawnBeforeTheWalk() {
        let (base, first, second) = (Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 10, y: 20))
        let whole = route([first, second], length: 20, approach: [base, first])
        #expect(RouteLayer.shape(of: whole) == .lineString(LineString([base, first, second])))
        let still = route([first, first], length: 0, approach: [base, first])
        #expect(RouteLayer.shape(of: still) == .lineString(LineString([base, first, first])))
        // Who starts at the first post has no way to it, and who stands still no line.
        #expect(
            RouteLayer.shape(of: route([first, second], length: 20, approach: nil))
                == .lineString(LineString([first, second])))
        #expect(RouteLayer.shape(of: route([first, first], length: 0, approach: nil)) == nil)
    }
}
