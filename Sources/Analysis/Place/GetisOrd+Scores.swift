public import HomewardCore
public import HomewardGeometry

extension GetisOrd {
    /// How far each cell of a grid stands out by Gi\*, with the chance of it.
    ///
    /// 1. `z` is Gi\* with binary weights, the cell itself included.
    /// 2. `p` is exact. If values fall on cells at random, a neighbourhood of *k* cells is a sample of *k* of the grid's
    ///    values without replacement; the distribution of its sum follows from counting the ways (``NeighbourhoodTail``).
    ///    The normal tail of `z` is wrong by orders of magnitude on the sparse counts of street crime; it is used, and
    ///    `method` says so, only where the counting would take too long or a count is not from a grid.
    /// 3. `q` is Benjamini–Hochberg's rate over all cells; a cell is hot where `q` is at most ``fdr``.
    ///
    /// O(cells × neighbours) plus the counting, some milliseconds for a city.
    ///
    /// - Parameters:
    ///   - grid: The cells.
    ///   - count: The incidents in each cell, from ``Grid/count(_:)``; cells without an entry have none.
    ///   - outside: The incidents in no cell.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func scores(of grid: Grid, count: [Int], outside: Int) throws(SettingError) -> Hotspots {
        try check()
        let count = grid.cells.indices.map { $0 < count.count ? max(0, count[$0]) : 0 }
        let weights = SpatialWeights(of: grid, neighbours)
        let z = GetisOrd.z(of: count.map(Double.init), weights: weights)
        var sums = count
        var sizes = [Int](repeating: 1, count: count.count)
        for cell in count.indices {
            let around = weights.neighbours(of: cell)
            sizes[cell] += around.count
            for other in around { sums[cell] += count[Int(other)] }
        }
        let tail = NeighbourhoodTail(values: count, largestSample: sizes.max() ?? 1, largestSum: sums.max() ?? 0)
        let p = count.indices.map { cell in
            tail?.upper(sample: sizes[cell], sum: sums[cell]) ?? NormalDistribution.upperTail(z[cell])
        }
        let q = FalseDiscoveryRate.benjaminiHochberg(p)
        return Hotspots(
            grid: grid, count: count, outside: outside, z: z, p: p, q: q, hot: q.map { $0 <= fdr },
            method: tail == nil
                ? "normal approximation, one-sided" : "exact randomisation of counts over cells, one-sided")
    }

    /// How far each cell stands out where these points are counted in it.
    public func scores(of grid: Grid, points: [Point]) throws(SettingError) -> Hotspots {
        let (count, outside) = grid.count(points)
        return try scores(of: grid, count: count, outside: outside)
    }
}
