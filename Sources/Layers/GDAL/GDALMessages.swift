internal import CGDAL

/// What GDAL says while something runs, kept from standard error and handed to the caller.
///
/// GDAL keeps its handlers and its last error by thread, and so does this.
final class GDALMessages {
    /// What went wrong, in order.
    private(set) var failures: [String] = []
    /// What GDAL only warned of, in order, each once.
    private(set) var warnings: [String] = []

    private init() {}

    /// Runs `body` with GDAL's messages caught.
    static func collect<Result, Failure>(
        _ body: (GDALMessages) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let messages = GDALMessages()
        CPLErrorReset()
        CPLPushErrorHandlerEx(
            { kind, _, text in
                guard let text, let owner = CPLGetErrorHandlerUserData() else { return }
                let messages = Unmanaged<GDALMessages>.fromOpaque(owner).takeUnretainedValue()
                messages.add(String(cString: text), kind)
            }, Unmanaged.passUnretained(messages).toOpaque())
        defer {
            CPLPopErrorHandler()
            withExtendedLifetime(messages) {}
        }
        return try body(messages)
    }

    /// Forgets what was said so far.
    func reset() {
        failures = []
        warnings = []
        CPLErrorReset()
    }

    /// The first failure, or what GDAL keeps as its last error where a driver told nobody; nil where all is well.
    ///
    /// GDAL reports some read errors as the end of the file, so this is asked after each layer.
    var failure: String? {
        if let first = failures.first { return first }
        guard CPLGetLastErrorType().rawValue >= CE_Failure.rawValue else { return nil }
        return CPLGetLastErrorMsg().map { String(cString: $0) } ?? ""
    }

    /// The first failure, or the last warning, or nothing.
    var best: String { failure ?? warnings.last ?? "" }

    private func add(_ text: String, _ kind: CPLErr) {
        if kind.rawValue >= CE_Failure.rawValue {
            failures.append(text)
        } else if kind == CE_Warning, !warnings.contains(text) {
            warnings.append(text)
        }
    }
}
