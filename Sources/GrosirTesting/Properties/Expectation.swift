/// Something did not hold in a test case.
///
/// Where it was expected is part of the failure, so that a shrunk case fails for the same reason as the original.
public struct ExpectationFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was expected, and what was found.
  public let message: String

  /// The module and file of the expectation.
  public let fileID: String

  /// The line of the expectation.
  public let line: Int

  /// Creates a failure, to be thrown by a body.
  public init(_ message: String, fileID: String = #fileID, line: Int = #line) {
    self.message = message
    self.fileID = fileID
    self.line = line
  }

  /// The message and the place.
  public var description: String { "\(message) (\(fileID):\(line))" }
}

/// Fails the test case unless the condition holds.
///
/// - Throws: ``ExpectationFailure`` with the message, which is made only then.
@inlinable
public func expect(
  _ condition: Bool, _ message: @autoclosure () -> String = "expected to hold", fileID: String = #fileID,
  line: Int = #line
) throws(ExpectationFailure) {
  if !condition { throw ExpectationFailure(message(), fileID: fileID, line: line) }
}

/// Fails the test case unless both values are equal.
///
/// - Throws: ``ExpectationFailure`` with the message and both values.
@inlinable
public func expectEqual<Value: Equatable>(
  _ found: Value, _ expected: Value, _ message: @autoclosure () -> String = "expected to be equal",
  fileID: String = #fileID, line: Int = #line
) throws(ExpectationFailure) {
  guard found != expected else { return }
  throw ExpectationFailure("\(message()): found \(found), expected \(expected)", fileID: fileID, line: line)
}
