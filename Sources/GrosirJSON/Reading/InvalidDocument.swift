public import GrosirCore

/// A document was refused; it says everything that is wrong with it (SPEC §14).
public struct InvalidDocument: Error, Sendable, Hashable {
  /// What is wrong; never empty.
  ///
  /// In the order in which the reader asks for the fields, unknown fields of an object after its known ones.
  public let violations: [Violation]

  /// A document with these violations; of very many, the first thousand and how many more there are.
  ///
  /// - Precondition: there is at least one violation.
  public init(_ violations: [Violation]) {
    self.init(violations, further: 0)
  }

  /// A document with these violations and more that nobody wrote down.
  init(_ violations: [Violation], further: Int) {
    precondition(!violations.isEmpty, "a document without violations is valid")
    let further = further + max(0, violations.count - InvalidDocument.maximumCount)
    var listed = Array(violations.prefix(InvalidDocument.maximumCount))
    if further > 0 {
      listed.append(Violation(.root, .tooLarge, "there are \(further) further violations that are not listed"))
    }
    self.violations = listed
  }

  /// How many violations are listed at most.
  public static var maximumCount: Int { 1_000 }
}
