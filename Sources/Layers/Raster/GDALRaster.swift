internal import CGDAL
import HomewardGeometry

/// A raster of GDAL's with one band, closed when its owner lets go.
final class GDALRaster {
    private var handle: GDALDatasetH?
    /// The band.
    let band: GDALRasterBandH

    /// Makes a file, or a raster in memory, and fills it; nil where GDAL refuses.
    init?(_ raster: Raster, at path: String, driver: GDALDriverH, options: [String]) {
        let options = StringList(options)
        let (columns, rows) = (Int32(clamping: raster.columns), Int32(clamping: raster.rows))
        guard columns > 0, rows > 0,
            let made = GDALCreate(driver, path, columns, rows, 1, GDT_Float64, options.handle)
        else { return nil }
        // GDAL places a raster by its north-west corner.
        var place = [
            raster.origin.x, raster.cellSize, 0, raster.origin.y + Double(raster.rows) * raster.cellSize, 0,
            -raster.cellSize,
        ]
        guard let reference = GDALSpatialReference(raster.coordinateSystem),
            GDALSetSpatialRef(made, reference.handle) == CE_None, GDALSetGeoTransform(made, &place) == CE_None,
            let band = GDALGetRasterBand(made, 1)
        else {
            GDALClose(made)
            return nil
        }
        (handle, self.band) = (made, band)
        GDALSetRasterNoDataValue(band, Raster.noData)
        GDALSetDescription(band, raster.name)
        GDALSetRasterUnitType(band, raster.unit)
        var numbers = raster.stored
        let isWritten = numbers.withUnsafeMutableBytes { bytes in
            GDALRasterIO(
                band, GF_Write, 0, 0, columns, rows, bytes.baseAddress, columns, rows, GDT_Float64, 0, 0) == CE_None
        }
        guard isWritten else { return nil }
    }

    /// Gives the file metadata, each `key=value`; GDAL writes them when the file is closed.
    func set(metadata items: [String]) {
        let items = StringList(items)
        GDALSetMetadata(handle, items.handle, nil)
    }

    /// Closes the file, which is when GDAL writes what it still holds back.
    func close() {
        GDALClose(handle)
        handle = nil
    }

    deinit {
        if handle != nil { close() }
    }
}
