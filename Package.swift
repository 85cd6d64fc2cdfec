// swift-tools-version: 6.2
import PackageDescription

// The rooms, in the order in which data flows. A room may import those it lists and what they stand on;
// Tests/HouseTests reads the imports and fails on an arrow that runs the other way.
let rooms: [(name: String, standsOn: [Target.Dependency])] = [
    ("Geometry", ["CGEOS", "CPROJ"]),
    ("Layers", ["CGDAL", "Geometry"]),
    ("Incidents", ["Geometry", "Layers", .product(name: "Yams", package: "Yams")]),
    (
        "Analysis",
        [
            "Geometry", "Incidents",
            .product(name: "Collections", package: "swift-collections"),
        ]
    ),
    ("Streets", ["Geometry", "Layers", .product(name: "Collections", package: "swift-collections")]),
    (
        "Planner",
        [
            "Geometry", "Incidents", "Analysis", "Streets",
            .product(name: "Collections", package: "swift-collections"),
        ]
    ),
    ("Simulation", ["Geometry", "Layers", "Incidents", "Analysis", "Streets"]),
    (
        "Workflow",
        [
            "Geometry", "Layers", "Incidents", "Analysis", "Streets", "Planner",
            .product(name: "Yams", package: "Yams"),
            .product(name: "Logging", package: "swift-log"),
            "CCRYPTO",
        ]
    ),
    (
        "Publishing",
        [
            "Geometry", "Layers", "Incidents", "Analysis", "Streets", "Planner", "Workflow",
            .product(name: "Logging", package: "swift-log"),
        ]
    ),
]

let package = Package(
    name: "Homeward",
    platforms: [.macOS(.v15)],
    products: rooms.map { .library(name: $0.name, targets: [$0.name]) } + [
        .executable(name: "homeward", targets: ["homeward"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"]), .brew(["geos"])]),
        .systemLibrary(
            name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"]), .brew(["proj"])]),
        .systemLibrary(
            name: "CCRYPTO", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"]), .brew(["gdal"])]),
    ]
        + rooms.map { .target(name: $0.name, dependencies: $0.standsOn) }
        + [
            .executableTarget(
                name: "homeward",
                dependencies: rooms.map { .byName(name: $0.name) } + [
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                    .product(name: "Logging", package: "swift-log"),
                ])
        ]
        + rooms.map {
            // The tests import what the room stands on; naming it here lets a change below rebuild them.
            .testTarget(
                name: "\($0.name)Tests",
                dependencies: [.byName(name: $0.name)] + $0.standsOn)
        }
        + [
            .testTarget(name: "HouseTests"),
            .testTarget(name: "CommandTests", dependencies: ["homeward"]),
        ],
    swiftLanguageModes: [.v6]
)
