// swift-tools-version: 6.2
import PackageDescription

/// One room of the house: a library in `Sources/NAME` whose module is `HomewardNAME`, tested in `Tests/NAMETests`.
struct Room {
    var name: String
    /// The rooms that it may import.
    var rooms: [String]
    /// The C libraries that it alone may name.
    var libraries: [String] = []
    var products: [Target.Dependency] = []
    /// Files that the room's binary holds, so that an installed command needs no bundle beside it.
    var resources: [Resource] = []

    var module: String { "Homeward\(name)" }
    var dependencies: [Target.Dependency] {
        rooms.map { .byName(name: "Homeward\($0)") } + libraries.map { .byName(name: $0) } + products
    }
}

let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// The rooms in the order in which data flows. A room may import those it lists and no other: the build is told to
// refuse an import that is not named here (--explicit-target-dependency-import-check error).
let rooms = [
    Room(name: "Core", rooms: [], libraries: ["CCRYPTO"], products: [system, yams]),
    Room(name: "Geometry", rooms: ["Core"], libraries: ["CGEOS", "CPROJ"], products: [heap]),
    Room(name: "Layers", rooms: ["Core", "Geometry"], libraries: ["CGDAL", "CSQLITE"]),
    Room(name: "Calendar", rooms: ["Core"], libraries: ["CICAL"]),
    Room(name: "Incidents", rooms: ["Core", "Geometry", "Layers", "Calendar"]),
    Room(name: "Analysis", rooms: ["Core", "Geometry", "Calendar", "Incidents"]),
    Room(name: "Streets", rooms: ["Core", "Geometry", "Layers"], libraries: ["COSMIUM"], products: [heap]),
    Room(
        name: "Planner", rooms: ["Core", "Geometry", "Calendar", "Incidents", "Analysis", "Streets"], products: [heap]),
    Room(name: "Simulation", rooms: ["Core", "Geometry", "Layers", "Calendar", "Incidents", "Streets"]),
    Room(
        name: "Workflow",
        rooms: [
            "Core", "Geometry", "Layers", "Calendar", "Incidents", "Analysis", "Streets", "Planner", "Simulation",
        ],
        products: [logging]),
    Room(
        name: "Publishing",
        rooms: [
            "Core", "Geometry", "Layers", "Calendar", "Incidents", "Analysis", "Streets", "Planner", "Workflow",
        ]),
    Room(
        name: "Report", rooms: ["Core", "Geometry", "Layers", "Calendar", "Workflow", "Publishing"],
        resources: [
            .embedInCode("Resources/report.js"), .embedInCode("Resources/report.css"),
            .embedInCode("Resources/sheets.css"),
        ]),
]
/// Whether a room's tests publish whole runs.
func usesFixtures(_ room: Room) -> Bool { ["Publishing", "Report"].contains(room.name) }
let everyRoom: [Target.Dependency] = rooms.map { .byName(name: $0.module) }

let package = Package(
    name: "Homeward",
    platforms: [.macOS(.v15)],
    products: rooms.map { .library(name: $0.module, targets: [$0.module]) } + [
        .library(name: "HomewardKit", targets: rooms.map(\.module)),
        .executable(name: "homeward", targets: ["homeward"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"]), .brew(["geos"])]),
        .systemLibrary(
            name: "CCRYPTO", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CSQLITE", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(
            name: "CICAL", pkgConfig: "libical", providers: [.apt(["libical-dev"]), .brew(["libical"])]),
        // PROJ and GDAL bring so many libraries with them that they are loaded when they are first called: these hand calls on to them.
        // They find the headers themselves (libproj-dev and libgdal-dev, Homebrew's proj and gdal), because pkg-config's flags would
        // link the libraries.
        .target(name: "CLOADER"),
        .target(name: "CPROJ", dependencies: ["CLOADER"]),
        .target(name: "CGDAL", dependencies: ["CLOADER"]),
        // libosmium is C++ in headers (libosmium2-dev, Homebrew's libosmium): this gives it an interface in C.
        .target(
            name: "COSMIUM",
            linkerSettings: [
                .linkedLibrary("expat"), .linkedLibrary("z"), .linkedLibrary("stdc++", .when(platforms: [.linux])),
            ]),
    ]
        + rooms.map { room in
            .target(
                name: room.module, dependencies: room.dependencies, path: "Sources/\(room.name)",
                resources: room.resources)
        }
        + [
            .executableTarget(
                name: "homeward",
                dependencies: everyRoom + [
                    .product(name: "ArgumentParser", package: "swift-argument-parser"), logging,
                ])
        ]
        + rooms.map { room in
            // The tests import what the room stands on; naming it here lets a change below rebuild them.
            .testTarget(
                name: "\(room.module)Tests",
                dependencies: [.byName(name: room.module)] + room.dependencies
                    + (usesFixtures(room) ? ["HomewardFixtures"] : []),
                path: "Tests/\(room.name)Tests")
        }
        + [
            .target(name: "HomewardFixtures", dependencies: everyRoom + [logging], path: "Tests/Fixtures"),
            .executableTarget(name: "Endurance", dependencies: everyRoom + [logging], path: "Tests/Endurance"),
            // What Benchmarks times is what the gate counts the instructions of: one folder, which both packages compile.
            .target(
                name: "HomewardKernels",
                dependencies: [
                    "HomewardCore", "HomewardGeometry", "HomewardCalendar", "HomewardIncidents", "HomewardAnalysis",
                ],
                path: "Benchmarks/Sources/Kernels"),
            .executableTarget(name: "Instructions", dependencies: ["HomewardKernels"], path: "Tests/Instructions"),
            .testTarget(
                name: "HomewardKernelsTests",
                dependencies: [
                    "HomewardKernels", "HomewardCalendar", "HomewardGeometry", "HomewardIncidents",
                ], path: "Tests/KernelsTests"),
            .testTarget(name: "HouseTests"),
            .testTarget(name: "CommandTests", dependencies: ["homeward", "CSQLITE"] + everyRoom),
            .testTarget(name: "DocumentationTests", dependencies: everyRoom + [logging]),
        ],
    swiftLanguageModes: [.v6]
)

// HOMEWARD_ROOMS="Core Geometry" leaves the tests of these rooms and what they stand on, where a build of everything would be
// long for a few of them (.ci/sanitize).
if let names = Context.environment["HOMEWARD_ROOMS"]?.split(separator: " ").map(String.init), !names.isEmpty {
    let tested = rooms.filter { names.contains($0.name) }
    // The fixtures stand on every room.
    let fixtures = tested.contains { usesFixtures($0) }
    let needed = fixtures ? rooms.map(\.module) : tested.flatMap { $0.rooms.map { "Homeward\($0)" } + [$0.module] }
    let libraries = rooms.filter { needed.contains($0.module) }.flatMap(\.libraries)
    // Two of the libraries stand on the loader.
    let kept = Set(
        needed + libraries + ["CLOADER"] + tested.map { "\($0.module)Tests" } + (fixtures ? ["HomewardFixtures"] : []))
    package.targets.removeAll { $0.type != .system && !kept.contains($0.name) }
    package.products = []
}

// HOMEWARD_STRICT=1 makes a warning in our own targets an error; packages from outside keep theirs.
if Context.environment["HOMEWARD_STRICT"] == "1" {
    for target in package.targets where target.type != .system {
        target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    }
}

// HOMEWARD_OPTIMISED="Planner" compiles these rooms with optimisation in a debug build too: the planners search for long, and
// their tests would take an hour without it (make test).
if let names = Context.environment["HOMEWARD_OPTIMISED"]?.split(separator: " "), !names.isEmpty {
    for target in package.targets where names.contains(where: { "Homeward\($0)" == target.name }) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-O"], .when(configuration: .debug))]
    }
}
