import Dispatch
import HomewardGeometry

/// Reads the bytes at hand with several workers at once.
///
/// Each worker but the first begins behind the first line end after its share of the bytes, as if that were no part of a
/// quoted field. Where the worker before it ends elsewhere, the guess was wrong and the piece is read again from the right
/// place, so that the answer is always that of one worker.
struct CSVPieces {
    let scanner: CSVScanner
    let range: Range<Int>
    let plan: RowPlan
    let frame: PositionFrame
    /// One for each worker, or none where the file is in the working system.
    let transformers: [Transformer]

    /// The stretches in order; their lines each count from 0. O(bytes).
    ///
    /// - Throws: ``IncidentsError/coordinateSystem(file:message:)`` where the positions cannot be transformed.
    func read(workers: Int) throws(IncidentsError) -> [CSVStretch] {
        let starts = starts(workers)
        let ends = starts.dropFirst() + [range.upperBound]
        let pieces = zip(starts, ends).map { $0..<max($0, $1) }
        var guesses = [Result<CSVStretch, IncidentsError>?](repeating: nil, count: pieces.count)
        guesses.withUnsafeMutableBufferPointer { slots in
            // Each iteration writes its own slot, and all end before the buffer does.
            nonisolated(unsafe) let slots = slots
            nonisolated(unsafe) let work = self
            DispatchQueue.concurrentPerform(iterations: pieces.count) {
                slots[$0] = work.stretch(pieces[$0], worker: $0)
            }
        }
        var stretches: [CSVStretch] = []
        var next = range.lowerBound
        for (piece, guess) in zip(pieces, guesses) {
            // The record that ended the piece before may have taken all of this one.
            guard next < piece.upperBound || stretches.isEmpty else { continue }
            let isGuessed = next == piece.lowerBound
            let result = isGuessed ? guess ?? stretch(piece, worker: 0) : stretch(next..<piece.upperBound, worker: 0)
            let stretch = try result.get()
            next = stretch.stopped
            stretches.append(stretch)
            if stretch.isIncomplete { break }
        }
        return stretches
    }

    private func starts(_ workers: Int) -> [Int] {
        var starts = [range.lowerBound]
        let share = range.count / max(workers, 1)
        guard share > 0 else { return starts }
        for worker in 1..<max(workers, 2) where workers > 1 {
            var index = range.lowerBound + worker * share
            while index < range.upperBound, scanner.bytes[index] != 0x0A { index += 1 }
            if index + 1 < range.upperBound, index + 1 > starts[starts.count - 1] { starts.append(index + 1) }
        }
        return starts
    }

    private func stretch(_ piece: Range<Int>, worker: Int) -> Result<CSVStretch, IncidentsError> {
        do throws(IncidentsError) {
            let transformer = try PositionFrame.checked(plan.file) { () throws(GeometryError) in try frame.transformer()
            }
            var stretch = CSVStretch(scanner, piece, plan: plan)
            try PositionFrame.checked(plan.file) { () throws(GeometryError) in
                try frame.place(&stretch.batch, with: transformer)
            }
            return .success(stretch)
        } catch {
            return .failure(error)
        }
    }
}
