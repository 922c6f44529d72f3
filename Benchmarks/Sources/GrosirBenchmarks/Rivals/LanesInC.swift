import CRivals

/// The snapshot in C: owns the columns it works on.
@safe
final class LanesInC {
  private let stride: Int
  private let lanes: UnsafeMutablePointer<Float>
  private let counts: UnsafeMutablePointer<Int32>
  private let units: UnsafeMutablePointer<Int32>
  private let states: Int
  private let mostBundles: Int64

  init(_ sample: SampleSession) {
    stride = (sample.count + 3) / 4 * 4
    states = sample.states.count
    unsafe lanes = .allocate(capacity: 3 * stride)
    unsafe counts = .allocate(capacity: 3 * stride * states)
    unsafe units = .allocate(capacity: stride)
    unsafe lanes.initialize(repeating: 1, count: 3 * stride)
    unsafe counts.initialize(repeating: 0, count: 3 * stride * states)
    unsafe units.initialize(repeating: 0, count: stride)
    mostBundles = Int64((1 << 21 - 1) / (sample.unitsPerBundle.max() ?? 1))
    for position in 0..<stride {
      guard position < sample.count else {
        unsafe lanes[stride + position] = 1_572_864
        continue
      }
      let share = Float(sample.unitsPerBundle[position])
      unsafe lanes[position] = share
      unsafe lanes[stride + position] = Float(sample.tolerances[position]) + 0.5
      unsafe lanes[2 * stride + position] = 1 / share
      for (state, columns) in sample.states.enumerated() {
        for column in 0..<3 { unsafe counts[(3 * state + column) * stride + position] = columns[column][position] }
      }
    }
  }

  deinit {
    unsafe lanes.deallocate()
    unsafe counts.deallocate()
    unsafe units.deallocate()
  }

  /// Computes all variants of a state anew.
  @inline(__always)
  func refresh(_ state: Int) -> c_field {
    var field = c_field()
    let done = unsafe c_refresh(lanes, counts + 3 * stride * state, stride, 1, .max, mostBundles, units, &field)
    precondition(done != 0)
    return field
  }

  @inline(__always)
  subscript(position: Int) -> Int32 { unsafe units[position] }
}
