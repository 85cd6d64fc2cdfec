extension IncidentsError: CustomStringConvertible {
    /// One sentence that names the file and the place, and one that says what to do.
    public var description: String {
        switch self {
        case .noSuchFile(let file):
            "\(file): there is no such file; check the name and the folder."
        case .isDirectory(let file):
            "\(file): this is a folder; name the file of incidents in it."
        case .notPermitted(let file):
            "\(file): you have no permission to read this file; ask its owner, or copy it to a place that you may read."
        case .readFailed(let file, let message):
            "\(file): the file could not be read to its end (\(message)); check the disk or the share and try again."
        case .emptyFile(let file):
            "\(file): the file is empty; export it again."
        case .noHeader(let file, let firstRow):
            "\(file), line 1: the first row looks like data, not like names of columns (\(firstRow)); "
                + "export it with a header row."
        case .noRows(let file):
            "\(file): there is a header and no row under it; check the filter of the export."
        case .badEncoding(let file, let found):
            "\(file): the text is encoded as \(found); save it as \"CSV UTF-8\" and try again."
        case .unknownColumn(let file, let name, let suggestion, let available):
            "\(file): there is no column \"\(name)\"" + (suggestion.map { "; did you mean \"\($0)\"?" } ?? ".")
                + " The columns are: \(available.joined(separator: ", "))."
        case .columnNotFound(let file, let role, let available):
            "\(file): no column was recognised as \(role.meaning); name it with --columns \(role.rawValue)=NAME. "
                + "The columns are: \(available.joined(separator: ", "))."
        case .ambiguousColumn(let file, let role, let names):
            "\(file): several columns could be \(role.meaning) (\(names.joined(separator: ", "))); "
                + "choose one with --columns \(role.rawValue)=NAME."
        case .badMapping(let text, let message):
            "columns \"\(text)\": \(message)"
        case .tooManyValues(let file, let column, let limit):
            "\(file): column \"\(column)\" holds more than \(limit) different values, so it is no category; "
                + "name another column with --columns."
        case .mostlyRejected(let file, let rejected, let read, let reasons):
            IncidentsError.mostlyRejected(file, rejected, read, reasons)
        case .layer(_, let message):
            message
        case .coordinateSystem(let file, let message):
            "\(file): \(message)"
        case .unknownTimeZone(let name):
            "time zone \"\(name)\" is not known; use a name such as Europe/London."
        case .calendar(let file, let key, let message):
            "\(file), key \(key): \(message)"
        case .harm(let file, let line, let message):
            "\(file), line \(line): \(message)"
        }
    }

    private static func mostlyRejected(_ file: String, _ rejected: Int, _ read: Int, _ reasons: [RejectedShare])
        -> String
    {
        let list = reasons.map { "\($0.reason.rawValue) \($0.count) (first on line \($0.firstLine): \($0.detail))" }
        let advice = reasons.first?.reason.advice ?? "check the export"
        return "\(file): \(rejected) of \(read) rows cannot be read: \(list.joined(separator: "; ")). "
            + "What to do: \(advice)."
    }
}

extension RejectReason {
    /// What an analyst can do about many rows with this reason.
    var advice: String {
        switch self {
        case .wrongFieldCount: "export the file again with every text in quotes, or check the separator"
        case .unclosedQuote: "export the file again so that quotes inside a text are doubled"
        case .badEncoding: "save the file as \"CSV UTF-8\""
        case .missingDate: "check that the right column is named with --columns when=NAME or date=NAME"
        case .badDate: "check the date column with --columns, or the order of day and month with dates=day-first"
        case .badTime: "write the time as HH:MM, or name another column with --columns time=NAME"
        case .ambiguousDate: "say the order with --columns dates=day-first or dates=month-first"
        case .nonexistentTime: "check the time zone; these local times were skipped when the clock went forward"
        case .reversedRange: "check that from and to are not exchanged in --columns"
        case .missingCoordinates: "name the columns of the position with --columns x=NAME,y=NAME"
        case .badCoordinates: "name the columns of the position with --columns x=NAME,y=NAME"
        case .coordinatesOutOfRange: "check the coordinate system; name the file's own with crs"
        case .swappedCoordinates: "exchange the two columns with --columns x=NAME,y=NAME"
        case .duplicateIdentifier:
            "check that the identifier is one per incident, or name another with --columns id=NAME"
        case .badAge: "check that the right column is named with --columns age=NAME"
        }
    }
}
