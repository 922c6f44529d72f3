/// Collects every violation while the fields of a catalogue entry are checked.
///
/// Each check answers with the valid value or, having noted a violation, with nil; so whoever holds all the values
/// holds no violation. Paths are made of violations alone: mostly there is none.
struct CatalogueValidation {
  /// What is wrong so far, in the order of checking.
  private(set) var violations: [Violation] = []

  /// Notes a violation.
  mutating func note(_ path: FieldPath, _ code: Violation.Code, _ message: String) {
    violations.append(Violation(path, code, message))
  }

  /// A value that has a failable initializer of its own.
  mutating func value<Value>(_ value: Value?, _ path: @autoclosure () -> FieldPath, _ rule: @autoclosure () -> String)
    -> Value?
  {
    if value == nil { note(path(), .malformed, rule()) }
    return value
  }

  /// An identifier.
  mutating func identifier<Subject>(_ text: String, _ path: @autoclosure () -> FieldPath) -> Identifier<Subject>? {
    let length = Identifier<Subject>.maximumLength
    return value(Identifier(text), path(), "an identifier has 1 to \(length) bytes and no control characters")
  }

  /// A seller's code.
  mutating func sku(_ text: String, _ path: @autoclosure () -> FieldPath) -> SKU? {
    value(SKU(text), path(), "a SKU has 1 to \(SKU.maximumLength) visible ASCII characters and no spaces")
  }

  /// A telephone number.
  mutating func phone(_ text: String, _ path: @autoclosure () -> FieldPath) -> PhoneNumber? {
    value(PhoneNumber(text), path(), "a phone number has the form +6281234567890: a plus sign and 7 to 15 digits")
  }

  /// A postal code.
  mutating func postalCode(_ text: String, _ path: @autoclosure () -> FieldPath) -> PostalCode? {
    value(PostalCode(text), path(), "a postal code has 3 to 10 capital letters and digits")
  }

  /// A name, an address or other text.
  mutating func text(_ text: String, _ rule: TextRule, _ path: @autoclosure () -> FieldPath) -> String? {
    if let fault = rule.fault(in: text) {
      note(path(), fault.code, fault.message)
      return nil
    }
    return text
  }

  /// An integer within a range.
  mutating func integer<Number: FixedWidthInteger>(
    _ number: Number, in range: ClosedRange<Number>, _ path: @autoclosure () -> FieldPath
  ) -> Number? {
    guard range ~= number else {
      note(path(), .outOfRange, "\(number) is not within \(range.lowerBound)…\(range.upperBound)")
      return nil
    }
    return number
  }

  /// An integer within a range, or none: nil within nil, as it came in.
  mutating func optionalInteger(_ number: Int?, in range: ClosedRange<Int>, _ path: @autoclosure () -> FieldPath)
    -> Int??
  {
    guard let number else { return .some(nil) }
    return integer(number, in: range, path()).map(Optional.some)
  }

  /// A rate in basis points.
  mutating func rate(_ value: Int, _ path: @autoclosure () -> FieldPath) -> BasisPoints? {
    integer(value, in: 0...BasisPoints.denominator, path()).flatMap(BasisPoints.init)
  }

  /// A timespan that is positive and not longer than another.
  mutating func timespan(_ timespan: Timespan, upTo longest: Timespan, _ path: @autoclosure () -> FieldPath)
    -> Timespan?
  {
    integer(timespan.milliseconds, in: 1...longest.milliseconds, path()).flatMap(Timespan.init(milliseconds:))
  }

  /// A timespan that is positive and not longer than another, or none.
  mutating func optionalTimespan(_ timespan: Timespan?, upTo longest: Timespan, _ path: @autoclosure () -> FieldPath)
    -> Timespan??
  {
    guard let timespan else { return .some(nil) }
    return self.timespan(timespan, upTo: longest, path()).map(Optional.some)
  }

  /// The error to throw when a value is missing.
  var error: CatalogueError { .invalid(violations) }
}
