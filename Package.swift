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
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "MNISTData", resources: [.copy("MNIST")]),
    .target(name: "VectorKernels"),
    .target(name: "Tracer", dependencies: ["CZlib", "VectorKernels"]),
    .executableTarget(
      name: "backprop", dependencies: ["Tracer", "MNISTData"],
      resources: [
        "numbers.js", "formulas.js", "state.js", "view.js", "plots.js", "words.js", "predict.js",
        "steps.js", "origin.js", "panel.js", "page.js", "page.css",
      ].map { .embedInCode("Page/\($0)") }),
    .target(name: "FMAPeak"),
    .executableTarget(
      name: "benchmark", dependencies: ["FMAPeak", "MNISTData", "Tracer"],
      resources: [.copy("Peers")]),
    .testTarget(name: "benchmarkTests", dependencies: ["benchmark"]),
    .testTarget(
      name: "TracerTests", dependencies: ["Tracer", "MNISTData", "VectorKernels"],
      resources: [.copy("Facts")]),
    .testTarget(name: "backpropTests", dependencies: ["MNISTData", "Tracer", "backprop"]),
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

// The whole run of tests takes less time if what is tested is optimized; not as a whole module, which
// is compiled by one process.
if Context.environment["BACKPROP_OPTIMIZED"] != nil {
  for target in package.targets where target.name == "Tracer" {
    target.swiftSettings?.append(.unsafeFlags(["-O"]))
  }
}
