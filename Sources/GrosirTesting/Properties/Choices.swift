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
  /// The choices of this case: those made so far, and ahead of `position` those prescribed.
  package private(set) var trail: [Choice] = []

  /// The list elements of this case, if spans are recorded.
  package private(set) var spans: [Span] = []

  /// The index of the next choice.
  @usableFromInline private(set) var position = 0

  /// Whether what no script prescribes is drawn at random; else it is the simplest value.
  @usableFromInline private(set) var isRandom = false

  @usableFromInline var generator = SeededGenerator(seed: 0)

  /// Whether a prescribed choice was offered other alternatives than when it was recorded, or was never asked for.
  package private(set) var hasStrayed = false

  private var recordsSpans = false
  private var groups = 0
  var keepsNotes = false
  var notes: [String] = []
  var tallies = Tallies()

  /// Creates a source that gives the simplest case until told otherwise.
  package init() {
    trail.reserveCapacity(1024)
  }

  /// Creates a source that draws at random from a seed, to generate values outside of a property, such as fixtures.
  public convenience init(seed: UInt64) {
    self.init()
    beginRandom(seed: seed)
  }

  // MARK: - Starting a case

  /// Starts a case drawn at random.
  package func beginRandom(seed: UInt64) {
    begin(random: true, recordingSpans: false)
    trail.removeAll(keepingCapacity: true)
    generator = SeededGenerator(seed: seed)
  }

  /// Starts a case that makes the given choices, as far as they are possible, and after them the simplest.
  package func beginReplay(_ values: [UInt64]) {
    begin(random: false, recordingSpans: true)
    trail.removeAll(keepingCapacity: true)
    for value in values { trail.append(Choice(value: value, bound: .max)) }
  }

  /// Starts the first case of an enumeration: the simplest.
  package func beginEnumeration() {
    begin(random: false, recordingSpans: false)
    trail.removeAll(keepingCapacity: true)
  }

  /// Starts the next case of an enumeration; false if there is none.
  ///
  /// The last choice that has an alternative left takes it, and whatever came after it is chosen anew: depth first
  /// over the tree of choices, each leaf once.
  package func advanceEnumeration() -> Bool {
    begin(random: false, recordingSpans: false)
    while let last = trail.last {
      if last.value < last.bound {
        trail[trail.count - 1].value += 1
        return true
      }
      trail.removeLast()
    }
    return false
  }

  private func begin(random: Bool, recordingSpans: Bool) {
    position = 0
    isRandom = random
    hasStrayed = false
    recordsSpans = recordingSpans
    keepsNotes = false
    if recordingSpans {
      groups = 0
      spans.removeAll(keepingCapacity: true)
    }
  }

  // MARK: - Ending a case

  /// Ends the case: forgets the prescribed choices nobody asked for.
  package func finish() {
    guard position < trail.count else { return }
    hasStrayed = true
    trail.removeSubrange(position...)
  }

  /// What was chosen in the case that has ended.
  package var recording: Recording {
    Recording(choices: trail, spans: spans)
  }

  // MARK: - Choosing

  /// The next choice: a number from 0, the simplest, through `bound`.
  @usableFromInline
  func draw(upTo bound: UInt64) -> UInt64 {
    if position < trail.count { return follow(bound) }
    let value = isRandom ? generator.next(upTo: bound) : 0
    append(value, bound)
    return value
  }

  /// The next choice, where a random one is drawn by other rules than "each equally likely".
  @inlinable
  func draw(upTo bound: UInt64, fresh: (inout SeededGenerator) -> UInt64) -> UInt64 {
    guard isRandom else { return draw(upTo: bound) }
    let value = fresh(&generator)
    append(value, bound)
    return value
  }

  /// Records a choice that has no alternative, so that a script stays in step when an element is deleted from it.
  func force(_ value: UInt64) {
    guard position < trail.count else { return append(value, 0) }
    if trail[position].bound != 0 { hasStrayed = true }
    trail[position] = Choice(value: value, bound: 0)
    position += 1
  }

  @usableFromInline
  func append(_ value: UInt64, _ bound: UInt64) {
    trail.append(Choice(value: value, bound: bound))
    position += 1
  }

  private func follow(_ bound: UInt64) -> UInt64 {
    let prescribed = trail[position]
    let value = min(prescribed.value, bound)
    if prescribed.bound != bound {
      hasStrayed = true
      trail[position] = Choice(value: value, bound: bound)
    }
    position += 1
    return value
  }

  // MARK: - Spans

  /// The number of a new list, to file its elements under.
  func openGroup() -> Int {
    groups += 1
    return groups - 1
  }

  /// Notes that the choices from `start` to here are one element of a list.
  func closeSpan(from start: Int, group: Int) {
    guard recordsSpans else { return }
    spans.append(Span(group: group, choices: start..<position))
  }
}
