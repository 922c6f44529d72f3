/// What the field of variants as a whole looks like: the result of one pass over it, kept by an index.
///
/// Four words, so that functions return it in registers.
public struct Standing: Sendable, Hashable {
  /// B: bundles the paid orders demand, and so the factory must ship.
  public internal(set) var bundlesNeeded: Int

  /// The variant with the smallest rank; the first in product order on a tie.
  public var tightest: Ranked? { tightestKey.ranked }

  /// The one that is tightest once ``tightest`` is left out.
  public var nextTightest: Ranked? { nextTightestKey.ranked }

  /// Units paid over all variants, where the policy goes by them; otherwise 0.
  public internal(set) var paidUnits: Int

  var tightestKey: RankKey
  var nextTightestKey: RankKey

  /// A variant's position and its rank.
  public struct Ranked: Sendable, Hashable {
    /// Where the variant stands in product order.
    public let position: Int
    /// By how much it holds the others back.
    public let rank: Int
  }

  @inline(__always)
  init(bundlesNeeded: Int, tightest: RankKey, nextTightest: RankKey, paidUnits: Int) {
    self.bundlesNeeded = bundlesNeeded
    self.paidUnits = paidUnits
    (tightestKey, nextTightestKey) = (tightest, nextTightest)
  }

  init(bundlesNeeded: Int, tightest: Ranked?, nextTightest: Ranked?, paidUnits: Int) {
    self.init(
      bundlesNeeded: bundlesNeeded, tightest: RankKey(tightest), nextTightest: RankKey(nextTightest),
      paidUnits: paidUnits)
  }

  /// The tightest variant other than the one at a position.
  public func tightest(besides position: Int) -> Ranked? {
    tightest?.position == position ? nextTightest : tightest
  }
}
