public import HomewardCore
public import HomewardIncidents
public import HomewardWorkflow

/// Where a plan wants the ledger of rejected rows. It holds what the analyst must look up to mend an extract, so that it
/// stands apart from what is shared: where it is asked for, and never in a run's folder that partners or the public see.
public struct RejectDelivery: Sendable {
    private let file: String
    private let audience: Audience

    /// The delivery that `plan` asks for; nil where it asks for none.
    public init?(_ plan: PlanFile) {
        guard let file = plan.study.rejects else { return nil }
        self.file = file
        audience = plan.audience
    }

    /// Tries the place before any work is done. `folder` is that of the run, where there is one.
    ///
    /// - Throws: ``PublishingError`` where the ledger would stand among what is shared;
    ///   `FileError.cannotWrite`.
    public func check(beside folder: String? = nil) throws {
        if let folder, audience != .internal, Path.lies(file, in: folder) {
            throw PublishingError.ledgerAmongShared(file: file, folder: folder, audience: audience.rawValue)
        }
        _ = try Delivery(to: file)
    }

    /// Writes the ledger of what was read.
    ///
    /// - Throws: `FileError.cannotWrite`.
    public func write(_ reading: IncidentReading) throws(FileError) {
        try RejectTable(reading).write(to: file)
    }
}
