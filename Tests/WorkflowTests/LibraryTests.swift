import HomewardWorkflow
import Testing

/// Every library that is called has a least version, and this machine's will do.
@Suite struct LibraryTests {
    @Test func theLibrariesOfThisMachineAreRecentEnough() throws {
        #expect(HomewardVersion.libraries.map(\.name) == ["GEOS", "PROJ", "GDAL", "libcrypto"])
        for library in HomewardVersion.libraries {
            #expect(library.found.first?.isNumber == true && library.isRecentEnough, "\(library)")
        }
        try HomewardVersion.requireLibraries()
    }
}
