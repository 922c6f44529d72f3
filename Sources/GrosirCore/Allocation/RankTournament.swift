/// The variants of an index in a knock-out tournament: at each node the tightest variant below it and the most bundles
/// any variant below it needs.
///
/// A changed variant replays its matches upwards until one ends as before, which is soon unless the variant is itself
/// among the tightest. Ties go to the first in product order, because a variant's position is the low part of its key.
@safe
struct RankTournament: ~Copyable, @unchecked Sendable {
  /// What one variant, or the best of several, brings to a match.
  struct Entrant: Equatable {
    /// The rank above the position, ``RankTournament/unranked`` without one: the smaller, the tighter.
    var key: Int
    /// Bundles that the variant's paid orders demand.
    var bundlesNeeded: Int

    /// A variant that holds nobody back and demands nothing.
    static let none = Entrant(key: RankTournament.unranked, bundlesNeeded: 0)

    init(key: Int, bundlesNeeded: Int) {
      self.key = key
      self.bundlesNeeded = bundlesNeeded
    }

    init(rank: Int?, bundlesNeeded: Int, position: Int) {
      // |rank| ≤ 2 · 10⁹ < 2³¹ and position < 2²⁰: the key takes 52 bits.
      key = rank.map { RankTournament.key(rank: $0, position: position) } ?? RankTournament.unranked
      self.bundlesNeeded = bundlesNeeded
    }

    /// The variant and its rank, if it has one.
    var ranked: Standing.Ranked? {
      guard key != RankTournament.unranked else { return nil }
      return Standing.Ranked(position: key & RankTournament.positionMask, rank: key >> RankTournament.positionBits)
    }
  }

  static let unranked = Int.max
  static let positionBits = 20
  static let positionMask = 1 << positionBits - 1

  static func key(rank: Int, position: Int) -> Int { rank << positionBits | position }

  /// Node 1 is the final, node i is the match between 2i and 2i + 1, the variants are the last `leaves` nodes.
  private let nodes: UnsafeMutablePointer<Entrant>
  private let leaves: Int

  /// A tournament of variants that hold nobody back; ``place(_:at:)`` them, then ``build()``.
  init(count: Int) {
    var leaves = 1
    while leaves < count { leaves *= 2 }
    self.leaves = leaves
    unsafe nodes = .allocate(capacity: 2 * leaves)
    unsafe nodes.initialize(repeating: .none, count: 2 * leaves)
  }

  deinit {
    unsafe nodes.deallocate()
  }

  /// Puts a variant in its place without playing its matches.
  mutating func place(_ entrant: Entrant, at position: Int) {
    unsafe nodes[leaves + position] = entrant
  }

  /// Plays all matches.
  ///
  /// - Complexity: O(n).
  mutating func build() {
    for node in stride(from: leaves - 1, to: 0, by: -1) { unsafe nodes[node] = winner(at: node) }
  }

  /// The tightest variant and the most bundles needed.
  var final: Entrant { unsafe nodes[1] }

  /// Puts a variant in its place and plays its matches until one ends as before.
  ///
  /// - Complexity: O(log n).
  mutating func replay(_ entrant: Entrant, at position: Int) {
    var node = leaves + position
    unsafe nodes[node] = entrant
    while node > 1 {
      node /= 2
      let winner = winner(at: node)
      if unsafe nodes[node] == winner { return }
      unsafe nodes[node] = winner
    }
  }

  /// The tightest variant but for the winner of the final: it lost to that one on its way.
  ///
  /// - Complexity: O(log n).
  func second() -> Entrant {
    var second = Entrant.none
    guard let winner = final.ranked else { return second }
    var node = leaves + winner.position
    while node > 1 {
      let rival = unsafe nodes[node ^ 1]
      if rival.key < second.key { second = rival }
      node /= 2
    }
    return second
  }

  /// The tightest variant that is not in the basket.
  ///
  /// - Complexity: O(k log n) for k lines.
  func tightest(outside basket: Basket, below node: Int = 1) -> Entrant {
    let best = unsafe nodes[node]
    guard let ranked = best.ranked, basket.contains(ranked.position) else { return best }
    guard node < leaves else { return .none }
    let left = tightest(outside: basket, below: 2 * node)
    let right = tightest(outside: basket, below: 2 * node + 1)
    return right.key < left.key ? right : left
  }

  /// Appends the positions of all variants below a node whose rank is at most `limit`, in product order.
  ///
  /// - Complexity: O(k log n) for k positions.
  func collect(rankedAtMost limit: Int, below node: Int = 1, into positions: inout [Int]) {
    guard let best = unsafe nodes[node].ranked, best.rank <= limit else { return }
    guard node < leaves else { return positions.append(best.position) }
    collect(rankedAtMost: limit, below: 2 * node, into: &positions)
    collect(rankedAtMost: limit, below: 2 * node + 1, into: &positions)
  }

  private func winner(at node: Int) -> Entrant {
    let left = unsafe nodes[2 * node]
    let right = unsafe nodes[2 * node + 1]
    return Entrant(
      key: left.key < right.key ? left.key : right.key,
      bundlesNeeded: left.bundlesNeeded > right.bundlesNeeded ? left.bundlesNeeded : right.bundlesNeeded)
  }
}
