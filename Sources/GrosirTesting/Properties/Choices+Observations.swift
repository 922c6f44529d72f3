/// What a body tells about its case.
extension Choices {
  /// Describes something of the case, for the report of a failure; the text is made only if it will be shown.
  public func note(_ text: @autoclosure () -> String) {
    if keepsNotes { notes.append(text()) }
  }

  /// Begins to keep notes, with none.
  func beginNotes() {
    notes = []
    keepsNotes = true
  }

  /// Counts an occurrence of something, so that the report tells in how many cases it occurred at all.
  ///
  /// A generator that never reaches a decision tests nothing: count the decisions, and require a minimum share.
  public func count(_ label: String) {
    tallies.count(label)
  }

  /// Rejects the case unless the condition holds: it is neither passed nor failed, and another is drawn instead.
  ///
  /// Drawing only what is wanted is better than rejecting the rest; a property that rejects nearly all fails.
  ///
  /// - Throws: `Rejection`, to be let through.
  public func assume(_ condition: Bool) throws(Rejection) {
    if !condition { throw Rejection() }
  }

  /// The case does not count; see ``assume(_:)``.
  public struct Rejection: Error {}
}
