public import GrosirCore

/// Where a reader is in a document, and what it has found wrong so far.
///
/// One context goes along through one reading. It lives for that reading only and is not shared.
public final class ReadingContext {
  private var steps: [PathStep] = []
  private var violations: [Violation] = []
  private var furtherViolations = 0

  /// The context of a reading that begins.
  package init() {}

  /// The path of the value that is being read.
  public var path: FieldPath { FieldPath(steps) }

  /// Notes that something is wrong with the value that is being read.
  public func refuse(_ code: Violation.Code, _ message: String) {
    // The path of a violation that is not listed is not worth putting together.
    guard violations.count < InvalidDocument.maximumCount else { return furtherViolations += 1 }
    violations.append(Violation(path, code, message))
  }

  /// Notes a violation whose path is known.
  func note(_ violation: Violation) {
    guard violations.count < InvalidDocument.maximumCount else { return furtherViolations += 1 }
    violations.append(violation)
  }

  /// Notes that the value is not what belongs here, and gives nil to return.
  func refuse<Value>(_ value: JSONValue, expected: String) -> Value? {
    refuse(.wrongType, "must be \(expected), but is \(value.kind)")
    return nil
  }

  /// Does something one step further inside.
  func at<Result>(_ step: PathStep, _ body: () -> Result) -> Result {
    steps.append(step)
    defer { steps.removeLast() }
    return body()
  }

  /// How many violations there are.
  var count: Int { violations.count + furtherViolations }

  /// All that was found wrong, or nil if nothing was.
  var outcome: InvalidDocument? {
    violations.isEmpty ? nil : InvalidDocument(violations, further: furtherViolations)
  }
}
