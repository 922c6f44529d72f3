/// Elements side by side, at places that stay the same while there are more and more of them.
///
/// The first begins where a cache line does. To ask for a place that was never given out is a defect of the caller's,
/// and traps.
@safe
struct DenseStorage<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  /// The most elements there can be: a place is 31 bits, and the last ones have a meaning of their own.
  static var mostElements: Int { 1 << 31 - 16 }

  init(capacity: Int = 16) {
    self.capacity = max(1, capacity)
    unsafe base = DenseStorage.allocate(self.capacity)
  }

  init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    unsafe base.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit {
    unsafe UnsafeMutableRawPointer(base).deallocate()
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64)
    return unsafe raw.bindMemory(to: Element.self, capacity: capacity)
  }

  subscript(place: UInt32) -> Element {
    @inline(__always)
    unsafeAddress {
      precondition(Int(place) < count, "nothing is kept at this place")
      return unsafe UnsafePointer(base + Int(place))
    }
    @inline(__always)
    unsafeMutableAddress {
      precondition(Int(place) < count, "nothing is kept at this place")
      return unsafe base + Int(place)
    }
  }

  /// Adds an element, and tells its place.
  ///
  /// - Precondition: there are fewer than ``mostElements``.
  @discardableResult
  @inline(__always)
  mutating func append(_ element: Element) -> UInt32 {
    if count == capacity { grow() }
    unsafe (base + count).initialize(to: element)
    count += 1
    return UInt32(truncatingIfNeeded: count - 1)
  }

  /// Takes the last element away.
  @inline(__always)
  mutating func removeLast() -> Element {
    precondition(count > 0, "there is no last element")
    count -= 1
    return unsafe base[count]
  }

  /// Takes all elements away; the room stays.
  mutating func removeAll() { count = 0 }

  @inline(never)
  private mutating func grow() {
    precondition(count < DenseStorage.mostElements, "there is no place left")
    let larger = unsafe DenseStorage.allocate(capacity * 2)
    unsafe larger.moveInitialize(from: base, count: count)
    unsafe UnsafeMutableRawPointer(base).deallocate()
    unsafe base = larger
    capacity *= 2
  }
}

/// The place of nothing.
let nowhere = UInt32.max
