/// A session of very many variants in the middle of its life, as a document for `grosir availability`.
///
/// Everything follows from the seed, so a file of it can be made again and compared byte for byte:
///
///     swift run fixture-generator --seed 1 --variants 5000 > Fixtures/large/composition-of-5000-variants.json
///
/// The numbers are chosen so that the answer has something of everything. Paid orders demand up to 40 bundles. Three
/// *slow* variants allow 42 in all and so bind everybody, and they alone are the unlock hints; every other allows more,
/// or any number. Of the rest one in eight has sold all that 42 bundles and its stock permit, part of it not yet paid,
/// and is locked; one in four holds unpaid orders; one in five has units set aside.
public struct LargeComposition: Sendable {
  /// What the numbers follow from.
  public let seed: UInt64

  /// How many variants there are.
  public let variants: Int

  /// How many variants there may be.
  public static let sizes = 4...10_000

  private static let demandedBundles: UInt64 = 40
  private static let permittedBundles: UInt64 = 42
  private static let slowVariants = 3

  /// Creates a composition.
  ///
  /// - Precondition: the number of variants is one of ``sizes``.
  public init(seed: UInt64, variants: Int) {
    precondition(LargeComposition.sizes ~= variants, "a composition of \(variants) variants is not generated")
    self.seed = seed
    self.variants = variants
  }

  /// The document, one line for each variant, with a newline at the end.
  ///
  /// - Complexity: O(number of variants).
  public var text: String {
    var generator = SeededGenerator(seed: seed)
    let slow = slowPositions(&generator)
    var lines: [String] = []
    lines.reserveCapacity(variants)
    for position in 0..<variants {
      lines.append("    " + variant(at: position, isSlow: slow.contains(position), &generator))
    }
    return """
      {
        "policy": {"kind": "bundleTolerance", "committedBundles": 1, "capacityBundles": null},
        "variants": [
      \(lines.joined(separator: ",\n"))
        ],
        "basket": \(basket(of: slow))
      }

      """
  }

  /// A basket that asks for so much of each slow variant that some dozens of others would be left over.
  private func basket(of slow: [Int]) -> String {
    let lines = slow.map { "\"\(name($0))\": 60" }
    return "{" + lines.joined(separator: ", ") + "}"
  }

  private func slowPositions(_ generator: inout SeededGenerator) -> [Int] {
    var positions: [Int] = []
    while positions.count < LargeComposition.slowVariants {
      let position = Int(generator.next(upTo: UInt64(variants - 1)))
      if !positions.contains(position) { positions.append(position) }
    }
    return positions.sorted()
  }

  private func name(_ position: Int) -> String {
    let digits = String(position + 1)
    return "V" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  private func variant(at position: Int, isSlow: Bool, _ generator: inout SeededGenerator) -> String {
    let unitsPerBundle = 1 + generator.next(upTo: 11)
    let onHand = generator.next(upTo: 4) == 0 ? generator.next(upTo: 2 * unitsPerBundle) : 0
    let paid = generator.next(upTo: LargeComposition.demandedBundles * unitsPerBundle) + onHand
    let allowed = LargeComposition.permittedBundles + (isSlow ? 0 : 2 + generator.next(upTo: 60))
    let tolerance = allowed * unitsPerBundle + generator.next(upTo: unitsPerBundle - 1) + onHand - paid
    let hasTolerance = isSlow || generator.next(upTo: 9) > 0
    let room = LargeComposition.permittedBundles * unitsPerBundle + onHand - paid
    let held = held(within: room, isSlow: isSlow, &generator)
    return "{\"id\": \"\(name(position))\", \"unitsPerBundle\": \(unitsPerBundle), "
      + "\"tolerance\": \(hasTolerance ? "\(tolerance)" : "null"), \"ordered\": \(paid + held), \"held\": \(held), "
      + "\"onHand\": \(onHand)}"
  }

  /// Units ordered and not paid: all there is room for, some, or mostly none.
  private func held(within room: UInt64, isSlow: Bool, _ generator: inout SeededGenerator) -> UInt64 {
    switch generator.next(upTo: 7) {
    case 0 where !isSlow: room
    case 1, 2: generator.next(upTo: room)
    default: 0
    }
  }
}
