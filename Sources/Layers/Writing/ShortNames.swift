/// Shortens field names to the ten bytes that a shapefile has for them, each different from the others.
enum ShortNames {
    private static let limit = 10

    /// The names in the same order. A name that would stand twice gets a number at its end.
    static func of(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            var short = cut(name, to: limit)
            var number = 1
            while !taken.insert(short.uppercased()).inserted {
                let tail = "_\(number)"
                short = cut(name, to: limit - tail.utf8.count) + tail
                number += 1
            }
            return short
        }
    }

    private static func cut(_ name: String, to bytes: Int) -> String {
        var short = ""
        for character in name {
            guard short.utf8.count + String(character).utf8.count <= bytes else { break }
            short.append(character)
        }
        return short
    }
}
