import Foundation
import HomewardGeometry
import HomewardLayers
import HomewardReport
import HomewardWorkflow

/// What `homeward doctor` finds on this machine.
struct MachineSummary: Encodable {
    struct Driver: Encodable {
        let format: String
        let available: Bool
    }

    let versions: [String: String]
    /// Libraries that are older than what Homeward needs, in words.
    let tooOld: [String]
    let ostn15: Bool
    let drivers: [Driver]
    let leaflet: Bool

    init() {
        versions = HomewardVersion.all
        tooOld = HomewardVersion.libraries.filter { !$0.isRecentEnough }.map {
            "\($0.name) \($0.found): \($0.least) is the oldest that will do; install a newer one"
        }
        ostn15 = GeometryLibraries.ostn15IsAvailable
        drivers = LayersLibrary.availableDrivers().map { Driver(format: $0.0.driverName, available: $0.1) }
        leaflet = Leaflet.isAvailable
    }

    /// Whether everything that Homeward needs is here. The OSTN15 grid is welcome, not needed.
    var isComplete: Bool { tooOld.isEmpty && leaflet && drivers.allSatisfy(\.available) }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    var text: String {
        var lines = versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines += tooOld
        lines.append(
            ostn15
                ? "OSTN15 grid: here; EPSG:27700 to WGS84 within 1 cm"
                : "OSTN15 grid: not here; EPSG:27700 to WGS84 within about 5 m. Get it with projsync --file uk_os_OSTN15, or set PROJ_NETWORK=ON"
        )
        lines += drivers.map {
            "GDAL driver \($0.format): \($0.available ? "here" : "missing; install a GDAL that has it")"
        }
        lines.append(
            leaflet
                ? "Leaflet: here" : "Leaflet: missing; install libjs-leaflet, without it the report has no moving map")
        return lines.joined(separator: "\n")
    }
}
