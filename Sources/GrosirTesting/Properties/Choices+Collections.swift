/// Lists, and other arrangements of several values.
extension Choices {
  /// A list with a number of elements in the range; shrinks toward fewer and simpler elements.
  ///
  /// Any element can be dropped while the others stay, so draw lists with this and not with a count and a loop.
  @inlinable
  public func list<Element, Failure: Error>(
    _ count: ClosedRange<Int>, of element: (Choices) throws(Failure) -> Element
  ) throws(Failure) -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(min(count.upperBound, 16))
    try steps(count) { choices throws(Failure) in elements.append(try element(choices)) }
    return elements
  }

  /// Runs `step` a number of times in the range; shrinks toward fewer and simpler steps.
  ///
  /// The shape of a scenario: each step draws a command and executes it. In a failing scenario any step can be
  /// dropped while the others stay.
  ///
  /// Before each step a choice says whether there is one more; where the range leaves no choice it is recorded
  /// nevertheless, so that each step's choices have the same form.
  ///
  /// - Precondition: the range is not negative.
  @inlinable
  public func steps<Failure: Error>(
    _ count: ClosedRange<Int>, perform step: (Choices) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(count.lowerBound >= 0, "A number of elements cannot be negative")
    let wanted = isRandom ? freshCount(in: count) : 0
    let group = openGroup()
    var made = 0
    while true {
      let start = position
      guard hasAnother(made, of: count, wanted: wanted) else { return }
      try step(self)
      closeSpan(from: start, group: group)
      made += 1
    }
  }

  /// The elements in some order, each order equally likely; shrinks toward the order given.
  public func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for index in result.indices.dropLast() {
      result.swapAt(index, index + Int(draw(upTo: UInt64(result.count - 1 - index))))
    }
    return result
  }

  /// Some of the elements, in the order given, each taken or left with equal likelihood; shrinks toward none.
  public func subset<Element>(of elements: [Element]) -> [Element] {
    elements.filter { _ in boolean() }
  }

  @usableFromInline
  func hasAnother(_ made: Int, of count: ClosedRange<Int>, wanted: Int) -> Bool {
    if made < count.lowerBound {
      force(1)
      return true
    }
    if made >= count.upperBound {
      force(0)
      return false
    }
    return draw(upTo: 1) { made < wanted ? 1 : 0 } == 1
  }

  /// Half of all lists are of any length in the range, half are among its shortest: short ones reach the special
  /// cases, long ones the accumulated state.
  @usableFromInline
  func freshCount(in count: ClosedRange<Int>) -> Int {
    let room = UInt64(count.upperBound - count.lowerBound)
    let isShort = random(upTo: 1) == 1
    return count.lowerBound + Int(random(upTo: isShort ? min(room, 4) : room))
  }
}
