internal import GrosirCore

/// Reads a list.
public struct ArrayReader<Element: ValueReader>: ValueReader {
  let element: Element
  let count: ClosedRange<Int>

  /// Reads the value if it is a list of the right length and every element can be read.
  public func read(_ value: JSONValue, in context: ReadingContext) -> [Element.Value]? {
    guard case .array(let values) = value else { return context.refuse(value, expected: "a list") }
    guard context.accepts(values.count, of: "element", within: count) else { return nil }
    var elements: [Element.Value] = []
    elements.reserveCapacity(values.count)
    for (position, value) in values.enumerated() {
      if let result = context.at(.index(position), { element.read(value, in: context) }) { elements.append(result) }
    }
    return elements.count == values.count ? elements : nil
  }
}

/// Reads an object whose names are data: `{"M": 55}`.
public struct MapReader<Key: ValueReader, Entry: ValueReader>: ValueReader {
  let key: Key
  let entry: Entry
  let count: ClosedRange<Int>

  /// Reads the value if it is an object of the right size and every name and value can be read; in document order.
  public func read(_ value: JSONValue, in context: ReadingContext) -> [(key: Key.Value, value: Entry.Value)]? {
    guard case .object(let object) = value else { return context.refuse(value, expected: "an object") }
    guard context.accepts(object.members.count, of: "member", within: count) else { return nil }
    var entries: [(key: Key.Value, value: Entry.Value)] = []
    entries.reserveCapacity(object.members.count)
    for member in object.members {
      context.at(.name(member.name)) {
        let key = key.read(.string(member.name), in: context)
        let value = entry.read(member.value, in: context)
        if let key, let value { entries.append((key, value)) }
      }
    }
    return entries.count == object.members.count ? entries : nil
  }
}

/// Reads a value that may be null.
public struct NullableReader<Wrapped: ValueReader>: ValueReader {
  /// What is read, or nil.
  public typealias Value = Wrapped.Value?

  let wrapped: Wrapped

  /// Nil for null; otherwise what is read.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Wrapped.Value?? {
    if value == .null { return .some(nil) }
    return wrapped.read(value, in: context).map { .some($0) }
  }
}

extension ValueReader {
  /// A list of as many elements as are allowed; a longer one is refused unread.
  public static func array<Element>(of element: Element, count: ClosedRange<Int>) -> Self
  where Self == ArrayReader<Element> {
    ArrayReader(element: element, count: count)
  }

  /// An object whose names are data, as a list in document order; the names are read as text.
  public static func map<Key, Entry>(from key: Key, to entry: Entry, count: ClosedRange<Int>) -> Self
  where Self == MapReader<Key, Entry> {
    MapReader(key: key, entry: entry, count: count)
  }

  /// What the other reader reads, or null.
  public static func nullable<Wrapped>(_ wrapped: Wrapped) -> Self where Self == NullableReader<Wrapped> {
    NullableReader(wrapped: wrapped)
  }
}

extension ReadingContext {
  /// Whether a list or an object has an allowed size; if not, that is noted.
  fileprivate func accepts(_ count: Int, of thing: String, within allowed: ClosedRange<Int>) -> Bool {
    if count < allowed.lowerBound {
      let problem = count == 0 ? "must not be empty" : "must have at least \(allowed.lowerBound) \(thing)s"
      refuse(.outOfRange, problem)
    } else if count > allowed.upperBound {
      refuse(.tooLarge, "must have at most \(allowed.upperBound) \(thing)s, but has \(count)")
    }
    return allowed.contains(count)
  }
}
