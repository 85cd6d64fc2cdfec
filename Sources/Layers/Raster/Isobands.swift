internal import CGDAL
import HomewardCore
public import HomewardGeometry

/// The ground between two levels of a raster.
public struct Isoband: Sendable, Equatable {
    /// The lower level.
    public var from: Double
    /// The upper level; nil for what lies above the last.
    public var to: Double?
    /// The ground.
    public var shape: Shape

    /// A band from its parts.
    public init(from: Double, to: Double?, shape: Shape) {
        self.from = from
        self.to = to
        self.shape = shape
    }
}

extension Raster {
    /// The ground between each two levels that follow each other, and that above the last, lowest first; those without ground are left
    /// out, and what lies below the first level is in none.
    ///
    /// The numbers count for the middles of the cells; between four middles a surface is laid (marching squares, by GDAL's contours).
    /// So that the bands reach to the border of what the raster holds, cells without a number next to one that has one count as the mean
    /// of their neighbours, twice over; whoever needs bands that end at an outline cuts them with it.
    ///
    /// - Parameter levels: The levels; they are sorted, and each counts once.
    /// - Throws: ``LayersError/contours(message:)`` where GDAL refuses; `SystemLibraryError` where it is not here.
    /// - Complexity: O(cells + length of the lines).
    public func isobands(at levels: [Double]) throws -> [Isoband] {
        let levels = Set(levels.filter(\.isFinite)).sorted()
        let highest = values.compactMap { $0 }.filter(\.isFinite).max() ?? -.infinity
        let reached = levels.filter { $0 < highest }
        guard !reached.isEmpty else { return [] }
        try GDAL.require()
        guard let driver = GDAL.driver("MEM"), let vector = GDAL.driver("Memory") ?? GDAL.driver("MEM") else {
            throw LayersError.contours(message: "GDAL on this machine has no rasters in memory")
        }
        return try GDALMessages.collect { messages in
            guard let made = GDALRaster(grown.grown, at: "", driver: driver, options: []),
                let store = GDALDataset(creating: "", driver: vector, options: []),
                let layer = store.addLayer("bands", nil, wkbMultiPolygon, options: []),
                layer.addField("from", OFTReal), layer.addField("to", OFTReal)
            else { throw LayersError.contours(message: messages.best) }
            let fixed = reached.map { "\($0)" }.joined(separator: ",")
            let options = StringList([
                "FIXED_LEVELS=\(fixed)", "POLYGONIZE=YES", "ELEV_FIELD_MIN=0", "ELEV_FIELD_MAX=1",
                "NODATA=\(Self.noData)",
            ])
            guard GDALContourGenerateEx(made.band, layer.handle, options.handle, nil, nil) == CE_None else {
                throw LayersError.contours(message: messages.best)
            }
            var bands: [Isoband] = []
            store.resetReading()
            let fields = layer.fields
            while let (handle, _) = store.nextFeature() {
                let feature = GDALFeature(owning: handle)
                guard fields.count == 2, let upper = feature.value(fields[1]).asDouble, let shape = try feature.shape()
                else { continue }
                // The upper level tells the band: the lower one of the lowest is whatever GDAL takes it to be, and above the last
                // there is none.
                let band = reached.firstIndex { abs($0 - upper) <= 1e-9 * max(1, abs($0)) } ?? reached.count
                guard band > 0, band <= reached.count else { continue }
                bands.append(
                    Isoband(
                        from: reached[band - 1], to: band < reached.count ? reached[band] : nil, shape: shape))
            }
            guard messages.failures.isEmpty else { throw LayersError.contours(message: messages.best) }
            return bands.sorted { $0.from < $1.from }
        }
    }

    /// The same with a number in each cell beside one that has one: the mean of those.
    private var grown: Raster {
        var grown = self
        for row in 0..<rows {
            for column in 0..<columns where values[row * columns + column] == nil {
                var (sum, count) = (0.0, 0)
                for other in max(0, row - 1)...min(rows - 1, row + 1) {
                    for beside in max(0, column - 1)...min(columns - 1, column + 1) {
                        if let value = values[other * columns + beside], value.isFinite {
                            sum += value
                            count += 1
                        }
                    }
                }
                if count > 0 { grown.values[row * columns + column] = sum / Double(count) }
            }
        }
        return grown
    }
}
