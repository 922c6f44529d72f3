/// The choices of one case while it runs: those made so far, and those a script prescribes.
///
/// One record serves all ways of running. At random there is no script; replaying and enumerating, the script is
/// followed to its end, and after it come the simplest choices. Its storage is kept from case to case, so that a
/// draw allocates nothing.
@usableFromInline
struct Tape {
  /// The choices made, and from `position` on those prescribed.
  private(set) var trail: [Choice] = []

  /// The index of the next choice.
  private(set) var position = 0

  /// Whether what no script prescribes is drawn at random; else it is the simplest value.
  @usableFromInline private(set) var isRandom = false

  /// Where random choices come from.
  @usableFromInline var generator = SeededGenerator(seed: 0)

  /// Whether a prescribed choice was offered other alternatives than when it was recorded, or was never asked for.
  private(set) var hasStrayed = false

  /// The list elements of a replayed case; no other needs them.
  private(set) var spans: [Span] = []
  private var recordsSpans = false
  private var groups = 0

  init() {
    trail.reserveCapacity(1024)
  }

  // MARK: - Starting and ending a case

  /// Starts a case drawn at random.
  mutating func beginRandom(seed: UInt64) {
    rewind(random: true)
    trail.removeAll(keepingCapacity: true)
    generator = SeededGenerator(seed: seed)
  }

  /// Starts a case that makes the given choices, as far as they are possible.
  mutating func beginReplay(_ values: [UInt64]) {
    rewind(random: false)
    recordsSpans = true
    spans.removeAll(keepingCapacity: true)
    trail.removeAll(keepingCapacity: true)
    for value in values { trail.append(Choice(value: value, bound: .max)) }
  }

  /// Starts the case that follows this one in an enumeration; false if there is none.
  ///
  /// The last choice that has an alternative left takes it, and whatever came after it is chosen anew: depth first
  /// over the tree of choices, each leaf once.
  mutating func advance() -> Bool {
    rewind(random: false)
    while let last = trail.last {
      if last.value < last.bound {
        trail[trail.count - 1].value += 1
        return true
      }
      trail.removeLast()
    }
    return false
  }

  /// Ends the case: forgets the prescribed choices nobody asked for.
  mutating func finish() {
    guard position < trail.count else { return }
    hasStrayed = true
    trail.removeSubrange(position...)
  }

  private mutating func rewind(random: Bool) {
    position = 0
    isRandom = random
    hasStrayed = false
    recordsSpans = false
    groups = 0
  }

  // MARK: - Choosing

  /// The next choice: a number from 0, the simplest, through `bound`.
  @inline(__always)
  mutating func draw(upTo bound: UInt64) -> UInt64 {
    if position < trail.count { return follow(bound) }
    let value = isRandom ? generator.next(upTo: bound) : 0
    append(value, bound)
    return value
  }

  /// Records a choice that was made by other rules.
  @inline(__always)
  mutating func append(_ value: UInt64, _ bound: UInt64) {
    trail.append(Choice(value: value, bound: bound))
    position += 1
  }

  /// Records a choice that has no alternative, so that a script stays in step when an element is deleted from it.
  mutating func force(_ value: UInt64) {
    guard position < trail.count else { return append(value, 0) }
    if trail[position].bound != 0 { hasStrayed = true }
    trail[position] = Choice(value: value, bound: 0)
    position += 1
  }

  @inline(__always)
  private mutating func follow(_ bound: UInt64) -> UInt64 {
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
  mutating func openGroup() -> Int {
    groups += 1
    return groups - 1
  }

  /// Notes that the choices from `start` to here are one element of a list.
  mutating func closeSpan(from start: Int, group: Int) {
    if recordsSpans { spans.append(Span(group: group, choices: start..<position)) }
  }
}
