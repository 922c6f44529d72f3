import XCTest

/// The text of the package keeps the house's rules, and each rule finds what it forbids.
final class HouseRuleTests: XCTestCase {
  func testEveryTextKeepsTheRules() throws {
    let files = try Repository.textFiles()
    XCTAssertGreaterThan(files.count, 100, "the package's files were not found")
    XCTAssertTrue(files.contains { $0.path == "Package.swift" })
    XCTAssertTrue(files.contains { $0.path == ".swift-format" })
    for rule in TextRules.all {
      XCTAssertEqual(try rule.offences(among: files), [], rule.name)
    }
  }

  func testTheTopLevelHoldsWhatItMay() throws {
    let entries = try Repository.topLevelEntries()
    XCTAssertEqual(strangers(among: entries), [])
    XCTAssertEqual(["Package.swift", "README.md", "Sources", "Tests"].filter { !entries.contains($0) }, [])
    XCTAssertEqual(strangers(among: [".ci", "Sources", "Scripts", "notes.md"]), ["Scripts", "notes.md"])
  }

  private func strangers(among entries: [String]) -> [String] {
    let allowed: Set = ["Package.swift", "Sources", "Tests", "Fixtures", "Benchmarks", "README.md"]
    return entries.filter { !$0.hasPrefix(".") && !allowed.contains($0) }
  }

  /// Texts that break each rule, and such that only look like it; forbidden words are put together here as well.
  private let planted: [(Rule, offending: [String], innocent: [String])] = [
    (TextRules.marks, ["// TO" + "DO: later", "FIX" + "ME", "\\uXX" + "XX", "HA" + "CK"], ["// to do", "\\uD83D"]),
    (
      TextRules.unfinished, ["fatalError(\"" + "not implemented\")", "fatalError(\"" + "unimplemented\")"],
      ["fatalError(\"a nameless variant\")"]
    ),
    (
      TextRules.machinePaths, ["see /" + "work/notes", "/" + "root/x", "\"/" + "home/dewi/x\"", "/" + "Users/a/b"],
      ["/v1/work/1", "a/work/b", "/" + "workshop/", "/usr/bin/env"]
    ),
    (
      TextRules.foreignHosts, ["https:/" + "/grosir.io/docs", "see http:/" + "/10.0.0.7/simple"],
      [
        "https:/" + "/www.rfc-editor.org/rfc/rfc9457", "http:/" + "/localhost:8080",
        "https:/" + "/api.grosir.example/v1",
      ]
    ),
    (
      TextRules.registries, ["deb.debian" + ".org", "get it from pypi" + ".org", "mirror" + ".internal"],
      ["a mirror image", "debian packages", "the mirror. A second"]
    ),
    (TextRules.blanks, ["let a = 1 ", "\tlet a = 1", "let a\t= 1", "a\u{A0}"], ["  let a = 1", ""]),
    (
      TextRules.width, ["// " + String(repeating: "x", count: 118), String(repeating: "é", count: 121)],
      [String(repeating: "é", count: 120)]
    ),
    (
      TextRules.printing, ["print(1)", "  debugPrint(x)", "dump(x)", "let s = \"\\(print(1))\""],
      ["value.print(1)", "func print(_ x: Int)", "// print(1)", "printed(1)"]
    ),
    (TextRules.testable, ["@" + "testable import GrosirCore"], ["let testable = 1", "// @" + "testable"]),
    (TextRules.unsafeTry, ["let x = try" + "! f()"], ["let x = try f() != nil", "\"try" + "!\""]),
    (TextRules.silencedErrors, ["let x = try" + "? f()"], ["let x = try f() ? 1 : 2"]),
    (
      TextRules.emptyNames, ["struct SessionManager {", "enum Utils {", "final class JoinHelper {", "protocol Util"],
      ["let manager = FileManager.default", "struct Utilization {", "// class Helper", "struct Help {"]
    ),
  ]

  func testEveryRuleFindsWhatItForbids() {
    for (rule, offending, innocent) in planted {
      assertFinds(rule, offending, innocent, path: "Sources/GrosirEngine/Planted.swift")
    }
    let special = [TextRules.length.name, TextRules.beginning.name]
    XCTAssertEqual(Set(planted.map(\.0.name) + special), Set(TextRules.all.map(\.name)), "a rule without an offence")
  }

  func testTheRulesAboutWholeFilesFindWhatTheyForbid() throws {
    func count(_ rule: Rule, _ text: String) throws -> Int {
      try rule.offences(among: [TextFile(path: "Sources/GrosirCore/A.swift", text: text)]).count
    }
    XCTAssertEqual(try count(TextRules.length, String(repeating: "a\n", count: 600)), 0)
    XCTAssertEqual(try count(TextRules.length, String(repeating: "a\n", count: 601)), 1)
    for text in ["", "\nimport A", "// Copyright", "/* Copyright */\nimport A", "//\n// A.swift\n"] {
      XCTAssertEqual(try count(TextRules.beginning, text), 1, text)
    }
    for text in [
      "/// A value.\nstruct A {}", "import A", "@frozen public struct A {}", "#if os(Linux)", "extension A {}",
    ] {
      XCTAssertEqual(try count(TextRules.beginning, text), 0, text)
    }
  }

  func testARuleIsSilentAboutFilesItIsNotAbout() throws {
    func count(_ rule: Rule, _ path: String, _ text: String) throws -> Int {
      try rule.offences(among: [TextFile(path: path, text: text)]).count
    }
    XCTAssertEqual(try count(TextRules.printing, "Sources/grosir/main.swift", "print(1)"), 0)
    XCTAssertEqual(try count(TextRules.silencedErrors, "Tests/TidyTests/A.swift", "try" + "? f()"), 0)
    XCTAssertEqual(try count(TextRules.unsafeTry, "Tests/TidyTests/A.swift", "try" + "! f()"), 1)
    XCTAssertEqual(try count(TextRules.width, "README.md", String(repeating: "x", count: 200)), 0)
    XCTAssertEqual(try count(TextRules.marks, "Tests/run", "# TO" + "DO"), 1)
    XCTAssertEqual(try count(TextRules.blanks, "Fixtures/bytes.json", "{} "), 0)
  }
}
