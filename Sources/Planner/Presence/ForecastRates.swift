import HomewardAnalysis
import HomewardGeometry

/// Brings what is to be expected on the streets to a forecast's shares of the ground.
///
/// Each cell of the forecast keeps its pieces of street, how they share what happens there, and the hours at which it happens; only how much
/// of the whole is the cell's becomes the forecast's. The sum stays as it was. Pieces outside the forecast's ground keep their rates, and a
/// forecast for a cell without any rate of its own is shared out among the other cells.
enum ForecastRates {
    /// The rates, adjusted. O(pieces × slots).
    ///
    /// - Parameters:
    ///   - rates: Incidents a year by piece and slot.
    ///   - slots: The slots.
    ///   - middles: The middle of each piece.
    ///   - surface: The forecast.
    static func fitted(_ rates: [Double], slots: Int, middles: [Point], to surface: ForecastSurface) -> [Double] {
        let cells = middles.map { surface.grid.cell(at: $0) }
        var own = [Double](repeating: 0, count: surface.share.count)
        for (piece, cell) in cells.enumerated() {
            guard let cell else { continue }
            for slot in 0..<slots { own[cell] += rates[piece * slots + slot] }
        }
        let all = own.reduce(0, +)
        let wanted = own.indices.reduce(0) { own[$1] > 0 ? $0 + surface.share[$1] : $0 }
        guard all > 0, wanted > 0 else { return rates }
        var fitted = rates
        for (piece, cell) in cells.enumerated() {
            guard let cell, own[cell] > 0 else { continue }
            let factor = surface.share[cell] / wanted * all / own[cell]
            for slot in 0..<slots { fitted[piece * slots + slot] *= factor }
        }
        return fitted
    }
}
