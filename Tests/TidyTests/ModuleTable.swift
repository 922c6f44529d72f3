/// Which module may know which: arrows point inward only.
///
/// A module may import what it depends on and what those depend on in turn, never the other way round; and of the
/// system only what stands here. A new target is a new line here first.
struct ModuleTable {
  /// What a target may know.
  struct Entry {
    /// The targets it depends on directly.
    var targets: [String] = []
    /// The modules of the system it may import.
    var system: [String] = []
  }

  /// The entries by target.
  let entries: [String: Entry]

  /// The package's own.
  static let grosir = ModuleTable(entries: [
    "GrosirCore": Entry(),
    "GrosirEngine": Entry(targets: ["GrosirCore"], system: libc),
    "GrosirJSON": Entry(targets: ["GrosirCore"], system: ["FoundationEssentials"]),
    "GrosirMemory": Entry(targets: ["GrosirEngine"]),
    "GrosirSQL": Entry(targets: ["GrosirEngine", "GrosirJSON"], system: libc + ["Dispatch"]),
    "GrosirSQLite": Entry(targets: ["GrosirSQL", "CSQLite"], system: libc + ["Dispatch", "FoundationEssentials"]),
    "GrosirPostgres": Entry(targets: ["GrosirSQL", "CPostgres"], system: libc + ["Dispatch", "FoundationEssentials"]),
    "GrosirHTTP": Entry(targets: ["GrosirEngine", "GrosirJSON"]),
    "GrosirServer": Entry(targets: ["GrosirHTTP", "CMicroHTTPD"], system: libc + ["Dispatch"]),
    "GrosirGateways": Entry(
      targets: ["GrosirEngine", "GrosirJSON", "CCurl", "CCrypto"], system: libc + ["Dispatch", "FoundationEssentials"]),
    "GrosirTesting": Entry(targets: ["GrosirEngine", "GrosirMemory"], system: libc),
    "FixtureGenerator": Entry(targets: ["GrosirTesting"], system: libc),
    "grosir": Entry(
      targets: [
        "GrosirEngine", "GrosirJSON", "GrosirMemory", "GrosirSQLite", "GrosirPostgres", "GrosirHTTP", "GrosirServer",
        "GrosirGateways", "GrosirTesting",
      ],
      system: libc + ["Dispatch", "Foundation", "FoundationEssentials"]),
    "SystemWorlds": Entry(targets: ["GrosirTesting"], system: ["Foundation"]),
    "StoreCrashes": Entry(targets: ["GrosirSQLite", "GrosirTesting"], system: ["Foundation"]),
    "StoreSuites": Entry(targets: ["GrosirTesting", "grosir"], system: ["Foundation"]),
    "CSQLite": Entry(),
    "CFaultyFiles": Entry(targets: ["CSQLite"]),
    "CPostgres": Entry(),
    "CMicroHTTPD": Entry(),
    "CCurl": Entry(),
    "CCrypto": Entry(),
  ])

  /// The C library under its names.
  static let libc = ["Glibc", "Musl", "Darwin"]

  /// Every target that a target may know, directly or through others.
  func reach(of target: String) -> Set<String> {
    var reached: Set<String> = []
    var waiting = entries[target]?.targets ?? []
    while let next = waiting.popLast() {
      guard reached.insert(next).inserted else { continue }
      waiting += entries[next]?.targets ?? []
    }
    return reached
  }

  /// Whether a target may import a module.
  func allows(_ target: String, toImport module: String) -> Bool {
    reach(of: target).contains(module) || entries[target]?.system.contains(module) == true
  }
}

/// What a Swift source imports.
struct Import: Equatable {
  let module: String
  let line: Int

  /// The imports of a source: `import A`, `public import struct A.B`, several on a line.
  static func all(in tokens: [SwiftToken]) -> [Import] {
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias", "actor"]
    return tokens.indices.filter { tokens[$0].text == "import" }.compactMap { index in
      tokens[(index + 1)...].first { !kinds.contains($0.text) }
        .map { Import(module: $0.text.filter { $0 != "`" }, line: $0.line) }
    }
  }
}

extension ModuleTable {
  /// The imports of a source file of this package that the table does not allow.
  ///
  /// The first folder under `Sources` is the target; what lies in `Examples` shows embedding, and may know everything.
  func offences(among files: [TextFile]) throws -> [String] {
    try files.filter { $0.isSwift && $0.isUnder("Sources") && !$0.isUnder("Sources/Examples") }.flatMap { file in
      let target = ModuleTable.target(of: file)
      return Import.all(in: try file.tokens()).filter { !allows(target, toImport: $0.module) }
        .map { "\(file.path):\($0.line): \(target) may not import \($0.module)" }
    }
  }

  /// The target a source file belongs to.
  static func target(of file: TextFile) -> String {
    String(file.path.split(separator: "/", maxSplits: 2)[1])
  }

  /// Every module that somebody who uses a target comes to depend on, by what its sources and theirs really import.
  static func imports(behind target: String, among files: [TextFile]) throws -> Set<String> {
    var reached: Set<String> = []
    var waiting = [target]
    while let next = waiting.popLast() {
      for file in files where file.isSwift && file.isUnder("Sources/\(next)") {
        for found in Import.all(in: try file.tokens()) where reached.insert(found.module).inserted {
          waiting.append(found.module)
        }
      }
    }
    return reached
  }
}
