import Foundation

/// Summaries as JSON for programs: keys in snake_case and sorted, finite numbers only.
public enum SummaryText {
    /// The value as indented JSON with a line feed at its end.
    ///
    /// - Throws: ``PublishingError/notFinite(what:)`` where a number is infinite or not a number.
    public static func json(_ value: some Encodable) throws(PublishingError) -> String {
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

    /// Reads what ``json(_:)`` wrote.
    static func decode<Value: Decodable>(_ type: Value.Type, from data: Data, file: String) throws(PublishingError)
        -> Value
    {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: data)
        } catch DecodingError.keyNotFound(let key, _) {
            throw .cannotRead(file: file, message: "the key \(key.stringValue) is missing; run the plan again")
        } catch {
            throw .cannotRead(file: file, message: "it is no record of a run; run the plan again")
        }
    }
}
