import Foundation
import XCTest

/// The core imports nothing, suspends nowhere, erases no type, throws only typed errors, and reads neither clock nor
/// chance; and the compiler for bare machines, which knows no untyped errors, no casts, no reflection and no runtime,
/// accepts it.
final class CorePurityTests: XCTestCase {
  func testTheCoreKeepsItsRules() throws {
    let files = try Repository.textFiles(under: "Sources/GrosirCore")
    XCTAssertGreaterThan(files.count { $0.isSwift }, 50, "the core's sources were not found")
    for rule in CoreRules.all {
      XCTAssertEqual(try rule.offences(among: files), [], rule.name)
    }
  }

  func testEveryRuleFindsWhatItForbids() throws {
    let planted: [(Rule, offending: [String], innocent: [String])] = [
      (
        CoreRules.imports, ["import Foundation", "public import struct Swift.Int", "@preconcurrency import A"],
        ["// import Foundation", "let word = \"import\"", "case `import`"]
      ),
      (
        CoreRules.suspension, ["func f() async {}", "let x = await y", "Task { }", "let s = \"\\(await f())\""],
        ["/* async */ let asynchronous = 1", "let s = \"await\""]
      ),
      (
        CoreRules.existentials,
        ["let x: any P", "var y: [any Error]", "(any (P & Q))", "any ~Copyable", "let z: Any", "AnyObject"],
        ["// any", "let company = many", "let s = \"any\"", "if any(mask .> 0)"]
      ),
      (
        CoreRules.untypedErrors, ["func f() throws {}", "func f() throws -> Int", "func f() rethrows", "() throws"],
        ["func f() throws(E) {}", "/// - Throws: throws", "func f() throws (E)"]
      ),
      (
        CoreRules.clocks, ["let now = Date()", "ContinuousClock().now", "clock_gettime(0, &time)"],
        ["let localDate: LocalDate", "// Date()"]
      ),
      (
        CoreRules.foundation, ["let id = UUID()", "let lock = NSLock()", "Decimal(1)"],
        ["let id: UUIDv7", "let NS = 1", "let NSX = 2"]
      ),
      (
        CoreRules.unseededRandomness,
        ["Int.random(in: 0...1)", "a.shuffled()", "a.randomElement()", "SystemRandomNumberGenerator()", "x.hashValue"],
        ["Int.random(in: f(0)...1, using: &generator)", "func hash(into hasher: inout Hasher)", "let random = 1"]
      ),
      (
        CoreRules.floats, ["let x: Double", "let y = 0.5", "let z = 1e3", "SIMD4<Float>()"],
        ["let range = 0...5", "let doubled = 2", "0xE5"]
      ),
    ]
    XCTAssertEqual(planted.map(\.0.name), CoreRules.all.map(\.name), "a rule without a planted offence")
    for (rule, offending, innocent) in planted {
      assertFinds(rule, offending, innocent, path: "Sources/GrosirCore/Values/Planted.swift")
    }
  }

  func testFloatingPointIsAllowedInAllocationAlone() throws {
    func offences(_ path: String) throws -> Int {
      try CoreRules.floats.offences(among: [TextFile(path: path, text: "let x: Double")]).count
    }
    XCTAssertEqual(try offences("Sources/GrosirCore/Allocation/AllocationLanes.swift"), 0)
    for folder in ["Values", "Pricing", "Sessions", "Catalogue", "Journal"] {
      XCTAssertEqual(try offences("Sources/GrosirCore/\(folder)/X.swift"), 1, folder)
    }
  }

  func testHashValuesAreMadeInOnePlace() throws {
    func offences(_ path: String) throws -> Int {
      try CoreRules.unseededRandomness.offences(among: [TextFile(path: path, text: "var hasher = Hasher()")]).count
    }
    XCTAssertEqual(try offences("Sources/GrosirCore/Values/SeededHash.swift"), 0)
    for file in ["Values/Identifier.swift", "Stock/StockKey.swift", "Stock/SeededHash.swift"] {
      XCTAssertEqual(try offences("Sources/GrosirCore/\(file)"), 1, file)
    }
  }

  func testTheCoreCompilesForBareMachines() throws {
    let files = try Repository.textFiles(under: "Sources/GrosirCore").filter(\.isSwift)
    let result = try Compiler.checkEmbedded(files.map { Repository.root.appendingPathComponent($0.path).path })
    XCTAssertEqual(result.status, 0, result.output)
  }

  /// A check that cannot run fails: a program that is nowhere is an error, and no reason to skip.
  func testTheToolchainIsFoundOrTheCheckFails() throws {
    XCTAssertEqual(try Compiler.find("swiftc", along: []).lastPathComponent, "swiftc", "not beside the libraries")
    XCTAssertThrowsError(try Compiler.find("swiftc-of-nowhere")) { XCTAssertTrue($0 is Compiler.NotFound) }
  }

  func testTheCompilerForBareMachinesRefuses() throws {
    for offence in [
      "public enum E: Error { case a }\npublic func f() throws { throw E.a }",
      "public protocol P { func f<T>(_ value: T) }\npublic func f(_ p: any P) { p.f(1) }",
      "public protocol P {}\npublic func f(_ x: Any) -> Bool { x is any P }",
      "public func f() -> ContinuousClock.Instant { ContinuousClock().now }",
      "public func f() async {}\npublic func g() { Task { await f() } }",
      "public func f(_ x: Int) -> Int { Mirror(reflecting: x).children.count }",
      "import Foundation\npublic func f() -> Date { Date() }",
      "import GrosirJSON",
    ] {
      let folder = try TemporaryFolder()
      let result = try Compiler.checkEmbedded([try folder.write(offence, as: "Planted.swift")])
      XCTAssertNotEqual(result.status, 0, offence)
    }
  }
}

/// Asserts that a rule finds something in each offending text, and nothing in the innocent ones.
func assertFinds(
  _ rule: Rule, _ offending: [String], _ innocent: [String], path: String, file: StaticString = #filePath,
  line: UInt = #line
) {
  for text in offending {
    // A line above shows that the finding's own line is named.
    let planted = TextFile(path: path, text: "\n" + text + "\n")
    XCTAssertEqual(
      (try? rule.offences(among: [planted]))?.first?.hasPrefix("\(path):2: "), true, "\(rule.name) misses: \(text)",
      file: file, line: line)
  }
  for text in innocent {
    let planted = TextFile(path: path, text: text + "\n")
    XCTAssertEqual(try rule.offences(among: [planted]), [], "\(rule.name) blames: \(text)", file: file, line: line)
  }
}
