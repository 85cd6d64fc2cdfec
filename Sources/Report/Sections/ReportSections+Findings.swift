import HomewardCalendar
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

extension ReportSections {
    /// What was found, in sentences.
    var details: HTML {
        let list = sentences.map { "<li>\($0)</li>\n" as HTML }
        return """
            <section id="details"><h2>What was found</h2>
            <ul class="findings">
            \(list)</ul></section>

            """
    }

    private var sentences: [String] {
        var list: [String] = []
        let peaks = record.peaks.significant
        if let nothing = record.peaks.nothing { list.append(Words.sentence(nothing)) }
        for peak in peaks {
            let against =
                peak.againstNonSchoolDays?.ratio.map { Shown.fixed($0, 1) + " times the rate of" }
                ?? "incidents, against none in"
            let rest = peak.againstRestOfSchoolDay?.ratio.map {
                Shown.fixed($0, 1) + " times the rest of the school day"
            }
            let best = peak.bestWindow.map { " It fits \($0.shown) best." } ?? ""
            list.append(
                "\(peak.area) peaks after school: between \(peak.window.from) and \(peak.window.to) on school days it has \(against) the same hours on other days"
                    + (rest.map { " and \($0)" } ?? "") + ".\(best)")
        }
        let hot = record.hotspots
        list.append(
            hot.notTested.map { Words.sentence("Hotspots were not tested: \($0)") }
                ?? (hot.hot == 0
                    ? "No cell of \(Shown.fixed(hot.cellM, 0)) m stands out from chance."
                    : "\(Words.count(hot.hot, "cell", "cells")) of \(Shown.fixed(hot.cellM, 0)) m \(hot.hot == 1 ? "stands" : "stand") out; about \(Shown.percent(hot.fdr)) of them are expected to be false alarms.")
        )
        if let emerging = record.emerging, !emerging.strongest.isEmpty { list.append(Words.sentence(emerging.verdict)) }
        if let scan = record.scan, scan.significant > 0 { list.append(Words.sentence(scan.heading)) }
        if let repeats = record.repeats, !repeats.standing.isEmpty { list.append(repeats.verdict) }
        // The first sentence of each group says what all of it is about.
        for (title, lead) in [
            ("Chaperone routes", record.routes.map { $0.quality.served > 0 ? $0.lead : [] } ?? []),
            ("Guardian patrols", record.patrols.quality.served > 0 ? record.patrols.lead : []),
        ] {
            list += lead.enumerated().map { ($0.offset == 0 ? "\(title). " : "") + Words.sentence($0.element) }
        }
        return list
    }

    /// When it happens.
    var clock: HTML {
        let minutes = record.window.hours.map {
            (from: ReportSections.minute($0.from), to: ReportSections.minute($0.to))
        }
        var table = ReportTable(
            "Incidents by hour of the day and weekday, all days",
            [.text("Hour")] + Shown.weekdays.map { .number(String($0.prefix(3))) } + [
                .number("Week"), .number("School days"),
            ])
        for hour in 0..<24 {
            table.add(
                [Shown.clock(hour * 60)] + (0..<7).map { Shown.fixed(record.peaks.allDays.clock[$0][hour], 1) }
                    + [
                        Shown.fixed(record.peaks.allDays.hours[hour], 1),
                        record.peaks.schoolDays.map { Shown.fixed($0.hours[hour], 1) } ?? "–",
                    ])
        }
        // The window is one of certain days: it is drawn where only those are counted.
        let isOfSchoolDays = record.window.days == DaySelection.school.rawValue
        return """
            <section id="clock"><h2>When: the data clock</h2>
            <p>Each cell is an hour of the week. An incident whose time is only known as a range is spread over the hours that it may have happened in, by their minutes. \(Shown.grouped(record.peaks.allDays.placed)) of \(Words.count(record.peaks.allDays.placed + record.peaks.allDays.unplaced, "incident", "incidents")) are on the clock; \(Shown.grouped(record.peaks.allDays.unplaced)) without a time of day \(record.peaks.allDays.unplaced == 1 ? "is" : "are") on none.</p>
            \(rhythms)\(ClockPicture(clock: record.peaks.allDays, title: "All days", window: isOfSchoolDays ? nil : minutes).html)
            \(record.peaks.schoolDays.map { ClockPicture(clock: $0, title: "School days only", window: minutes, weekdays: isOfSchoolDays ? 5 : 7).html } ?? "")
            <details><summary>The numbers behind the clock</summary>
            \(table.html)</details></section>

            """
    }

    /// The peaks of the day; nothing where the record is too old to have them.
    private var rhythms: HTML {
        guard let peaks = record.peaks.dayPeaks, !peaks.isEmpty else { return "" }
        var table = ReportTable(
            "The hours that stand out of the day most clearly, and the mean time of day with its interval of 95 %",
            [
                .text("Days"), .text("Peak"), .number("Incidents"), .number("Of all"), .number("Times the rest"),
                .number("p"), .text("Mean time"), .number("Resultant length"), .number("Rayleigh p"),
            ])
        for peak in peaks {
            table.add([
                Words.days(peak.days), peak.window?.shown ?? "none", peak.incidents.map { Shown.fixed($0, 0) } ?? "–",
                peak.share ?? "–", peak.ratio.map { Shown.fixed($0, 1) } ?? "–",
                peak.p.map { Shown.probability($0) } ?? "–", peak.shownMean, Shown.fixed(peak.resultantLength, 2),
                peak.rayleighP.map { Shown.probability($0) } ?? "not tested",
            ])
        }
        return table.html
    }

    private static func minute(_ clock: String) -> Int { HourWindow.minute(clock) ?? 0 }
}
