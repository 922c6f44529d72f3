/// The rules laid out as columns of floating-point lanes, for linear passes over all variants (SPEC §3.3).
///
/// Floating point serves here as exact integer arithmetic, four variants at a time and without dividing. A quotient
/// ⌊x / b⌋ is taken as ⌊(x + ½) · (1/b)⌋: the true (x + ½) / b lies at least ½ / b away from every integer, and the two
/// roundings (of 1/b and of the product) move the result by less than |x + ½| / b · 2⁻²², which is at most ¼ / b while
/// |x + ½| ≤ 2²⁰. ⌈x / b⌉ is taken as ⌈(x − ½) · (1/b)⌉ likewise. So with every count, tolerance and bundle size below
/// 2¹⁹ = 524 288, every |x| here is below 2²⁰ and every quotient is exact; tests walk the edges. Bundles times bundle
/// size must stay below 2²¹, so that adding and subtracting counts leaves whole numbers below 2²², which are exact too.
/// Beyond a bound the lanes decline, and integers answer.
@safe
final class AllocationLanes: @unchecked Sendable {
  /// Units per bundle, tolerance + ½ (``endless(_:)`` without one) and 1 / units per bundle: one column after the
  /// other.
  ///
  /// Never written to again once the lanes exist.
  private let columns: UnsafeMutablePointer<Float>

  /// The number of variants.
  let count: Int

  /// The length of a column, as in ``Tallies``.
  private let stride: Int

  /// The bundles up to which bundles times units per bundle stay within bounds for every variant; −1 when a tolerance
  /// or a bundle size is beyond the bound itself.
  private let mostBundles: Int

  /// The bound below which counts, tolerances and bundle sizes must lie: 2¹⁹.
  static let bound: Int32 = 1 << 19

  /// The bound on bundles times units per bundle: 2²¹.
  static let productBound = 1 << 21

  /// Caps are whole numbers from −2¹⁹ to below 2²⁰; without a tolerance a variant has one from here to 2²¹.
  static let uncapped: Int32 = 1 << 20

  /// What stands for a tolerance without end: 1.5 · 2²⁰ bundles.
  ///
  /// Firm units are less than 2¹⁹ bundles either way, so the cap that comes of it lies between 2²⁰ and 2²¹.
  private static func endless(_ share: Float) -> Float { 1_572_864 * share }

  /// - Precondition: the lines are valid.
  init(_ lines: [AllocationRules.Line]) {
    count = lines.count
    stride = Tallies.stride(for: count)
    unsafe columns = .allocate(capacity: 3 * stride)
    // Padding: a variant that demands nothing and tolerates everything.
    unsafe columns.initialize(repeating: 1, count: 3 * stride)
    unsafe (columns + stride).update(repeating: Self.endless(1), count: stride)
    for (position, line) in lines.enumerated() {
      let share = Float(line.unitsPerBundle)
      unsafe columns[position] = share
      unsafe columns[stride + position] = line.tolerance.map { Float($0) + 0.5 } ?? Self.endless(share)
      unsafe columns[2 * stride + position] = 1 / share
    }
    let largestShare = lines.reduce(1) { max($0, $1.unitsPerBundle) }
    let fits = largestShare < Int(Self.bound) && lines.allSatisfy { ($0.tolerance ?? 0) < Int(Self.bound) }
    mostBundles = fits ? (Self.productBound - 1) / largestShare : -1
  }

  deinit {
    unsafe columns.deallocate()
  }

  /// The field of variants as a whole under bundle tolerance, or nil when a number is too large for the lanes.
  ///
  /// - Precondition: the tallies are those of as many variants as the lines.
  /// - Complexity: O(n), one pass.
  func standing(of tallies: Tallies) -> Standing? {
    guard mostBundles >= 0, tallies.count == count else { return nil }
    return unsafe tallies.columns.withUnsafeBytes { counts in
      unsafe counts.baseAddress.flatMap { unsafe pass(over: $0).standing() }
    }
  }

  /// Writes the units available of every variant, `max(0, permitted · b + onHand − ordered)`.
  ///
  /// - Parameter available: as long as a column of the tallies.
  /// - Returns: the field of variants as a whole, or nil, with nothing of value written, when a number is too large for
  ///   the lanes or nothing bounds some variant.
  /// - Precondition: the tallies are those of as many variants as the lines.
  /// - Complexity: O(n), two passes.
  @inline(__always)
  func refresh(
    _ available: UnsafeMutablePointer<Int32>, from tallies: Tallies, under algorithm: BundleTolerance
  ) -> Standing? {
    guard mostBundles >= 0 else { return nil }
    return unsafe tallies.columns.withUnsafeBytes { counts in
      guard let counts = counts.baseAddress else { return nil }
      return unsafe pass(over: counts).refresh(available, under: algorithm, mostBundles: mostBundles)
    }
  }

  @inline(__always)
  private func pass(over counts: UnsafeRawPointer) -> LanePass {
    unsafe LanePass(lanes: UnsafeRawPointer(columns), counts: counts, stride: stride)
  }
}
