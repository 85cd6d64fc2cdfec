/// Cells of one column as systems and spreadsheets write them, and what they are read as.
///
/// The column as a whole says how a cell is meant: `9` beside `930` is nine minutes past midnight, beside `15` it is nine
/// o'clock. The tests of reading and the article on columns and values are made from this list.
public struct ValueSpelling: Sendable, Hashable {
    /// What the cells are.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A date, perhaps with a time of day.
        case date
        /// A time of day.
        case time
        /// A coordinate.
        case coordinate
        /// An age or a band of ages.
        case age
    }

    /// What the cells are.
    public var kind: Kind
    /// The cells of one column.
    public var cells: [String]
    /// What each is read as: `2023-09-01 15:20`, `15:20`, a number with a point, the youngest and the oldest age.
    public var meanings: [String]
    /// How the column is written, in a few words.
    public var manner: String

    private init(_ kind: Kind, _ manner: String, _ cells: KeyValuePairs<String, String>) {
        self.kind = kind
        self.manner = manner
        self.cells = cells.map(\.key)
        meanings = cells.map(\.value)
    }

    /// Every column, by kind.
    public static let all: [ValueSpelling] = [
        ValueSpelling(
            .date, "year, month, day",
            ["2024-03-21": "2024-03-21", "2024/3/21": "2024-03-21", "20240321": "2024-03-21"]),
        ValueSpelling(
            .date, "day first or month first, as the whole column shows",
            ["21/03/2024": "2024-03-21", "21-3-24": "2024-03-21", "21.3.2024": "2024-03-21"]),
        ValueSpelling(
            .date, "a month's name",
            [
                "21-Mar-2024": "2024-03-21", "21 March 2024": "2024-03-21", "Mar 21, 2024": "2024-03-21",
                "21MAR2024": "2024-03-21", "Thursday, 21 March 2024": "2024-03-21",
            ]),
        ValueSpelling(.date, "the month alone", ["2024-03": "2024-03"]),
        ValueSpelling(
            .date, "with a time of day",
            [
                "2024-03-21 15:20": "2024-03-21 15:20", "2024-03-21T15:20:30.250": "2024-03-21 15:20",
                "21/03/2024 3:20 pm": "2024-03-21 15:20", "2024-03-21 1520": "2024-03-21 15:20",
                "2024-03-21T15:20:00Z": "2024-03-21 15:20",
            ]),
        ValueSpelling(
            .date, "days as a spreadsheet counts them", ["45170": "2023-09-01", "45171": "2023-09-02"]),
        ValueSpelling(
            .date, "such days with the share of the day that has passed",
            [
                "45170.625": "2023-09-01 15:00", "45171": "2023-09-02 00:00", "45170.63889": "2023-09-01 15:20",
            ]),
        ValueSpelling(
            .time, "hours and minutes",
            [
                "15:20": "15:20", "9:30": "09:30", "15:20:30": "15:20", "3:20 pm": "15:20", "15h20": "15:20",
                "1520": "15:20", "930": "09:30",
            ]),
        ValueSpelling(.time, "hours and minutes with a point", ["9.30": "09:30", "10.00": "10:00", "15.45": "15:45"]),
        ValueSpelling(
            .time, "a number whose last two digits are the minutes",
            [
                "930": "09:30", "45": "00:45", "0930": "09:30", "9": "00:09", "1530.0": "15:30", "9:30": "09:30",
                "0": "00:00",
            ]),
        ValueSpelling(.time, "the hour alone", ["9": "09:00", "15": "15:00", "0": "00:00"]),
        ValueSpelling(
            .time, "the share of the day that has passed, as a spreadsheet has it",
            ["0.6389": "15:20", "0.25": "06:00", "0.97917": "23:30"]),
        ValueSpelling(.time, "such shares with a comma", ["0,6389": "15:20", "0,5": "12:00"]),
        ValueSpelling(.coordinate, "with a point", ["433915": "433915.0", "433915.5": "433915.5"]),
        ValueSpelling(.coordinate, "with a comma before the decimals", ["433915,5": "433915.5", "433916": "433916.0"]),
        ValueSpelling(
            .age, "an age",
            ["16": "16–16", "16 years": "16–16", "16.0": "16–16", "Aged 16": "16–16", "6 months": "0–0"]),
        ValueSpelling(
            .age, "a band",
            [
                "11-15": "11–15", "11 – 15": "11–15", "18 to 24": "18–24", "10-17 yrs": "10–17",
                "18–24 years old": "18–24", "Age 16-17": "16–17",
            ]),
        ValueSpelling(
            .age, "a band with one end",
            [
                "Under 25": "0–24", "<18": "0–17", "≤17": "0–17", "up to 17": "0–17", "17 and under": "0–17",
                "25+": "25–120", "25 or older": "25–120", "65 and over": "65–120", "65 & over": "65–120",
                "65 years and over": "65–120", "Over 65": "66–120", ">64": "65–120",
            ]),
    ]
}
