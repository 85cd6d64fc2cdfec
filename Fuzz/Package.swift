// swift-tools-version: 6.2
import PackageDescription

// Apart from the toolkit, because everything in it is built anew with the sanitizer and libFuzzer: see `run`.
let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Homeward", path: "..")],
    targets: [
        .executableTarget(name: "Fuzz", dependencies: [.product(name: "HomewardKit", package: "Homeward")])
    ])
