/// Takes out the fields of what was kept one by one, and knows in the end whether there are others.
///
/// They are mostly asked for in the order in which they were written, and then each is found at once.
///
///     var fields = try StoredFields(record)
///     buyer = try fields.take("buyer")
///     openHolds = try fields.take("openHolds")
///     try fields.end()
package struct StoredFields {
  private let fields: [Record.Field]
  private var place = 0

  /// Which places were taken, by their bits.
  private var taken: UInt64 = 0
  private static var most: Int { 64 }

  /// Begins with the fields of a record.
  ///
  /// - Throws: ``StoredFault`` if it has none, or more than any value has.
  package init(_ record: Record) throws(StoredFault) {
    guard case .fields(let fields) = record, fields.count <= StoredFields.most else { throw StoredFault(.malformed) }
    self.fields = fields
  }

  /// The value of a name; one that is not there counts as null.
  package mutating func take<Value: Stored>(_ name: String) throws(StoredFault) -> Value {
    guard let place = find(name) else {
      do throws(StoredFault) {
        return try Value(stored: .null)
      } catch {
        throw StoredFault(.missing, at: FieldPath(name))
      }
    }
    do throws(StoredFault) {
      return try Value(stored: fields[place].value)
    } catch {
      throw error.inside(FieldPath(name))
    }
  }

  /// What was kept under a name; null where there is nothing.
  package mutating func takeRecord(_ name: String) -> Record { find(name).map { fields[$0].value } ?? .null }

  /// A count from nothing up to a limit.
  package mutating func takeCount(_ name: String, upTo limit: Int = .max) throws(StoredFault) -> Int {
    let count: Int = try take(name)
    guard 0...limit ~= count else { throw StoredFault(.malformed, at: FieldPath(name)) }
    return count
  }

  /// An amount of a currency that stands beside it; not negative.
  package mutating func takeAmount(_ name: String, _ currency: Currency) throws(StoredFault) -> Money {
    let amount: Int64 = try take(name)
    guard amount >= 0 else { throw StoredFault(.malformed, at: FieldPath(name)) }
    return Money(amount, currency)
  }

  /// Checks that nothing else was kept.
  package func end() throws(StoredFault) {
    let all = fields.count == StoredFields.most ? UInt64.max : (1 << UInt64(fields.count)) - 1
    guard taken != all else { return }
    let place = (~taken).trailingZeroBitCount
    throw StoredFault(.unknown, at: FieldPath(fields[place].name))
  }

  private mutating func find(_ name: String) -> Int? {
    if place < fields.count, fields[place].name == name {
      taken |= 1 << UInt64(place)
      place += 1
      return place - 1
    }
    for other in fields.indices where fields[other].name == name {
      taken |= 1 << UInt64(other)
      place = other + 1
      return other
    }
    return nil
  }
}

extension StoredFault {
  /// Checks something that must hold of a value that was read.
  static func unless(_ holds: Bool, _ name: String, _ why: @autoclosure () -> String) throws(StoredFault) {
    guard !holds else { return }
    throw StoredFault(.inconsistent(why()), at: FieldPath(name))
  }
}

extension StoredFault {
  /// Makes a value whose own initializer checks it.
  static func checking<Value>(_ make: () throws(AllocationError) -> Value) throws(StoredFault) -> Value {
    do throws(AllocationError) {
      return try make()
    } catch {
      guard case .invalid(let violations) = error else { throw StoredFault(.malformed) }
      throw StoredFault(violations)
    }
  }

  /// Makes a value of the catalogue, whose own initializer checks it.
  static func checking<Value>(_ make: () throws(CatalogueError) -> Value) throws(StoredFault) -> Value {
    do throws(CatalogueError) {
      return try make()
    } catch {
      guard case .invalid(let violations) = error else { throw StoredFault(.malformed) }
      throw StoredFault(violations)
    }
  }
}

extension Record {
  /// The fields, for who adds others to them; none if it is something else.
  var plainFields: [Field] {
    guard case .fields(let fields) = self else { return [] }
    return fields
  }
}
