import XCTest

/// The rules rest on knowing what is code; these tests hold the lexer to the language's corners.
final class SwiftCodeTests: XCTestCase {
  private func words(_ source: String) throws -> [String] {
    try SwiftCode(source).tokens.map(\.text).filter { $0 != "\"" }
  }

  func testCommentsAreNoCode() throws {
    XCTAssertEqual(try words("a // any\nb"), ["a", "b"])
    XCTAssertEqual(try words("a /* any */ b"), ["a", "b"])
    XCTAssertEqual(try words("a /* one /* two */ still */ b"), ["a", "b"])
    XCTAssertEqual(try words("a /* // */ b"), ["a", "b"])
    XCTAssertEqual(try words("a // /* any\nb"), ["a", "b"])
    XCTAssertEqual(try words("a /**/ b /*/ any */ c"), ["a", "b", "c"])
    XCTAssertEqual(try words("a / b * c"), ["a", "/", "b", "*", "c"])
  }

  func testStringsAreNoCode() throws {
    XCTAssertEqual(try words(#"a "any" b"#), ["a", "b"])
    XCTAssertEqual(try words(#"a "\" any" b"#), ["a", "b"])
    XCTAssertEqual(try words(#"a "\\" b"#), ["a", "b"])
    XCTAssertEqual(try words(#"a "// any" b"#), ["a", "b"])
    XCTAssertEqual(try words(#"a "/* any" b "*/" c"#), ["a", "b", "c"])
    XCTAssertEqual(try words(#"a "" b"#), ["a", "b"])
    XCTAssertEqual(try words("a \"'\" b"), ["a", "b"])
  }

  func testMultilineStringsAreNoCode() throws {
    XCTAssertEqual(try words("a \"\"\"\n any \"quoted\" any\n \"\"\" b"), ["a", "b"])
    XCTAssertEqual(try words("a \"\"\"\n \\\"\"\" any\n \"\"\" b"), ["a", "b"])
    XCTAssertEqual(try words("a \"\"\"\n any \\\n any\n \"\"\" b"), ["a", "b"])
    XCTAssertEqual(try words("a #\"\"\"\n \"\"\" any \\n\n \"\"\"# b"), ["a", "b"])
  }

  func testRawStringsAreNoCode() throws {
    XCTAssertEqual(try words(##"a #"any "quoted" \" any"# b"##), ["a", "b"])
    XCTAssertEqual(try words(###"a ##"any "# any"## b"###), ["a", "b"])
    XCTAssertEqual(try words(##"a #"\(any)"# b"##), ["a", "b"])
    XCTAssertEqual(try words(##"a #"""# b"##), ["a", "b"])
    XCTAssertEqual(try words(##"#if canImport(Glibc)"##), ["#", "if", "canImport", "(", "Glibc", ")"])
  }

  func testInterpolatedCodeIsCode() throws {
    XCTAssertEqual(try words(#"a "x \(b) y" c"#), ["a", "(", "b", ")", "c"])
    XCTAssertEqual(try words(#"a "\(f("any)", (b)))" c"#), ["a", "(", "f", "(", ",", "(", "b", ")", ")", ")", "c"])
    XCTAssertEqual(try words(#"a "\("\(b)")" c"#), ["a", "(", "(", "b", ")", ")", "c"])
    XCTAssertEqual(try words(##"a #"any \#(b) any"# c"##), ["a", "(", "b", ")", "c"])
    XCTAssertEqual(try words("a \"\"\"\n any \\(b /* any */) any\n \"\"\" c"), ["a", "(", "b", ")", "c"])
  }

  func testLinesStayWhereTheyAre() throws {
    let source = "a\n/* 2\n3 */ b\n\"\"\"\n 5 \\(c)\n \"\"\"\nd // 7\ne"
    let tokens = try SwiftCode(source).tokens.filter(\.isWord)
    XCTAssertEqual(tokens.map(\.text), ["a", "b", "c", "d", "e"])
    XCTAssertEqual(tokens.map(\.line), [1, 3, 5, 7, 8])
  }

  func testWhatDoesNotEndIsAnErrorWithItsLine() {
    for (source, line) in [
      ("a\n\"b", 2), ("a\n\"b\n\"", 2), ("\n\n/* /* */", 3), ("\"\"\"\n\"", 1), ("a \"\\(b", 1), ("#\"a\"", 1),
      ("\"\\", 1),
    ] {
      XCTAssertThrowsError(try SwiftCode(source), source) { error in
        XCTAssertEqual(error as? SwiftCode.Unterminated, SwiftCode.Unterminated(line: line), source)
      }
    }
  }

  func testNumbers() throws {
    XCTAssertEqual(try words("0..<5"), ["0", ".", ".", "<", "5"])
    XCTAssertEqual(try words("1.max 1_000 0xFF-1"), ["1", ".", "max", "1_000", "0xFF", "-", "1"])
    XCTAssertEqual(try words("0xFE+1 1e-5 1.5e+3 0x1p-4"), ["0xFE", "+", "1", "1e-5", "1.5e+3", "0x1p-4"])
    let numbers = try SwiftCode("1 1_000 0xE 0b1 1.5 1e9 0x1p4 2.0").tokens
    XCTAssertEqual(numbers.filter(\.isFloatingLiteral).map(\.text), ["1.5", "1e9", "0x1p4", "2.0"])
  }

  func testAWordInBackticksIsNoKeyword() throws {
    XCTAssertEqual(try words("case `import`, `any`"), ["case", "`import`", ",", "`any`"])
  }
}
