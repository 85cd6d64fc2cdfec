import HomewardCore
import Testing

@Suite struct WeekdayWordsTests {
    @Test func wordsAreReadAsTheyAreWritten() throws {
        for days in [[0], [4], [0, 1, 2, 3], [0, 2], [0, 1], [5, 6], Array(0..<7)] {
            #expect(try WeekdayWords.read(Shown.weekdays(days)) == days)
        }
        #expect(try WeekdayWords.read(" wednesday-Fri,Monday") == [0, 2, 3, 4])
    }

    @Test(arguments: [
        ("Mon-Xyz", "is no weekdays such as Mon–Thu or Mon, Fri"), ("Mo", "is no weekdays such as Mon–Thu or Mon, Fri"),
        ("Fri-Mon", "ends before it begins"), ("", "names no weekday"),
        (", ,", "is no weekdays such as Mon–Thu or Mon, Fri"),
    ])
    func whatIsNoWeekdaySaysWhy(_ text: String, _ words: String) {
        let fault = #expect(throws: WeekdayWords.Fault.self) { try WeekdayWords.read(text) }
        #expect(fault?.words == words)
    }
}
