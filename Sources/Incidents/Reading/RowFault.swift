/// Why one row cannot be read.
struct RowFault: Error {
    var reason: RejectReason
    var detail: String
}
