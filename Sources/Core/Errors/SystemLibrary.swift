/// A library of the system that Homeward stands on: which version is here, and which must be at least.
///
/// pkg-config says no least versions, and a command that was built on one machine may meet older libraries on another; there
/// a missing function would end it in the middle of the work, and a missing correction would go unnoticed.
public struct SystemLibrary: Sendable, Hashable {
    /// The library's name.
    public let name: String
    /// The version that is here, as the library says it: `3.11.1-CAPI-1.17.1`.
    public let found: String
    /// The oldest version that will do, `3.11`.
    public let least: String

    /// A library with both its versions.
    public init(_ name: String, found: String, least: String) {
        self.name = name
        self.found = found
        self.least = least
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

    /// Refuses a library that is too old.
    ///
    /// - Throws: ``SystemLibraryError/tooOld(name:found:least:)``.
    public func check() throws(SystemLibraryError) {
        guard isRecentEnough else { throw .tooOld(name: name, found: found, least: least) }
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

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .tooOld(let name, let found, let least):
            ErrorReport(
                "library.too_old", .unavailable, .named(name),
                "version \(found) is here and \(least) is the oldest that will do",
                remedy: "install a newer one; homeward doctor says what this machine has")
        }
    }
}
