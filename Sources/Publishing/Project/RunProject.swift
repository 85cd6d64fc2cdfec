import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers

/// A run as a QGIS project, which its GeoPackage holds: layers in groups as the report's map has them, with labels, map tips
/// and themes, and a page to print for each theme.
///
/// The same run gives the same XML: there is no author, no clock time and no path in it but the GeoPackage's own name, so that the
/// folder can be moved and copied. It is written for QGIS 3.22; later versions read it too.
struct RunProject {
    /// The name by which QGIS lists the project.
    static let name = "Homeward"

    /// What a reader must know.
    let provenance: Provenance
    /// The study area and the period.
    let subject: String
    /// The layers in the order of the catalogue.
    let layers: [ProjectLayer]
    /// The working coordinate system.
    let system: CoordinateSystem

    /// The groups from the top of the tree down. What people do lies over the streets that they do it on, and those over the
    /// ground that is coloured by what was found.
    static let groups: [LayerGroup] = [.plan, .context, .findings]

    /// The project as it goes into the GeoPackage.
    var project: QGISProject { QGISProject(name: Self.name, xml: xml) }

    /// What the project shows at first: the plan or, where there is none, the study area.
    var extent: BoundingBox {
        let plan = box(of: layers.filter { $0.definition.group == .plan })
        let all = plan ?? box(of: layers.filter { $0.definition == StudyAreaLayer.self }) ?? box(of: layers)
        let box = all ?? BoundingBox(at: Point(x: 0, y: 0))
        // A single post has no extent, and labels need room.
        return box.grown(by: max(200, 0.08 * max(box.width, box.height)))
    }

    private func box(of layers: [ProjectLayer]) -> BoundingBox? {
        layers.compactMap(\.box).reduce(nil as BoundingBox?) { $0?.union($1) ?? $1 }
    }

    /// The project in QGIS's XML. O(features).
    var xml: String {
        let layouts = ProjectTheme.all.compactMap { theme in
            theme.shows(anyOf: layers) ? ProjectLayout(theme: theme, project: self).element : nil
        }
        let root = ProjectXML(
            "qgis",
            [
                ("projectname", title), ("version", "3.22.0"), ("saveUser", ""), ("saveUserFull", ""),
                ("saveDateTime", ""),
            ],
            [
                ProjectXML("homePath", [("path", "")]), ProjectXML("title", text: title),
                ProjectXML("projectCrs", [], [systemElement]), tree,
                ProjectXML("relations", [], relations), mapCanvas,
                ProjectXML(
                    "projectlayers", [],
                    layers.map { $0.element(system: systemElement, label: provenance.label) }),
                ProjectXML(
                    "properties", [],
                    [
                        ProjectXML("Paths", [], [typed("Absolute", "bool", "false")]), gui,
                        // Without it the project's coordinate system is not looked at.
                        ProjectXML("SpatialRefSys", [], [typed("ProjectionsEnabled", "int", "1")]),
                    ]),
                ProjectXML("visibility-presets", [], ProjectTheme.all.map { $0.element(layers) }), metadata,
                ProjectXML("Layouts", [], layouts),
                ProjectXML(
                    "ProjectViewSettings", [("UseProjectScales", "0")],
                    [ProjectXML("DefaultViewExtent", Self.edges(extent), [systemElement])]),
            ])
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + root.written()
    }

    /// The title, which says so where the run is an exercise.
    var title: String { provenance.marked(provenance.title) }

    /// The working system by its code, or in full where it has none.
    private var systemElement: ProjectXML {
        let hasCode = system.definition.contains(/^[A-Za-z]+:[0-9]+$/)
        return ProjectXML(
            "spatialrefsys", [],
            [
                ProjectXML("wkt", text: hasCode ? "" : system.definition),
                // QGIS looks at the code where a number of its own stands here, whatever that is.
                ProjectXML("srsid", text: hasCode ? "1" : "0"),
                ProjectXML("authid", text: hasCode ? system.definition : ""),
                ProjectXML("description", text: system.name),
            ])
    }

    private var tree: ProjectXML {
        let groups = Self.groups.map { group in
            ProjectXML(
                "layer-tree-group", [("name", group.title), ("checked", "Qt::Checked"), ("expanded", "1")],
                [ProjectXML("customproperties", [], [.options([])])]
                    + ProjectLayer.ordered(layers, in: group).map(\.node))
        }
        return ProjectXML(
            "layer-tree-group", [], [ProjectXML("customproperties", [], [.options([])])] + groups)
    }

    /// Which rows belong to a feature, so that its form lists them.
    private var relations: [ProjectXML] {
        let all: [(title: String, child: any LayerDefinition.Type, column: String, parent: any LayerDefinition.Type)] =
            [
                ("Visits", VisitLayer.self, VisitLayer.patrolArea.facts.name, PatrolAreaLayer.self),
                ("Posts", PostLayer.self, PostLayer.route.facts.name, RouteLayer.self),
            ]
        return all.compactMap { relation in
            guard let child = layers.first(where: { $0.definition == relation.child }),
                let parent = layers.first(where: { $0.definition == relation.parent })
            else { return nil }
            return ProjectXML(
                "relation",
                [
                    ("id", "\(child.id)_of_\(parent.id)"), ("name", relation.title), ("strength", "Association"),
                    ("referencingLayer", child.id), ("referencedLayer", parent.id),
                ],
                [
                    ProjectXML(
                        "fieldRef",
                        [("referencingField", relation.column), ("referencedField", relation.parent.idField)])
                ])
        }
    }

    private var mapCanvas: ProjectXML {
        ProjectXML(
            "mapcanvas", [("name", "theMapCanvas"), ("annotationsVisible", "1")],
            [
                ProjectXML("units", text: "meters"),
                ProjectXML("extent", [], Self.edges(extent).map { ProjectXML($0.0, text: $0.1) }),
                ProjectXML("rotation", text: "0"), ProjectXML("destinationsrs", [], [systemElement]),
            ])
    }

    private var gui: ProjectXML {
        let ground = Palette.parts(Palette.ground)
        return ProjectXML(
            "Gui", [],
            [
                typed("CanvasColorRedPart", "int", "\(ground.red)"),
                typed("CanvasColorGreenPart", "int", "\(ground.green)"),
                typed("CanvasColorBluePart", "int", "\(ground.blue)"),
            ])
    }

    private func typed(_ name: String, _ type: String, _ value: String) -> ProjectXML {
        ProjectXML(name, [("type", type)], text: value)
    }

    private var metadata: ProjectXML {
        ProjectXML(
            "projectMetadata", [],
            [
                ProjectXML("type", text: "dataset"), ProjectXML("title", text: title),
                ProjectXML("abstract", text: provenance.text), ProjectXML("author", text: ""),
            ])
    }

    /// The edges of a box as QGIS names them.
    static func edges(_ box: BoundingBox) -> [(String, String)] {
        [("xmin", "\(box.minX)"), ("ymin", "\(box.minY)"), ("xmax", "\(box.maxX)"), ("ymax", "\(box.maxY)")]
    }
}
