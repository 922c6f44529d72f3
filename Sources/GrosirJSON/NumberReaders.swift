internal import GrosirCore

/// Reads an integer within bounds.
public struct IntegerReader<Number: FixedWidthInteger & SignedInteger & Sendable>: ValueReader, Sendable {
  let range: ClosedRange<Number>

  /// Reads the value if it is an integer within the bounds. `1.0` and `1e3` are none.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Number? {
    switch value {
    case .integer(let integer):
      guard let number = Number(exactly: integer), range.contains(number) else {
        return refuse("\(integer)", in: context)
      }
      return number
    case .number(let literal) where literal.isInteger:
      return refuse(shortened(literal.text), in: context)
    case .number(let literal):
      context.refuse(.wrongType, "must be an integer, written without fraction and exponent, but is \(shortened(literal.text))")
      return nil
    default:
      return context.refuse(value, expected: "an integer")
    }
  }

  private func refuse(_ text: String, in context: ReadingContext) -> Number? {
    let bounds =
      switch (range.lowerBound == Number.min, range.upperBound == Number.max) {
      case (false, true): "at least \(range.lowerBound)"
      case (true, false): "at most \(range.upperBound)"
      default: "from \(range.lowerBound) to \(range.upperBound)"
      }
    context.refuse(.outOfRange, "must be \(bounds), but is \(text)")
    return nil
  }
}

/// Reads `true` or `false`.
public struct BooleanReader: ValueReader, Sendable {
  /// Reads the value if it is a boolean.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Bool? {
    guard case .bool(let bool) = value else { return context.refuse(value, expected: "a boolean") }
    return bool
  }
}

extension ValueReader {
  /// An integer within bounds; `Int` unless the bounds are of another type.
  public static func integer<Number>(_ range: ClosedRange<Number>) -> Self where Self == IntegerReader<Number> {
    IntegerReader(range: range)
  }

  /// An integer of at least this much; `Int` unless the bound is of another type.
  public static func integer<Number>(_ range: PartialRangeFrom<Number>) -> Self where Self == IntegerReader<Number> {
    IntegerReader(range: range.lowerBound...Number.max)
  }

  /// Any integer that the type holds.
  public static func integer<Number>(_: Number.Type) -> Self where Self == IntegerReader<Number> {
    IntegerReader(range: Number.min...Number.max)
  }
}

extension ValueReader where Self == BooleanReader {
  /// `true` or `false`.
  public static var boolean: BooleanReader { BooleanReader() }
}
