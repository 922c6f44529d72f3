import GrosirCore

/// The snapshot as one would first write it: an array of structs, checked `Int` arithmetic, division.
struct PlainVariants {
  struct Variant {
    var unitsPerBundle: Int
    var tolerance: Int
    var ordered: Int
    var held: Int
    var onHand: Int

    var firm: Int { ordered - held - onHand }
  }

  var variants: [Variant]
  private(set) var bundlesNeeded = 0
  private(set) var tightest = -1
  private(set) var rank = Int.max
  private(set) var nextTightest = -1
  private(set) var nextRank = Int.max

  init(_ sample: SampleSession, state: Int) {
    let columns = sample.states[state]
    variants = sample.unitsPerBundle.indices.map { position in
      Variant(
        unitsPerBundle: Int(sample.unitsPerBundle[position]), tolerance: Int(sample.tolerances[position]),
        ordered: Int(columns[0][position]), held: Int(columns[1][position]), onHand: Int(columns[2][position]))
    }
  }

  /// The same of an empty session.
  init(emptyOf sample: SampleSession) {
    variants = sample.unitsPerBundle.indices.map { position in
      Variant(
        unitsPerBundle: Int(sample.unitsPerBundle[position]), tolerance: Int(sample.tolerances[position]),
        ordered: 0, held: 0, onHand: 0)
    }
  }

  /// One pass: bundles needed and the two smallest caps.
  mutating func look() {
    (bundlesNeeded, tightest, rank, nextTightest, nextRank) = (0, -1, .max, -1, .max)
    for position in variants.indices {
      let variant = variants[position]
      bundlesNeeded = max(bundlesNeeded, PlainVariants.ceiling(variant.firm, variant.unitsPerBundle))
      let cap = PlainVariants.floor(variant.firm + variant.tolerance, variant.unitsPerBundle)
      if cap < rank {
        (nextTightest, nextRank) = (tightest, rank)
        (tightest, rank) = (position, cap)
      } else if cap < nextRank {
        (nextTightest, nextRank) = (position, cap)
      }
    }
  }

  /// What is available of a variant, after a look.
  func available(at position: Int) -> Int {
    let variant = variants[position]
    let bundles = max(1, bundlesNeeded, position == tightest ? nextRank : rank)
    return max(0, bundles * variant.unitsPerBundle + variant.onHand - variant.ordered)
  }

  /// Both passes: what is available of every variant.
  mutating func refresh(_ available: inout [Int]) {
    look()
    for position in variants.indices { available[position] = self.available(at: position) }
  }

  private static func floor(_ dividend: Int, _ divisor: Int) -> Int {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  private static func ceiling(_ dividend: Int, _ divisor: Int) -> Int {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder > 0 ? quotient + 1 : quotient
  }
}
