/// A library of the system that Homeward stands on: which version is here, and which must be at least.
///
/// pkg-config says no least versions, and a command that was built on one machine may meet older libraries on another; there
/// a missing function would end it in the middle of the work, and a missing correction would go unnoticed. Large libraries are
/// loaded when they are first called, and may not be here at all.
public struct SystemLibrary: Sendable, Hashable {
    /// The library's name.
    public let name: String
    /// The version that is here, as the library says it: `3.11.1-CAPI-1.17.1`.
    public let found: String
    /// The oldest version that will do, `3.11`.
    public let least: String
    /// Why it cannot be loaded and which package of Debian's brings it; nil where it is here.
    public let absence: Absence?

    /// Why a library is not here.
    public struct Absence: Sendable, Hashable {
        /// The loader's own words: `libgdal.so.32: cannot open shared object file: No such file or directory`.
        public let message: String
        /// The package of Debian and Ubuntu that brings the library: `libgdal32`.
        public let package: String

        /// An absence with its reason and what ends it.
        public init(message: String, package: String) {
            self.message = message
            self.package = package
        }
    }

    /// A library with both its versions.
    public init(_ name: String, found: String, least: String, absence: Absence? = nil) {
        self.name = name
        self.found = found
        self.least = least
        self.absence = absence
    }

    /// Whether what is here will do; a version that does not begin with a number will not.
    public var isRecentEnough: Bool {
        let (here, needed) = (Self.numbers(found), Self.numbers(least))
        guard !here.isEmpty else { return false }
        for (index, number) in needed.enumerated() {
            let own = index < here.count ? here[index] : 0
            if own != number { return own > number }
        }
        return true
    }

    /// What keeps it from being used; nil where it will do.
    public var fault: SystemLibraryError? {
        if let absence { return .missing(name: name, absence) }
        return isRecentEnough ? nil : .tooOld(name: name, found: found, least: least)
    }

    /// Refuses a library that is not here or too old.
    ///
    /// - Throws: ``SystemLibraryError``.
    public func check() throws(SystemLibraryError) {
        if let fault { throw fault }
    }

    /// The numbers between dots with which the text begins: 3, 13 and 0 of `3.13.0dev-CAPI-1.18.0`.
    private static func numbers(_ version: String) -> [Int] {
        var numbers: [Int] = []
        for part in version.split(separator: ".", omittingEmptySubsequences: false) {
            let digits = part.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { break }
            numbers.append(number)
            if digits.count < part.count { break }
        }
        return numbers
    }
}

/// What can be wrong with a library of the system.
public enum SystemLibraryError: HomewardError, Equatable {
    /// The version is older than what Homeward needs and was tested with.
    case tooOld(name: String, found: String, least: String)
    /// The library cannot be loaded.
    case missing(name: String, SystemLibrary.Absence)

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .tooOld(let name, let found, let least):
            ErrorReport(
                "library.too_old", .unavailable, .named(name),
                "version \(found) is here and \(least) is the oldest that will do",
                remedy: "install a newer one; homeward doctor says what this machine has")
        case .missing(let name, let absence):
            ErrorReport(
                "library.missing", .unavailable, .named(name), "it cannot be loaded (\(absence.message))",
                remedy:
                    "install it (on Debian and Ubuntu the package \(absence.package)); homeward doctor says what this machine has"
            )
        }
    }
}
