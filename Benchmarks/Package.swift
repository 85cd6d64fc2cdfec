// swift-tools-version: 6.2
import PackageDescription

// What the planners achieve and how long the kernels take, as tables. A package of its own, so that nobody who builds Homeward builds it.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Homeward", path: "..")],
    targets: [
        // The package above compiles this folder too, to count the kernels' instructions.
        .target(name: "Kernels", dependencies: [.product(name: "HomewardKit", package: "Homeward")]),
        .executableTarget(
            name: "bench", dependencies: ["Kernels", .product(name: "HomewardKit", package: "Homeward")]),
    ],
    swiftLanguageModes: [.v6]
)
