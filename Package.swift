// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "backprop",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Tracer", targets: ["Tracer"]),
    .executable(name: "backprop", targets: ["backprop"]),
  ],
  targets: [
    .target(name: "Tracer"),
    .executableTarget(name: "backprop", dependencies: ["Tracer"]),
    .testTarget(name: "TracerTests", dependencies: ["Tracer"], resources: [.copy("Facts")]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
