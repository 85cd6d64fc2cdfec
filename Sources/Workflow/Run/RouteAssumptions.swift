public import HomewardPlanner

/// What chaperone routes take for granted, in sentences.
public enum RouteAssumptions {
    /// Finish times that are not known, and streets that do not exist.
    public static func sentences(schools: [School], hasMadeUpStreets: Bool) -> [String] {
        var sentences: [String] = []
        let assumed = schools.filter(\.isFinishAssumed).map(\.name)
        if !assumed.isEmpty {
            sentences.append(
                "Finish times are assumed for \(assumed.count) of \(schools.count) schools: \(assumed.joined(separator: ", "))."
            )
        }
        if hasMadeUpStreets {
            sentences.append(
                "The streets are made up: routes and posts on them show the method and no real street. Replace them with OpenStreetMap or OS Open Roads before use."
            )
        }
        return sentences
    }
}
