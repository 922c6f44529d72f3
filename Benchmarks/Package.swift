// swift-tools-version: 6.2
import PackageDescription

/// The same rules as for the package that is measured.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "grosir-benchmarks",
  products: [
    .executable(name: "grosir-benchmarks", targets: ["GrosirBenchmarks"])
  ],
  dependencies: [
    .package(name: "grosir", path: "..")
  ],
  targets: [
    // The client library of PostgreSQL, for rivals alone.
    .systemLibrary(name: "LibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    // Flags of its own for the rival only: what is measured is built as any dependent would build it.
    .target(
      name: "CRivals", dependencies: ["LibPQ"], cSettings: [.unsafeFlags(["-O3", "-fno-fast-math"])],
      linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "GrosirBenchmarks",
      dependencies: [
        "CRivals",
        .product(name: "GrosirCore", package: "grosir"),
        .product(name: "GrosirEngine", package: "grosir"),
        .product(name: "GrosirMemory", package: "grosir"),
        .product(name: "GrosirPostgres", package: "grosir"),
        .product(name: "GrosirSQLite", package: "grosir"),
        .product(name: "GrosirTesting", package: "grosir"),
      ],
      exclude: ["Rivals/rivals.mjs"],
      swiftSettings: strict),
  ]
)
