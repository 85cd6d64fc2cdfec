import HomewardCore
import HomewardGeometry
import HomewardLayers

/// A layer of any format that GDAL reads, feature by feature: the same roles as CSV, and the feature's point as position.
struct LayerIncidentFile {
    /// The file, as the caller named it.
    let path: String
    let format: VectorFormat
    /// The names of the fields.
    let header: [String]
    /// Whether the first features have a shape.
    let hasGeometry: Bool
    /// The coordinate system that the layer names.
    let coordinateSystem: CoordinateSystem?
    /// Its first rows.
    let sample: ColumnSample
    /// What an analyst should know of how the table was found, each a sentence.
    var notes: [String] = []
    private let layer: OpenLayer
    /// The features above the table, which hold a title and the header.
    private let skipped: Int

    /// The features that are taken in at a time.
    private static let batchSize = 50_000
    /// The features among which a header is sought that does not stand at the top.
    private static let titleRows = 30

    /// Looks at the layer's fields and its first features.
    ///
    /// - Throws: `LayersError` with what GDAL says; ``IncidentsError/noRows(file:)``.
    init(path: String, format: VectorFormat, layer: OpenLayer) throws {
        self.path = path
        self.format = format
        self.layer = layer
        coordinateSystem = layer.outline.coordinateSystem
        let fields = layer.outline.fields.map(\.name)
        var rows: [[String]] = []
        var hasShape = false
        try layer.forEachFeature(atMost: ColumnSample.rows(of: fields.count)) { feature in
            hasShape = hasShape || !(feature.shape?.isEmpty ?? true)
            rows.append(feature.values.map { $0.asText ?? "" })
        }
        hasGeometry = hasShape
        if rows.isEmpty { throw IncidentsError.noRows(file: path) }
        // The first row of a sheet is a title where the names stand in one further down.
        let below =
            HeaderRow(fields).known < 2
            ? rows.prefix(LayerIncidentFile.titleRows).firstIndex { HeaderRow($0).isCertain } : nil
        if let below {
            header = rows[below].map(\.trimmingSpaces)
            skipped = below + 1
            let lines = below + 1
            notes.append(
                "\(path): " + (lines == 1 ? "the row above the header is" : "the \(lines) rows above the header are")
                    + " skipped.")
            if rows.count == skipped { throw IncidentsError.noRows(file: path) }
        } else {
            header = fields
            skipped = 0
        }
        sample = ColumnSample(rows: Array(rows.dropFirst(skipped)), columns: header.count)
    }

    /// Reads every feature and hands it to `builder`; the feature's number, from 1, stands for the line. O(features).
    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws {
        let transformer = try PositionFrame.checked(path) { () throws(GeometryError) in try frame.transformer() }
        let usesPoint = plan.x == nil
        var rows = FeatureRows(plan: plan, firstNumber: skipped + 1)
        var number = 0
        let progress = layer.outline.count.flatMap { WorkProgress.counting("Reading \(path)", to: $0) }
        try layer.forEachFeature { feature in
            number += 1
            if number <= skipped { return }
            rows.append(feature, usesPoint: usesPoint)
            guard rows.count == LayerIncidentFile.batchSize else { return }
            try rows.flush(path, frame, transformer, into: &builder)
            progress?.advance(by: LayerIncidentFile.batchSize)
        }
        try rows.flush(path, frame, transformer, into: &builder)
    }
}

/// Features written as rows of CSV, so that they go through the same interpreter as a CSV file's.
struct FeatureRows {
    private let plan: RowPlan
    private var bytes: [UInt8] = []
    private var spans: [FieldSpan] = []
    private var ends: [Int] = []
    private var places: [(x: Double, y: Double)?] = []
    private var usesPoint = false
    private var firstNumber: Int

    /// Rows the first of which has the number `firstNumber` in its layer.
    init(plan: RowPlan, firstNumber: Int = 1) {
        self.plan = plan
        self.firstNumber = firstNumber
    }

    /// The features at hand.
    var count: Int { ends.count }

    /// Adds a feature. O(fields).
    mutating func append(_ feature: Feature, usesPoint: Bool) {
        self.usesPoint = usesPoint
        for column in plan.header.indices {
            if column > 0 { bytes.append(0x2C) }
            let text = feature.values.indices.contains(column) ? feature.values[column].asText ?? "" : ""
            let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
            if needsQuotes { bytes.append(0x22) }
            let start = bytes.count
            for byte in text.utf8 {
                bytes.append(byte)
                if byte == 0x22 { bytes.append(byte) }
            }
            spans.append(
                FieldSpan(start: start, count: bytes.count - start, hasDoubledQuotes: text.utf8.contains(0x22)))
            if needsQuotes { bytes.append(0x22) }
        }
        ends.append(bytes.count)
        places.append(FeatureRows.place(of: feature.shape))
    }

    /// Interprets, places and hands over what is at hand, and begins anew.
    mutating func flush(
        _ path: String, _ frame: PositionFrame, _ transformer: Transformer?, into builder: inout TableBuilder
    ) throws {
        try bytes.withUnsafeBufferPointer { bytes in
            var interpreter = RowInterpreter(plan: plan, capacity: ends.count)
            spans.withUnsafeBufferPointer { spans in
                for row in ends.indices {
                    let width = plan.header.count
                    let own = UnsafeBufferPointer(rebasing: spans[row * width..<(row + 1) * width])
                    let range = (row == 0 ? 0 : ends[row - 1])..<ends[row]
                    let line = RowBytes(bytes: bytes, spans: own, encoding: .utf8, range: range, line: row)
                    if !usesPoint {
                        interpreter.read(line)
                    } else if let place = places[row] {
                        interpreter.read(line, place: place)
                    } else {
                        interpreter.refuse(
                            line, RowFault(reason: .missingCoordinates, detail: "the feature has no point"))
                    }
                }
            }
            var batch = interpreter.finish()
            try PositionFrame.checked(path) { () throws(GeometryError) in try frame.place(&batch, with: transformer) }
            batch.identifiers = IdentifierEntries(batch.rows)
            try builder.accept(batch, bytes: bytes, firstLine: firstNumber, plan: plan)
        }
        firstNumber += ends.count
        bytes.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }

    /// The position that a shape tells: a point's, or that of a multipoint with one.
    private static func place(of shape: Shape?) -> (x: Double, y: Double)? {
        switch shape {
        case .point(let point)?: (point.x, point.y)
        case .multiPoint(let points)? where points.count == 1: (points[0].x, points[0].y)
        default: nil
        }
    }
}
