public import HomewardAnalysis
import HomewardIncidents

extension Study {
    /// The figures of each month, for the whole and area by area.
    ///
    /// - Parameters:
    ///   - method: What is counted and how.
    ///   - plan: The areas' layer, from which residents are taken where it has them, and whether harm is weighed.
    /// - Throws: `SettingError` where a parameter lies outside its range, ``WorkflowError`` where an area's residents are no number.
    public func monitor(_ method: Monitor, _ plan: PlanFile) throws -> MonitorResult {
        let residents = try residents(plan.study, field: plan.concentration.residents).map { found in
            areas.map { found.ofArea[$0.name] ?? 0 }
        }
        let leastPlace = reading.limits.leastCell
        return try method.figures(
            of: table,
            places: MonitoredPlaces(
                area: assignment.area, names: areas.map(\.name), residents: residents,
                sources: monitoredSources, weighsHarm: plan.study.weighsHarm,
                arePlacesKnown: leastPlace.map { method.place >= $0 } ?? true),
            days: try kindsOfDays(for: .all), areSchoolDaysKnown: days != nil, areaDays: areaDays)
    }

    /// The sources that stand side by side; none where there are not several.
    var monitoredSources: [ComparedSource] {
        let named = reading.namedSources
        return named.count > 1 ? named.map { ComparedSource(name: $0.name, files: $0.files) } : []
    }
}
