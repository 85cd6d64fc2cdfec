import ArgumentParser
import Foundation
import HomewardCore

/// What was probably meant where the argument parser does not understand a call: the word that is wrong, and the nearest that
/// is right.
struct Typo {
    /// The word, what is wrong with it and what to write instead.
    let sentence: String
    /// The verb whose help tells more, `homeward hotspots`.
    let verb: String

    /// The first word of `arguments` that is no verb, no option of its verb or no value of its option; nil where all are.
    init?(in arguments: [String]) {
        guard let tree = try? JSONDecoder().decode(Tree.self, from: Data(Homeward._dumpHelp().utf8)) else { return nil }
        self.init(in: arguments, of: tree.command)
    }

    private init?(in arguments: [String], of root: Verb) {
        var verb = root
        var path = [root.commandName]
        var rest = arguments[...]
        while let word = rest.first, let verbs = verb.subcommands, !word.hasPrefix("-") {
            // help hotspots says the same as hotspots --help.
            if word == "help" { return nil }
            guard let next = verbs.first(where: { $0.commandName == word }) else {
                let names = verbs.map(\.commandName).filter { $0 != "help" }
                let nearest = Spelling.nearest(to: word, among: names)
                let advice = nearest.map { "did you mean \($0)?" } ?? "there are \(names.joined(separator: ", "))"
                self.init(
                    sentence: "\(word.quoted): there is no such verb; \(advice)", verb: path.joined(separator: " "))
                return
            }
            verb = next
            path.append(next.commandName)
            rest = rest.dropFirst()
        }
        guard let sentence = Self.option(in: rest, of: verb) else { return nil }
        self.init(sentence: sentence, verb: path.joined(separator: " "))
    }

    private init(sentence: String, verb: String) {
        self.sentence = sentence
        self.verb = verb
    }

    /// What is wrong with the first option among `words` that is none of `verb`, or whose value is none.
    private static func option(in words: ArraySlice<String>, of verb: Verb) -> String? {
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" { return nil }
            guard word.hasPrefix("-"), word != "-", Double(word) == nil else { continue }
            let name = String(word.prefix { $0 != "=" })
            guard let argument = verb.options.first(where: { $0.isCalled(name) }) else {
                let names = verb.options.flatMap(\.longNames)
                let nearest = Spelling.nearest(to: String(name.drop { $0 == "-" }), among: names)
                return "\(name.quoted): \(verb.commandName) has no such option"
                    + (nearest.map { "; did you mean --\($0)?" } ?? "")
            }
            guard argument.kind == .option else { continue }
            let given = name.count < word.count ? String(word.dropFirst(name.count + 1)) : rest.popFirst()
            guard let given, let values = argument.allValues, !values.isEmpty, !values.contains(given) else { continue }
            let nearest = Spelling.nearest(to: given, among: values).map { "; did you mean \($0)?" } ?? ""
            return "\(name): \(given.quoted) is none of \(values.joined(separator: ", "))\(nearest)"
        }
        return nil
    }
}

/// The command as the argument parser describes it to programs.
private struct Tree: Decodable {
    let command: Verb
}

private struct Verb: Decodable {
    let commandName: String
    let subcommands: [Verb]?
    let arguments: [Argument]?

    var options: [Argument] { (arguments ?? []).filter { $0.kind != .positional } }
}

private struct Argument: Decodable {
    enum Kind: String, Decodable {
        case positional, option, flag
    }

    struct Name: Decodable {
        enum Kind: String, Decodable {
            case long, short, longWithSingleDash
        }

        let kind: Kind
        let name: String
    }

    let kind: Kind
    let names: [Name]?
    let allValues: [String]?

    var longNames: [String] { (names ?? []).filter { $0.kind == .long }.map(\.name) }

    func isCalled(_ word: String) -> Bool {
        (names ?? []).contains { word == ($0.kind == .long ? "--" : "-") + $0.name }
    }
}
