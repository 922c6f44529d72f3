import Foundation
import XCTest

/// No arrow points outward: neither an import nor a declared dependency goes beyond the table of modules.
final class ArrowTests: XCTestCase {
  private let table = ModuleTable.grosir

  func testEveryImportIsAllowed() throws {
    XCTAssertEqual(try table.offences(among: try Repository.textFiles(under: "Sources")), [])
  }

  func testEveryDeclaredDependencyIsAllowed() throws {
    let manifest = try Manifest(json: try Compiler.manifest())
    XCTAssertEqual(manifest.offences(against: table), [])
    XCTAssertTrue(manifest.dependencies.isEmpty, "the package stands alone; its benchmarks are a package beside it")
    XCTAssertTrue(manifest.targets.contains { $0.name == "GrosirCore" }, "the manifest was not understood")
    XCTAssertEqual(manifest.targets.first { $0.name == "GrosirJSON" }?.targets, ["GrosirCore"])
    XCTAssertEqual(manifest.targets.filter { $0.path?.contains("Benchmarks") == true }.map(\.name), [])
  }

  func testEveryTargetIsInTheTable() throws {
    let folders = try Repository.folders(in: "Sources").filter { $0 != "Examples" }
    XCTAssertTrue(folders.contains("GrosirCore"))
    XCTAssertEqual(folders.filter { table.entries[$0] == nil }, [])
    let manifest = try Manifest(json: try Compiler.manifest())
    let declared = manifest.targets.filter { $0.type != "test" && $0.path?.hasPrefix("Sources/Examples") != true }
    XCTAssertEqual(declared.map(\.name).filter { table.entries[$0] == nil }, [])
  }

  func testTheTableHasNoCycleAndNoUnknownName() {
    for (target, entry) in table.entries {
      XCTAssertFalse(table.reach(of: target).contains(target), "\(target) comes back to itself")
      XCTAssertEqual(entry.targets.filter { table.entries[$0] == nil }, [], target)
    }
    XCTAssertEqual(table.reach(of: "GrosirCore"), [])
    XCTAssertEqual(table.entries["GrosirCore"]?.system, [])
    XCTAssertEqual(table.reach(of: "GrosirMemory"), ["GrosirEngine", "GrosirCore"])
    // What stores are compared by is a library for tests alone.
    let published = table.entries.keys.filter { $0 != "StoreSuites" }
    XCTAssertFalse(published.contains { table.reach(of: $0).contains("grosir") }, "nothing knows the tool")
  }

  /// Who uses only the core, or only the published test kit, links no Foundation and needs no header of C.
  ///
  /// What the sources import, followed to the end, is all that can be linked: Swift links a module only where one is
  /// imported, and the core imports none. That the core needs nothing else of a runtime either, the check for bare
  /// machines shows (``CorePurityTests``). So no consumer has to be built for it.
  func testTheCoreAndTheTestKitLinkNothingForeign() throws {
    let files = try Repository.textFiles(under: "Sources")
    XCTAssertEqual(try ModuleTable.imports(behind: "GrosirCore", among: files), [])
    let kit = try ModuleTable.imports(behind: "GrosirTesting", among: files)
    let own = table.reach(of: "GrosirTesting").union(ModuleTable.libc)
    XCTAssertEqual(kit.subtracting(own), [])
    XCTAssertTrue(kit.contains("Glibc"), "the kit's imports were not found")
  }
}

/// The checks themselves, on planted sources and manifests.
final class ArrowCheckTests: XCTestCase {
  private func offences(_ path: String, _ text: String) throws -> [String] {
    try ModuleTable.grosir.offences(among: [TextFile(path: path, text: text)])
  }

  func testAnArrowOutwardIsFound() throws {
    XCTAssertEqual(
      try offences("Sources/GrosirCore/Values/A.swift", "/// A.\npublic import GrosirJSON\n"),
      ["Sources/GrosirCore/Values/A.swift:2: GrosirCore may not import GrosirJSON"])
    let outward = [
      ("GrosirCore", "Glibc"), ("GrosirCore", "FoundationEssentials"), ("GrosirEngine", "GrosirMemory"),
      ("GrosirEngine", "GrosirJSON"), ("GrosirJSON", "Foundation"), ("GrosirJSON", "GrosirEngine"),
      ("GrosirTesting", "FoundationEssentials"), ("GrosirMemory", "GrosirTesting"), ("GrosirHTTP", "GrosirServer"),
      ("GrosirSQL", "CSQLite"), ("GrosirSQLite", "CPostgres"), ("GrosirTesting", "GrosirJSON"), ("grosir", "Network"),
      ("GrosirJSON", "GrosirBenchmarks"),
    ]
    for (target, module) in outward {
      XCTAssertEqual(try offences("Sources/\(target)/A.swift", "import \(module)").count, 1, "\(target) → \(module)")
    }
  }

  func testAnArrowInwardIsAllowed() throws {
    let inward = [
      ("GrosirEngine", "GrosirCore"), ("GrosirMemory", "GrosirCore"), ("GrosirSQLite", "GrosirCore"),
      ("GrosirJSON", "FoundationEssentials"), ("GrosirTesting", "Glibc"), ("grosir", "Foundation"),
    ]
    for (target, module) in inward {
      XCTAssertEqual(try offences("Sources/\(target)/A.swift", "import \(module)"), [], "\(target) → \(module)")
    }
    XCTAssertEqual(try offences("Sources/Examples/Embedding/main.swift", "import GrosirServer"), [])
    XCTAssertEqual(try offences("Sources/GrosirCore/A.swift", "// import GrosirJSON"), [])
  }

  func testEveryFormOfImportIsRead() throws {
    let source = """
      import A
      public import B
      @preconcurrency internal import C
      import struct D.E
      #if canImport(Glibc)
        private import F
      #endif
      import G; import H
      import func I.f // import J
      """
    let imports = Import.all(in: try SwiftCode(source).tokens)
    XCTAssertEqual(imports.map(\.module), ["A", "B", "C", "D", "F", "G", "H", "I"])
    XCTAssertEqual(imports.map(\.line), [1, 2, 3, 4, 6, 8, 8, 9])
  }

  func testWhatIsBehindATargetIsFollowedToTheEnd() throws {
    let files = [
      TextFile(path: "Sources/A/a.swift", text: "import B"), TextFile(path: "Sources/B/b.swift", text: "import C"),
      TextFile(path: "Sources/C/c.swift", text: "import A\nimport Foundation"),
      TextFile(path: "Sources/D/d.swift", text: "import E"),
    ]
    XCTAssertEqual(try ModuleTable.imports(behind: "A", among: files), ["A", "B", "C", "Foundation"])
  }

  func testADeclaredArrowOutwardIsFound() throws {
    let json = """
      {"dependencies": [{"fileSystem": []}], "products": [], "targets": [
        {"name": "GrosirCore", "type": "regular", "dependencies": [{"byName": ["GrosirJSON", null]}]},
        {"name": "GrosirMemory", "type": "regular", "dependencies": [{"target": ["GrosirCore", null]}]},
        {"name": "GrosirJSON", "type": "regular", "dependencies": [{"product": ["Elsewhere", "other", null, null]}]},
        {"name": "AnyTests", "type": "test", "dependencies": [{"byName": ["grosir", null]}]}
      ]}
      """
    let manifest = try Manifest(json: Data(json.utf8))
    XCTAssertEqual(
      manifest.offences(against: .grosir),
      [
        "Package.swift: GrosirCore may not depend on GrosirJSON",
        "Package.swift: GrosirJSON may not depend on Elsewhere",
      ])
    XCTAssertEqual(manifest.dependencies.count, 1)
  }
}
