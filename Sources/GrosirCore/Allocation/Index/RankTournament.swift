/// The variants of an index in a knock-out tournament with eight in each match: at each node the tightest variant below
/// it and the most bundles any variant below it needs.
///
/// A changed variant goes up only while it makes a difference: a match that it neither won nor wins now is as it was.
/// With eight in a match, most changes are over after the first look, and a match replayed is one cache line read
/// without branches. Ties go to the first in product order, because a variant's position is the low part of its key.
@safe
struct RankTournament: ~Copyable, @unchecked Sendable {
  /// One level after the other, the variants first, the final last; each but the final is a multiple of eight long.
  private let keys: UnsafeMutablePointer<RankKey>
  private let needs: UnsafeMutablePointer<Int32>

  /// Where each level starts.
  private let starts: UnsafeMutablePointer<Int>

  /// The level of the final: 1 for up to eight variants.
  private let top: Int

  /// Where level 1 starts.
  private let firstMatch: Int

  private static let width = 8

  /// The most levels there can be, for 2²⁰ variants: 2²⁰, 2¹⁷, 2¹⁴, 2¹¹, 2⁸, 2⁵, 2² (of 2³) and the final.
  private static let mostLevels = 8

  /// A tournament of variants that hold nobody back; ``place(_:bundlesNeeded:at:)`` them, then ``build()``.
  init(count: Int) {
    unsafe starts = .allocate(capacity: RankTournament.mostLevels)
    var (level, start, length) = (0, 0, count)
    repeat {
      unsafe (starts + level).initialize(to: start)
      let matches = max(1, (length + RankTournament.width - 1) / RankTournament.width)
      start += matches * RankTournament.width
      length = matches
      level += 1
    } while length > 1
    unsafe (starts + level).initialize(to: start)
    top = level
    firstMatch = unsafe starts[1]
    unsafe keys = .allocate(capacity: start + 1)
    unsafe needs = .allocate(capacity: start + 1)
    unsafe keys.initialize(repeating: .none, count: start + 1)
    unsafe needs.initialize(repeating: 0, count: start + 1)
  }

  deinit {
    unsafe keys.deallocate()
    unsafe needs.deallocate()
    unsafe starts.deallocate()
  }

  /// The tightest variant.
  var tightest: RankKey { unsafe keys[starts[top]] }

  /// The most bundles that any variant needs.
  var bundlesNeeded: Int { unsafe Int(needs[starts[top]]) }

  /// Puts a variant in its place without playing its matches.
  @inline(__always)
  mutating func place(_ key: RankKey, bundlesNeeded: Int, at position: Int) {
    unsafe keys[position] = key
    // At most 10⁹.
    unsafe needs[position] = Int32(truncatingIfNeeded: bundlesNeeded)
  }

  /// The key of the variant at a position, and the outcome of its first match.
  @inline(__always)
  func outcome(at position: Int) -> (key: RankKey, match: (winner: RankKey, bundlesNeeded: Int)) {
    let match = firstMatch + position / RankTournament.width
    return unsafe (keys[position], (keys[match], Int(needs[match])))
  }

  /// Plays all matches.
  ///
  /// - Complexity: O(n).
  mutating func build() {
    for level in 1...top {
      let (below, start) = unsafe (starts[level - 1], starts[level])
      for match in 0..<(start - below) / RankTournament.width {
        unsafe keys[start + match] = smallestKey(from: below + match * RankTournament.width)
        unsafe needs[start + match] = largestNeed(from: below + match * RankTournament.width)
      }
    }
  }

  /// Plays the matches of a variant that was put in its place, upwards until neither outcome changes.
  ///
  /// - Complexity: O(log n).
  @inline(__always)
  mutating func replay(from position: Int) {
    replayKeys(from: position)
    replayNeeds(from: position)
  }

  /// Each match is the variant, or who won below, against the other seven; theirs do not wait for what is below.
  @inline(__always)
  private mutating func replayKeys(from position: Int) {
    var (index, key) = unsafe (position, keys[position])
    for level in 1...top {
      let others = smallestKey(besides: index, at: level - 1)
      index /= RankTournament.width
      let match = unsafe starts[level] + index
      key = others < key ? others : key
      guard unsafe keys[match] != key else { return }
      unsafe keys[match] = key
    }
  }

  @inline(__always)
  private mutating func replayNeeds(from position: Int) {
    var (index, need) = unsafe (position, needs[position])
    for level in 1...top {
      let group = unsafe starts[level - 1] + index & ~(RankTournament.width - 1)
      index /= RankTournament.width
      let match = unsafe starts[level] + index
      let before = unsafe needs[match]
      if need < before { need = largestNeed(from: group) }
      guard need != before else { return }
      unsafe needs[match] = need
    }
  }

  /// The tightest variant but for the winner of the final: it lost to that one on its way.
  ///
  /// - Complexity: O(log n).
  @inline(__always)
  func second() -> RankKey {
    var second = RankKey.none
    guard tightest.isRanked else { return second }
    var index = tightest.position
    for level in 0..<top {
      let others = smallestKey(besides: index, at: level)
      second = others < second ? others : second
      index /= RankTournament.width
    }
    return second
  }

  /// The tightest variant that is not in the basket.
  ///
  /// - Complexity: O(k log n) for k lines.
  func tightest(outside basket: Basket) -> RankKey { tightest(outside: basket, level: top, index: 0) }

  private func tightest(outside basket: Basket, level: Int, index: Int) -> RankKey {
    let best = unsafe keys[starts[level] + index]
    guard best.isRanked, basket.contains(best.position) else { return best }
    var tightest = RankKey.none
    guard level > 0 else { return tightest }
    for child in index * RankTournament.width..<(index + 1) * RankTournament.width {
      guard unsafe keys[starts[level - 1] + child] < tightest else { continue }
      tightest = min(tightest, self.tightest(outside: basket, level: level - 1, index: child))
    }
    return tightest
  }

  /// Appends the positions of all variants whose rank is at most `limit`, in product order.
  ///
  /// - Complexity: O(k log n) for k positions.
  func collect(rankedAtMost limit: Int, into positions: inout [Int]) {
    collect(rankedAtMost: limit, level: top, index: 0, into: &positions)
  }

  private func collect(rankedAtMost limit: Int, level: Int, index: Int, into positions: inout [Int]) {
    let best = unsafe keys[starts[level] + index]
    guard let rank = best.rank, rank <= limit else { return }
    guard level > 0 else { return positions.append(best.position) }
    for child in index * RankTournament.width..<(index + 1) * RankTournament.width {
      collect(rankedAtMost: limit, level: level - 1, index: child, into: &positions)
    }
  }

  @inline(__always)
  private func smallestKey(from group: Int) -> RankKey {
    let keys = unsafe keys + group
    let left = unsafe min(min(keys[0], keys[1]), min(keys[2], keys[3]))
    let right = unsafe min(min(keys[4], keys[5]), min(keys[6], keys[7]))
    return min(left, right)
  }

  /// The smallest key in a match, one of the eight left out.
  @inline(__always)
  private func smallestKey(besides index: Int, at level: Int) -> RankKey {
    let keys = unsafe keys + (starts[level] + index & ~(RankTournament.width - 1))
    let left = index & (RankTournament.width - 1)
    // The other of its pair, the other pair of its four, and the other four.
    @inline(__always)
    func pair(_ place: Int) -> RankKey { unsafe min(keys[place], keys[place + 1]) }
    let (ownPair, ownFour) = (left & 6, left & 4)
    return unsafe min(
      min(keys[left ^ 1], pair(ownPair ^ 2)), min(pair(ownFour ^ 4), pair((ownFour ^ 4) | 2)))
  }

  @inline(__always)
  private func largestNeed(from group: Int) -> Int32 {
    let needs = unsafe needs + group
    let left = unsafe max(max(needs[0], needs[1]), max(needs[2], needs[3]))
    let right = unsafe max(max(needs[4], needs[5]), max(needs[6], needs[7]))
    return max(left, right)
  }
}
