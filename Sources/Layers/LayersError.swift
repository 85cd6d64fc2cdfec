public import HomewardGeometry

/// What can go wrong between a file and a layer. Each case names the file, and the layer and feature where there is
/// one; ``description`` is a sentence that ends with what to do.
public enum LayersError: Error, Equatable {
    /// There is no file at the path.
    case noSuchFile(file: String)
    /// The path leads to something that is no readable file: a directory, or a file without read permission.
    case notReadable(file: String, reason: String)
    /// The file has no bytes.
    case emptyFile(file: String)
    /// The name's ending belongs to no format that Homeward handles.
    case unknownFormat(file: String)
    /// The GDAL library on this machine was built without the driver.
    case noDriver(file: String, format: VectorFormat)
    /// GDAL does not recognise the file's content as the format that its name promises.
    case cannotOpen(file: String, format: VectorFormat, message: String)
    /// The file holds no layer.
    case noLayer(file: String)
    /// The file holds no layer of that name.
    case noSuchLayer(file: String, layer: String, available: [String])
    /// The layer has no field of that name.
    case noSuchField(file: String, layer: String, field: String, available: [String])
    /// The file broke off or is damaged; `feature` is the last that could be read, counted from 1 (0 for none).
    case readFailed(file: String, layer: String, feature: Int, message: String)
    /// One feature cannot be read or written.
    case badFeature(file: String, layer: String, feature: String, message: String)
    /// The layer has shapes but no coordinate system, and here one is needed.
    case noCoordinateSystem(file: String, layer: String)
    /// PROJ or GDAL does not understand the layer's coordinate system or cannot transform from it.
    case coordinateSystem(file: String, layer: String, message: String)
    /// The format can be read only.
    case readOnlyFormat(file: String, format: VectorFormat)
    /// The format cannot hold what it is asked to hold.
    case unsuitableFormat(file: String, format: VectorFormat, message: String)
    /// The operating system or GDAL refused to write; what stood at the path before is untouched.
    case cannotWrite(file: String, message: String)
    /// The file has no area of that name.
    case noSuchArea(file: String, name: String, available: [String])
    /// The outline of an area crosses itself or is broken in another way. `at` is in the file's own coordinates.
    case invalidArea(file: String, layer: String, area: String, reason: String, at: Point?)
}

extension LayersError {
    /// What a command should tell its caller: the input is missing, the input is bad, or the output cannot be written.
    public enum Trouble: Sendable {
        /// No such input, or none that may be read.
        case missingInput
        /// The input is not what it should be.
        case badData
        /// The output cannot be written.
        case cannotWrite
        /// The machine lacks what is needed.
        case unavailable
    }

    /// The kind of trouble, from which a command takes its exit code.
    public var trouble: Trouble {
        switch self {
        case .noSuchFile, .notReadable: .missingInput
        case .cannotWrite, .readOnlyFormat, .unsuitableFormat: .cannotWrite
        case .noDriver: .unavailable
        case .emptyFile, .unknownFormat, .cannotOpen, .noLayer, .noSuchLayer, .noSuchField, .readFailed, .badFeature,
            .noCoordinateSystem, .coordinateSystem, .noSuchArea, .invalidArea:
            .badData
        }
    }
}
