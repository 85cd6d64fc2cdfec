/// Stable keys from names that people gave.
public enum Slug {
    /// Lower-case letters, digits and hyphens: `Wood End / Moat House` becomes `wood-end-moat-house`. Other letters are
    /// dropped; a name without any letter or digit becomes `unnamed`.
    public static func make(_ name: String) -> String {
        var slug = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
            case "'", "\u{2019}": continue
            default: if !slug.isEmpty && !slug.hasSuffix("-") { slug.append("-") }
            }
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug.isEmpty ? "unnamed" : slug
    }

    /// One key for each name, in order; a key that is taken gets `-2`, `-3`, … O(n).
    public static func unique(_ names: [String]) -> [String] {
        var taken = Set<String>()
        var next: [String: Int] = [:]
        return names.map { name in
            let slug = make(name)
            var candidate = slug
            var number = next[slug] ?? 2
            defer { next[slug] = number }
            while !taken.insert(candidate).inserted {
                candidate = "\(slug)-\(number)"
                number += 1
            }
            return candidate
        }
    }
}
