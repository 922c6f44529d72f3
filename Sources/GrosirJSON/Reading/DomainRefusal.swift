import GrosirCore

/// What the domain throws when values that were each readable do not make what they should.
protocol DomainRefusal: Error {
  /// Everything that is wrong, with the document's paths.
  var violations: [Violation] { get }
}

extension AllocationError: DomainRefusal {
  var violations: [Violation] {
    switch self {
    case .invalid(let violations): violations
    case .quantityOutOfRange, .exceedsHeld, .exceedsPaid, .totalOutOfRange:
      [Violation(.root, .outOfRange, description)]
    }
  }
}

extension PricingError: DomainRefusal {
  var violations: [Violation] {
    switch self {
    case .invalid(let violations): violations
    }
  }
}

extension ObjectReader {
  /// What the domain makes of fields that were read; what it refuses becomes violations of this document.
  ///
  /// - Parameter make: makes it, given where this object stands in the document.
  func accepting<Value, Refusal: DomainRefusal>(
    _ make: (FieldPath) throws(Refusal) -> Value
  ) throws(Unreadable) -> Value {
    do throws(Refusal) {
      return try make(path)
    } catch {
      throw refuse(error.violations)
    }
  }
}
