import Foundation
import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import XCTest
import grosir

/// SPEC §13, §15: whatever a store keeps is the same again when it is read back, and so is all that follows from it.
final class StoredScenarioTests: XCTestCase {
  /// Every scenario among the fixtures prints the same report on a store that keeps only what it can read back.
  func testEveryFixtureIsReadBack() async throws {
    let names = try StoredFixtures.scenarioNames()
    XCTAssertGreaterThan(names.count, 10)
    for name in names {
      let scenario = try StoredFixtures.scenario(name)
      let plain = await ScenarioRun(scenario, on: MemoryStore())
      let reread = await ScenarioRun(scenario, on: RereadingStore(.throughJSON))
      XCTAssertFalse(reread.hasFailed, "\(name): \(reread.report)")
      XCTAssertEqual(reread.report, plain.report, name)
    }
  }

  /// So does every random one.
  func testRandomScenariosAreReadBack() async throws {
    try await checkProperty("a store that reads back is like any other", cases: 250) { choices in
      let scenario = choices.scenario()
      choices.note(scenario.text)
      let document = try scenario.read()
      let plain = await ScenarioRun(document, on: MemoryStore())
      let reread = await ScenarioRun(document, on: RereadingStore(.throughJSON))
      try expect(!reread.hasFailed, reread.report)
      try expect(reread == plain, "the same report")
    }
  }

  /// Whatever text is accepted comes back to the byte, composed as it was.
  func testHostileTextIsReadBack() throws {
    let texts = [
      "'; DROP TABLE sessions; --", "\"quoted\" \\ and / \\u0000", "e\u{301} is not \u{E9}", "😀👨‍👩‍👧",
      "null", "{}", "%s$1", String(repeating: "x", count: 128), String(repeating: "é", count: 64),
      "2026-03-02T09:00:00Z", "0", " padded ",
    ]
    for text in texts {
      let seller = try XCTUnwrap(SellerID(text), text)
      let id = try XCTUnwrap(ProductID(text))
      var draft = Product.Draft(
        id: text, factory: text, sku: "SKU", name: "Name", currency: "IDR", basePrice: 1, unitCost: 0, target: 2,
        variants: [Variant.Draft(id: text, sku: "SKU", name: "S", unitsPerBundle: 1)])
      draft.variants[0].notes = "one line\n\ttwo \(text.filter { $0 != " " })"
      let product = try Product(draft)
      let record = try XCTUnwrap(Rereading.json(product.stored))
      let again = try Product(stored: record)
      XCTAssertEqual(again, product)
      XCTAssertEqual(again.id, id)
      XCTAssertEqual(Array(again.variants[0].notes.utf8), Array(draft.variants[0].notes.utf8))
      XCTAssertEqual(try SellerID(stored: try XCTUnwrap(Rereading.json(seller.stored))), seller)
    }
  }

  /// A store that loses something on the way is found out, or the tests above would show nothing.
  func testWhatIsLostIsNoticed() async throws {
    let scenario = try StoredFixtures.scenario("a-full-life-on-consignment")
    for lost in ["escrowed", "joinedCount", "place", "isDisputed", "lastInstant", "nextPlace"] {
      let rereading = Rereading { Rereading.json($0.withoutValue(of: lost)) }
      let run = await ScenarioRun(scenario, on: RereadingStore(rereading))
      XCTAssertTrue(run.hasFailed, lost)
    }
  }
}

extension Rereading {
  /// By JSON text.
  static var throughJSON: Rereading { Rereading { json($0) } }

  /// A record as it comes back from its JSON text.
  static func json(_ record: Record) -> Record? {
    let bytes = JSONValue(record).printedBytes()
    do throws(InvalidDocument) {
      return Record(try JSONValue(parsing: bytes))
    } catch {
      return nil
    }
  }
}

extension Record {
  /// The record without the fields of a name, wherever they are.
  fileprivate func withoutValue(of name: String) -> Record {
    switch self {
    case .list(let records): .list(records.map { $0.withoutValue(of: name) })
    case .fields(let fields):
      .fields(fields.filter { $0.name != name }.map { Field($0.name, $0.value.withoutValue(of: name)) })
    case .null, .flag, .integer, .text, .instant, .money: self
    }
  }
}

/// The files of the tests about what is stored.
enum StoredFixtures {
  /// The scenarios among the fixtures.
  static func scenarioNames() throws -> [String] {
    let folder = Tool.repository.appendingPathComponent("Fixtures/scenarios")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".report.json") && !$0.hasSuffix(".schema.json") }
      .map { String($0.dropLast(".json".count)) }.sorted()
  }

  static func scenario(_ name: String) throws -> Scenario {
    let file = Tool.repository.appendingPathComponent("Fixtures/scenarios/\(name).json")
    return try DocumentReader().read(parsing: [UInt8](Data(contentsOf: file)), as: .object(Scenario.self))
  }
}
