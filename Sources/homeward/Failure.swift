import ArgumentParser
import Foundation
import HomewardCore

/// From an error of a room to a sentence on standard error and an exit code of sysexits.
enum Failure {
    /// The codes that the command ends with.
    enum Code: Int32 {
        case usage = 64
        case data = 65
        case noInput = 66
        case unavailable = 69
        case bug = 70
        case cannotWrite = 73
    }

    /// Ends the command. Settings are named by flags, but by keys where a plan file was the input.
    static func exit(with error: any Error, readsPlan: Bool) -> Never {
        // Where the process is being stopped, the failure is one that the cleaning has caused.
        Unfinished.settle()
        if let error = error as? any HomewardError {
            let sentence = readsPlan ? error.report.sentence : error.report.sentence(naming: Flags.name)
            StandardError.say("homeward: \(sentence)")
            Foundation.exit(code(of: error.trouble).rawValue)
        }
        // Help, the version and wrong usage are the argument parser's to tell; what is left is a bug.
        let code = Homeward.exitCode(for: error)
        if code == .validationFailure, let typo = Typo(in: Array(CommandLine.arguments.dropFirst())) {
            StandardError.say("homeward: \(typo.sentence)")
            StandardError.say("\(typo.verb) --help says more.")
            Foundation.exit(Code.usage.rawValue)
        }
        guard code == .failure else { end(with: code, saying: Homeward.fullMessage(for: error)) }
        StandardError.say("homeward: this is a bug, please report it: \(error)")
        Foundation.exit(Code.bug.rawValue)
    }

    /// Ends the command with what the argument parser has to say.
    private static func end(with code: ExitCode, saying text: String) -> Never {
        guard !text.isEmpty else { Foundation.exit(code.rawValue) }
        guard code == .success else {
            StandardError.say(text, keepingLines: true)
            Foundation.exit(code.rawValue)
        }
        do {
            try StandardOutput.print(text)
            Foundation.exit(code.rawValue)
        } catch {
            exit(with: error, readsPlan: false)
        }
    }

    static func code(of trouble: Trouble) -> Code {
        switch trouble {
        case .usage: .usage
        case .missingInput: .noInput
        case .badData: .data
        case .unavailable: .unavailable
        case .cannotWrite: .cannotWrite
        case .bug: .bug
        }
    }
}

/// Options that each are right but do not go together, or lack another.
struct UsageError: HomewardError {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var report: ErrorReport { ErrorReport("command.usage", .usage, nil, ErrorText(message)) }
}
