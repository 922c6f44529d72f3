/// Something that is read from a JSON object.
public protocol DocumentReadable {
  /// Reads it from the fields of an object; see ``ObjectReader``.
  ///
  /// - Throws: ``Unreadable`` after a violation has been noted.
  init(reading object: inout ObjectReader) throws(Unreadable)
}

/// Reads an object by a function that asks for its fields.
public struct ObjectValueReader<Value>: ValueReader {
  let body: (inout ObjectReader) throws(Unreadable) -> Value

  /// Reads the value if it is an object.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Value? {
    guard case .object(let object) = value else { return context.refuse(value, expected: "an object") }
    let before = context.count
    var reader = ObjectReader(object, in: context)
    guard let result = result(&reader) else {
      assert(context.count > before, "an object was refused without a violation")
      return nil
    }
    reader.end()
    return context.count == before ? result : nil
  }

  private func result(_ reader: inout ObjectReader) -> Value? {
    do throws(Unreadable) {
      return try body(&reader)
    } catch {
      return nil
    }
  }
}

extension ValueReader {
  /// An object, read as the type says.
  public static func object<Value: DocumentReadable>(_: Value.Type) -> Self where Self == ObjectValueReader<Value> {
    ObjectValueReader { object throws(Unreadable) in try Value(reading: &object) }
  }

  /// An object, read by a function; for types that are read in more than one way.
  public static func object<Value>(
    _ body: @escaping (inout ObjectReader) throws(Unreadable) -> Value
  ) -> Self where Self == ObjectValueReader<Value> {
    ObjectValueReader(body: body)
  }
}
