internal import CGDAL

extension LayerReader {
    /// What the file as a whole says of itself, by key: in a GeoPackage that Homeward wrote what a reader must know of it.
    ///
    /// - Throws: `FileError` or ``LayersError`` where the file cannot be opened.
    public func metadata() throws -> [String: String] {
        try open { (file) throws(LayersError) in file.dataset.metadata }
    }
}

extension GDALDataset {
    /// The file's own metadata.
    fileprivate var metadata: [String: String] {
        var items: [String: String] = [:]
        guard var next = metadataList else { return items }
        while let item = next.pointee {
            let text = String(cString: item)
            if let equals = text.firstIndex(of: "=") {
                items[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return items
    }
}
