// swift-tools-version: 6.2
import PackageDescription

// What the planners achieve, as tables. A package of its own, so that nobody who builds Homeward builds it.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Homeward", path: "..")],
    targets: [
        .executableTarget(
            name: "bench", dependencies: [.product(name: "HomewardKit", package: "Homeward")])
    ],
    swiftLanguageModes: [.v6]
)
