/// Other spellings of verbs.
enum OtherSpelling {
    /// The arguments with `hotspots … --method emerging` as the verb `emerging`, whose options differ from those of the other
    /// methods. Whatever stands behind `--` is no option.
    static func settled(_ arguments: [String]) -> [String] {
        // `help hotspots --method emerging` asks for help too.
        let verb = arguments.first == "help" ? 1 : 0
        guard arguments.indices.contains(verb), arguments[verb] == "hotspots" else { return arguments }
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        var settled = arguments
        settled[verb] = "emerging"
        if let index = arguments[..<end].firstIndex(of: "--method=emerging") {
            settled.remove(at: index)
            return settled
        }
        guard let index = arguments[..<end].firstIndex(of: "--method"), index + 1 < end,
            arguments[index + 1] == "emerging"
        else { return arguments }
        settled.removeSubrange(index...index + 1)
        return settled
    }
}
