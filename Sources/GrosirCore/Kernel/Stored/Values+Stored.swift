extension Bool: Stored {}
extension Int: Stored {}
extension Int64: Stored {}
extension String: Stored {}
extension Identifier: Stored {}
extension Instant: Stored {}
extension Timespan: Stored {}
extension Money: Stored {}
extension Reason: Stored {}
extension VariantUnits: Stored {}
extension StockPlace: Stored {}
extension SessionState: Stored {}

extension Currency: Stored {
  /// The three letters.
  package var stored: Record { .text(code) }

  /// From three letters.
  package init(stored: Record) throws(StoredFault) {
    guard case .text(let code) = stored, let currency = Currency(code) else { throw StoredFault(.malformed) }
    self = currency
  }
}

extension BasisPoints: Stored {
  /// The number.
  package var stored: Record { value.record }

  /// From a number of 0 to 10 000.
  package init(stored: Record) throws(StoredFault) {
    guard case .integer(let number) = stored, let value = Int(exactly: number), let share = BasisPoints(value) else {
      throw StoredFault(.malformed)
    }
    self = share
  }
}

/// Text that has a form of its own.
package protocol StoredText: Stored {
  /// The text.
  var text: String { get }

  /// The value, or nil if the text does not have the form.
  init?(_ text: String)
}

extension StoredText {
  /// The text.
  package var stored: Record { .text(text) }

  /// From text that has the form.
  package init(stored: Record) throws(StoredFault) {
    guard case .text(let text) = stored, let value = Self(text) else { throw StoredFault(.malformed) }
    self = value
  }
}

extension SKU: StoredText {}
extension PhoneNumber: StoredText {}
extension PostalCode: StoredText {}

extension [VariantUnits] {
  /// Checks that each variant is there once, with one unit or more, and no more than can be counted.
  func checkStored(at name: String, upTo limit: Int = Quantity.maximum) throws(StoredFault) {
    for position in indices {
      let path = FieldPath(name).index(position)
      guard 1...limit ~= self[position].units else { throw StoredFault(.malformed, at: path.field("units")) }
    }
    try StoredFault.unless(isDistinct { $0.variant }, name, "a variant is there twice")
  }

  /// Whether these come in the order of others, and are no more of anything.
  func arePart(of others: [VariantUnits]) -> Bool {
    var rest = self[...]
    for other in others {
      guard let next = rest.first, next.variant == other.variant else { continue }
      guard next.units <= other.units else { return false }
      rest.removeFirst()
    }
    return rest.isEmpty
  }
}

extension Array {
  /// Whether no two elements have the same of something.
  func isDistinct<Key: Hashable>(_ key: (Element) -> Key) -> Bool {
    switch count {
    case 0, 1: true
    case 2: key(self[0]) != key(self[1])
    default: Set(lazy.map(key)).count == count
    }
  }
}
