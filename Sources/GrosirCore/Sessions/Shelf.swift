/// Rows of one kind by their identity, and which of them changed.
///
/// Most commands concern one or two; those are found by looking. From a handful on, places are kept by identity.
public struct Shelf<Key: Hashable & Sendable, Row: Sendable>: Sendable {
  // The first row and its identity, if there is any. Apart from each other: of a row in an optional entry all would be
  // copied whenever its identity is looked at.
  private var firstKey: Key?
  private var firstRow: Row?
  private var hasFirstChanged = false

  /// Those after it; nil for none, which costs less to hand on than an empty array.
  private var others: [Entry]?

  /// Where each of the others is, once there are many.
  private var places: [Key: Int]?

  private struct Entry: Sendable {
    let key: Key
    var row: Row
    var isChanged: Bool
  }

  private static var mostLookedThrough: Int { 8 }

  /// The row of an identity, if it is here.
  ///
  /// - Complexity: O(1).
  public subscript(key: Key) -> Row? {
    if firstKey == key { return firstRow }
    return place(of: key).flatMap { others?[$0].row }
  }

  /// All rows, in the order in which they came.
  public var rows: [Row] {
    guard let firstRow else { return [] }
    return [firstRow] + (others ?? []).map { $0.row }
  }

  /// How many rows are here.
  public var count: Int { firstKey == nil ? 0 : 1 + (others?.count ?? 0) }

  /// Whether the row of an identity is here.
  func has(_ key: Key) -> Bool { firstKey == key || place(of: key) != nil }

  /// Visits the rows that changed, in the order in which they came.
  @inline(__always)
  func forEachChanged(_ body: (Row) -> Void) {
    if hasFirstChanged, let firstRow { body(firstRow) }
    others?.forEach { if $0.isChanged { body($0.row) } }
  }

  /// Puts a row in as it was found, unless it is here already.
  mutating func bring(_ row: Row, as key: Key) {
    if !has(key) { append(row, as: key, isChanged: false) }
  }

  /// Puts a row in as it is from now on.
  mutating func save(_ row: Row, as key: Key) {
    if firstKey == key {
      firstRow = row
      hasFirstChanged = true
    } else if let place = place(of: key) {
      changeOther(at: place) { $0 = row }
    } else {
      append(row, as: key, isChanged: true)
    }
  }

  /// Makes room for so many.
  mutating func reserveCapacity(_ count: Int) {
    guard count > 1 else { return }
    if others == nil { others = [] }
    others?.reserveCapacity(count - 1)
    if count > Shelf.mostLookedThrough, places == nil { index(roomFor: count) }
  }

  /// Changes a row, which is made first if it is not here.
  mutating func change(_ key: Key, orMake make: @autoclosure () -> Row, _ body: (inout Row) -> Void) {
    if firstKey == key, var row = firstRow.take() {
      body(&row)
      firstRow = row
      hasFirstChanged = true
    } else if let place = place(of: key) {
      changeOther(at: place, body)
    } else {
      var row = make()
      body(&row)
      append(row, as: key, isChanged: true)
    }
  }

  /// Changes one of those after the first.
  private mutating func changeOther(at place: Int, _ body: (inout Row) -> Void) {
    guard var entries = others.take() else { return }
    body(&entries[place].row)
    entries[place].isChanged = true
    others = entries
  }

  private mutating func append(_ row: Row, as key: Key, isChanged: Bool) {
    guard firstKey != nil else {
      (firstKey, firstRow, hasFirstChanged) = (key, row, isChanged)
      return
    }
    var entries = others.take() ?? []
    places?[key] = entries.count
    entries.append(Entry(key: key, row: row, isChanged: isChanged))
    let count = entries.count
    others = entries
    if count > Shelf.mostLookedThrough, places == nil { index(roomFor: count) }
  }

  private mutating func index(roomFor count: Int) {
    var places = [Key: Int](minimumCapacity: count)
    for (place, entry) in (others ?? []).enumerated() { places[entry.key] = place }
    self.places = places
  }

  /// Where a row is among those after the first.
  private func place(of key: Key) -> Int? {
    if places != nil { return places?[key] }
    return others?.firstIndex { $0.key == key }
  }
}
