import GrosirCore

/// What the writer knows of the rows that it read or wrote last; nobody else writes, so it is never out of date.
///
/// It is bounded: what was not used while as many others were is forgotten.
struct RowCache<Key: Hashable, Value> {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  private let limit: Int

  /// A cache that holds at most twice so many.
  init(limit: Int) { self.limit = limit }

  /// What is known of a key.
  mutating func find(_ key: Key) -> Value? {
    if let value = young[key] { return value }
    guard let value = old[key] else { return nil }
    set(value, of: key)
    return value
  }

  /// Notes what is known of a key.
  mutating func set(_ value: Value, of key: Key) {
    if young.count >= limit, young[key] == nil {
      old = young
      young = [:]
    }
    young[key] = value
  }

  /// Forgets what is known of a key.
  mutating func remove(_ key: Key) {
    young[key] = nil
    old[key] = nil
  }

  /// Forgets everything.
  mutating func removeAll() {
    young = [:]
    old = [:]
  }
}
