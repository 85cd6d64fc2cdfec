import Foundation
import HomewardGeometry
import HomewardLayers

/// The layers of a finished run, as they are read back from its files.
package struct RunLayers: Sendable {
    /// The layers in longitude and latitude, but for the streets.
    package var layers: [Layer]
    /// The streets in the working system, so that they can be simplified by metres; nil where the run has none.
    package var streets: Layer?
    /// The box around the study area in the working system.
    package var workingBox: BoundingBox?
    /// The names of the run's files that are not there.
    package var missing: [String] = []
    /// The definitions that the run's layers follow.
    package var catalogue = LayerCatalogue.all

    /// The file that holds all layers of a run.
    static let packageName = "homeward.gpkg"

    package init(layers: [Layer]) {
        self.layers = layers
    }

    /// The layers of a run that is being published, as a reader has them from its files.
    ///
    /// - Parameter made: Each layer as it was written: in GeoJSON where it has a file of its own, else in the GeoPackage.
    package init(
        made: [(definition: any LayerDefinition.Type, layer: Layer)], catalogue: [any LayerDefinition.Type]
    ) throws {
        self.catalogue = catalogue
        let degrees = try CoordinateSystem.epsg(4326)
        layers = []
        for (definition, layer) in made {
            switch definition.delivery {
            case .ownFile: layers.append(layer.asInGeoJSON)
            case .packageOnly: try add(layer.asInGeoPackage, of: definition, degrees: degrees)
            case .verbOnly: break
            }
        }
    }

    private mutating func add(
        _ layer: Layer, of definition: any LayerDefinition.Type, degrees: CoordinateSystem
    ) throws {
        if definition == StudyAreaLayer.self { workingBox = layer.features.first?.shape?.boundingBox }
        if definition == StreetLayer.self {
            streets = layer
        } else {
            layers.append(try layer.transformed(to: degrees))
        }
    }

    /// Reads a directory that a run has filled: the GeoJSON files, and from `homeward.gpkg` what has none of its own.
    ///
    /// A file that is not there is told in ``missing``, and its layers are left out.
    ///
    /// - Throws: `LayersError` where a file is broken.
    /// - Complexity: O(size of the files).
    package init(directory: String, catalogue: [any LayerDefinition.Type] = LayerCatalogue.all) throws {
        self.catalogue = catalogue
        func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(directory)/\(name)") }
        let package = LayerReader(path: "\(directory)/\(RunLayers.packageName)")
        let hasPackage = isThere(RunLayers.packageName)
        let names = hasPackage ? try package.layerNames() : []
        if !hasPackage { missing.append(RunLayers.packageName) }
        let degrees = try CoordinateSystem.epsg(4326)
        layers = []
        for definition in catalogue {
            let name = definition.layerName
            switch definition.delivery {
            case .ownFile where !isThere(definition.fileName): missing.append(definition.fileName)
            case .ownFile:
                var layer = try LayerReader(path: "\(directory)/\(definition.fileName)").read()
                layer.name = name
                layers.append(layer)
            case .packageOnly where names.contains(name):
                try add(package.read(layer: name), of: definition, degrees: degrees)
            case .packageOnly, .verbOnly: break
            }
        }
    }

    /// The rows of a layer, none where the run does not have it.
    package func rows<Definition: LayerDefinition>(of definition: Definition.Type) -> [LayerRow<Definition>] {
        layers.first { $0.name == Definition.layerName }?.rows(of: definition) ?? []
    }

    /// The outline of the study area.
    package var studyArea: Shape? { rows(of: StudyAreaLayer.self).first?.shape }
}
