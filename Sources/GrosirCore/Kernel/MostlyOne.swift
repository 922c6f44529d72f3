/// Elements in their order, of which there is mostly one.
///
/// The first needs no array: to make one and let it go costs more than most of what is done with a single element.
struct MostlyOne<Element> {
  private var first: Element?
  private var others: [Element] = []

  /// No elements.
  init() {}

  /// The elements of an array.
  init(_ elements: [Element]) {
    first = elements.first
    others = Array(elements.dropFirst())
  }

  /// Adds an element at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if first == nil { first = element } else { others.append(element) }
  }

  /// Changes the element at a position.
  @inline(__always)
  mutating func change(at position: Int, _ body: (inout Element) -> Void) {
    if position == 0, var only = first.take() {
      body(&only)
      first = only
    } else {
      body(&others[position - 1])
    }
  }

  /// Makes room for so many.
  mutating func reserveCapacity(_ count: Int) { others.reserveCapacity(Swift.max(0, count - 1)) }
}

extension MostlyOne: Sendable where Element: Sendable {}

extension MostlyOne: RandomAccessCollection {
  /// Zero.
  var startIndex: Int { 0 }

  /// How many there are.
  @inline(__always)
  var endIndex: Int { first == nil ? 0 : others.count + 1 }

  /// The element at a position.
  @inline(__always)
  subscript(position: Int) -> Element {
    if position == 0, let first { return first }
    return others[position - 1]
  }
}
