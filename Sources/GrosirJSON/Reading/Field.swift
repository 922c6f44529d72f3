/// What a field of an object was read to be; or nothing, if it was refused.
///
/// Calling it gives the value: `try units()`.
public struct Field<Value> {
  /// The value, or nil if the field was refused and the violation noted.
  public let value: Value?

  init(_ value: Value?) {
    self.value = value
  }

  /// The value.
  ///
  /// - Throws: ``Unreadable`` if the field was refused.
  public func callAsFunction() throws(Unreadable) -> Value {
    guard let value else { throw Unreadable() }
    return value
  }
}

extension Field: Sendable where Value: Sendable {}

/// Something could not be read; why is already noted as a violation.
public struct Unreadable: Error, Sendable, Hashable {
  init() {}
}
