/// The rules laid out as columns of floating-point lanes, for linear passes over all variants (SPEC §3.3).
///
/// Floating point serves here as exact integer arithmetic, four variants at a time and without dividing. A quotient
/// ⌊x / b⌋ is taken as ⌊(x + ½) · (1/b)⌋: the true (x + ½) / b lies at least ½ / b away from every integer, and the two
/// roundings (of 1/b and of the product) move the result by less than |x + ½| / b · 2⁻²², which is smaller while
/// |x + ½| < 2²¹. ⌈x / b⌉ is taken as ⌈(x − ½) · (1/b)⌉ likewise. So with every count, tolerance and bundle size below
/// 2¹⁹ = 524 288, every |x| here is below 2²¹ and every quotient is exact; tests walk the edges. Bundles times bundle
/// size must stay below 2²¹, so that adding and subtracting counts leaves whole numbers below 2²², which are exact
/// too. Beyond a bound the lanes decline, and integers answer.
final class AllocationLanes: Sendable {
  /// Units per bundle, tolerance + ½ (infinite without one) and 1 / units per bundle: one column after the other.
  private let columns: [Float]

  /// The length of a column, as in ``Tallies``.
  private let stride: Int

  /// Whether every tolerance and bundle size is within the bound.
  private let fits: Bool

  /// The largest bundle size.
  private let largestShare: Int

  /// The bound below which counts, tolerances and bundle sizes must lie: 2¹⁹.
  static let bound: Int32 = 1 << 19

  /// The bound on bundles times units per bundle: 2²¹.
  static let productBound = 1 << 21

  /// - Precondition: the lines are valid.
  init(_ lines: [AllocationRules.Line]) {
    stride = Tallies.stride(for: lines.count)
    // Padding: a variant that demands nothing and tolerates everything.
    var columns = [Float](repeating: 1, count: stride)
    columns += [Float](repeating: .infinity, count: stride)
    columns += [Float](repeating: 1, count: stride)
    for (position, line) in lines.enumerated() {
      let share = Float(line.unitsPerBundle)
      columns[position] = share
      if let tolerance = line.tolerance { columns[stride + position] = Float(tolerance) + 0.5 }
      columns[2 * stride + position] = 1 / share
    }
    self.columns = columns
    largestShare = lines.reduce(0) { max($0, $1.unitsPerBundle) }
    fits = largestShare < Int(Self.bound) && lines.allSatisfy { ($0.tolerance ?? 0) < Int(Self.bound) }
  }

  /// The field of variants as a whole under bundle tolerance, or nil when a number is too large for the lanes.
  ///
  /// - Precondition: the tallies are those of as many variants as the lines.
  /// - Complexity: O(n), one pass.
  func standing(of tallies: Tallies) -> Standing? {
    guard fits else { return nil }
    return unsafe withLanes(of: tallies) { unsafe $0.standing() }
  }

  /// Writes the units available of every variant: `max(0, bundles · b + onHand − ordered)`.
  ///
  /// - Parameters:
  ///   - bundles: what each variant's sales may reach.
  ///   - available: as long as a column of the tallies.
  /// - Returns: false, with nothing of value written, when a number is too large for the lanes. The counts themselves
  ///   must be within the bound, as they are when ``standing(of:)`` answered.
  /// - Complexity: O(n), one pass.
  func fill(_ available: inout [Int32], bundles: Int, tallies: Tallies) -> Bool {
    guard fits, bundles <= Self.productBound, bundles * largestShare < Self.productBound else { return false }
    unsafe available.withUnsafeMutableBufferPointer { target in
      guard let target = target.baseAddress else { return }
      unsafe withLanes(of: tallies) { unsafe $0.fill(target, bundles: Float(bundles)) }
    }
    return true
  }

  private func withLanes<Result>(of tallies: Tallies, _ body: (LanePass) -> Result) -> Result {
    unsafe columns.withUnsafeBytes { lanes in
      unsafe tallies.columns.withUnsafeBytes { counts in
        unsafe body(LanePass(lanes: lanes, counts: counts, stride: stride))
      }
    }
  }
}
