import GrosirCore
import GrosirJSON
import GrosirTesting
import XCTest

/// SPEC §3.1, §3.2, §4 and §5: every worked example, through the documents of §15, byte for byte.
///
/// The fixtures named `BUNDLE-bundle-DEMAND-demand-…` take the four bundles and the three demand profiles of the
/// platform's description. The smaller merchant, with fifty square metres, tolerates 20 S, 20 M, 15 L and 10 XL left
/// over; the larger, with a thousand, 100, 100, 75 and 50. In those of a merchant the profile's hundred units are asked
/// for as one basket on an empty session; in those named `…-sold` they are sold and paid, and what is left over shows.
final class FixtureTests: XCTestCase {
  func testEveryFixtureGivesExactlyItsAnswer() throws {
    for tool in Tool.answering {
      for fixture in try Fixture.all(of: tool) {
        let output = try tool.output(for: fixture.input)
        XCTAssertEqual(
          String(decoding: output, as: UTF8.self), String(decoding: fixture.answer, as: UTF8.self), fixture.name)
      }
    }
  }

  func testNoFixtureLacksItsAnswerNorAnAnswerItsFixture() throws {
    for tool in Tool.answering {
      let (inputs, answers) = try Fixture.names(of: tool)
      XCTAssertEqual(inputs.symmetricDifference(answers), [], "\(tool)")
      XCTAssertGreaterThanOrEqual(inputs.count, 30, "\(tool): a table of examples, not a handful")
    }
  }

  /// The files are laid out as the tool lays out its own documents, so that a change of one shows as a change of lines.
  func testFixturesAreLaidOutAsDocumentsAre() throws {
    for tool in Tool.answering {
      for fixture in try Fixture.all(of: tool) {
        for bytes in [fixture.input, fixture.answer] {
          XCTAssertEqual(try JSONValue(parsing: bytes).printedBytes(.indented) + [0x0A], bytes, fixture.name)
        }
      }
    }
  }

  /// SPEC §3.1: the four bundles with the three demand profiles, for both merchants and with all sold.
  func testEveryBundleMeetsEveryDemandProfile() throws {
    let names = try Fixture.names(of: .availability).inputs
    for bundle in ["tshirt", "hoodie", "kids", "dress"] {
      for demand in ["kids-tshirts", "mens-hoodies", "womens-athletic"] {
        for end in ["small-merchant", "large-merchant", "sold"] {
          XCTAssertTrue(names.contains("\(bundle)-bundle-\(demand)-demand-\(end)"))
        }
      }
    }
  }
}

// MARK: - The composition of 5 000 variants

extension FixtureTests {
  private static let largeFile = "large/composition-of-5000-variants.json"

  /// The file is what the documented command makes of the seed.
  func testTheLargeCompositionFollowsFromItsSeed() throws {
    let made = Array(LargeComposition(seed: 1, variants: 5_000).text.utf8)
    XCTAssertTrue(try Fixture.file(Self.largeFile) == made, "made anew, the file is another")
    XCTAssertNotEqual(LargeComposition(seed: 2, variants: 5_000).text, LargeComposition(seed: 1, variants: 5_000).text)
  }

  /// Its answer has 1.8 MB, so that only its length and digest are kept, computed as the other answers were; with the
  /// counts that make it worth asking.
  func testTheLargeCompositionGivesExactlyItsAnswer() throws {
    let output = try Tool.availability.output(for: Fixture.file(Self.largeFile))
    XCTAssertEqual(output.count, 1_844_164)
    XCTAssertEqual(Self.digest(of: output), 0xE87E_A64E_F6BE_A17F)
    let answer = try JSONValue(parsing: output)
    XCTAssertEqual(answer["bundlesNeeded"], 40)
    XCTAssertEqual(answer["producedUnits"], 1_314_280)
    XCTAssertEqual(answer["excessUnits"], 666_423)
    XCTAssertEqual(answer["basket"]?["violations"]?.elements.count, 69)
    let variants = answer["variants"]?.elements ?? []
    XCTAssertEqual(variants.count { $0["isLocked"] == true }, 638)
    XCTAssertEqual(variants.reduce(0) { $0 + ($1["unlock"]?.elements.count ?? 0) }, 14_997)
  }

  /// Compositions of other seeds and sizes are valid documents too, and not all alike.
  func testOtherCompositionsAreAnswered() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let size = [4, 5, 100, 999][Int(seed % 4)]
      let answer = try Tool.availability.answer(to: LargeComposition(seed: seed, variants: size).text.utf8)
      XCTAssertEqual(answer["variants"]?.elements.count, size)
    }
  }

  /// FNV-1a, of 64 bits.
  private static func digest(of bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

extension JSONValue {
  /// The member of this name, or nil if this is no object or has none.
  subscript(name: String) -> JSONValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  /// The elements, none if this is no list.
  var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The integer, or nil if this is none.
  var integer: Int64? {
    if case .integer(let integer) = self { integer } else { nil }
  }
}
