/// What decides whether a variant is to be ordered again (SPEC §7, reorder).
public struct ReorderPosition: Sendable, Hashable {
  /// The variant.
  public let variant: VariantID
  /// How many units of it a bundle brings, 1…10⁹.
  public let unitsPerBundle: Int
  /// At how many units it is low, 0…10⁹; nil for never.
  public let reorderPoint: Int?
  /// Units that are available, 0…10⁹.
  public let available: Int
  /// Units outstanding on purchase orders sent, acknowledged or partially received, 0 or more.
  public let inbound: Int
  /// Units of paid demand for which nothing is reserved yet, 0 or more.
  public let unreservedDemand: Int

  /// Creates a position, not checked yet.
  public init(
    _ variant: VariantID, unitsPerBundle: Int, reorderPoint: Int?, available: Int, inbound: Int = 0,
    unreservedDemand: Int = 0
  ) {
    self.variant = variant
    self.unitsPerBundle = unitsPerBundle
    self.reorderPoint = reorderPoint
    self.available = available
    self.inbound = inbound
    self.unreservedDemand = unreservedDemand
  }
}

/// So many whole bundles to order, so that no variant stays low (SPEC §7).
///
/// A bundle brings every variant: the most that any low one needs is what all get.
///
///     // 4/4/4 to a bundle, reorder at 4; of 8/8/8, five M are sold:
///     try ReorderProposal(for: [s, m, l])?.bundles    // 1: M is at 3, and 3 + 4 is above 4
public struct ReorderProposal: Sendable, Hashable {
  /// How many bundles, 1 or more.
  public let bundles: Int

  /// The low variants that ask for it, in the order given.
  public let low: [Low]

  /// What the bundles bring, every variant in the order given.
  public let units: [VariantUnits]

  /// A low variant.
  public struct Low: Sendable, Hashable {
    /// Which one.
    public let variant: VariantID
    /// Where it stands: available + inbound − paid demand not yet reserved; below zero when more is owed than comes.
    public let position: Int
    /// How many bundles lift it above its reorder point.
    public let bundles: Int
  }

  /// Proposes k = max over low variants ⌈(reorderPoint + 1 − position) / b⌉ bundles, or nil if no variant is low.
  ///
  /// - Throws: ``StockError/invalid(_:)`` with every violation, at `variants[i]` and the field; among them units that
  ///   could not be counted.
  /// - Complexity: O(n).
  public init?(for positions: [ReorderPosition]) throws(StockError) {
    var violations: [Violation] = []
    var low: [Low] = []
    for (place, position) in positions.enumerated() {
      let path = FieldPath("variants").index(place)
      let faults = position.faults(at: path)
      violations += faults
      guard faults.isEmpty, let lack = position.lack(at: path, &violations) else { continue }
      low.append(lack)
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    guard let bundles = low.lazy.map({ $0.bundles }).max() else { return nil }
    var units: [VariantUnits] = []
    for (place, position) in positions.enumerated() {
      guard let brought = bundles.checkedMultiplied(by: position.unitsPerBundle) else {
        let path = FieldPath("variants").index(place)
        throw .invalid([Violation(path, .tooLarge, "\(bundles) bundles bring more units than can be counted")])
      }
      units.append(VariantUnits(position.variant, brought))
    }
    self.bundles = bundles
    self.low = low
    self.units = units
  }
}

extension ReorderPosition {
  fileprivate func faults(at path: FieldPath) -> [Violation] {
    var faults: [Violation] = []
    func check(_ value: Int, _ range: ClosedRange<Int>, _ name: String) {
      guard !(range ~= value) else { return }
      let code: Violation.Code = value < range.lowerBound ? .outOfRange : .tooLarge
      faults.append(
        Violation(path.field(name), code, "\(value) is not between \(range.lowerBound) and \(range.upperBound)"))
    }
    check(unitsPerBundle, 1...Quantity.maximum, "unitsPerBundle")
    if let reorderPoint { check(reorderPoint, 0...Quantity.maximum, "reorderPoint") }
    check(available, 0...Quantity.maximum, "available")
    check(inbound, 0...Int.max, "inbound")
    check(unreservedDemand, 0...Int.max, "unreservedDemand")
    return faults
  }

  /// The variant if it is low, with the bundles it needs.
  fileprivate func lack(at path: FieldPath, _ violations: inout [Violation]) -> ReorderProposal.Low? {
    guard let reorderPoint else { return nil }
    // Neither difference can leave the range: both sides are 0 or more.
    let comes = inbound - unreservedDemand
    guard let position = available.checkedAdding(comes),
      let lack = (reorderPoint + 1).checkedSubtracting(position)
    else {
      violations.append(Violation(path, .tooLarge, "the units of this variant are more than can be counted"))
      return nil
    }
    guard position <= reorderPoint else { return nil }
    return ReorderProposal.Low(
      variant: variant, position: position, bundles: lack.dividedRoundingUp(by: unitsPerBundle))
  }
}
