public import HomewardGeometry

extension SpatialWeights {
    /// Points that lie at most `metres` apart are neighbours, the limit included. Points without finite coordinates have
    /// none. O(n + pairs).
    public init(of points: [Point], within metres: Double) {
        let buckets = PointBuckets(points, reach: metres)
        self.init(
            neighbours: points.indices.map { place in
                var list: [Int] = []
                buckets.forEachNeighbour(of: place) { list.append($0) }
                return list
            })
    }
}
