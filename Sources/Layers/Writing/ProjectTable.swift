internal import CGDAL
import HomewardCore

/// The table `qgis_projects` of a GeoPackage, in the shape in which QGIS makes and looks for it: the project's XML in a zip
/// archive, the archive's bytes in hexadecimal digits. QGIS 3.22 says so in `qgsgeopackageprojectstorage.cpp`.
///
/// It is no table of the GeoPackage's own list, `gpkg_contents`, so that no program takes it for a layer.
struct ProjectTable {
    let file: String
    let projects: [QGISProject]
    /// When the projects were saved, in ISO 8601.
    let date: String

    /// Adds the table, if there are projects.
    func add(to dataset: GDALDataset, _ messages: GDALMessages) throws {
        guard !projects.isEmpty else { return }
        dataset.execute("CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)")
        for project in projects {
            let metadata = #"{"last_modified_time": "\#(date)", "last_modified_user": ""}"#
            guard let archive = Self.packed(project) else { throw refused(project, "there is no memory") }
            let values = [project.name, metadata, Self.hexadecimal(archive)].map(Self.quoted)
            dataset.execute("INSERT INTO qgis_projects VALUES (\(values.joined(separator: ", ")))")
        }
        if let project = projects.first, let failure = messages.failures.first { throw refused(project, failure) }
    }

    /// The project in a zip archive, which holds no clock time; nil where GDAL refuses.
    private static func packed(_ project: QGISProject) -> [UInt8]? {
        let memory = MemoryFolder()
        let bytes = Array(project.xml.utf8)
        // Nobody sees the name in the archive; a fixed one is always a good one.
        guard let entry = VSIFOpenL("/vsizip/\(memory.path)/project.zip/project.qgs", "wb") else { return nil }
        let written = bytes.withUnsafeBytes { VSIFWriteL($0.baseAddress, 1, $0.count, entry) }
        guard VSIFCloseL(entry) == 0, written == bytes.count else { return nil }
        return memory.files.first?.bytes
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text as SQL writes it.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    private func refused(_ project: QGISProject, _ message: String) -> FileError {
        .cannotWrite(file: file, message: "the project \(project.name.quoted) (\(message)); choose another place")
    }
}
