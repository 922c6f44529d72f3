/// Rows of one kind by their identity, and which of them changed.
///
/// Most commands concern one or two; those are found by looking. From a handful on, places are kept by identity.
public struct Shelf<Key: Hashable & Sendable, Row: Sendable>: Sendable {
  private var entries = MostlyOne<Entry>()

  /// Where each row is among those after the first, once there are many.
  private var places: [Key: Int]?

  private struct Entry: Sendable {
    let key: Key
    var row: Row
    var isChanged: Bool

    @inline(__always)
    mutating func change(_ body: (inout Row) -> Void) {
      body(&row)
      isChanged = true
    }
  }

  private static var mostLookedThrough: Int { 8 }

  /// The row of an identity, if it is here.
  ///
  /// - Complexity: O(1).
  public subscript(key: Key) -> Row? {
    if entries.first?.key == key { return entries.first?.row }
    return place(of: key).flatMap { entries.others?[$0].row }
  }

  /// All rows, in the order in which they came.
  public var rows: some Sequence<Row> { entries.all.lazy.map { $0.row } }

  /// How many rows are here.
  public var count: Int { entries.count }

  /// Visits the rows that changed, in the order in which they came.
  @inline(__always)
  func forEachChanged(_ body: (Row) -> Void) {
    guard count > 0 else { return }
    if entries.first?.isChanged == true, let row = entries.first?.row { body(row) }
    entries.others?.forEach { if $0.isChanged { body($0.row) } }
  }

  /// Puts a row in as it was found, unless it is here already.
  mutating func bring(_ row: Row, as key: Key) {
    guard entries.first?.key != key, place(of: key) == nil else { return }
    append(Entry(key: key, row: row, isChanged: false))
  }

  /// Puts a row in as it is from now on.
  mutating func save(_ row: Row, as key: Key) {
    if entries.first?.key == key {
      entries.changeFirst { $0.change { $0 = row } }
    } else if let place = place(of: key) {
      entries.changeOther(at: place) { $0.change { $0 = row } }
    } else {
      append(Entry(key: key, row: row, isChanged: true))
    }
  }

  /// Makes room for so many.
  mutating func reserveCapacity(_ count: Int) {
    entries.reserveCapacity(count)
    if count > Shelf.mostLookedThrough, places == nil { index(roomFor: count) }
  }

  /// Changes a row, which is made first if it is not here.
  mutating func change(_ key: Key, orMake make: @autoclosure () -> Row, _ body: (inout Row) -> Void) {
    if entries.first?.key == key {
      entries.changeFirst { $0.change(body) }
    } else if let place = place(of: key) {
      entries.changeOther(at: place) { $0.change(body) }
    } else {
      var row = make()
      body(&row)
      append(Entry(key: key, row: row, isChanged: true))
    }
  }

  private mutating func append(_ entry: Entry) {
    entries.append(entry)
    guard let last = entries.others?.indices.last else { return }
    places?[entry.key] = last
    if last >= Shelf.mostLookedThrough, places == nil { index(roomFor: last + 1) }
  }

  private mutating func index(roomFor count: Int) {
    var places = [Key: Int](minimumCapacity: count)
    for (place, entry) in (entries.others ?? []).enumerated() { places[entry.key] = place }
    self.places = places
  }

  /// Where a row is among those after the first.
  private func place(of key: Key) -> Int? {
    if places != nil { return places?[key] }
    return entries.others?.firstIndex { $0.key == key }
  }
}
