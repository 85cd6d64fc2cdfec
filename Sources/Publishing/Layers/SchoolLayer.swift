import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner
import HomewardWorkflow

/// Schools as a layer.
public enum SchoolLayer: LayerDefinition {
    /// A school and its key.
    package struct Row: Sendable {
        let id: String
        let school: School
    }

    package static let layerName = "schools"
    package static let title = "Schools"
    package static let summary = "The schools of the plan with their finish times."
    package static let geometry = LayerGeometry.points
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.context
    package static let isShown = true
    package static let basis: Set<MadeUp> = []

    package static let name = Column<String>("name", "Name", meaning: "The name of the school.") { $0.school.name }
    package static let finish = Column<String>("finish", "Finish", meaning: "When it finishes, local time.") {
        let school = $0.school
        let others = school.finishByWeekday.sorted { $0.key < $1.key }
        return ([Shown.clock(school.finish)] + others.map { "\(Shown.weekdays([$0.key])) \(Shown.clock($0.value))" })
            .joined(separator: ", ")
    }
    package static let isFinishAssumed = Column<Bool>(
        "finish_assumed", "Finish assumed", short: "fin_asmd", meaning: "Whether that finish is an assumption."
    ) { $0.school.isFinishAssumed }
    package static let columns: [any ColumnOf<Row>] = [name, finish, isFinishAssumed]

    package static func assumed(of row: Row) -> String? {
        row.school.isFinishAssumed ? "the finish time" : nil
    }
    package static func id(of row: Row) -> String { row.id }
    package static func shape(of row: Row) -> Shape? { .point(row.school.gate) }

    package static func layer(of results: RunResults) -> Layer? {
        make(results.schools, system: results.study.workingSystem)
    }

    /// The schools with their finish times: layer `schools`.
    ///
    /// - Parameters:
    ///   - schools: The schools of the plan file.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ schools: [School], system: CoordinateSystem) -> Layer {
        layer(in: system, rows: zip(Slug.unique(schools.map(\.name)), schools).map { Row(id: $0.0, school: $0.1) })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(renderer: .single(.marker(Palette.dark, form: "square", size: 3.2)), label: name.facts.name)
    }

    package static func sheet(in run: RunLayers) -> MapSheet? {
        let items = run.rows(of: SchoolLayer.self).map { row in
            MapSheet.Item(
                parts: row.shape?.mapPoint ?? [], label: "S", title: row.text(name),
                facts: [("Finish", row.text(finish) + (row[isFinishAssumed] == true ? " (assumed)" : ""))])
        }
        return MapSheet(
            key: layerName, name: "Schools", form: .square, level: .landmarks, isShown: isShown,
            looks: [.init(name: "School (approximate position)", colour: Palette.dark)], items: items)
    }
}
