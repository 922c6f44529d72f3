/// Where a test case draws its values from: at random, from a script, or every combination in turn.
///
/// A body that draws all its values here is deterministic: the same sequence of choices gives the same case. So the
/// kit can write the choices down, simplify *them* when the case fails, and run the body again. Every generator
/// written in terms of choices shrinks without further work, including where one draw depends on another.
///
/// A choice is a number from 0 through a bound, and 0 always stands for the simplest value; it says which of the
/// alternatives was taken, not how it was drawn. That is why the same record serves all three ways of running.
///
/// Not `Sendable`, and not to be kept after the body returns.
public final class Choices {
  /// The choices themselves.
  ///
  /// Unchecked, because a check costs six times what a draw does; and safe, because every access is over before
  /// anything else runs: no function of the tape takes a closure or calls back, and choices are not `Sendable`.
  @exclusivity(unchecked)
  @usableFromInline var tape = Tape()

  /// What the body noted, if notes are kept.
  private(set) var notes: [String] = []
  private var keepsNotes = false

  /// What the body counted, over all cases.
  var tallies = Tallies()

  /// Creates a source that gives the simplest case until told otherwise.
  package init() {}

  /// Creates a source that draws at random from a seed, to generate values outside of a property, such as fixtures.
  public convenience init(seed: UInt64) {
    self.init()
    beginRandom(seed: seed)
  }

  // MARK: - Starting and ending a case

  /// Starts a case drawn at random.
  package func beginRandom(seed: UInt64) {
    unsafe tape.beginRandom(seed: seed)
    keepsNotes = false
  }

  /// Starts a case that makes the given choices, as far as they are possible, and after them the simplest.
  package func beginReplay(_ values: [UInt64], keepingNotes: Bool = false) {
    unsafe tape.beginReplay(values)
    keepsNotes = keepingNotes
    notes = []
  }

  /// Starts the next case of an enumeration, of which new choices are the first; false if there is none.
  package func advance() -> Bool {
    unsafe tape.advance()
  }

  /// Ends the case.
  package func finish() {
    unsafe tape.finish()
  }

  /// Whether the case that has ended was offered other alternatives than its script was recorded with.
  package var hasStrayed: Bool { unsafe tape.hasStrayed }

  /// What was chosen in the case that has ended.
  package var recording: Recording {
    unsafe Recording(choices: tape.trail, spans: tape.spans)
  }

  // MARK: - Choosing

  /// Whether choices are drawn at random now.
  @usableFromInline
  var isRandom: Bool { unsafe tape.isRandom }

  /// The next choice: a number from 0, the simplest, through `bound`.
  @usableFromInline
  func draw(upTo bound: UInt64) -> UInt64 {
    unsafe tape.draw(upTo: bound)
  }

  /// A random number from 0 through `bound` that is not itself a choice.
  @usableFromInline
  func random(upTo bound: UInt64) -> UInt64 {
    unsafe tape.generator.next(upTo: bound)
  }

  /// Records a choice that was made by other rules than "each equally likely".
  @usableFromInline
  func append(_ value: UInt64, _ bound: UInt64) {
    unsafe tape.append(value, bound)
  }

  /// The next choice, where a random one is drawn nearer to the ends than in between.
  @usableFromInline
  func drawNearEdges(_ bound: UInt64) -> UInt64 {
    guard isRandom else { return draw(upTo: bound) }
    let value = unsafe tape.generator.nextNearEdges(upTo: bound)
    append(value, bound)
    return value
  }

  /// The next choice, where a random one is made by a rule of its own.
  func draw(upTo bound: UInt64, fresh: () -> UInt64) -> UInt64 {
    guard isRandom else { return draw(upTo: bound) }
    let value = fresh()
    append(value, bound)
    return value
  }

  /// Records a choice that has no alternative.
  func force(_ value: UInt64) {
    unsafe tape.force(value)
  }

  /// The number of a new list, to file its elements under.
  @usableFromInline
  func openGroup() -> Int {
    unsafe tape.openGroup()
  }

  /// The index of the next choice.
  @usableFromInline
  var position: Int { unsafe tape.position }

  /// Notes that the choices from `start` to here are one element of a list.
  @usableFromInline
  func closeSpan(from start: Int, group: Int) {
    unsafe tape.closeSpan(from: start, group: group)
  }

  // MARK: - Observations

  /// Describes something of the case, for the report of a failure; the text is made only if it will be shown.
  public func note(_ text: @autoclosure () -> String) {
    if keepsNotes { notes.append(text()) }
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
  /// - Throws: ``Rejection``, to be let through.
  public func assume(_ condition: Bool) throws(Rejection) {
    if !condition { throw Rejection() }
  }

  /// The case does not count; see ``assume(_:)``.
  public struct Rejection: Error {}
}
