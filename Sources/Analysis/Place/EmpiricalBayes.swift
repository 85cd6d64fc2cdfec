/// Rates of places with few people and with many made comparable.
///
/// A rate of three among ten says less than one of three hundred among a thousand, but stands out more. Each rate is
/// therefore held against that of all places together, in standard errors that count both the chance that few people bring with
/// them and the spread of the rates themselves.
///
/// Source: R. M. Assunção, E. A. Reis (1999), "A new proposal to adjust Moran's I for population density", Statistics in
/// Medicine 18(16), 2147–2162.
enum EmpiricalBayes {
    /// For each place how far its rate stands from that of all, in standard errors; no number where nobody lives. O(n).
    ///
    /// Where the estimated variance is not above 0, which chance can bring about, that of the people's number alone stands for it.
    static func standardised(events: [Double], populations: [Double]) -> [Double] {
        let places = events.indices.filter { populations[$0] > 0 }
        let people = places.reduce(0) { $0 + populations[$1] }
        let overall = places.reduce(0) { $0 + events[$1] } / people
        let spread = places.reduce(0) { sum, place in
            let away = events[place] / populations[place] - overall
            return sum + populations[place] * away * away
        }
        let between = spread / people - overall / (people / Double(places.count))
        var standardised = [Double](repeating: .nan, count: events.count)
        for place in places {
            let within = overall / populations[place]
            let variance = between + within > 0 ? between + within : within
            let away = events[place] / populations[place] - overall
            standardised[place] = variance > 0 ? away / variance.squareRoot() : 0
        }
        return standardised
    }
}
