import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// The study area as a layer.
public enum StudyAreaLayer: LayerDefinition {
    package typealias Row = NamedArea

    package static let layerName = "study_area"
    package static let title = "Study area"
    package static let summary = "The outline within which everything was analysed."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.context
    package static let isShown = true
    package static let basis: Set<MadeUp> = []

    package static let name = Column<String>("name", "Name", meaning: "The name of the study area.") { $0.name }
    package static let isOfficial = Column<Bool>(
        "official", "Official",
        meaning: "Whether the outline is an official boundary; empty where its layer does not say."
    ) { $0.isOfficial }
    package static let note = Column<String>("note", "Note", meaning: "Where the outline comes from.") { $0.note }
    package static let columns: [any ColumnOf<Row>] = [name, isOfficial, note]

    package static func assumed(of area: NamedArea) -> String? {
        area.isOfficial == false ? "the outline, which is no official boundary" : nil
    }
    package static func id(of area: NamedArea) -> String { Slug.make(area.name) }
    package static func shape(of area: NamedArea) -> Shape? { area.shape }

    package static func layer(of results: RunResults) -> Layer? {
        make(results.study.studyArea, system: results.study.workingSystem)
    }

    /// The outline within which everything was analysed: layer `study_area`. `system` is its own, in metres.
    public static func make(_ area: NamedArea, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: [area])
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(renderer: .single(.outline(Palette.area, width: 0.8)))
    }
}
