import Foundation

/// The files that a job writes, held against those that it reads.
public enum Outputs {
    /// Refuses to write where something stands already, a link that leads nowhere included.
    ///
    /// - Throws: ``FileError/exists(file:)``.
    public static func checkNew(_ path: String) throws(FileError) {
        if FileIdentity(path, followingLinks: false) != nil { throw .exists(file: path) }
    }

    /// Refuses a job that would write over one of its own inputs, told by device and number and so whatever the names and
    /// links, or write two results to one file. Standard output counts where it goes to a file. Devices and pipes, in
    /// which nothing is lost, are not looked at. To be asked before anything is read. O(outputs × inputs).
    ///
    /// - Throws: ``FileError/outputIsInput(file:input:)`` or ``FileError/outputTwice(file:)``.
    public static func check(_ outputs: [String], inputs: [String]) throws(FileError) {
        let read = inputs.compactMap { path in FileIdentity.regular(path).map { (path, $0) } }
        func refuse(_ identity: FileIdentity?, _ output: String) throws(FileError) {
            guard let identity, let input = read.first(where: { $0.1 == identity }) else { return }
            throw .outputIsInput(file: output, input: input.0)
        }
        for output in outputs { try refuse(FileIdentity.regular(output), output) }
        try refuse(FileIdentity.standardOutput, "standard output")

        var places: Set<String> = []
        for output in outputs where FileIdentity(output) == nil || FileIdentity.regular(output) != nil {
            let folder = Path.directory(of: output)
            let place = Path.real(output) ?? (Path.real(folder) ?? folder) + "/" + Path.name(of: output)
            guard places.insert(place).inserted else { throw .outputTwice(file: output) }
        }
    }
}
