/// What one bundle holds: the product's variants in their fixed order, with the units of each (SPEC §1, §3.1).
///
/// The composition is where a ``VariantID`` becomes a dense position, once; everything behind it works on arrays by
/// position. A product without variants is a composition of one.
///
/// Worked example: 2 S + 5 M + 4 L + 1 XL is a bundle of 12 units.
public struct Composition: Sendable {
  /// The variants in product order; a position in this list is the variant's position everywhere.
  public let variants: [VariantID]

  /// Units in one bundle, all variants together.
  public let unitsInBundle: Int

  private let shares: [Int]
  private let positions: [VariantID: Int]

  /// How each variant's identity ends, where the variants are few; empty otherwise.
  private let endings: [UInt64]

  /// So many are found faster by looking through how they end than by hashing their texts; and it is never slow, even
  /// if all end alike.
  private static var mostLookedThrough: Int { 16 }

  /// The most variants a composition may have: 1 048 576.
  public static let maximumVariants = 1 << 20

  /// Creates a composition whose violations have been looked for and not found.
  ///
  /// - Precondition: `variants` and `shares` are equally long, not empty, and satisfy ``violations(_:_:at:)``.
  init(unchecked variants: [VariantID], shares: [Int]) {
    self.variants = variants
    self.shares = shares
    self.unitsInBundle = shares.reduce(0, +)
    var positions = [VariantID: Int](minimumCapacity: variants.count)
    for (position, variant) in variants.enumerated() { positions[variant] = position }
    self.positions = positions
    endings = variants.count <= Composition.mostLookedThrough ? variants.map { $0.ending } : []
  }

  /// The number of variants.
  public var count: Int { variants.count }

  /// Units of the variant at a position in one bundle, at least 1.
  ///
  /// - Precondition: the position is in `0..<count`.
  public func unitsPerBundle(at position: Int) -> Int { shares[position] }

  /// Where a variant stands in product order, or nil if the product does not have it.
  ///
  /// - Complexity: O(1).
  public func position(of variant: VariantID) -> Int? {
    guard !endings.isEmpty else { return positions[variant] }
    let ending = variant.ending
    for position in endings.indices where endings[position] == ending && variants[position] == variant {
      return position
    }
    return nil
  }

  /// What is wrong with a list of variants and their units per bundle.
  static func violations(_ variants: [VariantID], _ shares: [Int], at path: FieldPath) -> [Violation] {
    guard !variants.isEmpty else {
      return [Violation(path, .missing, "a composition covers at least one variant")]
    }
    guard variants.count <= maximumVariants else {
      return [
        Violation(path, .tooLarge, "\(variants.count) variants; at most \(maximumVariants) are accepted")
      ]
    }
    var found: [Violation] = []
    var seen = [VariantID: Int](minimumCapacity: variants.count)
    for (position, variant) in variants.enumerated() {
      if let first = seen.updateValue(position, forKey: variant) {
        seen[variant] = first
        found.append(
          Violation(
            path.index(position).field("id"), .duplicate,
            "\(variant.text) is listed already, at position \(first); list each variant once"))
      }
      if !(1...Quantity.maximum ~= shares[position]) {
        found.append(
          Violation(
            path.index(position).field("unitsPerBundle"), .outOfRange,
            "units per bundle must be 1 to \(Quantity.maximum), not \(shares[position])"))
      }
    }
    return found
  }
}

extension Composition: Equatable {
  /// Whether both list the same variants with the same units in the same order.
  public static func == (left: Self, right: Self) -> Bool {
    left.variants == right.variants && left.shares == right.shares
  }
}
