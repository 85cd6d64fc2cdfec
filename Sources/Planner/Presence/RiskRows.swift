/// The pieces of street for which risk is asked, and their stretches, each with a row of its own.
struct RiskRows: Sendable {
    /// The row of each piece; −1 where it is not asked for.
    let row: [Int32]
    /// The piece of each row, ascending.
    let pieces: [Int32]
    /// The row of each stretch; −1 where none of its pieces is asked for.
    let stretchRow: [Int32]
    /// The stretch of each of those rows, ascending.
    let stretches: [Int32]

    /// - Parameter inside: Whether each piece is asked for; all are where nil.
    init(_ pieces: StreetPieces, of inside: [Bool]?) {
        var row = [Int32](repeating: -1, count: pieces.count)
        var kept: [Int32] = []
        var stretchRow = [Int32](repeating: -1, count: pieces.stretchLength.count)
        var stretches: [Int32] = []
        for piece in 0..<pieces.count where inside?[piece] ?? true {
            row[piece] = Int32(kept.count)
            kept.append(Int32(piece))
            let stretch = Int(pieces.stretch[piece])
            if stretchRow[stretch] < 0 {
                stretchRow[stretch] = Int32(stretches.count)
                stretches.append(Int32(stretch))
            }
        }
        self.row = row
        self.pieces = kept
        self.stretchRow = stretchRow
        self.stretches = stretches
    }
}
