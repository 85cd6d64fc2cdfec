import HomewardIncidents

/// What is wrong with a row, on purpose. The raw value is the reader's code where it has one.
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

    /// How many rows have it, of ``Planting/referenceRows``.
    var share: Int {
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
