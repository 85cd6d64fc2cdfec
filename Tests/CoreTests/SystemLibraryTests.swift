import HomewardCore
import Testing

/// A library that is too old is refused by name before any work is done.
@Suite struct SystemLibraryTests {
    @Test(arguments: [
        ("3.11.1-CAPI-1.17.1", "3.11", true), ("3.11", "3.11", true), ("3.10.9", "3.11", false), ("4", "3.11", true),
        ("3", "3.11", false), ("3.9.12", "3.11", false), ("3.13.0dev-CAPI-1.18.0", "3.11", true),
        ("10.0.0", "9.1", true),
        ("3.6.2", "3.6.2", true), ("3.6.2", "3.6.3", false), ("unknown", "3.0", false), ("", "3.0", false),
        ("3.dev", "3.1", false),
    ])
    func versionsAreComparedByNumber(_ found: String, _ least: String, _ isEnough: Bool) {
        let library = SystemLibrary("GEOS", found: found, least: least)
        #expect(library.isRecentEnough == isEnough)
        if isEnough {
            #expect(throws: Never.self) { try library.check() }
        } else {
            #expect(throws: SystemLibraryError.tooOld(name: "GEOS", found: found, least: least)) { try library.check() }
        }
    }

    @Test func theErrorSaysWhatIsHereAndWhatIsNeeded() {
        let error = SystemLibraryError.tooOld(name: "GDAL", found: "3.4.1", least: "3.6")
        #expect(error.trouble == .unavailable)
        #expect(error.description.hasPrefix("GDAL: version 3.4.1 is here and 3.6 is the oldest that will do; install"))
    }

    @Test func theErrorSaysWhichPackageBringsWhatIsMissing() {
        let absence = SystemLibrary.Absence(message: "libgdal.so.32: no such file", package: "libgdal32")
        let library = SystemLibrary("GDAL", found: "", least: "3.6", absence: absence)
        #expect(throws: SystemLibraryError.missing(name: "GDAL", absence)) { try library.check() }
        let error = SystemLibraryError.missing(name: "GDAL", absence)
        #expect(error.trouble == .unavailable)
        #expect(
            error.description.hasPrefix(
                "GDAL: it cannot be loaded (libgdal.so.32: no such file); install it (on Debian and Ubuntu the package libgdal32)"
            )
        )
    }

    @Test func theDigestsLibrarySaysItsVersion() {
        #expect(Digest.library.name == "libcrypto" && Digest.library.isRecentEnough)
    }
}
