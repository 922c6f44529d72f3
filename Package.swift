// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: the language's strictest, and no warning survives.
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
  name: "grosir",
  products: [
    .library(name: "GrosirCore", targets: ["GrosirCore"]),
    .library(name: "GrosirEngine", targets: ["GrosirEngine"]),
    .library(name: "GrosirMemory", targets: ["GrosirMemory"]),
    .library(name: "GrosirJSON", targets: ["GrosirJSON"]),
    .library(name: "GrosirSQLite", targets: ["GrosirSQLite"]),
    .library(name: "GrosirPostgres", targets: ["GrosirPostgres"]),
    .library(name: "GrosirTesting", targets: ["GrosirTesting"]),
    .executable(name: "grosir", targets: ["grosir"]),
    .executable(name: "fixture-generator", targets: ["FixtureGenerator"]),
  ],
  targets: [
    .target(name: "GrosirCore", swiftSettings: strict),
    .target(name: "GrosirJSON", dependencies: ["GrosirCore"], swiftSettings: strict),
    .target(name: "GrosirEngine", dependencies: ["GrosirCore"], swiftSettings: strict),
    .target(name: "GrosirMemory", dependencies: ["GrosirCore", "GrosirEngine"], swiftSettings: strict),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(name: "GrosirSQL", dependencies: ["GrosirCore", "GrosirEngine", "GrosirJSON"], swiftSettings: strict),
    .target(
      name: "GrosirSQLite", dependencies: ["CSQLite", "GrosirCore", "GrosirEngine", "GrosirSQL"],
      swiftSettings: strict),
    .target(
      name: "GrosirPostgres", dependencies: ["CPostgres", "GrosirCore", "GrosirEngine", "GrosirSQL"],
      swiftSettings: strict),
    .target(
      name: "GrosirTesting", dependencies: ["GrosirCore", "GrosirEngine", "GrosirMemory"], swiftSettings: strict),
    .executableTarget(name: "FixtureGenerator", dependencies: ["GrosirTesting"], swiftSettings: strict),
    .executableTarget(
      name: "grosir",
      dependencies: ["GrosirCore", "GrosirEngine", "GrosirJSON", "GrosirMemory", "GrosirPostgres", "GrosirSQLite"],
      swiftSettings: strict),
    .executableTarget(
      name: "ask-before-selling", dependencies: ["GrosirCore"], path: "Sources/Examples/AskBeforeSelling",
      swiftSettings: strict),
    .executableTarget(
      name: "sell-together", dependencies: ["GrosirCore", "GrosirEngine", "GrosirMemory"],
      path: "Sources/Examples/SellTogether", swiftSettings: strict),
    .testTarget(
      name: "GrosirCoreTests", dependencies: ["GrosirCore", "GrosirTesting"], swiftSettings: strict),
    .testTarget(
      name: "GrosirEngineTests", dependencies: ["GrosirCore", "GrosirEngine", "GrosirMemory", "GrosirTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "GrosirMemoryTests", dependencies: ["GrosirCore", "GrosirEngine", "GrosirMemory", "GrosirTesting"],
      swiftSettings: strict),
    .target(name: "CFaultyFiles", dependencies: ["CSQLite"], path: "Tests/CFaultyFiles"),
    .executableTarget(
      name: "StoreCrashes",
      dependencies: ["GrosirCore", "GrosirEngine", "GrosirPostgres", "GrosirSQL", "GrosirSQLite", "GrosirTesting"],
      path: "Tests/StoreCrashes", swiftSettings: strict),
    .target(
      name: "StoreSuites",
      dependencies: ["grosir", "GrosirCore", "GrosirEngine", "GrosirJSON", "GrosirMemory", "GrosirTesting"],
      path: "Tests/StoreSuites", swiftSettings: strict),
    .testTarget(
      name: "GrosirSQLiteTests",
      dependencies: [
        "CFaultyFiles", "grosir", "GrosirCore", "GrosirEngine", "GrosirJSON", "GrosirMemory", "GrosirSQL",
        "GrosirSQLite", "GrosirTesting", "StoreSuites",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GrosirPostgresTests",
      dependencies: [
        "grosir", "GrosirCore", "GrosirEngine", "GrosirPostgres", "GrosirSQL", "GrosirTesting", "StoreCrashes",
        "StoreSuites",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GrosirJSONTests", dependencies: ["grosir", "GrosirCore", "GrosirJSON", "GrosirTesting"],
      swiftSettings: strict),
    .testTarget(name: "GrosirTestingTests", dependencies: ["GrosirTesting"], swiftSettings: strict),
    .executableTarget(
      name: "SystemWorlds", dependencies: ["GrosirCore", "GrosirEngine", "GrosirMemory", "GrosirTesting"],
      path: "Tests/SystemWorlds", exclude: ["README.md"], swiftSettings: strict),
    .testTarget(
      name: "SystemTests",
      dependencies: [
        "grosir", "GrosirCore", "GrosirEngine", "GrosirJSON", "GrosirMemory", "GrosirTesting", "SystemWorlds",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["grosir", "GrosirCore", "GrosirEngine", "GrosirJSON", "GrosirMemory", "GrosirTesting"],
      swiftSettings: strict),
    .testTarget(name: "TidyTests", swiftSettings: strict),
  ]
)
