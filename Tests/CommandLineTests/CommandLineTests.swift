import Foundation
import Glibc
import GrosirJSON
import XCTest
import grosir

/// The program as others meet it: arguments, streams and exit statuses (SPEC §15).
final class CommandLineTests: XCTestCase {
  private let hoodie = "Fixtures/availability/hoodie-basket-55-m.json"
  private let joins = "Fixtures/settle/joins-of-10-15-20.json"

  /// A document from a file, from standard input and from `-` gives the same answer.
  func testReadsFilesAndStandardInput() throws {
    let bytes = try Data(contentsOf: Tool.repository.appendingPathComponent(hoodie))
    let fromFile = try Tool.run(["availability", hoodie])
    XCTAssertEqual(fromFile.status, 0)
    XCTAssertEqual(fromFile.problem, "")
    for arguments in [["availability"], ["availability", "-"]] {
      let result = try Tool.run(arguments, input: bytes)
      XCTAssertEqual(result.status, 0)
      XCTAssertEqual(result.output, fromFile.output)
    }
  }

  /// Every fixture's answer is printed to the byte.
  func testPrintsTheFixturesAnswers() throws {
    var compared = 0
    for command in ["availability", "settle"] {
      let folder = Tool.repository.appendingPathComponent("Fixtures/\(command)")
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".answer.json") {
        let question = name.replacingOccurrences(of: ".answer.json", with: ".json")
        let result = try Tool.run([command, "Fixtures/\(command)/\(question)"])
        let expected = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        XCTAssertEqual(result.output, expected, question)
        XCTAssertEqual(result.status, 0, question)
        compared += 1
      }
    }
    XCTAssertGreaterThan(compared, 20)
  }

  /// A refused basket and a failed session are answers, not problems.
  func testARefusedBasketIsAnAnswer() throws {
    let result = try Tool.run(["availability", hoodie])
    XCTAssertEqual(result.status, 0)
    XCTAssertTrue(result.output.contains("\"accepted\": false"))
  }

  /// Misuse exits with 2, says what to do on standard error and writes nothing to standard output.
  func testMisuse() throws {
    let cases: [([String], String)] = [
      ([], "say which command"), (["sell"], "no command \"sell\""), (["availability", "--fast"], "no option --fast"),
      (["availability", "a", "b"], "one file at a time"), (["settle", "--language"], "--language takes en or id"),
      (["settle", "--language", "fr"], "--language takes en or id"), (["settle", "no-such-file"], "cannot be opened"),
      (["settle", "Fixtures"], "cannot be read"), (["help", "sell"], "no command"),
      (["help", "settle", "sell"], "one command at a time"), (["explain"], "say KIND and ID"),
      (["explain", "--pretty", "balance"], "say ID"), (["explain", "stock", "a/b/c", hoodie], "KIND is one of onHand"),
      (["explain", "availabilty", "a/b", hoodie], "did you mean availability?"),
      (["explain", "--steps", "0", "balance", "bank", hoodie], "--steps takes a number from 1"),
      (["explain", "balance", "bank", "a", "b"], "one file at a time"),
      (["history", "purchaseorder", "a", hoodie], "did you mean purchaseOrder?"), (["history"], "say KIND and ID"),
      (["replay", "--events", "--pretty", "Fixtures/scenarios/a-first-look.json"], "--events has a form of its own"),
    ]
    for (arguments, expected) in cases {
      let result = try Tool.run(arguments)
      XCTAssertEqual(result.status, 2, "\(arguments)")
      XCTAssertEqual(result.output, "", "\(arguments)")
      let problem = try problem(result)
      XCTAssertEqual(problem["code"], .string("misuse"))
      guard case .string(let detail)? = problem["detail"] else { return XCTFail("no detail for \(arguments)") }
      XCTAssertTrue(detail.contains(expected), detail)
      XCTAssertTrue(detail.contains("--help"), detail)
    }
  }

  /// A document that is refused exits with 1 and lists every violation.
  func testRefusedDocument() throws {
    let text = #"{"policy": {"kind": "open"}, "variants": [{"id": "S", "unitsPerBundle": 0}], "baskt": {}}"#
    let result = try Tool.run(["availability", "--pretty"], input: Data(text.utf8))
    XCTAssertEqual(result.status, 1)
    XCTAssertEqual(result.output, "")
    XCTAssertEqual(try paths(in: result), ["variants[0].unitsPerBundle", "baskt"])
  }

  /// Nothing, half a document, and more bytes than a document may have are refused, not trapped on.
  func testDocumentsThatAreNone() throws {
    for bytes in [Data(), Data("{".utf8), Data([0xFF, 0xFE, 0x00]), Data(repeating: 0x20, count: 17 << 20)] {
      let result = try Tool.run(["settle"], input: bytes)
      XCTAssertEqual(result.status, 1, "\(bytes.count) bytes")
      XCTAssertEqual(result.output, "")
      XCTAssertEqual(try paths(in: result), [""])
    }
  }

  /// An answer that cannot be written is not lost in silence.
  func testAnAnswerThatCannotBeWritten() throws {
    for arguments in [["availability", hoodie], ["settle", "--pretty", joins], ["--help"]] {
      let result = try Tool.run(arguments, device: (output: "/dev/full", problem: nil))
      XCTAssertEqual(result.status, 70, "\(arguments)")
      let problem = try problem(result)
      XCTAssertEqual(problem["code"], "unwritten")
      guard case .string(let detail)? = problem["detail"] else { return XCTFail("no detail for \(arguments)") }
      XCTAssertTrue(detail.hasPrefix("standard output cannot be written: "), detail)
    }
  }

  /// Where the problem itself cannot be written, the exit status still tells what it is.
  func testAProblemThatCannotBeWritten() throws {
    for (arguments, status) in [(["settle"], 1), (["sell"], 2)] as [([String], Int32)] {
      XCTAssertEqual(try Tool.run(arguments, device: (output: nil, problem: "/dev/full")).status, status)
    }
  }

  /// Names of any script and length stand in columns: each wide character takes two, a mark above another none, and of
  /// a long name the table shows both ends.
  func testNamesOfAnyScriptStandInColumns() throws {
    let names = ["S", "加大码", "สีน้ำเงิน", "👕", "e\u{301}", "Kaos Lengan Panjang Merah Muda"]
    let variants = names.map { "{\"id\": \"\($0)\", \"unitsPerBundle\": 1}" }.joined(separator: ",")
    let text = "{\"policy\": {\"kind\": \"stockOnly\"}, \"variants\": [\(variants)]}"
    let result = try Tool.run(["availability", "--pretty"], input: Data(text.utf8))
    XCTAssertEqual(result.status, 0, result.problem)
    let shown = [
      "S                   ", "加大码              ", "สีน้ำเงิน              ", "👕                  ",
      "e\u{301}                   ", "Kaos Lenga…erah Muda",
    ]
    for name in shown {
      XCTAssertTrue(result.output.contains("\n  \(name)           1        0     locked"), "\(name): \(result.output)")
    }
    XCTAssertTrue(result.output.contains("Kaos Lenga…erah Muda  Kaos Lengan Panjang Merah Muda is locked for now."))
  }

  /// Help teaches: it names each option and shows a document that works.
  func testHelp() throws {
    let overview = try Tool.run(["--help"])
    XCTAssertEqual(overview.status, 0)
    for (command, words) in [
      ("replay", []), ("explain", ["available", "rina/jakarta/M"]), ("history", ["stock", "rina/jakarta/M"]),
      ("reconcile", []), ("availability", []), ("settle", []),
    ] {
      let runsScenarios = !["availability", "settle"].contains(command)
      XCTAssertTrue(overview.output.contains("  \(command) "))
      let help = try Tool.run([command, "--help"])
      XCTAssertEqual(help.status, 0)
      XCTAssertEqual(try Tool.run(["help", command]).output, help.output)
      for option in ["--pretty", runsScenarios ? "--until" : "--language", "FILE", "examples:", "exit", "usage:"] {
        XCTAssertTrue((help.output + overview.output).contains(option), "\(command) \(option)")
      }
      let document = try XCTUnwrap(firstDocument(in: help.output))
      let result = try Tool.run([command] + words, input: Data(document.utf8))
      XCTAssertEqual(result.status, 0, result.problem)
      for example in examples(in: help.output) {
        XCTAssertEqual(try Tool.run(example).status, 0, "\(example)")
      }
    }
  }

  /// The view for people has the numbers, the reasons and the verdict, and no colour where nobody sees it.
  func testPrettyIsPlainInAPipe() throws {
    let result = try Tool.run(["availability", "--pretty", hoodie])
    XCTAssertEqual(result.status, 0)
    XCTAssertFalse(result.output.contains("\u{1B}"))
    for text in ["Basket of 55 M: refused", "20 S can still be ordered.", "add 2 S and 4 L", "left over"] {
      XCTAssertTrue(result.output.contains(text), text)
    }
    let indonesian = try Tool.run(["availability", "--pretty", "--language=id", hoodie])
    XCTAssertTrue(indonesian.output.contains("S masih bisa dipesan sampai 20 buah."))
    let settlement = try Tool.run(["settle", "--pretty", joins])
    for text in ["succeeded", "25 %", "1,500,000", "2,250,000", "← reached"] {
      XCTAssertTrue(settlement.output.contains(text), text)
    }
    let width = result.output.split(separator: "\n").map(\.count).max() ?? 0
    XCTAssertLessThanOrEqual(width, 110)
  }

  /// Colour is for a terminal that has it, and only while NO_COLOR says nothing.
  func testWhenColourIsWanted() {
    XCTAssertTrue(Palette.isWanted(onTerminal: true, noColor: nil, terminal: "xterm"))
    XCTAssertTrue(Palette.isWanted(onTerminal: true, noColor: "", terminal: nil))
    XCTAssertFalse(Palette.isWanted(onTerminal: false, noColor: nil, terminal: "xterm"))
    XCTAssertFalse(Palette.isWanted(onTerminal: true, noColor: "1", terminal: "xterm"))
    XCTAssertFalse(Palette.isWanted(onTerminal: true, noColor: nil, terminal: "dumb"))
  }

  /// On a terminal the view is coloured, unless NO_COLOR is set or the terminal is dumb.
  ///
  /// It needs a pseudo-terminal; where there is none, as in a bare root without `/dev/pts`, it says so, and
  /// ``testWhenColourIsWanted()`` has shown the rule.
  func testColourOnATerminalOnly() throws {
    let coloured = try onTerminal(["availability", "--pretty", hoodie], environment: ["TERM": "xterm"])
    XCTAssertTrue(coloured.contains("\u{1B}[32m"))
    for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]] {
      let plain = try onTerminal(["availability", "--pretty", hoodie], environment: environment)
      XCTAssertTrue(plain.contains("Basket of 55 M"))
      XCTAssertFalse(plain.contains("\u{1B}"))
    }
  }

  // MARK: Support

  private func problem(_ result: Tool.Result) throws -> JSONObject {
    guard case .object(let object) = try JSONValue(parsing: Array(result.problem.utf8)) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return object
  }

  private func paths(in result: Tool.Result) throws -> [String] {
    guard case .array(let violations)? = try problem(result)["violations"] else { return [] }
    return violations.compactMap { violation in
      guard case .object(let object) = violation, case .string(let path)? = object["path"] else { return nil }
      return path
    }
  }

  /// The indented JSON document a help text shows.
  private func firstDocument(in help: String) -> String? {
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("  {") }) else { return nil }
    return lines[start...].prefix { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The arguments of the commands that a help text shows about files.
  private func examples(in help: String) -> [[String]] {
    help.split(separator: "\n").filter { $0.hasPrefix("  grosir ") && $0.contains(" Fixtures/") }.map { line in
      line.split(separator: " ").dropFirst().map(String.init)
    }
  }

  /// What the program writes when its standard output is a terminal.
  private func onTerminal(_ arguments: [String], environment: [String: String]) throws -> String {
    var (master, slave): (Int32, Int32) = (0, 0)
    guard unsafe openpty(&master, &slave, nil, nil, nil) == 0 else {
      throw XCTSkip("there are no pseudo-terminals on this machine")
    }
    let process = Process()
    process.executableURL = Tool.executable
    process.arguments = arguments
    process.currentDirectoryURL = Tool.repository
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    try process.run()
    close(slave)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(master, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    close(master)
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
