import ArgumentParser
import HomewardCalendar
import HomewardIncidents

/// On which days and in which hours.
struct WindowOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Which days: school, non-school, weekend or all.", valueName: "days"))
    var days = DaySelection.all

    @Option(help: ArgumentHelp("Which hours, half-open local time: 15-18 or 15:10-16:40.", valueName: "hours"))
    var hours: HourWindow?
}
