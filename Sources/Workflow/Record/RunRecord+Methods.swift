import HomewardCore

extension RunRecord {
    /// How each finding was made, in plain words, for the report and for every file that leaves.
    package var methods: [(title: String, text: String)] {
        let hot = hotspots
        let steps: [(title: String, text: String)] = [
            (
                "Hours",
                "All hours are local civil hours. A school day is a weekday inside term that is no bank holiday or INSET day. The period has \(Words.count(period.schoolDays, "school day", "school days")), \(Words.count(period.holidayWeekdays, "weekday", "weekdays")) of holidays and \(Words.count(period.weekendDays, "weekend day", "weekend days"))."
            ),
            (
                "Data clock",
                "Aoristic weights to the minute (Ratcliffe 2000): an incident that may have happened at any time of a range counts in each hour by the share of the range that lies in it."
            ),
            (
                "Peak of the day",
                "A scan of the clock (Kulldorff 1997 on a circle): of all windows of whole ten minutes the one whose rate exceeds that of the rest of the day with the greatest likelihood ratio; p = (k + 1) / (n + 1) from turning every incident round the clock by a seeded number of slots, or a bound where that is less. The mean time of day has Fisher's interval (1993), and Rayleigh's test says whether the clock matters."
            ),
            (
                "After-school peaks",
                "Rate ratios by area with exact conditional intervals: the window on school days against the same hours on other days and against the rest of the school day (Clopper–Pearson), and the area's rise against that of the rest of the town (Fisher's noncentral hypergeometric distribution). Test and interval agree: p is twice the smaller tail at the least ratio that matters, the largest of the comparisons that count; Benjamini–Hochberg over the areas tested gives q, and the intervals have the confidence that goes with it (Benjamini and Yekutieli 2005), so that an area peaks exactly where they lie above the least ratio. \(Words.sentence(peaks.afterSchool?.rule ?? ""))"
            ),
            (
                "Hotspots",
                "\(hot.statisticWords) Probabilities: \(Words.sentence(hot.method)) p is not the tail of z unless it is said to be: that takes the values for normally distributed, and where most cells hold none or one it is far too small. Over the whole area: global Moran's I (Cliff and Ord 1981) and the general G (Getis and Ord 1992) with their moments under randomisation."
            ),
            (
                "Density",
                "Kernel density with a bandwidth of \(Shown.fixed(hot.bandwidthM ?? 0, 0)) m\(Words.sentence(hot.boundary.map { "; \($0)" } ?? "."))"
            ),
            (
                "Clusters",
                "DBSCAN on place and on the circular clock; p = (k + 1) / (n + 1) from a seeded permutation of hours."
            ),
            (
                "Near repeats",
                "Knox's table (Knox 1964; Townsley and others 2003; Johnson and others 2007): pairs of incidents by bands of distance and of days against their exact expectation where days are dealt anew among places; p = (k + 1) / (n + 1) from seeded permutations of days, over all bands together by the greatest standardised excess (Westfall and Young 1993). A shift of incidents from one part of town to another over the period counts as interaction of place and time too."
            ),
            (
                "Routes",
                "Incidents are spread along the streets and round the clock, and drawn to the rate around them where they are few. Each team's day of posts and walks is found exactly by dynamic programming while the others stay as they are; the upper bound comes from the same recursion under Lagrangian prices (Fisher 1981)."
            ),
            (
                "Patrols",
                "Areas that do not overlap, discs of one radius or streets that hang together within it, are chosen where most is to be expected in the patrol hours; visits come when it is, never two at once for one team, each day's drawn by the seed among those near the best, so that no area is visited in the same quarter of an hour on more than two of seven days."
            ),
        ]
        let drawn = density.map { found in
            (
                title: "Smoothed surface",
                text:
                    "Kernel density of the window's incidents on cells of \(Shown.fixed(found.cellM, 0)) m (Silverman 1986); it tests nothing, so that a warm patch may be chance. \(Words.sentence(found.lines.first { $0.contains("bandwidth") } ?? ""))"
            )
        }
        let emerged =
            emerging == nil
            ? []
            : [
                (
                    title: "Emerging hotspots",
                    text:
                        "Getis–Ord Gi* on a cube of cells and \(emerging?.step ?? "month")s (Ord and Getis 1995), each with the one before: a cell is hot or cold where q by Benjamini–Hochberg over all cells and steps is at most the rate asked for. Trends of z by Mann–Kendall (1945, 1975) with ties and overlap allowed for; rise and fall by Fisher's exact test. Labels after ArcGIS's Emerging Hot Spot Analysis, whose claims of change are tested here."
                )
            ]
        let scanned =
            scan == nil
            ? []
            : [
                (
                    title: "Scan",
                    text:
                        "Space–time permutation scan statistic (Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005): circles round every place by windows of time, held against the product of what the place and the time have by themselves; p = (k + 1) / (n + 1) from a seeded permutation of the times. Clusters stand apart as in SaTScan."
                )
            ]
        let more = findings.all.map { (title: type(of: $0).about.title, text: type(of: $0).about.method) }
        return steps + [drawn].compactMap { $0 } + emerged + scanned + more
    }
}
