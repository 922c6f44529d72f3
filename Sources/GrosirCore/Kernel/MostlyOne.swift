/// Elements in their order, of which there is mostly one.
///
/// The first needs no array: to make one and let it go costs more than most of what is done with a single element.
struct MostlyOne<Element> {
  /// The first, if there is any.
  private var first: Element?

  /// Those after it; nil for none, which costs less to hand on than an empty array.
  private var others: [Element]?

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
}

extension MostlyOne: Sendable where Element: Sendable {}
