import GrosirCore
import GrosirJSON
import XCTest

/// SPEC §14, §15: bad input is refused with its path.
///
/// Of every field of both documents each single fault is found, where it is and as what it is, and nothing else is
/// complained of.
final class DocumentFaultTests: XCTestCase {
  func testTheSamplesAreAnswered() throws {
    for sample in DocumentSample.all {
      XCTAssertNoThrow(try sample.tool.answer(to: sample.document.printedBytes()), sample.name)
    }
  }

  func testEverySingleFaultOfEveryFieldIsFoundWhereItIs() {
    var counts: [DocumentFault.Kind: Int] = [:]
    for sample in DocumentSample.all {
      for fault in sample.shape.faults(in: sample.document) {
        counts[fault.kind, default: 0] += 1
        let found = refusal(of: fault.text, sample.tool)
        guard found.map(\.path) != [fault.path] || found.map(\.code) != [fault.code] else { continue }
        XCTFail("\(sample.name): \(fault.code) at \(fault.path) gave \(found) for \(fault.text.prefix(600))")
      }
    }
    print(
      "faults in documents:", DocumentFault.Kind.allCases.map { "\($0) \(counts[$0] ?? 0)" }.joined(separator: ", "))
    for kind in DocumentFault.Kind.allCases { XCTAssertGreaterThanOrEqual(counts[kind] ?? 0, 30, "\(kind)") }
  }

  /// The problem document names the path, and there is no answer beside it.
  func testTheProblemDocumentNamesThePath() throws {
    let fault = #"{"policy": {"kind": "open"}, "variants": [{"id": "S", "unitsPerBundle": 2}, {"id": "M"}]}"#
    let problem = ProblemDocument(InvalidDocument(refusal(of: fault, .availability))).json
    XCTAssertEqual(problem["violations"]?.elements.map { $0["path"] }, ["variants[1].unitsPerBundle"])
    XCTAssertEqual(problem["violations"]?.elements.map { $0["code"] }, ["missing"])
    XCTAssertEqual(problem["status"], 400)
  }

  /// SPEC §15: what `tolerance`, `ordered`, `held`, `onHand` and the policies' parameters are when they are absent.
  func testAbsenceIsTheSameAsTheDefault() {
    var accepted = 0
    for sample in DocumentSample.all {
      for absence in sample.shape.absences(in: sample.document) {
        let without = outcome(of: absence.without, sample.tool)
        guard let standard = absence.withDefault else {
          XCTAssertNoThrow(try without.get(), "\(sample.name): \(absence.path)")
          continue
        }
        XCTAssertEqual(outcome(of: standard, sample.tool), without, "\(sample.name): \(absence.path)")
        accepted += (try? without.get()) == nil ? 0 : 1
      }
    }
    XCTAssertGreaterThanOrEqual(accepted, 45, "most of them break no other rule")
  }

  private func outcome(of document: JSONValue, _ tool: Tool) -> Result<JSONValue, InvalidDocument> {
    do throws(InvalidDocument) {
      return .success(try tool.answer(to: document.printedBytes()))
    } catch {
      return .failure(error)
    }
  }

  /// Values at the ends of a range are never out of range, whatever other rule they break.
  func testTheEndsOfEveryRangeAreInRange() {
    var ends = 0
    for sample in DocumentSample.all {
      for end in sample.shape.ends(in: sample.document) {
        ends += 1
        let found = refusal(of: end.document.printed(), sample.tool).filter { $0.path == end.path }
        let complaints = found.filter { $0.code != .inconsistent && !$0.message.hasPrefix("an adjustment of") }
        XCTAssertEqual(complaints, [], "\(sample.name): \(end.path)")
      }
    }
    XCTAssertGreaterThan(ends, 100)
  }

  /// A field of another kind of policy is unknown, not overlooked.
  func testParametersOfOtherPoliciesAreUnknown() {
    let parameters: [(String, JSONValue, AllocationPolicy.Kind)] = [
      ("committedBundles", 1, .bundleTolerance), ("capacityBundles", nil, .bundleTolerance),
      ("multiple", 2, .allocationMultiple), ("catchUp", "slowest", .allocationMultiple),
      ("target", 100, .progressiveUnlock),
    ]
    for (name, value, owner) in parameters {
      for (kind, sample) in zip(AllocationPolicy.Kind.allCases, DocumentSample.availability) where kind != owner {
        guard case .object(let document) = sample.document, case .object(let policy)? = document["policy"] else {
          return XCTFail("no policy")
        }
        let changed = JSONValue.object(JSONObject(policy.members + [JSONObject.Member(name, value)]))
        let found = refusal(of: JSONValue.object(document.replacing("policy", by: changed)).printed(), .availability)
        XCTAssertEqual(found.map { "\($0.path) \($0.code)" }, ["policy.\(name) unknown"], kind.rawValue)
      }
    }
  }
}

/// The violations of a text for a tool; none if it is answered.
func refusal(of text: String, _ tool: Tool) -> [Violation] {
  violations { () throws(InvalidDocument) in try tool.answer(to: text.utf8) }
}

// MARK: - Changes that are no faults

/// A valid document in which a field is absent, and one in which it has its default instead.
struct DocumentAbsence {
  let path: FieldPath
  let without: JSONValue
  let withDefault: JSONValue?
}

/// A document in which an integer is at an end of its range.
struct DocumentEnd {
  let path: FieldPath
  let document: JSONValue
}

extension Shape {
  /// Every way to leave one optional field away.
  func absences(in value: JSONValue, at path: FieldPath = .root) -> [DocumentAbsence] {
    var own: [DocumentAbsence] = []
    if case .object(let members) = self, case .object(let object) = value {
      own = members.compactMap { member in
        let without = JSONValue.object(object.replacing(member.name, by: nil))
        let place = path.field(member.name)
        switch member.absence {
        case .refused, .refusedOutside: return nil
        case .unlike: return DocumentAbsence(path: place, without: without, withDefault: nil)
        case .same(let standard):
          let withDefault = JSONValue.object(object.replacing(member.name, by: standard))
          return DocumentAbsence(path: place, without: without, withDefault: withDefault)
        }
      }
    }
    return own
      + parts(of: value, at: path).flatMap { part in
        part.shape.absences(in: part.value, at: part.path).map { inner in
          DocumentAbsence(
            path: inner.path, without: part.place(inner.without), withDefault: inner.withDefault.map(part.place))
        }
      }
  }

  /// Every way to put one integer at an end of its range.
  func ends(in value: JSONValue, at path: FieldPath = .root) -> [DocumentEnd] {
    switch self {
    case .integer(let range):
      [range.lowerBound, range.upperBound].map { DocumentEnd(path: path, document: .integer($0)) }
    case .nullable(let shape): shape.ends(in: value, at: path)
    default:
      parts(of: value, at: path).flatMap { part in
        part.shape.ends(in: part.value, at: part.path).map {
          DocumentEnd(path: $0.path, document: part.place($0.document))
        }
      }
    }
  }

  /// A part of a value, and how to put another in its place.
  private struct Part {
    let shape: Shape
    let value: JSONValue
    let path: FieldPath
    let place: (JSONValue) -> JSONValue
  }

  private func parts(of value: JSONValue, at path: FieldPath) -> [Part] {
    switch (self, value) {
    case (.nullable(let shape), _): return shape.parts(of: value, at: path)
    case (.list(let shape, _), .array(let elements)):
      return elements.indices.map { position in
        Part(shape: shape, value: elements[position], path: path.index(position)) { inner in
          var changed = elements
          changed[position] = inner
          return .array(changed)
        }
      }
    case (.map(let shape, _), .object(let object)):
      return object.members.map { member in
        Part(shape: shape, value: member.value, path: path.field(member.name)) { inner in
          .object(object.replacing(member.name, by: inner))
        }
      }
    case (.object(let members), .object(let object)):
      return members.compactMap { member in
        object[member.name].map { value in
          Part(shape: member.shape, value: value, path: path.field(member.name)) { inner in
            .object(object.replacing(member.name, by: inner))
          }
        }
      }
    default: return []
    }
  }
}
