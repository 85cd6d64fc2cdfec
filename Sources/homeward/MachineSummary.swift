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

    /// How British positions become longitude and latitude on this machine.
    struct Positions: Encodable {
        let accuracyM: Double?
        let operation: String

        enum CodingKeys: String, CodingKey {
            case accuracyM = "accuracy_m"
            case operation
        }
    }

    let versions: [String: String]
    /// Nil where PROJ cannot be trusted, for the reason that stands in `fault`.
    let positions: Positions?
    let fault: String?
    /// Libraries that cannot be loaded, in words.
    let missing: [String]
    /// Libraries that are older than what Homeward needs, in words.
    let tooOld: [String]
    let ostn15: Bool
    let drivers: [Driver]
    let leaflet: Bool

    init() {
        versions = HomewardVersion.all
        let libraries = HomewardVersion.libraries
        missing = libraries.compactMap { library in
            library.absence.map {
                "\(library.name) is missing; install it (on Debian and Ubuntu the package \($0.package)): \($0.message)"
            }
        }
        tooOld = libraries.filter { $0.absence == nil && !$0.isRecentEnough }.map {
            "\($0.name) \($0.found): \($0.least) is the oldest that will do; install a newer one"
        }
        ostn15 = GeometryLibraries.ostn15IsAvailable
        drivers = LayersLibrary.availableDrivers().map { Driver(format: $0.0.driverName, available: $0.1) }
        leaflet = Leaflet.isAvailable
        do {
            let transformer = try Transformer(from: .epsg(27700), to: .epsg(4326))
            positions = Positions(accuracyM: transformer.accuracy, operation: transformer.operationName)
            fault = nil
        } catch {
            positions = nil
            fault = error.description
        }
    }

    /// Whether everything that Homeward needs is here. The OSTN15 grid is welcome, not needed.
    var isComplete: Bool {
        missing.isEmpty && tooOld.isEmpty && leaflet && positions != nil && drivers.allSatisfy(\.available)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    var text: String {
        var lines = versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines += missing + tooOld
        if let positions {
            lines.append(
                "Positions: EPSG:27700 is turned into longitude and latitude \(Transformer.words(accuracy: positions.accuracyM)) (\(positions.operation))"
            )
        }
        // What is missing has been said, and need not be said of everything that it would bring.
        if versions["proj"] != nil {
            if let fault { lines.append("Positions: \(fault)") }
            lines.append(
                ostn15
                    ? "OSTN15 grid: here"
                    : "OSTN15 grid: not here; it is better than the above. Fetch \(GeometryLibraries.ostn15) from cdn.proj.org where that is allowed and put it into one of \(GeometryLibraries.projDataDirectories.joined(separator: ", "))"
            )
        }
        if versions["gdal"] != nil {
            lines += drivers.map {
                "GDAL driver \($0.format): \($0.available ? "here" : "missing; install a GDAL that has it")"
            }
        }
        lines.append(
            leaflet
                ? "Leaflet: here" : "Leaflet: missing; install libjs-leaflet, without it the report has no moving map")
        return lines.joined(separator: "\n")
    }
}
