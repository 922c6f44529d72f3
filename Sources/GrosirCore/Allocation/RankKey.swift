/// A variant's rank and its position in one number: the smaller, the tighter, and ties go to the first in product
/// order.
struct RankKey: Sendable, Hashable, Comparable {
  /// The rank above the position: 52 bits, because |rank| ≤ 2 · 10⁹ < 2³¹ and a position is below 2²⁰.
  let bits: Int

  /// The key of a variant that holds nobody back.
  static let none = RankKey(bits: .max)

  private static let positionBits = 20

  @inline(__always)
  private init(bits: Int) { self.bits = bits }

  @inline(__always)
  init(rank: Int, position: Int) { bits = rank << RankKey.positionBits | position }

  init(_ ranked: Standing.Ranked?) {
    self = ranked.map { RankKey(rank: $0.rank, position: $0.position) } ?? .none
  }

  /// Whether the variant has a rank.
  @inline(__always)
  var isRanked: Bool { bits != RankKey.none.bits }

  /// The rank, or `Int.max` without one.
  @inline(__always)
  var rankOrNone: Int { isRanked ? bits >> RankKey.positionBits : .max }

  /// The rank, or nil without one.
  @inline(__always)
  var rank: Int? { isRanked ? bits >> RankKey.positionBits : nil }

  /// The position of a variant that has a rank.
  @inline(__always)
  var position: Int { bits & (1 << RankKey.positionBits - 1) }

  /// The variant and its rank, if it has one.
  var ranked: Standing.Ranked? { rank.map { Standing.Ranked(position: position, rank: $0) } }

  @inline(__always)
  static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}
