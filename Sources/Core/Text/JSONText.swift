public import Foundation

/// Values as JSON for programs: keys in snake_case and sorted, finite numbers only.
public enum JSONText {
    /// The value as indented JSON with a line feed at its end.
    ///
    /// - Throws: ``JSONTextError/notFinite(what:)`` where a number is infinite or not a number.
    public static func text(of value: some Encodable) throws(JSONTextError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
        } catch EncodingError.invalidValue(_, let context) {
            throw .notFinite(what: context.codingPath.map(\.stringValue).joined(separator: "."))
        } catch {
            throw .notFinite(what: "\(type(of: value))")
        }
    }

    /// Reads what ``text(of:)`` wrote.
    ///
    /// - Throws: ``JSONTextError/notReadable(file:message:)``.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data, file: String)
        throws(JSONTextError) -> Value
    {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: data)
        } catch DecodingError.keyNotFound(let key, _) {
            throw .notReadable(file: file, message: "the key \(key.stringValue) is missing")
        } catch {
            throw .notReadable(file: file, message: "it is no record of a run")
        }
    }
}

/// What can go wrong between values and JSON.
public enum JSONTextError: HomewardError, Equatable {
    /// A number that is to be written is infinite or not a number.
    case notFinite(what: String)
    /// A file that Homeward is said to have written holds something else.
    case notReadable(file: String, message: String)

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .notFinite(let what):
            ErrorReport(
                "json.not_finite", .bug, .named(what), "is not a finite number",
                remedy: "this is a fault of Homeward, please report it")
        case .notReadable(let file, let message):
            ErrorReport("json.not_readable", .badData, .file(file), ErrorText(message), remedy: "run the plan again")
        }
    }
}
