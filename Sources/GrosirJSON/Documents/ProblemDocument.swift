public import GrosirCore

/// Why a request was refused, in the form of RFC 9457: the body of an HTTP error and what the command line prints.
///
/// It says only what is meant for the outside. What went wrong inside, with a store for instance, is not its business.
public struct ProblemDocument: Sendable, Hashable {
  /// The kind of problem, stable, in `camelCase`: `invalidDocument`.
  public var code: String
  /// The kind of problem in a few words, the same each time.
  public var title: String
  /// The HTTP status that goes with it.
  public var status: Int
  /// What happened this time, or nil if the title says it.
  public var detail: String?
  /// Everything that is wrong with the request; empty if that is not the problem.
  public var violations: [Violation]

  /// Creates a problem.
  public init(code: String, title: String, status: Int, detail: String? = nil, violations: [Violation] = []) {
    self.code = code
    self.title = title
    self.status = status
    self.detail = detail
    self.violations = violations
  }

  /// The problem with a document that was refused.
  public init(_ invalid: InvalidDocument) {
    let detail =
      switch invalid.violations.count {
      case 1: "There is 1 violation."
      case let count where count > InvalidDocument.maximumCount:
        "There are more than \(InvalidDocument.maximumCount) violations."
      case let count: "There are \(count) violations."
      }
    self.init(
      code: "invalidDocument", title: "The document is not valid", status: 400, detail: detail,
      violations: invalid.violations)
  }

  /// The kind of problem as a name for machines: `urn:grosir:problem:invalid-document`.
  public var type: String {
    var name = ""
    for character in code {
      if character.isUppercase, !name.isEmpty { name += "-" }
      name += character.lowercased()
    }
    return "urn:grosir:problem:\(name)"
  }

  /// The problem as JSON; without violations it has no such member.
  public var json: JSONValue {
    var object = JSONObject()
    object.append("type", .string(type))
    object.append("title", .string(title))
    object.append("status", .integer(Int64(status)))
    if let detail { object.append("detail", .string(detail)) }
    object.append("code", .string(code))
    if !violations.isEmpty { object.append("violations", .array(violations.map(\.json))) }
    return .object(object)
  }
}

extension Violation {
  /// The violation as JSON: `{"path": "variants[2].tolerance", "code": "outOfRange", "message": …}`.
  public var json: JSONValue {
    ["path": .string(path.description), "code": .string(code.rawValue), "message": .string(message)]
  }
}
