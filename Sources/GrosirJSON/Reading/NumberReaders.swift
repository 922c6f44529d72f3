internal import GrosirCore

/// Reads an integer within bounds.
public struct IntegerReader<Number: FixedWidthInteger & SignedInteger & Sendable>: ValueReader, Sendable {
  let range: ClosedRange<Number>

  /// Reads the value if it is an integer within the bounds; `1.0` and `1e3` are none.
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
      let expected = "must be an integer, written without fraction and exponent"
      context.refuse(.wrongType, "\(expected), but is \(shortened(literal.text))")
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

extension ValueReader where Self == IntegerReader<Int> {
  /// An integer within bounds.
  public static func integer(_ range: ClosedRange<Int>) -> Self { IntegerReader(range: range) }

  /// An integer of at least this much.
  public static func integer(atLeast least: Int) -> Self {
    IntegerReader(range: least...Int.max)
  }
}

extension ValueReader where Self == IntegerReader<Int64> {
  /// An integer of 64 bits within bounds, as amounts of money are.
  ///
  /// Two arguments instead of a range: the compiler takes a range of plain literals for one of `Int` here.
  ///
  /// - Precondition: `least` is not above `most`.
  public static func int64(from least: Int64, through most: Int64) -> Self { IntegerReader(range: least...most) }

  /// An integer of 64 bits and of at least this much.
  public static func int64(atLeast least: Int64) -> Self {
    IntegerReader(range: least...Int64.max)
  }
}

extension ValueReader where Self == BooleanReader {
  /// `true` or `false`.
  public static var boolean: BooleanReader { BooleanReader() }
}
