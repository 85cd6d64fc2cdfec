import HomewardIncidents

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

/// What is wrong with a row, or merely awkward, on purpose. The raw value is the reader's code where it has one.
enum Fault: String, CaseIterable, Sendable {
    case missingTime = "missing_time"
    case midnight = "midnight_time"
    case outside = "outside_study_area"
    case wrongFieldCount = "wrong_field_count"
    case badEncoding = "bad_encoding"
    case missingDate = "missing_date"
    case badDate = "bad_date"
    case badTime = "bad_time"
    case nonexistentTime = "nonexistent_time"
    case reversedRange = "reversed_range"
    case missingCoordinates = "missing_coordinates"
    case badCoordinates = "bad_coordinates"
    case swappedCoordinates = "swapped_coordinates"
    case duplicate = "duplicate_id"
    case badAge = "bad_age"

    /// How many rows are planned with it in a file of ``Planting/referenceRows``; more in proportion to longer files, and
    /// none where the period has no day for it, such as one on which a time does not exist.
    var planned: Int {
        switch self {
        case .missingTime: 180
        case .midnight: 150
        case .outside: 90
        case .wrongFieldCount: 7
        case .badEncoding: 4
        case .missingDate: 12
        case .badDate: 9
        case .badTime: 8
        case .nonexistentTime: 3
        case .reversedRange: 11
        case .missingCoordinates: 40
        case .badCoordinates: 6
        case .swappedCoordinates: 25
        case .duplicate: 30
        case .badAge: 5
        }
    }

    /// The code under which a reader must reject the row, or nil where the row is right and only awkward.
    var rejection: RejectReason? { RejectReason(rawValue: rawValue) }
}
