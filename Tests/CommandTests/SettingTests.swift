import Foundation
import HomewardCore
import HomewardWorkflow
import Testing

/// The command's options against the registry of settings: every key has a flag of the same words on a verb, with the
/// meaning, the range and the standard value that the registry states.
@Suite struct SettingTests {
    /// What a plan alone can say: its heading, which method where there is one, and what a file should say itself.
    private static let withoutFlag: Set = [
        "title", "hotspots.method", "clusters.method", "incidents[].file", "incidents[].note", "incidents[].synthetic",
        "incidents[].name", "incidents[].weight", "incidents[].precision_m",
        "streets.synthetic", "density.run", "emerging.run", "scan.run", "score.run", "report.tiles",
        "report.tiles_credit", "sheets.call",
    ]

    private struct Known {
        let path: String
        let flag: String
        let meaning: String
        let standard: String?
    }

    private static var known: [Known] {
        let plan = PlanFile()
        return (PlanFile.settings + PlanFile.verbSettings).map { setting in
            Known(
                path: setting.path, flag: setting.flag,
                meaning: setting.domain == .yesOrNo ? setting.meaning : setting.fullMeaning,
                standard: setting.domain == .yesOrNo ? nil : setting.text(in: plan))
        }
            + PlannedSource.settings.map {
                Known(path: $0.path, flag: $0.flag, meaning: $0.fullMeaning, standard: nil)
            }
    }

    @Test func everyKeyHasAnOptionThatSaysTheSame() throws {
        let verbs = try CommandTree.verbs()
        var checked = 0
        for known in Self.known where !Self.withoutFlag.contains(known.path) {
            let sentence = known.meaning.prefix(1).uppercased() + known.meaning.dropFirst()
            let telling = verbs.filter { $0.help[known.flag]?.hasPrefix(sentence) == true }
            #expect(!telling.isEmpty, "no verb has --\(known.flag) for \(known.path)")
            if let standard = known.standard, !known.path.hasPrefix("window.") {
                #expect(
                    telling.contains { $0.help[known.flag]?.hasSuffix("(default: \(standard))") == true },
                    "no verb tells the standard of \(known.path)")
            }
            checked += 1
        }
        #expect(checked > 50)
    }

    @Test func keyAndFlagAreOfTheSameWords() {
        for known in Self.known where !Self.withoutFlag.contains(known.path) {
            let words = Set(known.path.split { ".[]_".contains($0) }.map(String.init))
            for word in known.flag.split(separator: "-") {
                #expect(words.contains(String(word)), "--\(known.flag) is not of the words of \(known.path)")
            }
        }
    }

    @Test(arguments: [
        (["clusters", "Samples/incidents.csv", "--radius", "0"], "--radius: \"0\" is no number from 1 to 10000 m"),
        (["patrols", "Samples/incidents.csv", "--first-day", "2025-02-30"], "--first-day: \"2025-02-30\" is no day"),
        (["peaks", "Samples/incidents.csv", "--set", "peaks.fdrr=1"], "did you mean \"peaks.fdr\"?"),
    ])
    func aWrongValueIsNamedByItsOption(_ arguments: [String], _ words: String) throws {
        let answer = try BuiltCommand.run(arguments + ["--calendar", "GeoData/calendar.yml"])
        #expect(answer.code == 64 && answer.words.contains(words), "\(answer.words)")
    }

    @Test func anyKeyOfAPlanCanBeSet() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-set-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try BuiltCommand.run([
            "plan", "Samples/coventry.yml", "--out", folder.path, "--set", "patrols.count=2", "--set",
            "hotspots.cell_m=500", "--set", "clusters.permutations=99", "--set", "chaperones.teams=1",
        ])
        #expect(answer.code == 0 && answer.output.contains("2 patrol areas"), "\(answer.words)")
        let run = try String(contentsOf: folder.appending(path: "run.json"), encoding: .utf8)
        #expect(run.contains("\"cell_m\" : 500"))
    }
}
