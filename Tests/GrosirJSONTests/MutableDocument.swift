import GrosirJSON
import GrosirTesting

/// A document to be spoiled: a tree whose leaves are text as it is printed, so that it may hold what no document may,
/// such as a name twice or a number of a thousand digits.
indirect enum MutableDocument: Sendable {
  case leaf(String)
  case list([MutableDocument])
  case object([Member])

  struct Member: Sendable {
    var name: String
    var value: MutableDocument
  }

  init(_ value: JSONValue) {
    switch value {
    case .array(let elements): self = .list(elements.map(MutableDocument.init))
    case .object(let object):
      self = .object(object.members.map { Member(name: $0.name, value: MutableDocument($0.value)) })
    default: self = .leaf(value.printed())
    }
  }

  /// The document as text.
  var text: String {
    switch self {
    case .leaf(let text): text
    case .list(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(JSONValue.string($0.name).printed()): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
  }

  /// The parts right below.
  var children: [MutableDocument] {
    switch self {
    case .leaf: []
    case .list(let elements): elements
    case .object(let members): members.map(\.value)
    }
  }

  /// Any part of the document, those nearer to its leaves more often.
  func part(_ choices: Choices) -> MutableDocument {
    let children = children
    guard !children.isEmpty, choices.chance(3, in: 4) else { return self }
    return choices.element(of: children).part(choices)
  }
}

// MARK: - Mutations

extension MutableDocument {
  /// The document with one number in it changed to another that is probably allowed, or two parts swapped.
  func gentlyMutated(_ choices: Choices) -> MutableDocument {
    switch self {
    case .leaf(let text):
      guard let number = Int64(text), choices.chance(2, in: 3) else { return .leaf(text) }
      guard choices.chance(3, in: 5) else {
        return .leaf("\(choices.boundaryInteger(in: 0...1_000_000_000 as ClosedRange<Int64>))")
      }
      return .leaf("\(number.addingReportingOverflow(choices.integer(in: -3...9)).partialValue)")
    case .list(let elements):
      if elements.isEmpty || choices.chance(1, in: 8) { return .list(choices.shuffled(elements)) }
      return .list(MutableDocument.changingOne(of: elements, choices) { $0.gentlyMutated(choices) })
    case .object(let members):
      if members.isEmpty || choices.chance(1, in: 8) { return .object(choices.shuffled(members)) }
      return .object(
        MutableDocument.changingOne(of: members, choices) { member in
          Member(name: member.name, value: member.value.gentlyMutated(choices))
        })
    }
  }

  /// The document with one thing changed somewhere in it, whatever becomes of its meaning.
  ///
  /// - Parameter donor: a document whose parts may be put into this one.
  func mutated(_ choices: Choices, donor: MutableDocument) -> MutableDocument {
    switch self {
    case .leaf(let text): return .leaf(MutableDocument.changed(text, choices))
    case .list(let elements):
      guard choices.chance(1, in: 6) || elements.isEmpty else {
        return .list(MutableDocument.changingOne(of: elements, choices) { $0.mutated(choices, donor: donor) })
      }
      return .list(MutableDocument.rearranged(elements, choices) { donor.part(choices) })
    case .object(let members):
      guard choices.chance(1, in: 6) || members.isEmpty else {
        return .object(
          MutableDocument.changingOne(of: members, choices) { member in
            Member(name: member.name, value: member.value.mutated(choices, donor: donor))
          })
      }
      if choices.chance(1, in: 5), !members.isEmpty {
        return .object(
          MutableDocument.changingOne(of: members, choices) { member in
            Member(name: MutableDocument.name(choices), value: member.value)
          })
      }
      return .object(
        MutableDocument.rearranged(members, choices) {
          Member(name: MutableDocument.name(choices), value: donor.part(choices))
        })
    }
  }

  private static func changingOne<Part>(of parts: [Part], _ choices: Choices, _ change: (Part) -> Part) -> [Part] {
    var parts = parts
    let position = choices.integer(in: 0...(parts.count - 1))
    parts[position] = change(parts[position])
    return parts
  }

  /// The parts with one more, one fewer, one twice, one replaced or two swapped.
  private static func rearranged<Part>(_ parts: [Part], _ choices: Choices, new: () -> Part) -> [Part] {
    var parts = parts
    let place = choices.integer(in: 0...parts.count)
    guard place < parts.count else { return parts + [new()] }
    switch choices.integer(in: 0...4) {
    case 0: parts.remove(at: place)
    case 1: parts.insert(parts[place], at: choices.integer(in: 0...parts.count))
    case 2: parts.swapAt(place, choices.integer(in: 0...(parts.count - 1)))
    case 3: parts.insert(new(), at: place)
    default: parts[place] = new()
    }
    return parts
  }

  private static func changed(_ leaf: String, _ choices: Choices) -> String {
    switch choices.weighted([(5, 0), (3, 1), (1, 2), (1, 3), (1, 4)]) {
    case 0:
      guard let number = Int64(leaf) else { return choices.element(of: words) }
      return "\(number.addingReportingOverflow(choices.integer(in: -3...3)).partialValue)"
    case 1: return "\(choices.boundaryInteger(in: 0...1_000_000_001 as ClosedRange<Int64>))"
    case 2: return "\(choices.boundaryInteger(in: Int64.min...Int64.max))"
    case 3: return choices.element(of: oddities)
    default: return JSONValue.string(choices.string(0...4)).printed()
    }
  }

  private static func name(_ choices: Choices) -> String {
    choices.chance(3, in: 4) ? choices.element(of: names) : choices.string(0...3)
  }

  /// Names that mean something somewhere.
  private static let names = [
    "S", "M", "L", "XL", "id", "kind", "policy", "variants", "basket", "unitsPerBundle", "tolerance", "ordered", "held",
    "onHand", "committedBundles", "capacityBundles", "multiple", "catchUp", "target", "basePrice", "currency", "tiers",
    "threshold", "price", "guarantee", "minimumFill", "successRule", "participants", "units", "priceAdjustment", "paid",
  ]

  /// Leaves that mean something somewhere.
  private static let words = [
    "null", "true", "false", "0", "1", "\"S\"", "\"XL\"", "\"bundleTolerance\"", "\"allocationMultiple\"",
    "\"progressiveUnlock\"", "\"stockOnly\"", "\"open\"", "\"slowest\"", "\"runnerUp\"", "\"lowestTier\"",
    "\"fullTarget\"", "\"IDR\"", "\"USD\"", "\"A\"", "\"B\"",
  ]

  /// Leaves that mean nothing anywhere.
  private static let oddities = [
    "1.5", "1.0", "1e3", "-0", "0.000e-7", "9223372036854775808", "-9223372036854775809", "1E+400",
    String(repeating: "7", count: 400), "\"\\u0000\"", "\"\\ud83d\\ude00\"", "[]", "{}", "[[[[]]]]", "{\"\": null}",
    "\"" + String(repeating: "é", count: 65) + "\"",
  ]
}
