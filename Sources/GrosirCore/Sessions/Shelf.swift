/// Rows of one kind by their identity, and which of them changed.
///
/// Most commands concern one or two; those are found by looking. From a handful on, positions are kept by identity.
public struct Shelf<Key: Hashable & Sendable, Row: Sendable>: Sendable {
  private var entries = MostlyOne<Entry>()

  /// Where each row is, once there are many.
  private var positions: [Key: Int]?

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
  public subscript(key: Key) -> Row? { position(of: key).map { entries[$0].row } }

  /// All rows, in the order in which they came.
  public var rows: some Sequence<Row> { entries.lazy.map { $0.row } }

  /// How many rows are here.
  public var count: Int { entries.count }

  /// Visits the rows that changed, in the order in which they came.
  @inline(__always)
  func forEachChanged(_ body: (Row) -> Void) {
    for place in entries.indices where entries[place].isChanged { body(entries[place].row) }
  }

  /// Puts a row in as it was found, unless it is here already.
  mutating func bring(_ row: Row, as key: Key) {
    if position(of: key) == nil { append(Entry(key: key, row: row, isChanged: false)) }
  }

  /// Puts a row in as it is from now on.
  mutating func save(_ row: Row, as key: Key) {
    if let position = position(of: key) {
      entries.change(at: position) { $0.change { $0 = row } }
    } else {
      append(Entry(key: key, row: row, isChanged: true))
    }
  }

  /// Makes room for so many.
  mutating func reserveCapacity(_ count: Int) {
    entries.reserveCapacity(count)
    if count > Shelf.mostLookedThrough, positions == nil { index(roomFor: count) }
  }

  /// Changes a row, which is made first if it is not here.
  mutating func change(_ key: Key, orMake make: @autoclosure () -> Row, _ body: (inout Row) -> Void) {
    if let position = position(of: key) {
      entries.change(at: position) { $0.change(body) }
    } else {
      var row = make()
      body(&row)
      append(Entry(key: key, row: row, isChanged: true))
    }
  }

  private mutating func append(_ entry: Entry) {
    positions?[entry.key] = entries.count
    entries.append(entry)
    if entries.count > Shelf.mostLookedThrough, positions == nil { index(roomFor: entries.count) }
  }

  private mutating func index(roomFor count: Int) {
    var positions = [Key: Int](minimumCapacity: count)
    for (position, entry) in entries.enumerated() { positions[entry.key] = position }
    self.positions = positions
  }

  private func position(of key: Key) -> Int? {
    if positions != nil { return positions?[key] }
    return entries.firstIndex { $0.key == key }
  }
}
