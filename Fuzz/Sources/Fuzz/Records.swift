import Foundation
import HomewardCore
import HomewardLayers
import HomewardSimulation

@testable import HomewardPublishing
@testable import HomewardReport
@testable import HomewardWorkflow

extension Target {
    /// What Homeward wrote and reads again.
    static let records = [
        Target("run") { bytes in
            let record = try JSONText.decode(RunRecord.self, from: Data(bytes), file: "run.json")
            let material = ReportMaterial(record: record, layers: RunLayers(layers: []), streets: StreetPicture())
            _ = try ReportPage(material: material, leaflet: nil).text
        },
        Target("shared") { bytes in
            let record = try JSONText.decode(SharedRecord.self, from: Data(bytes), file: "run.json")
            _ = record.text
            let material = SharedMaterial(record: record, layers: RunLayers(layers: []), streets: StreetPicture())
            _ = try ReportPage(shared: material, leaflet: nil).text
        },
        Target(file: "page", endings: "geojson") { path in
            let layer = try LayerReader(path: path).read()
            let layers = LayerCatalogue.all.map { definition in
                var copy = layer
                copy.name = definition.layerName
                return copy
            }
            guard case .success(let record) = finished else { fatalError("Corpus/run/sample is of an older version") }
            let material = ReportMaterial(record: record, layers: RunLayers(layers: layers), streets: StreetPicture())
            _ = try ReportPage(material: material, leaflet: nil).text
        },
        Target(text: "truth") { _ = try IncidentTruth(json: $0) },
        Target(folder: "owned") { bytes, folder in
            // A list of a run's own files, with which the folder came from elsewhere.
            let out = folder + "/out"
            try makeFolder(out + "/deep")
            for name in ["aside", "out/run.json", "out/deep/mine"] {
                try FileBytes.write("x".utf8, to: "\(folder)/\(name)")
            }
            try FileBytes.write(bytes, to: out + "/.homeward")
            let listed = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            let delivery = try FolderDelivery(to: out)
            try delivery.write("new", to: "run.json")
            do {
                try delivery.deliver()
                hold(exists(out + "/deep/mine") || listed.contains("deep/mine"), "a file of the analyst's is gone")
                hold(try FileBytes.contents(of: out + "/run.json").count == 3, "what was delivered is not there")
            } catch let error as FileError {
                hold(try FileBytes.contents(of: out + "/run.json").count == 1, "\(error), and yet it was delivered")
            }
            hold(exists(folder + "/aside"), "a file outside of the folder is gone")
        },
        Target(folder: "moves") { bytes, folder in
            // What a dead process had begun, or somebody who would like it to be thought so.
            let inside = folder + "/inside"
            try makeFolder(inside + "/.a.shp.homeward/made")
            for name in ["aside", "inside/.a.shp.homeward/made/a.dbf"] {
                try FileBytes.write("x".utf8, to: "\(folder)/\(name)")
            }
            try FileBytes.write(bytes, to: inside + "/.a.shp.homeward/moves")
            let delivery = try Delivery(to: inside + "/a.shp")
            try FileBytes.write("new".utf8, to: delivery.temporary("a.shp"))
            try delivery.deliver(["a.shp"])
            hold(try FileBytes.contents(of: inside + "/a.shp").count == 3, "what was delivered is not there")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            hold(names == ["aside", "inside"], "the list reached out of its folder")
        },
    ]

    /// A finished run, for pages whose layers are made up.
    private static let finished = Result {
        try JSONText.decode(
            RunRecord.self, from: Data(try FileBytes.contents(of: "Fuzz/Corpus/run/sample")), file: "run.json")
    }

    private static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
