import HomewardCore
import Testing

@Suite struct SpellingTests {
    @Test(arguments: [
        ("Hilfields", "Hillfields"), ("hillfields", "Hillfields"), ("St Michaels", "St Michael's"),
        ("St Michael’s", "St Michael's"), ("wood end", "Wood End / Moat House"), ("Fole", "Foleshill"),
        ("Hillfeilds", "Hillfields"),
    ])
    func findsWhatWasMeant(word: String, meant: String) {
        let names = ["Coventry", "Hillfields", "Wood End / Moat House", "St Michael's", "Foleshill"]
        #expect(Spelling.nearest(to: word, among: names) == meant)
    }

    @Test(arguments: ["", "zzz", "Birmingham"])
    func saysNothingWhereNothingIsClose(word: String) {
        #expect(Spelling.nearest(to: word, among: ["Coventry", "Hillfields"]) == nil)
    }

    @Test func takesTheFirstAmongEquals() {
        #expect(Spelling.nearest(to: "hour", among: ["hours", "houra"]) == "hours")
    }

    @Test func prefersTheCloserOne() {
        #expect(Spelling.nearest(to: "radius", among: ["radius_km", "radius_m"]) == "radius_m")
    }
}
