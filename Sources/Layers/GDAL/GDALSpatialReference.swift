internal import CGDAL
import HomewardGeometry

/// GDAL's handle of a coordinate system, owned, with its axes in the order east, north whatever the authority says.
final class GDALSpatialReference {
    let handle: OGRSpatialReferenceH

    /// GDAL's view of `system`; nil where it does not understand the definition.
    init?(_ system: CoordinateSystem) {
        guard let made = OSRNewSpatialReference(nil) else { return nil }
        guard OSRSetFromUserInput(made, system.definition) == OGRERR_NONE else {
            OSRDestroySpatialReference(made)
            return nil
        }
        OSRSetAxisMappingStrategy(made, OAMS_TRADITIONAL_GIS_ORDER)
        handle = made
    }

    deinit { OSRDestroySpatialReference(handle) }

    /// The coordinate system of `layer` as text that PROJ understands: a code where there is one, otherwise WKT; nil
    /// where the file does not say.
    static func definition(of layer: GDALLayer) -> String? {
        guard let reference = OGR_L_GetSpatialRef(layer.handle), let copy = OSRClone(reference) else { return nil }
        defer { OSRDestroySpatialReference(copy) }
        OSRSetAxisMappingStrategy(copy, OAMS_TRADITIONAL_GIS_ORDER)
        if let code = code(of: copy) { return code }
        if OSRAutoIdentifyEPSG(copy) == OGRERR_NONE, let code = code(of: copy) { return code }
        if let match = bestMatch(of: copy) { return match }
        return text(of: copy)
    }

    private static func code(of reference: OGRSpatialReferenceH) -> String? {
        guard let authority = OSRGetAuthorityName(reference, nil), let code = OSRGetAuthorityCode(reference, nil)
        else { return nil }
        let text = String(cString: authority) + ":" + String(cString: code)
        // With longitude first, as everywhere in Homeward, the two are one.
        return text == "OGC:CRS84" ? "EPSG:4326" : text
    }

    /// The registered system that differs in nothing but its name.
    private static func bestMatch(of reference: OGRSpatialReferenceH) -> String? {
        var count: Int32 = 0
        var confidences: UnsafeMutablePointer<Int32>?
        guard let matches = OSRFindMatches(reference, nil, &count, &confidences) else { return nil }
        defer {
            OSRFreeSRSArray(matches)
            VSIFree(confidences)
        }
        guard count > 0, let confidence = confidences?.pointee, confidence >= 90, let best = matches.pointee
        else { return nil }
        return code(of: best)
    }

    private static func text(of reference: OGRSpatialReferenceH) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        let options = StringList(["FORMAT=WKT2_2019"])
        guard OSRExportToWktEx(reference, &text, options.constant) == OGRERR_NONE, let text else { return nil }
        defer { VSIFree(text) }
        return String(cString: text)
    }
}
