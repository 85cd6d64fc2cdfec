internal import CGDAL
import HomewardCore

/// The table `layer_styles` of a GeoPackage, in the shape in which QGIS makes and looks for it.
struct StyleTable {
    let file: String
    let styles: [QGISStyle]
    /// When the styles were saved, in ISO 8601.
    let date: String

    private static let columns: [(name: String, type: OGRFieldType, width: Int32)] = [
        ("f_table_catalog", OFTString, 256), ("f_table_schema", OFTString, 256), ("f_table_name", OFTString, 256),
        ("f_geometry_column", OFTString, 256), ("styleName", OFTString, 30), ("styleQML", OFTString, 0),
        ("styleSLD", OFTString, 0), ("useAsDefault", OFTInteger, 0), ("description", OFTString, 0),
        ("owner", OFTString, 30), ("ui", OFTString, 30), ("update_time", OFTDateTime, 0),
    ]

    /// Adds the table, if there are styles, after the layers that they belong to.
    func add(to dataset: GDALDataset, _ layers: [GDALLayer]) throws {
        guard !styles.isEmpty else { return }
        guard let table = dataset.addLayer("layer_styles", nil, wkbNone, options: ["FID=id"]) else {
            throw refused("the table cannot be made")
        }
        for column in Self.columns {
            let isFlag = column.name == "useAsDefault"
            guard table.addField(column.name, column.type, isBoolean: isFlag, width: column.width) else {
                throw refused("the column \(column.name) cannot be made")
            }
        }
        var styled: Set<String> = []
        for style in styles {
            guard let layer = layers.first(where: { $0.name == style.layer }) else {
                throw LayersError.noSuchLayer(file: file, layer: style.layer, available: layers.map(\.name))
            }
            guard let row = GDALFeature(in: table) else { throw refused("there is no memory") }
            let isDefault = styled.insert(style.layer).inserted
            // QGIS looks for an empty catalogue and schema, not for none.
            let values = [
                "", "", style.layer, layer.geometryColumn, String(style.name.prefix(30)), style.qml, "",
                isDefault ? "1" : "0", style.name, "", "", date,
            ]
            for (index, value) in values.enumerated() { OGR_F_SetFieldString(row.handle, Int32(index), value) }
            guard OGR_L_CreateFeature(table.handle, row.handle) == OGRERR_NONE else {
                throw refused("the style of \(style.layer.quoted) cannot be saved")
            }
        }
    }

    private func refused(_ message: String) -> FileError {
        .cannotWrite(file: file, message: "the styles (\(message)); choose another place")
    }
}
