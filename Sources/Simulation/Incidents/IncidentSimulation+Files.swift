import Foundation
import HomewardCore

extension IncidentSimulation {
    /// Writes the incidents to `path` as CSV and, where a second path is given, the truth beside it as JSON.
    ///
    /// Both go to temporary files first, so that a run that fails leaves what stood there.
    ///
    /// - Throws: ``SimulationError`` where a parameter does not fit; `FileError` or ``SimulationError/cannotWrite(file:message:)`` where a
    ///   file cannot be written.
    @discardableResult
    public func write(to path: String, truth truthPath: String? = nil, progress: (Int) -> Void = { _ in }) throws
        -> IncidentTruth
    {
        let truth = try AtomicFile.withTemporary(beside: path) { temporary in
            guard FileManager.default.createFile(atPath: temporary, contents: nil),
                let handle = FileHandle(forWritingAtPath: temporary)
            else {
                throw SimulationError.cannotWrite(file: path, message: String(cString: strerror(errno)))
            }
            defer { try? handle.close() }
            return try run(progress: progress) { bytes in
                do {
                    try handle.write(contentsOf: Data(bytes))
                } catch {
                    throw SimulationError.cannotWrite(file: path, message: "\(error)")
                }
            }
        }
        if let truthPath { try AtomicFile.write(try truth.json(), to: truthPath) }
        return truth
    }
}
