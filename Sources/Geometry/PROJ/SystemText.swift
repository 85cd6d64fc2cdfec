extension CoordinateSystem {
    /// Whether the text of a definition (WKT, PROJ string, PROJJSON) names a grid or another file by a path, which PROJ would
    /// open wherever it lies. A bare name is looked for in PROJ's own folders only and is none.
    public static func namesFile(_ definition: String) -> Bool {
        let text = definition.lowercased()
        guard ["grids", "parameterfile", "init=", "file\"", "file="].contains(where: text.contains) else {
            return false
        }
        let pieces = text.split { $0.isWhitespace || "\"',=@[](){}|;".contains($0) }
        return pieces.contains { piece in
            if piece.contains("../") || piece.contains("\\") { return true }
            if piece.contains("://") { return !piece.contains("opengis.net/") }
            return piece.count > 1 && (piece.hasPrefix("/") || piece.hasPrefix("~") || piece.hasPrefix("./"))
        }
    }
}
