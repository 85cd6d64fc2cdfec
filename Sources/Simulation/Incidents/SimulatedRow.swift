/// One row before it is written. Kept small: a day of a file of ten million rows holds some fourteen thousand of them.
struct SimulatedRow: Sendable {
    /// The minute of the day at which it happened, or at which a range begins.
    var minute: Int32
    /// The length of the range, minutes; 0 for a moment.
    var range: Int32 = 0
    /// The minute by which the row is sorted.
    var sortMinute: Int32
    var x: Int32
    var y: Int32
    var offence: UInt8 = 0
    var weapon: UInt8 = 0
    /// −1 where it is not recorded.
    var age: Int16 = -1
    var fault: Fault?
    /// Whether the dates are written DD/MM/YYYY.
    var isSlashed = false
    /// Whether the end is written even where it is the same as the beginning.
    var repeatsEnd = false
    /// The index of the component that made it.
    var component: UInt16
    /// For a duplicate, the index of the row of the same day that it repeats; −1 otherwise.
    var original: Int32 = -1
    /// The row's number in the file, from 1 on; a duplicate bears that of its original.
    var reference = 0
}
