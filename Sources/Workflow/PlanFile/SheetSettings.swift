import Foundation
public import HomewardCore

/// What a plan says for the sheets that people take with them.
public struct SheetSettings: Configurable, Equatable {
    /// Whom a team calls, in the order in which it is printed; none where the plan names nobody.
    public var call: [SheetContact] = []

    /// A plan that names nobody.
    public init() {}

    /// The most that a card of A5 has room for.
    static let mostContacts = 4
    static let longestName = 40
    static let longestNumber = 30

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .pairs(
            "sheets.call", kind: "name=number",
            "whom a team calls, a line each of name: number, at most \(mostContacts); printed on the duty cards, which leave a line to write on where nobody is named",
            read: { (pairs, root) throws(SettingError) in
                guard pairs.count <= mostContacts else {
                    throw .together(
                        path: "sheets.call",
                        message: "names \(pairs.count), more than the \(mostContacts) that a card has room for")
                }
                var contacts: [SheetContact] = []
                for pair in pairs { contacts.append(try contact(pair)) }
                root.call = contacts
            },
            write: { root in
                root.call.isEmpty ? nil : root.call.map { "\($0.name)=\($0.number)" }.joined(separator: ", ")
            })
    ]

    private static func contact(_ pair: SettingInput.Pair) throws(SettingError) -> SheetContact {
        func refusal(_ words: String) -> SettingError { .together(path: "sheets.call", message: words) }
        let name = pair.key.trimmingCharacters(in: .whitespaces)
        guard pair.values.count == 1, let number = pair.values.first?.trimmingCharacters(in: .whitespaces),
            number.contains(where: { $0.isASCII && $0.isNumber })
        else { throw refusal("\(name.quoted) has no number; write name: number, such as Control room: 101") }
        for (text, longest) in [(name, longestName), (number, longestNumber)] {
            guard !text.isEmpty, PlainText.shown(text) == text else {
                throw refusal("\(text.quoted) is no single line of text")
            }
            guard text.count <= longest else {
                throw refusal("\(text.quoted) is \(text.count) characters long, more than \(longest); shorten it")
            }
        }
        return SheetContact(name: name, number: number)
    }
}

/// Somebody whom a team calls.
public struct SheetContact: Codable, Sendable, Equatable {
    /// Who it is: a desk or a role rather than a person.
    public var name: String
    /// The telephone number or the radio channel.
    public var number: String

    /// A contact from its parts.
    public init(name: String, number: String) {
        self.name = name
        self.number = number
    }
}
