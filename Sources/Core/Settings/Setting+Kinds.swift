extension Setting {
    /// A number within a range.
    public static func number(
        _ path: String, _ place: any WritableKeyPath<Root, Double> & Sendable, in range: ClosedRange<Double>,
        unit: String? = nil, _ meaning: String, flag: String? = nil, otherFlags: [String] = [],
        formerly: [String] = []
    ) -> Setting {
        let domain = SettingDomain.number(range, unit: unit)
        let wanted = "number from \(domain.sentence ?? "")"
        return Setting(
            path, flag: flag, otherFlags: otherFlags, formerly: formerly, meaning, domain: domain, required: false,
            reading: { (input, root) throws(SettingError) in
                let text = try input.single(path)
                guard let value = Double(text), range.contains(value) else {
                    throw .value(path: path, given: text, wanted: wanted)
                }
                root[keyPath: place] = value
            },
            writing: { SettingName.plain($0[keyPath: place]) },
            checking: { (root) throws(SettingError) in
                let value = root[keyPath: place]
                guard range.contains(value) else {
                    throw .value(path: path, given: SettingName.plain(value), wanted: wanted)
                }
            })
    }

    /// A whole number within a range.
    public static func whole<Number: FixedWidthInteger & Sendable>(
        _ path: String, _ place: any WritableKeyPath<Root, Number> & Sendable, in range: ClosedRange<Int>,
        unit: String? = nil, _ meaning: String, flag: String? = nil, otherFlags: [String] = [],
        formerly: [String] = []
    ) -> Setting {
        let domain = SettingDomain.whole(range, unit: unit)
        let wanted = "whole number from \(domain.sentence ?? "")"
        return Setting(
            path, flag: flag, otherFlags: otherFlags, formerly: formerly, meaning, domain: domain, required: false,
            reading: { (input, root) throws(SettingError) in
                let text = try input.single(path)
                guard let value = Int(text), range.contains(value), let number = Number(exactly: value) else {
                    throw .value(path: path, given: text, wanted: wanted)
                }
                root[keyPath: place] = number
            },
            writing: { String($0[keyPath: place]) },
            checking: { (root) throws(SettingError) in
                let value = root[keyPath: place]
                guard let whole = Int(exactly: value), range.contains(whole) else {
                    throw .value(path: path, given: String(value), wanted: wanted)
                }
            })
    }

    /// Several numbers within a range, at least one; commas part them where they are one text.
    public static func numbers(
        _ path: String, _ place: any WritableKeyPath<Root, [Double]> & Sendable, in range: ClosedRange<Double>,
        unit: String, _ meaning: String, flag: String? = nil
    ) -> Setting {
        several(
            path, place, unit: unit, meaning, flag: flag,
            wanted: "number from \(SettingDomain.number(range, unit: unit).sentence ?? "")",
            read: { Double($0) }, isAllowed: { range.contains($0) }, write: { SettingName.plain($0) })
    }

    /// Several whole numbers within a range, at least one; commas part them where they are one text.
    public static func wholes(
        _ path: String, _ place: any WritableKeyPath<Root, [Int]> & Sendable, in range: ClosedRange<Int>,
        unit: String, _ meaning: String, flag: String? = nil
    ) -> Setting {
        several(
            path, place, unit: unit, meaning, flag: flag,
            wanted: "whole number from \(SettingDomain.whole(range, unit: unit).sentence ?? "")",
            read: { Int($0) }, isAllowed: { range.contains($0) }, write: { String($0) })
    }

    private static func several<Value: Sendable>(
        _ path: String, _ place: any WritableKeyPath<Root, [Value]> & Sendable, unit: String, _ meaning: String,
        flag: String?, wanted: String, read: @escaping @Sendable (String) -> Value?,
        isAllowed: @escaping @Sendable (Value) -> Bool, write: @escaping @Sendable (Value) -> String
    ) -> Setting {
        let most = 100
        let count = "is a list of 1 to \(most) numbers, such as \(unit == "m" ? "0, 100, 200" : "0, 7, 14")"
        return Setting(
            path, flag: flag, otherFlags: [], formerly: [], meaning, domain: .texts("\(unit),…"), required: false,
            reading: { (input, root) throws(SettingError) in
                var values: [Value] = []
                for text in input.texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
                    let text = text.filter { $0 != " " }
                    guard let value = read(text), isAllowed(value) else {
                        throw .value(path: path, given: text, wanted: wanted)
                    }
                    values.append(value)
                }
                guard (1...most).contains(values.count) else { throw .together(path: path, message: count) }
                root[keyPath: place] = values
            },
            writing: { $0[keyPath: place].map(write).joined(separator: ", ") },
            checking: { (root) throws(SettingError) in
                let values = root[keyPath: place]
                guard (1...most).contains(values.count) else { throw .together(path: path, message: count) }
                for value in values where !isAllowed(value) {
                    throw .value(path: path, given: write(value), wanted: wanted)
                }
            })
    }

    /// One of a few cases, by their words.
    public static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
        _ path: String, _ place: any WritableKeyPath<Root, Choice> & Sendable, _ meaning: String,
        flag: String? = nil, otherFlags: [String] = []
    ) -> Setting {
        let words = Choice.allCases.map(\.rawValue)
        return Setting(
            path, flag: flag, otherFlags: otherFlags, formerly: [], meaning, domain: .choice(words),
            required: false,
            reading: { (input, root) throws(SettingError) in
                let text = try input.single(path)
                guard let choice = Choice(rawValue: text) else {
                    throw .together(path: path, message: noneOf(words, text))
                }
                root[keyPath: place] = choice
            },
            writing: { $0[keyPath: place].rawValue })
    }

    /// A key that says which method is meant where there is one only, so that a plan may say it.
    public static func method(_ path: String, _ name: String, _ meaning: String) -> Setting {
        Setting(
            path, flag: nil, otherFlags: [], formerly: [], meaning, domain: .choice([name]), required: false,
            reading: { (input, _) throws(SettingError) in
                let text = try input.single(path)
                guard text == name else { throw .together(path: path, message: noneOf([name], text)) }
            },
            writing: { _ in name })
    }

    /// `true` or `false`.
    public static func yesOrNo(
        _ path: String, _ place: any WritableKeyPath<Root, Bool> & Sendable, _ meaning: String, flag: String? = nil,
        otherFlags: [String] = []
    ) -> Setting {
        Setting(
            path, flag: flag, otherFlags: otherFlags, formerly: [], meaning, domain: .yesOrNo, required: false,
            reading: { (input, root) throws(SettingError) in
                let text = try input.single(path)
                guard let value = Bool(text) else {
                    throw .together(path: path, message: noneOf(["true", "false"], text))
                }
                root[keyPath: place] = value
            },
            writing: { String($0[keyPath: place]) })
    }

    /// A value that is written as text; `read` makes it, `write` writes it, `wanted` says what a wrong one should be, and
    /// `hint`, where it knows what was probably meant, how that is written.
    public static func value<Value: Sendable>(
        _ path: String, _ place: any WritableKeyPath<Root, Value> & Sendable, domain: SettingDomain,
        _ meaning: String, flag: String? = nil, otherFlags: [String] = [], formerly: [String] = [],
        required: Bool = false, wanted: String, hint: @escaping @Sendable (String) -> String? = { _ in nil },
        read: @escaping @Sendable (String) -> Value?, write: @escaping @Sendable (Value) -> String?
    ) -> Setting {
        Setting(
            path, flag: flag, otherFlags: otherFlags, formerly: formerly, meaning, domain: domain,
            required: required,
            reading: { (input, root) throws(SettingError) in
                let text = try input.single(path)
                guard let value = read(text) else {
                    if let hint = hint(text) { throw .together(path: path, message: hint) }
                    throw .value(path: path, given: text, wanted: wanted)
                }
                root[keyPath: place] = value
            },
            writing: { write($0[keyPath: place]) })
    }

    /// Text that may be left out.
    public static func text(
        _ path: String, _ place: any WritableKeyPath<Root, String?> & Sendable, kind: String = "text",
        _ meaning: String, flag: String? = nil, otherFlags: [String] = [], required: Bool = false
    ) -> Setting {
        .value(
            path, place, domain: .text(kind), meaning, flag: flag, otherFlags: otherFlags, required: required,
            wanted: kind, read: { $0 }, write: { $0 })
    }

    /// Text that always has a value.
    public static func text(
        _ path: String, _ place: any WritableKeyPath<Root, String> & Sendable, kind: String = "text",
        _ meaning: String, flag: String? = nil, otherFlags: [String] = [], required: Bool = false
    ) -> Setting {
        .value(
            path, place, domain: .text(kind), meaning, flag: flag, otherFlags: otherFlags, required: required,
            wanted: kind, read: { $0 }, write: { $0.isEmpty ? nil : $0 })
    }

    /// The path of a file that may be left out.
    public static func file(
        _ path: String, _ place: any WritableKeyPath<Root, String?> & Sendable, _ meaning: String,
        flag: String? = nil, required: Bool = false
    ) -> Setting {
        .value(
            path, place, domain: .file, meaning, flag: flag, required: required, wanted: "file", read: { $0 },
            write: { $0 })
    }

    /// The paths of one or more files, none where none is given.
    public static func files(
        _ path: String, _ place: any WritableKeyPath<Root, [String]> & Sendable, _ meaning: String,
        flag: String? = nil
    ) -> Setting {
        Setting(
            path, flag: flag, otherFlags: [], formerly: [], meaning, domain: .files, required: false,
            reading: { (input, root) throws(SettingError) in
                switch input {
                case .text(let text) where !text.isEmpty: root[keyPath: place] = [text]
                case .list(let texts) where !texts.isEmpty && !texts.contains(""): root[keyPath: place] = texts
                default: throw .together(path: path, message: "is a file or a list of files, [A, B]")
                }
            },
            writing: { $0[keyPath: place].isEmpty ? nil : $0[keyPath: place].joined(separator: ", ") })
    }

    /// Several texts, nil for none given.
    public static func texts(
        _ path: String, _ place: any WritableKeyPath<Root, [String]?> & Sendable, kind: String, _ meaning: String,
        flag: String? = nil
    ) -> Setting {
        Setting(
            path, flag: flag, otherFlags: [], formerly: [], meaning, domain: .texts(kind), required: false,
            reading: { (input, root) throws(SettingError) in
                switch input {
                case .text(let text): root[keyPath: place] = [text]
                case .list(let texts) where !texts.isEmpty: root[keyPath: place] = texts
                default: throw .together(path: path, message: "is a list of one or more values, [A, B]")
                }
            },
            writing: { $0[keyPath: place]?.joined(separator: ", ") })
    }

    /// Keys and values of the analyst's own; `read` refuses what it cannot use.
    public static func pairs(
        _ path: String, kind: String, _ meaning: String, flag: String? = nil,
        read: @escaping @Sendable ([SettingInput.Pair], inout Root) throws(SettingError) -> Void,
        write: @escaping @Sendable (Root) -> String?
    ) -> Setting {
        Setting(
            path, flag: flag, otherFlags: [], formerly: [], meaning, domain: .pairs(kind), required: false,
            reading: { (input, root) throws(SettingError) in
                guard case .pairs(let pairs) = input else {
                    throw .together(path: path, message: "holds keys and values, { a: b }")
                }
                try read(pairs, &root)
            },
            writing: write)
    }
}

private func noneOf(_ words: [String], _ text: String) -> String {
    let nearest = Spelling.nearest(to: text, among: words).map { "; did you mean \($0.quoted)?" } ?? ""
    return "\(text.quoted) is none of \(words.joined(separator: ", "))\(nearest)"
}

extension SettingInput {
    /// The one text.
    func single(_ path: String) throws(SettingError) -> String {
        switch self {
        case .text(let text):
            guard !text.isEmpty else {
                throw .together(path: path, message: "is empty; leave it out or give it a value")
            }
            return text
        case .list(let texts) where texts.count == 1: return texts[0]
        default: throw .together(path: path, message: "is one value, not a list or keys of its own")
        }
    }
}
