import GrosirJSON
import XCTest

/// Reading takes time in proportion to the size of the document; the bounds are generous, for slow machines.
final class ParsingTimeTests: XCTestCase {
  private func document(_ count: Int) -> [UInt8] {
    let objects = (0..<count).map { number -> JSONValue in
      [
        "id": .string("variant-\(number)"), "unitsPerBundle": 12, "tolerance": nil, "ordered": .integer(Int64(number)),
        "held": 0, "isActive": true, "name": "Kaos polos lengan pendek",
      ]
    }
    return JSONValue.array(objects).printedBytes()
  }

  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body) / .seconds(1)
  }

  func testFiveThousandObjects() throws {
    let bytes = document(5_000)
    var best = Double.infinity
    for _ in 0..<3 { best = min(best, try seconds { _ = try JSONValue(parsing: bytes) }) }
    let value = try JSONValue(parsing: bytes)
    let reading = seconds {
      _ = violations { () throws(InvalidDocument) in
        try DocumentReader().read(value, as: .array(of: .object(SampleLine.self), count: 0...5_000))
      }
    }
    print("parsed \(bytes.count) bytes in \(best) s; refused every object in \(reading) s")
    XCTAssertLessThan(best, 2)
    XCTAssertLessThan(reading, 2)
  }

  /// Ten times the size takes ten times as long, not a hundred times.
  func testTimeIsLinear() throws {
    let shapes: [(Int) -> String] = [
      { "{" + (0..<$0).map { "\"k\($0)\":0" }.joined(separator: ",") + "}" },
      { "{" + (0..<$0).map { _ in "\"\\u0061\":0" }.joined(separator: ",") + "}" },
      { "[" + String(repeating: "1,", count: $0) + "1]" },
      { String(repeating: "9", count: 20 * $0) },
      { "\"" + String(repeating: "\\ud83d\\ude00", count: $0) + "\"" },
      { "\"" + String(repeating: "\\", count: 20 * $0) },
      { String(repeating: "{\"a\":[", count: $0) },
      { String(repeating: "\n", count: 20 * $0) + "x" },
    ]
    for (number, shape) in shapes.enumerated() {
      let small = Array(shape(4_000).utf8)
      let large = Array(shape(40_000).utf8)
      let short = seconds { _ = try? JSONValue(parsing: small) }
      let long = seconds { _ = try? JSONValue(parsing: large) }
      XCTAssertLessThan(long, max(0.5, 40 * short), "shape \(number)")
    }
  }
}
