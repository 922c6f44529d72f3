/// One walk along the columns of rules and tallies, four variants at a time.
///
/// Subtractions of counts are spelled as wrapping ones, the only ones vectors have; they cannot wrap, because a tally's
/// counts are 0…10⁹ and no more units are held than ordered.
@unsafe
struct LanePass {
  private let share: UnsafeRawPointer
  private let tolerance: UnsafeRawPointer
  private let reciprocal: UnsafeRawPointer
  private let ordered: UnsafeRawPointer
  private let held: UnsafeRawPointer
  private let onHand: UnsafeRawPointer
  private let vectors: Int

  /// Vectors after which the running minimum is compared with the two smallest so far.
  private static let chunk = 8

  /// - Precondition: both hold three columns of `stride` 32-bit numbers, and `stride` is a positive multiple of four.
  init(lanes: UnsafeRawBufferPointer, counts: UnsafeRawBufferPointer, stride: Int) {
    precondition(lanes.count == 12 * stride && counts.count == 12 * stride && stride > 0)
    unsafe share = lanes.baseAddress.unsafelyUnwrapped
    unsafe tolerance = share + 4 * stride
    unsafe reciprocal = share + 8 * stride
    unsafe ordered = counts.baseAddress.unsafelyUnwrapped
    unsafe held = ordered + 4 * stride
    unsafe onHand = ordered + 8 * stride
    unsafe vectors = stride / 4
  }

  @inline(__always)
  private func floats(_ column: UnsafeRawPointer, _ vector: Int) -> SIMD4<Float> {
    unsafe column.loadUnaligned(fromByteOffset: 16 &* vector, as: SIMD4<Float>.self)
  }

  @inline(__always)
  private func counts(_ column: UnsafeRawPointer, _ vector: Int) -> SIMD4<Int32> {
    unsafe column.loadUnaligned(fromByteOffset: 16 &* vector, as: SIMD4<Int32>.self)
  }

  /// (firm + tolerance + ½) / b of four variants: their caps, not yet rounded down.
  @inline(__always)
  private func caps(_ vector: Int) -> SIMD4<Float> {
    let firm = unsafe counts(ordered, vector) &- counts(held, vector) &- counts(onHand, vector)
    return unsafe (SIMD4<Float>(firm) + floats(tolerance, vector)) * floats(reciprocal, vector)
  }
}

// MARK: The field as a whole

extension LanePass {
  /// B and the two tightest variants, or nil when a count reaches the bound.
  func standing() -> Standing? {
    var needed = SIMD4<Float>()
    var magnitude = SIMD4<Int32>()
    var lowest = LowestChunks()
    var start = 0
    while unsafe start < vectors {
      let end = unsafe min(start &+ Self.chunk, vectors)
      var smallest = SIMD4<Float>(repeating: .infinity)
      var vector = start
      while vector < end {
        let orders = unsafe counts(ordered, vector)
        let stock = unsafe counts(onHand, vector)
        magnitude |= orders | stock
        let firm = unsafe SIMD4<Float>(orders &- counts(held, vector) &- stock)
        let perBundle = unsafe floats(reciprocal, vector)
        let bundles = (firm - 0.5) * perBundle
        needed.replace(with: bundles, where: bundles .> needed)
        let caps = unsafe (firm + floats(tolerance, vector)) * perBundle
        smallest.replace(with: caps, where: caps .< smallest)
        vector &+= 1
      }
      if any(smallest .< lowest.second) { lowest.add(start, smallest: floored(smallest.smallest)) }
      start = end
    }
    guard (magnitude[0] | magnitude[1] | magnitude[2] | magnitude[3]) < AllocationLanes.bound else { return nil }
    let (tightest, nextTightest) = unsafe twoTightest(in: lowest)
    return Standing(
      bundlesNeeded: -Int(floored(-needed.largest)), tightest: tightest, nextTightest: nextTightest, paidUnits: 0)
  }

  /// Finds the two tightest variants, first in product order on a tie, in the chunks that can hold them.
  private func twoTightest(in lowest: LowestChunks) -> (Standing.Ranked?, Standing.Ranked?) {
    guard lowest.first < .infinity, let first = unsafe position(of: lowest.first, from: lowest.firstStart, besides: -1)
    else { return (nil, nil) }
    let tightest = Standing.Ranked(position: first, rank: Int(lowest.first))
    let runnerUp = unsafe smallest(from: lowest.firstStart, besides: first)
    let isElsewhere =
      lowest.second < runnerUp || (lowest.second == runnerUp && lowest.secondStart < lowest.firstStart)
    let rank = isElsewhere ? lowest.second : runnerUp
    let start = isElsewhere ? lowest.secondStart : lowest.firstStart
    guard rank < .infinity, let second = unsafe position(of: rank, from: start, besides: first) else {
      return (tightest, nil)
    }
    return (tightest, Standing.Ranked(position: second, rank: Int(rank)))
  }

  /// The smallest cap in the chunk that starts at a vector, one variant left out.
  private func smallest(from start: Int, besides excluded: Int) -> Float {
    var smallest = SIMD4<Float>(repeating: .infinity)
    for vector in start..<(unsafe min(start + Self.chunk, vectors)) {
      var caps = unsafe caps(vector)
      let lane = Int32(truncatingIfNeeded: excluded &- 4 &* vector)
      caps.replace(with: .infinity, where: SIMD4(0, 1, 2, 3) .== lane)
      smallest.replace(with: caps, where: caps .< smallest)
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

// MARK: Every variant

extension LanePass {
  /// Writes `max(0, bundles · b + onHand − ordered)` of every variant.
  func fill(_ target: UnsafeMutablePointer<Int32>, bundles: Float) {
    let target = UnsafeMutableRawPointer(target)
    for vector in unsafe 0..<vectors {
      let stock = unsafe counts(onHand, vector) &- counts(ordered, vector)
      var units = unsafe floats(share, vector) * bundles + SIMD4<Float>(stock)
      units.replace(with: 0, where: units .< 0)
      unsafe target.storeBytes(of: whole(units), toByteOffset: 16 &* vector, as: SIMD4<Int32>.self)
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

/// Whole numbers of 0..<2²² as integers: added to 1.5 · 2²³, their bits stand in the lowest places of the sum.
@inline(__always)
private func whole(_ values: SIMD4<Float>) -> SIMD4<Int32> {
  unsafe unsafeBitCast(values + 12_582_912, to: SIMD4<Int32>.self) &- 0x4B40_0000
}

extension SIMD4 where Scalar == Float {
  fileprivate var smallest: Float {
    let low = self[0] < self[1] ? self[0] : self[1]
    let high = self[2] < self[3] ? self[2] : self[3]
    return low < high ? low : high
  }

  fileprivate var largest: Float {
    let low = self[0] > self[1] ? self[0] : self[1]
    let high = self[2] > self[3] ? self[2] : self[3]
    return low > high ? low : high
  }
}
