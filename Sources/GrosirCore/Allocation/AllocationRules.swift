/// The allocation rules of one session: the composition, each variant's tolerance, and the policy that decides
/// (SPEC §3).
///
/// A value that exists is valid. Rules do not change; an operator moves a session to newer ones.
public struct AllocationRules: Sendable {
  /// The policy that decides what may still be sold.
  public let policy: AllocationPolicy

  /// The variants and their units per bundle.
  public var composition: Composition { table.composition }

  /// The same numbers laid out for linear passes over all variants.
  var lanes: AllocationLanes { table.lanes }

  /// Everything that does not depend on the policy, behind one reference, so that rules are cheap to hand on.
  private let table: Table

  /// What one variant contributes to the rules.
  public struct Line: Sendable, Hashable {
    /// The variant.
    public var variant: VariantID
    /// Units of it in one bundle, at least 1.
    public var unitsPerBundle: Int
    /// Units of it the warehouse accepts as left over, or nil for any number.
    public var tolerance: Int?

    /// Creates a line; ``AllocationRules`` validates it.
    public init(_ variant: VariantID, unitsPerBundle: Int, tolerance: Int? = nil) {
      self.variant = variant
      self.unitsPerBundle = unitsPerBundle
      self.tolerance = tolerance
    }
  }

  /// Creates rules from the variants in product order.
  ///
  /// - Parameters:
  ///   - lines: the variants in product order.
  ///   - policy: what decides.
  ///   - path: where the lines stand in the document they come from; violations are reported below it.
  /// - Throws: ``AllocationError/invalid(_:)`` with every violation: no variant or too many, one listed twice, units
  ///   per bundle outside 1…10⁹, a tolerance outside 0…10⁹.
  /// - Complexity: O(n).
  public init(_ lines: [Line], policy: AllocationPolicy, at path: FieldPath = FieldPath("variants"))
    throws(AllocationError)
  {
    let variants = lines.map { $0.variant }
    let shares = lines.map { $0.unitsPerBundle }
    var violations = Composition.violations(variants, shares, at: path)
    if lines.count <= Composition.maximumVariants {
      violations += AllocationRules.violations(ofTolerances: lines, at: path)
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    self.init(unchecked: lines, policy: policy)
  }

  /// Creates rules from lines whose violations have been looked for and not found, or that hold as parts of a value
  /// that was checked, such as a product.
  ///
  /// - Precondition: the lines satisfy ``init(_:policy:at:)``.
  /// - Complexity: O(n).
  init(unchecked lines: [Line], policy: AllocationPolicy) {
    let composition = Composition(unchecked: lines.map { $0.variant }, shares: lines.map { $0.unitsPerBundle })
    self.init(Table(lines, composition), policy: policy)
  }

  private init(_ table: Table, policy: AllocationPolicy) {
    self.table = table
    self.policy = policy
  }

  /// The same composition and tolerances under another policy.
  public func under(_ policy: AllocationPolicy) -> AllocationRules { AllocationRules(table, policy: policy) }

  /// Units of the variant at a position that the warehouse accepts as left over, or nil for any number.
  ///
  /// - Precondition: the position is in `0..<composition.count`.
  public func tolerance(at position: Int) -> Int? { table.shares[position].tolerance }

  /// What a policy needs to know of the variant at a position.
  func bundleShare(at position: Int) -> BundleShare { table.shares[position] }

  private final class Table: Sendable {
    let composition: Composition
    let shares: [BundleShare]
    let lanes: AllocationLanes

    init(_ lines: [Line], _ composition: Composition) {
      self.composition = composition
      shares = lines.map { BundleShare(units: $0.unitsPerBundle, tolerance: $0.tolerance) }
      lanes = AllocationLanes(lines)
    }
  }

  private static func violations(ofTolerances lines: [Line], at path: FieldPath) -> [Violation] {
    var found: [Violation] = []
    for (position, line) in lines.enumerated() {
      guard let tolerance = line.tolerance, !(0...Quantity.maximum ~= tolerance) else { continue }
      found.append(
        Violation(
          path.index(position).field("tolerance"), .outOfRange,
          "a tolerance must be 0 to \(Quantity.maximum) units, or null for any number, not \(tolerance)"))
    }
    return found
  }
}

extension AllocationRules: Equatable {
  /// Whether both allow the same, for the same variants in the same order.
  public static func == (left: Self, right: Self) -> Bool {
    left.policy == right.policy && left.table.composition == right.table.composition
      && left.table.shares == right.table.shares
  }
}
