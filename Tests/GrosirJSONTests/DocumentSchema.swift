import GrosirCore
import GrosirJSON

/// What a value of a document may be, as data: the schema of SPEC §15, written down apart from the code that reads it.
indirect enum Shape: Sendable {
  case integer(ClosedRange<Int64>)
  case boolean
  /// Text of a form of its own, with some that do not have it.
  case text(spoilt: [Spoilt])
  case identifier
  case currency
  case choice([String])
  case nullable(Shape)
  case list(Shape, ClosedRange<Int>)
  /// An object whose names are identifiers.
  case map(Shape, ClosedRange<Int>)
  case object([Member])

  /// Text that is refused, and as what.
  struct Spoilt: Sendable {
    let text: String
    let code: Violation.Code
  }

  /// A field of an object.
  struct Member: Sendable {
    let name: String
    let shape: Shape
    let absence: Absence
  }

  /// What it means that a field is absent.
  enum Absence: Sendable {
    /// The document is refused.
    case refused
    /// The same as this value.
    case same(JSONValue)
    /// Something no value says.
    case unlike
    /// The object is refused, for what it then has too little of.
    case refusedOutside
  }

  static let counts: ClosedRange<Int64> = 0...1_000_000_000
  static let sizes: ClosedRange<Int64> = 1...1_000_000_000
}

extension Shape.Member {
  init(_ name: String, _ shape: Shape, _ absence: Shape.Absence = .refused) {
    self.init(name: name, shape: shape, absence: absence)
  }
}

/// A schema with a valid document of it, in which every field is there and mostly says something else than its default.
struct DocumentSample: Sendable {
  let name: String
  let tool: Tool
  let shape: Shape
  let document: JSONValue
}

// MARK: - Availability

extension DocumentSample {
  static let availability: [DocumentSample] = AllocationPolicy.Kind.allCases.map { kind in
    let (policy, members) = policy(of: kind)
    return DocumentSample(
      name: "availability under \(kind.rawValue)", tool: .availability,
      shape: .object([
        Shape.Member("policy", .object(members)),
        Shape.Member("variants", .list(variant, 1...10_000)),
        Shape.Member("basket", .map(.integer(Shape.sizes), 1...10_000), .unlike),
      ]),
      document: ["policy": policy, "variants": variants, "basket": ["M": 3, "L 2": 40]])
  }

  private static let variant = Shape.object([
    Shape.Member("id", .identifier),
    Shape.Member("unitsPerBundle", .integer(Shape.sizes)),
    Shape.Member("tolerance", .nullable(.integer(Shape.counts)), .same(nil)),
    Shape.Member("ordered", .integer(Shape.counts), .same(0)),
    Shape.Member("held", .integer(Shape.counts), .same(0)),
    Shape.Member("onHand", .integer(Shape.counts), .same(0)),
  ])

  private static let variants: JSONValue = [
    ["id": "S", "unitsPerBundle": 2, "tolerance": 20, "ordered": 7, "held": 5, "onHand": 3],
    ["id": "M", "unitsPerBundle": 5, "tolerance": 50, "ordered": 12, "held": 8, "onHand": 2],
    ["id": "L 2", "unitsPerBundle": 4, "tolerance": 10, "ordered": 9, "held": 0, "onHand": 1],
  ]

  static func policy(of kind: AllocationPolicy.Kind) -> (JSONValue, [Shape.Member]) {
    let decisive = Shape.Member("kind", .choice(AllocationPolicy.Kind.allCases.map(\.rawValue)))
    switch kind {
    case .bundleTolerance:
      return (
        ["kind": "bundleTolerance", "committedBundles": 2, "capacityBundles": 9],
        [
          decisive, Shape.Member("committedBundles", .integer(Shape.counts), .same(1)),
          Shape.Member("capacityBundles", .nullable(.integer(Shape.counts)), .same(nil)),
        ]
      )
    case .allocationMultiple:
      return (
        ["kind": "allocationMultiple", "multiple": 3, "catchUp": "runnerUp"],
        [
          decisive, Shape.Member("multiple", .integer(Shape.sizes), .same(2)),
          Shape.Member("catchUp", .choice(["slowest", "runnerUp"])),
        ]
      )
    case .progressiveUnlock:
      return (
        ["kind": "progressiveUnlock", "target": 100], [decisive, Shape.Member("target", .integer(Shape.sizes))]
      )
    case .stockOnly: return (["kind": "stockOnly"], [decisive])
    case .open: return (["kind": "open"], [decisive])
    }
  }
}

// MARK: - Settlement

extension DocumentSample {
  static let settle = DocumentSample(
    name: "settle", tool: .settle,
    shape: .object([
      Shape.Member("target", .integer(2...1_000_000_000)),
      Shape.Member("basePrice", .integer(1...Int64.max)),
      Shape.Member("currency", .currency),
      Shape.Member("tiers", .list(tier, 1...10_000)),
      Shape.Member("guarantee", .nullable(.object([Shape.Member("minimumFill", .integer(0...10_000))]))),
      Shape.Member("successRule", .choice(["lowestTier", "fullTarget"])),
      Shape.Member("participants", .list(participant, 0...200_000)),
    ]),
    document: [
      "target": 100, "basePrice": 200_000, "currency": "IDR",
      "tiers": [["threshold": 2_500, "price": 150_000], ["threshold": 5_000, "price": 135_000]],
      "guarantee": ["minimumFill": 2_500], "successRule": "lowestTier",
      "participants": [
        ["id": "A", "units": 10, "priceAdjustment": -500, "paid": true],
        ["id": "B", "units": 15, "priceAdjustment": 0, "paid": false],
      ],
    ])

  private static let tier = Shape.object([
    Shape.Member("threshold", .integer(1...10_000)), Shape.Member("price", .integer(1...Int64.max)),
  ])

  private static let participant = Shape.object([
    Shape.Member("id", .identifier), Shape.Member("units", .integer(Shape.sizes)),
    Shape.Member("priceAdjustment", .integer(Int64.min...Int64.max)), Shape.Member("paid", .boolean),
  ])

  static var all: [DocumentSample] { availability + [settle, replay] }
}
