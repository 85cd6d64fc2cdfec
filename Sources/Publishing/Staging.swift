import Foundation

/// A directory inside the target in which a run is made whole before any of its files takes its place.
///
/// It lies inside the target because a rename is atomic only within one file system.
struct Staging {
    /// The directory that the run is for.
    let target: String
    /// Where its files are made.
    let path: String
    private let targetIsNew: Bool

    /// Makes the target where it is missing, and the staging directory in it.
    init(target: String) throws(PublishingError) {
        self.target = target
        targetIsNew = !FileManager.default.fileExists(atPath: target)
        path = target + "/.homeward-run-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            try FileManager.default.createDirectory(atPath: path + "/gpx", withIntermediateDirectories: true)
        } catch {
            throw Staging.cannotWrite(target, error)
        }
    }

    /// Writes a text file into the staging directory.
    func write(_ text: String, to name: String) throws(PublishingError) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
        } catch {
            throw Staging.cannotWrite(target + "/" + name, error)
        }
    }

    /// The files made so far, sorted by name.
    func files() -> [PublishedFile] {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.sorted().compactMap { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
            guard attributes?[.type] as? FileAttributeType == .typeRegular else { return nil }
            return PublishedFile(name: name, bytes: attributes?[.size] as? Int ?? 0)
        }
    }

    /// Puts every file in its place and removes `stale` ones. What stood there is kept aside until all is done; if one
    /// step fails, all of it is put back.
    func deliver(_ files: [PublishedFile], stale: [String]) throws(PublishingError) {
        let manager = FileManager.default
        let kept = path + "/.kept"
        var moved: [(place: String, kept: String?)] = []
        var current = target
        do {
            try manager.createDirectory(atPath: kept + "/gpx", withIntermediateDirectories: true)
            try manager.createDirectory(atPath: target + "/gpx", withIntermediateDirectories: true)
            for name in stale + files.map(\.name) {
                current = target + "/" + name
                var aside: String?
                if manager.fileExists(atPath: current) {
                    try manager.moveItem(atPath: current, toPath: kept + "/" + name)
                    aside = kept + "/" + name
                }
                moved.append((current, aside))
                if !stale.contains(name) { try manager.moveItem(atPath: path + "/" + name, toPath: current) }
            }
        } catch {
            for step in moved.reversed() {
                if manager.fileExists(atPath: step.place) { try? manager.removeItem(atPath: step.place) }
                if let aside = step.kept { try? manager.moveItem(atPath: aside, toPath: step.place) }
            }
            throw Staging.cannotWrite(current, error)
        }
    }

    /// Removes the staging directory, and the target where the run made it and left it empty.
    func clear() {
        try? FileManager.default.removeItem(atPath: path)
        for directory in [target + "/gpx", target] {
            let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: directory))?.isEmpty ?? false
            if isEmpty && (targetIsNew || directory != target) {
                try? FileManager.default.removeItem(atPath: directory)
            }
        }
    }

    /// The error with the system's reason and what to do.
    static func cannotWrite(_ file: String, _ error: any Error) -> PublishingError {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
        let advice =
            switch (cause.domain, cause.code) {
            case (NSPOSIXErrorDomain, Int(ENOSPC)), (NSPOSIXErrorDomain, Int(EDQUOT)), (NSCocoaErrorDomain, 640):
                "the disk is full; free some space or choose another folder"
            case (NSPOSIXErrorDomain, Int(EACCES)), (NSPOSIXErrorDomain, Int(EPERM)), (NSCocoaErrorDomain, 513):
                "permission is denied; choose a folder that you may write to"
            case (NSPOSIXErrorDomain, Int(EROFS)), (NSCocoaErrorDomain, 642):
                "the file system is read-only; choose another folder"
            case (NSPOSIXErrorDomain, Int(ENOTDIR)), (NSPOSIXErrorDomain, Int(EEXIST)), (NSCocoaErrorDomain, 516):
                "a file stands where a folder is needed; choose another folder"
            default:
                "\(cause.localizedDescription); choose another folder"
            }
        return .cannotWrite(file: file, message: advice)
    }
}
