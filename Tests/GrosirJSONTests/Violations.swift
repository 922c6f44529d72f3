import GrosirCore
import GrosirJSON

/// The violations of what the body throws; none if it throws nothing.
func violations<Result>(_ body: () throws(InvalidDocument) -> Result) -> [Violation] {
  do throws(InvalidDocument) {
    _ = try body()
    return []
  } catch {
    return error.violations
  }
}

/// The violations of parsing a text.
func violations(parsing text: String, limits: JSONLimits = .standard) -> [Violation] {
  violations { () throws(InvalidDocument) in try JSONValue(parsing: text.utf8, limits: limits) }
}
