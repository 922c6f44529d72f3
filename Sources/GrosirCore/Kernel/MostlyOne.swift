/// Elements in their order, of which there is mostly one.
///
/// The first needs no array: to make one and let it go costs more than most of what is done with a single element. It
/// is looked at where it lies, since to take it out would copy all of it.
struct MostlyOne<Element> {
  /// The first, if there is any.
  private(set) var first: Element?

  /// Those after it; nil for none, which costs less to hand on than an empty array.
  private(set) var others: [Element]?

  /// No elements.
  init() {}

  /// The elements of an array.
  init(_ elements: [Element]) {
    first = elements.first
    if elements.count > 1 { others = Array(elements.dropFirst()) }
  }

  /// How many there are.
  var count: Int { first == nil ? 0 : 1 + (others?.count ?? 0) }

  /// Adds an element at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if first == nil {
      first = element
    } else if others == nil {
      others = [element]
    } else {
      others?.append(element)
    }
  }

  /// Changes the first element.
  @inline(__always)
  mutating func changeFirst(_ body: (inout Element) -> Void) {
    guard var element = first.take() else { return }
    body(&element)
    first = element
  }

  /// Changes one of those after the first.
  mutating func changeOther(at place: Int, _ body: (inout Element) -> Void) {
    guard var elements = others.take() else { return }
    body(&elements[place])
    others = elements
  }

  /// Visits all elements.
  @inline(__always)
  func forEach(_ body: (Element) -> Void) {
    if let first { body(first) }
    others?.forEach(body)
  }

  /// All elements.
  var all: [Element] {
    guard let first else { return [] }
    return [first] + (others ?? [])
  }

  /// Makes room for so many.
  mutating func reserveCapacity(_ count: Int) {
    guard count > 1 else { return }
    if others == nil { others = [] }
    others?.reserveCapacity(count - 1)
  }
}

extension MostlyOne: Sendable where Element: Sendable {}
