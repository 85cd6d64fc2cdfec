internal import CGDAL
import Foundation
import HomewardGeometry

/// The features of one layer, one after the other.
final class LayerSource {
    /// The layer without its features.
    let outline: LayerOutline
    private let file: OpenFile
    private let layer: GDALLayer
    private let fields: [GDALField]
    private let identity: FeatureIdentity
    private var count = 0
    /// The most features that an honest file can hold; nil where it is packed.
    private let most: Int?

    init(_ file: OpenFile, layer name: String?, fields wanted: [String]?) throws(LayersError) {
        self.file = file
        most = file.profile.isDatabase ? Self.size(of: file.path) : nil
        let layer = try file.layer(name)
        self.layer = layer
        let all = layer.fields
        identity = FeatureIdentity(of: layer, in: file)
        let visible = all.filter { [identity] in file.profile.shows($0.name) && !identity.isMember($0) }
        var chosen = visible
        if let wanted {
            chosen = []
            for name in wanted {
                guard let field = visible.first(where: { file.profile.visibleName($0.name) == name }) else {
                    throw .noSuchField(
                        file: file.path, layer: layer.name, field: name,
                        available: visible.map { file.profile.visibleName($0.name) })
                }
                chosen.append(field)
            }
        }
        fields = chosen
        outline = LayerOutline(
            name: layer.name, coordinateSystem: try Self.coordinateSystem(of: layer, in: file),
            fields: chosen.map { Field(file.profile.visibleName($0.name), $0.meaning) },
            count: file.profile.isDatabase ? nil : layer.count)
        if file.profile.isInterleaved {
            // Otherwise GDAL keeps the features of all other layers in memory until somebody asks for them.
            file.dataset.execute("SET interest_layers = \(layer.name)")
            file.dataset.resetReading()
        } else {
            OGR_L_ResetReading(layer.handle)
        }
        file.messages.reset()
    }

    /// The next feature, or nil at the end of the layer.
    func next() throws(LayersError) -> Feature? {
        guard let feature = advance() else {
            try finish()
            return nil
        }
        count += 1
        // Each row takes some bytes. More rows than bytes means that the file's tree leads to the same rows again and again.
        if let most, count > most { throw broken("it gives more rows than the file can hold") }
        if let failure = file.messages.failures.first { throw broken(failure) }
        let shape: Shape?
        do throws(GeometryError) {
            shape = try feature.shape()
        } catch {
            throw .badFeature(
                file: file.path, layer: outline.name, feature: "\(count)",
                message: "its geometry cannot be read (\(error)); mend or delete it")
        }
        return Feature(id: identity.text(of: feature), shape: shape, values: fields.map { value($0, of: feature) })
    }

    private func value(_ field: GDALField, of feature: borrowing GDALFeature) -> FieldValue {
        let value = feature.value(field)
        return value == .text("") && !file.profile.tellsEmptyFromNull ? .null : value
    }

    private func advance() -> GDALFeature? {
        if file.profile.isInterleaved {
            while let found = file.dataset.nextFeature() {
                let feature = GDALFeature(owning: found.feature)
                if found.layer == layer.handle { return feature }
            }
            return nil
        }
        return OGR_L_GetNextFeature(layer.handle).map { GDALFeature(owning: $0) }
    }

    /// GDAL reports some errors as the end of the file, so the end is believed only where nothing was said.
    private func finish() throws(LayersError) {
        if let failure = file.messages.failure { throw broken(failure) }
        guard file.profile.promisesCount, let expected = outline.count else { return }
        if count < expected { throw broken("\(expected) features were promised") }
    }

    private static func size(of path: String) -> Int? {
        guard let file = VSIFOpenL(path, "rb") else { return nil }
        defer { VSIFCloseL(file) }
        return VSIFSeekL(file, 0, SEEK_END) == 0 ? Int(clamping: VSIFTellL(file)) : nil
    }

    private func broken(_ message: String) -> LayersError {
        .readFailed(file: file.path, layer: outline.name, feature: count, message: message)
    }

    private static func coordinateSystem(
        of layer: GDALLayer, in file: OpenFile
    ) throws(LayersError) -> CoordinateSystem? {
        let definition =
            GDALSpatialReference.definition(of: layer) ?? file.profile.impliedSystem(layer.fields.map(\.name))
        guard let definition else { return nil }
        do throws(GeometryError) {
            return try CoordinateSystem(definition)
        } catch {
            throw .coordinateSystem(file: file.path, layer: layer.name, message: "\(error)")
        }
    }
}
