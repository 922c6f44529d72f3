import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirSQL
import GrosirSQLite
import GrosirTesting
import XCTest

/// Text that breaks queries, encoders and terminals goes in and comes out, or is refused; it never does anything.
final class HostileTextTests: XCTestCase {
  func testEveryRecordIsReadBackAsItWasPrinted() throws {
    let report = try checkProperty("a record is the same again as text", minimumShares: ["instant": 0.2]) { choices in
      let record = HostileTextTests.record(choices, depth: 3)
      let text = RecordText.print(record)
      choices.note(text)
      if text.contains("\\u0054") { choices.count("instant") }
      try expectEqual(RecordText.parse(text), record, "the record")
      try expect(!text.utf8.contains { $0 < 0x20 }, "no control character stands in the text as it is")
    }
    print(report)
  }

  /// Each byte that has to be escaped, and its neighbours that need not be, at each place of texts of each length.
  func testWhatHasToBeEscapedIsFoundAnywhere() throws {
    let escapes: [String: String] = [
      "\u{0}": "\\u0000", "\n": "\\u000a", "\u{1F}": "\\u001f", " ": " ", "!": "!", "\"": "\\\"", "#": "#", "[": "[",
      "\\": "\\\\", "]": "]", "\u{7F}": "\u{7F}", "\u{80}": "\u{80}", "\u{A0}": "\u{A0}", "é": "é",
      "\u{1F600}": "\u{1F600}",
    ]
    for length in 0..<40 {
      for place in 0...length {
        let (before, behind) = (String(repeating: "a", count: place), String(repeating: "z", count: length - place))
        for (byte, escaped) in escapes {
          let text = RecordText.print(.text(before + byte + behind))
          XCTAssertEqual(text, "\"\(before)\(escaped)\(behind)\"", "\(length) \(place)")
        }
      }
    }
  }

  /// Whatever size a record has, and at whatever place what needs room begins.
  func testLargeRecordsAreWhole() throws {
    let instant = try Instant(rfc3339: "2026-03-02T02:00:00.250Z")
    let parts: [(Record, String)] = [
      (.instant(instant), "\"2026-03-02\\u005402:00:00.250Z\""), (.integer(.min), "-9223372036854775808"),
      (.integer(.max), "9223372036854775807"), (.integer(0), "0"), (.flag(false), "false"), (.null, "null"),
      (.money(Money(-1_000, .idr)), "{\"\\u0061mount\":-1000,\"currency\":\"IDR\"}"), (.list([]), "[]"),
      (.fields([]), "{}"),
    ]
    for (part, text) in parts {
      for size in Array(900...1_100) + [0, 170, 5_000] {
        let letters = String(repeating: "x", count: size)
        let printed = RecordText.print(.list([.text(letters), part, .fields([Record.Field(letters, part)])]))
        XCTAssertEqual(printed, "[\"\(letters)\",\(text),{\"\(letters)\":\(text)}]", "\(size)")
      }
    }
  }

  func testWhatWasNeverPrintedIsNoRecord() {
    for text in [
      "", " ", "nul", "{", "[1,]", "[1 ,2]", "\"a", "\"\\x\"", "{\"a\"}", "{\"a\":}", "01x", "-", "1.5", "true false",
      "\"\\u0041\\u0054\"", "\"\\ud83d\"", "99999999999999999999", String(repeating: "[", count: 10_000),
    ] {
      XCTAssertNil(RecordText.parse(text), text)
    }
  }

  /// The same commands with hostile identities and names give the same in a file as in memory.
  func testHostileIdentitiesRoundTrip() async throws {
    let folder = try TemporaryFolder()
    let report = try await checkProperty(
      "hostile identities round-trip", cases: 120, minimumShares: ["kept": 0.5, "refused": 0.1]
    ) { choices in
      let words = HostileTextTests.identities(choices)
      let name = choices.string(0...6)
      choices.note("\(words) \(name)")
      let (file, memory) = (try SQLiteStore(path: folder.path()), MemoryStore())
      let kept = try await HostileTextTests.use(file, words, name)
      try kept.expectSame(as: try await HostileTextTests.use(memory, words, name))
      await file.close()
      if !kept.events.isEmpty { choices.count("kept") }
      if !kept.refusals.isEmpty { choices.count("refused") }
    }
    print(report)
  }

  // MARK: Drawing

  private static func record(_ choices: Choices, depth: Int) -> Record {
    switch choices.integer(in: 0...(depth > 0 ? 7 : 5)) {
    case 0: return .null
    case 1: return .flag(choices.integer(in: 0...1) == 1)
    case 2: return .integer(choices.integer(in: Int64.min...Int64.max))
    case 3: return .text(choices.string(0...8))
    case 4:
      let milliseconds = choices.integer(in: -62_167_219_200_000...253_402_300_799_999 as ClosedRange<Int64>)
      return Instant(millisecondsSince1970: milliseconds).map { .instant($0) } ?? .null
    case 5: return .money(Money(choices.integer(in: Int64.min...Int64.max), .idr))
    case 6: return .list((0..<choices.integer(in: 0...4)).map { _ in record(choices, depth: depth - 1) })
    default:
      return .fields(
        (0..<choices.integer(in: 0...4)).map { number in
          Record.Field("\(number)\(choices.string(0...2))", record(choices, depth: depth - 1))
        })
    }
  }

  /// Six different identities, some as long as they may be.
  private static func identities(_ choices: Choices) -> [String] {
    let fragments = ["' OR ''='", "x'); DROP TABLE events; --", "a/b", "a%2Fb", "$1", "👨‍👩‍👧‍👦", "\"", "é", "e\u{301}"]
    return (0..<6).map { number in
      let isFragment = choices.integer(in: 0...2) == 0
      let text = isFragment ? fragments[choices.integer(in: 0...fragments.count - 1)] : choices.string(1...6)
      let plain = String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isControl }))
      let long = choices.integer(in: 0...9) == 0 ? String(repeating: "ü", count: 63) : plain
      return Identifier<Int>("\(number)\(long)") == nil ? "\(number)" : "\(number)\(long)"
    }
  }

  private static func use(_ store: some GrosirStore, _ words: [String], _ name: String) async throws -> StoreView {
    let engine = Engine(store)
    let tenant: TenantID = identity(words[0])
    let (owner, variant): (OwnerID, VariantID) = (identity(words[1]), identity(words[2]))
    let key = StockKey(owner: owner, location: identity(words[3]), variant: variant)
    var number: UInt64 = 0
    func context() -> Context {
      number += 1
      return Context(
        tenant: tenant, command: identity("\(words[4])-\(number)".prefix128), actor: identity(words[5]), now: .epoch,
        seed: .max - number)
    }
    let draft = Location.Draft(id: words[3], name: name, address: name, postalCode: "12345")
    _ = try? await engine.execute(PutLocation(draft), in: context())
    _ = try? await engine.execute(AdjustStock(key, by: 9, because: .receipt), in: context())
    for (place, units) in [5, 3, 5].enumerated() {
      let order: OrderID = identity(words[place])
      _ = try? await engine.execute(ReserveStock(order, [StockLine(key, units)]), in: context())
    }
    let found = try await store.look(
      at: [
        .stock(.items(of: owner, after: nil, limit: 9)), .stock(.open(of: variant, after: nil, limit: 9)),
        .location(key.location),
      ], of: tenant)
    let items = found.stockItems(.items(of: owner, after: nil, limit: 9))
    let open = found.reservations(.open(of: variant, after: nil, limit: 9))
    let location = found.location(key.location).map { "\($0)" } ?? "none"
    return try await StoreView(of: tenant, in: store, report: "\(items) \(open) \(location)")
  }

  private static func identity<Subject>(_ text: String) -> Identifier<Subject> {
    guard let identity = Identifier<Subject>(text) else { preconditionFailure("an identity: \(text)") }
    return identity
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isControl: Bool { generalCategory == .control }
}

extension String {
  /// As much of the text as an identity may have.
  fileprivate var prefix128: String {
    var text = self
    while text.utf8.count > 128 { text.removeFirst() }
    return text
  }
}
