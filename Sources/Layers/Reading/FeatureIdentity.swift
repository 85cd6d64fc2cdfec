internal import CGDAL

/// Where a layer keeps the identifiers of its features.
struct FeatureIdentity {
    private enum Place {
        case nowhere
        case number
        case field(GDALField)
    }

    private let place: Place
    private let isJSONMember: Bool

    /// Looks for a column `id`, then for the file's own feature numbers where they mean something.
    init(of layer: GDALLayer, in file: OpenFile) {
        let field = layer.fields.first { $0.name == "id" }
        let json = file.format == .geoJSON ? GeoJSONIdentity(path: file.path) : nil
        isJSONMember = json?.isMember == true && json?.isProperty == false
        if let field {
            place = .field(field)
        } else {
            switch file.format {
            case .geoPackage, .openStreetMap: place = .number
            case .geoJSON: place = isJSONMember ? .number : .nowhere
            default: place = .nowhere
            }
        }
    }

    /// Whether `field` is GDAL's copy of the member `id` of GeoJSON features and no property of theirs.
    func isMember(_ field: GDALField) -> Bool { isJSONMember && field.name == "id" }

    /// The identifier of `feature`.
    func text(of feature: borrowing GDALFeature) -> String? {
        switch place {
        case .nowhere: nil
        case .number: feature.number < 0 ? nil : String(feature.number)
        case .field(let field): feature.value(field).asText
        }
    }
}
