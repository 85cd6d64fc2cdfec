internal import CGDAL

/// An open file, closed when its owner lets go.
final class GDALDataset {
    private var handle: GDALDatasetH?

    /// Opens the file at `path` for reading with no other driver than `drivers`; nil where GDAL refuses.
    init?(opening path: String, drivers: [String], options: [String]) {
        let allowed = StringList(drivers)
        let options = StringList(options)
        let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
        guard let opened = GDALOpenEx(path, flags, allowed.constant, options.constant, nil) else { return nil }
        handle = opened
    }

    /// Creates the file at `path`; nil where GDAL refuses.
    init?(creating path: String, driver: GDALDriverH, options: [String]) {
        let options = StringList(options)
        guard let created = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, options.handle) else { return nil }
        handle = created
    }

    /// Closes the file, which is when GDAL writes what it still holds back.
    func close() {
        GDALClose(handle)
        handle = nil
    }

    deinit {
        if handle != nil { close() }
    }

    /// The layers in GDAL's order.
    var layers: [GDALLayer] {
        (0..<GDALDatasetGetLayerCount(handle)).compactMap { index in
            GDALDatasetGetLayer(handle, index).map { GDALLayer(handle: $0, dataset: self) }
        }
    }

    /// Adds a layer; nil where GDAL refuses.
    func addLayer(
        _ name: String, _ system: GDALSpatialReference?, _ kind: OGRwkbGeometryType, options: [String]
    ) -> GDALLayer? {
        let options = StringList(options)
        guard let layer = GDALDatasetCreateLayer(handle, name, system?.handle, kind, options.handle) else { return nil }
        return GDALLayer(handle: layer, dataset: self)
    }

    /// The next feature of any layer in the order of the file, with its layer; nil at the end.
    func nextFeature() -> (feature: OGRFeatureH, layer: OGRLayerH?)? {
        var layer: OGRLayerH?
        guard let feature = GDALDatasetGetNextFeature(handle, &layer, nil, nil, nil) else { return nil }
        return (feature, layer)
    }

    /// Lets ``nextFeature()`` begin again at the first.
    func resetReading() { GDALDatasetResetReading(handle) }

    /// Runs one statement that gives no rows.
    func execute(_ statement: String) {
        if let rows = GDALDatasetExecuteSQL(handle, statement, nil, nil) {
            GDALDatasetReleaseResultSet(handle, rows)
        }
    }

    /// Gives the file metadata, each `key=value`; GDAL writes them when the file is closed.
    func set(metadata items: [String]) {
        guard !items.isEmpty else { return }
        let items = StringList(items)
        GDALSetMetadata(handle, items.handle, nil)
    }

    /// The file's metadata as GDAL holds them, `key=value`, until the file is closed.
    var metadataList: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? { GDALGetMetadata(handle, nil) }

    /// Begins a transaction where the format knows them.
    func begin() { _ = GDALDatasetStartTransaction(handle, 0) }

    /// Ends it.
    func commit() -> Bool { GDALDatasetCommitTransaction(handle) == OGRERR_NONE }

    /// Whether transactions are known.
    var knowsTransactions: Bool { GDALDatasetTestCapability(handle, ODsCTransactions) != 0 }
}

/// A layer of an open file. GDAL owns the layer; this keeps its file open.
struct GDALLayer {
    let handle: OGRLayerH
    let dataset: GDALDataset

    /// The name in the file.
    var name: String { OGR_L_GetName(handle).map { String(cString: $0) } ?? "" }

    /// What the layer says of its fields.
    var definition: OGRFeatureDefnH? { OGR_L_GetLayerDefn(handle) }

    /// The fields in order, in GDAL's own terms.
    var fields: [GDALField] {
        let definition = definition
        return (0..<OGR_FD_GetFieldCount(definition)).compactMap { index in
            OGR_FD_GetFieldDefn(definition, index).map { GDALField(index: index, handle: $0) }
        }
    }

    /// The column of the shapes, empty where there is none.
    var geometryColumn: String { OGR_L_GetGeometryColumn(handle).map { String(cString: $0) } ?? "" }

    /// The number of features, or nil where counting them would mean reading the file.
    var count: Int? {
        let count = OGR_L_GetFeatureCount(handle, 0)
        return count < 0 ? nil : Int(count)
    }

    /// Adds a field; false where GDAL refuses.
    func addField(_ name: String, _ type: OGRFieldType, isBoolean: Bool = false, width: Int32 = 0) -> Bool {
        guard let definition = OGR_Fld_Create(name, type) else { return false }
        defer { OGR_Fld_Destroy(definition) }
        if isBoolean { OGR_Fld_SetSubType(definition, OFSTBoolean) }
        if width > 0 { OGR_Fld_SetWidth(definition, width) }
        return OGR_L_CreateField(handle, definition, 1) == OGRERR_NONE
    }
}

/// A field of an open layer.
struct GDALField {
    /// Its position in GDAL's order.
    let index: Int32
    /// The name in the file.
    let name: String
    /// What GDAL keeps in it.
    let type: OGRFieldType
    /// What Homeward makes of it.
    let meaning: FieldType

    init(index: Int32, handle: OGRFieldDefnH) {
        self.index = index
        name = OGR_Fld_GetNameRef(handle).map { String(cString: $0) } ?? ""
        type = OGR_Fld_GetType(handle)
        switch type {
        case OFTInteger where OGR_Fld_GetSubType(handle) == OFSTBoolean: meaning = .boolean
        case OFTInteger, OFTInteger64: meaning = .integer
        case OFTReal: meaning = .real
        case OFTDate: meaning = .date
        case OFTDateTime: meaning = .dateTime
        default: meaning = .text
        }
    }
}
