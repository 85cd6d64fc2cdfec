import HomewardWorkflow

extension RunRecord {
    var clock: ClockSummary { peaks.allDays }
    var schoolDayClock: ClockSummary { peaks.schoolDays }
    var chaperones: PlanQuality? { routes?.quality }
}
