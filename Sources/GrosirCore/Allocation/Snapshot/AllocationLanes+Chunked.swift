/// Any number of variants: the smallest cap of each chunk of vectors is compared with the two smallest chunks so far;
/// which variants they belong to is looked up in those chunks at the end.
extension LanePass {
  /// Vectors in a chunk.
  private static let chunk = 8

  /// Finds B and the two tightest variants, first in product order on a tie.
  ///
  /// Not a method: a pass that had to have an address would be kept in memory, also by its other methods.
  @inline(never)
  static func chunkedStanding(lanes: UnsafeRawPointer, counts: UnsafeRawPointer, vectors: Int) -> Standing? {
    unsafe LanePass(lanes: lanes, counts: counts, stride: 4 * vectors).chunkedStanding()
  }

  @inline(__always)
  private func chunkedStanding() -> Standing? {
    var needed = SIMD4<Float>()
    var magnitude = SIMD4<Int32>()
    var lowest = LowestChunks()
    var start = 0
    while unsafe start < vectors {
      let end = unsafe min(start &+ Self.chunk, vectors)
      var smallest = SIMD4<Float>(repeating: .infinity)
      @inline(__always)
      func look(_ vector: Int) {
        let orders = unsafe counts(ordered, vector)
        let stock = unsafe counts(onHand, vector)
        magnitude |= orders | stock
        let firm = unsafe SIMD4<Float>(orders &- counts(held, vector) &- stock)
        let perBundle = unsafe floats(reciprocal, vector)
        needed.raise(to: (firm - 0.5) * perBundle)
        smallest.lower(to: unsafe (firm + floats(tolerance, vector)) * perBundle)
      }
      var vector = start
      while vector &+ 1 < end {
        look(vector)
        look(vector &+ 1)
        vector &+= 2
      }
      if vector < end { look(vector) }
      if any(smallest .< lowest.second) { lowest.add(start, smallest: floored(smallest.smallest)) }
      start = end
    }
    guard !any(magnitude .>= AllocationLanes.bound) else { return nil }
    let (tightest, nextTightest) = unsafe twoTightest(in: lowest)
    return Standing(
      bundlesNeeded: bundlesNeeded(needed), tightest: tightest, nextTightest: nextTightest, paidUnits: 0)
  }

  /// (firm + tolerance + ½) / b of four variants: their caps, not yet rounded down.
  @inline(__always)
  private func caps(_ vector: Int) -> SIMD4<Float> {
    let firm = unsafe counts(ordered, vector) &- counts(held, vector) &- counts(onHand, vector)
    return unsafe (SIMD4<Float>(firm) + floats(tolerance, vector)) * floats(reciprocal, vector)
  }

  /// Finds the two tightest variants, first in product order on a tie, in the chunks that can hold them.
  private func twoTightest(in lowest: LowestChunks) -> (RankKey, RankKey) {
    guard lowest.first < Float(AllocationLanes.uncapped),
      let first = unsafe position(of: lowest.first, from: lowest.firstStart, besides: -1)
    else { return (.none, .none) }
    let tightest = RankKey(rank: Int(lowest.first), position: first)
    let runnerUp = unsafe smallest(from: lowest.firstStart, besides: first)
    let isElsewhere =
      lowest.second < runnerUp || (lowest.second == runnerUp && lowest.secondStart < lowest.firstStart)
    let rank = isElsewhere ? lowest.second : runnerUp
    let start = isElsewhere ? lowest.secondStart : lowest.firstStart
    guard rank < Float(AllocationLanes.uncapped),
      let second = unsafe position(of: rank, from: start, besides: first)
    else { return (tightest, .none) }
    return (tightest, RankKey(rank: Int(rank), position: second))
  }

  /// The smallest cap in the chunk that starts at a vector, one variant left out.
  private func smallest(from start: Int, besides excluded: Int) -> Float {
    var smallest = SIMD4<Float>(repeating: .infinity)
    for vector in start..<(unsafe min(start + Self.chunk, vectors)) {
      var caps = unsafe caps(vector)
      let lane = Int32(truncatingIfNeeded: excluded &- 4 &* vector)
      caps.replace(with: .infinity, where: SIMD4(0, 1, 2, 3) .== lane)
      smallest.lower(to: caps)
    }
    return floored(smallest.smallest)
  }

  /// The first variant whose cap is `rank` or less in the chunk that starts at a vector, one left out.
  private func position(of rank: Float, from start: Int, besides excluded: Int) -> Int? {
    for vector in start..<(unsafe min(start + Self.chunk, vectors)) {
      let caps = unsafe caps(vector)
      guard any(caps .< rank + 1) else { continue }
      for lane in 0..<4 where caps[lane] < rank + 1 && 4 * vector + lane != excluded { return 4 * vector + lane }
    }
    return nil
  }
}

/// The two chunks with the lowest caps seen so far; the earlier one on a tie.
private struct LowestChunks {
  private(set) var first = Float.infinity
  private(set) var firstStart = 0
  private(set) var second = Float.infinity
  private(set) var secondStart = 0

  mutating func add(_ start: Int, smallest: Float) {
    if smallest < first {
      (second, secondStart) = (first, firstStart)
      (first, firstStart) = (smallest, start)
    } else if smallest < second {
      (second, secondStart) = (smallest, start)
    }
  }
}

/// ⌊value⌋ of a number below 2²², or infinity as it is.
@inline(__always)
private func floored(_ value: Float) -> Float {
  guard value < .infinity else { return value }
  let truncated = Float(Int32(value))
  return truncated > value ? truncated - 1 : truncated
}
