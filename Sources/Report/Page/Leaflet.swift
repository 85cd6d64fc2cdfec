import Foundation

/// Leaflet as the system's package installs it, ready to stand inside a page.
public struct Leaflet: Sendable {
    /// Whether Leaflet is installed, so that a report gets a map that moves.
    public static var isAvailable: Bool { Leaflet() != nil }

    /// The script, without its source-map comment.
    let script: String
    /// The style sheet with its pictures as data URIs.
    let style: String

    /// Where packages put Leaflet: Debian and Ubuntu, Homebrew's and the local prefix.
    public static let directories = [
        "/usr/share/javascript/leaflet", "/usr/local/share/javascript/leaflet",
        "/opt/homebrew/share/javascript/leaflet",
        "/usr/share/nodejs/leaflet/dist",
    ]

    /// What to say where it is not installed.
    static let advice =
        "Leaflet is not installed, so this map stands still. Install it (Debian and Ubuntu: apt install libjs-leaflet), then run homeward report on this directory again."

    /// Reads Leaflet from the first of `directories` that has it, or from the directory that the environment variable
    /// `HOMEWARD_LEAFLET` names; nil where there is none.
    public init?(in directories: [String] = Leaflet.directories) {
        let named = ProcessInfo.processInfo.environment["HOMEWARD_LEAFLET"].map { [$0] }
        for directory in named ?? directories {
            guard let script = Leaflet.text(directory + "/leaflet.min.js") ?? Leaflet.text(directory + "/leaflet.js"),
                let style = Leaflet.text(directory + "/leaflet.css")
            else { continue }
            self.script = Leaflet.cleaned(script)
            self.style = Leaflet.inlined(style, directory: directory)
            return
        }
        return nil
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The script without the comment that would make a browser look for a source map, and unable to close its element.
    private static func cleaned(_ script: String) -> String {
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("//# sourceMappingURL") }
        return lines.joined(separator: "\n").replacingOccurrences(of: "</script", with: "<\\/script")
    }

    /// The style sheet with each `url(images/…)` as a data URI; other addresses, which are for very old browsers, go.
    private static func inlined(_ style: String, directory: String) -> String {
        var result = ""
        var rest = Substring(style)
        while let range = rest.range(of: "url(") {
            result += rest[..<range.lowerBound]
            rest = rest[range.upperBound...]
            guard let end = rest.firstIndex(of: ")") else { break }
            let address = rest[..<end].trimmingCharacters(in: CharacterSet(charactersIn: "\"' "))
            rest = rest[rest.index(after: end)...]
            if address.hasPrefix("images/"), address.hasSuffix(".png"),
                let image = FileManager.default.contents(atPath: directory + "/" + address)
            {
                result += "url(data:image/png;base64,\(image.base64EncodedString()))"
            } else {
                result += "none"
            }
        }
        return (result + rest).replacingOccurrences(of: "</style", with: "<\\/style")
    }
}
