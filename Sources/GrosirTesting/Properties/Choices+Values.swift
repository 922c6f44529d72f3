/// Single values.
extension Choices {
  /// An integer of the range, each equally likely; shrinks toward zero, or the end of the range nearest to it.
  ///
  /// - Precondition: `Value` has at most 64 bits.
  @inlinable
  public func integer<Value: FixedWidthInteger>(in range: ClosedRange<Value>) -> Value {
    let lower = UInt64(range.lowerBound.magnitude)
    let upper = UInt64(range.upperBound.magnitude)
    if range.lowerBound >= 0 { return range.lowerBound &+ Value(truncatingIfNeeded: draw(upTo: upper - lower)) }
    if range.upperBound <= 0 { return range.upperBound &- Value(truncatingIfNeeded: draw(upTo: lower - upper)) }
    guard isRandom else { return signed(downTo: lower, upTo: upper) }
    let offset = random(upTo: lower + upper)
    append(offset > upper ? 1 : 0, 1)
    guard offset > upper else {
      append(offset, upper)
      return Value(truncatingIfNeeded: offset)
    }
    append(offset - upper - 1, lower - 1)
    return 0 &- Value(truncatingIfNeeded: offset - upper)
  }

  /// An integer of the range, more often at or near an end of it, or near zero, than elsewhere; shrinks like
  /// ``integer(in:)``.
  ///
  /// Off-by-one mistakes live at the ends, which a wide range drawn evenly never shows.
  ///
  /// - Precondition: `Value` has at most 64 bits.
  @inlinable
  public func boundaryInteger<Value: FixedWidthInteger>(in range: ClosedRange<Value>) -> Value {
    let lower = UInt64(range.lowerBound.magnitude)
    let upper = UInt64(range.upperBound.magnitude)
    if range.lowerBound >= 0 { return range.lowerBound &+ Value(truncatingIfNeeded: drawNearEdges(upper - lower)) }
    if range.upperBound <= 0 { return range.upperBound &- Value(truncatingIfNeeded: drawNearEdges(lower - upper)) }
    guard draw(upTo: 1) == 1 else { return Value(truncatingIfNeeded: drawNearEdges(upper)) }
    return 0 &- Value(truncatingIfNeeded: drawNearEdges(lower - 1) + 1)
  }

  /// A truth value; shrinks toward false.
  @inlinable
  public func boolean() -> Bool {
    draw(upTo: 1) == 1
  }

  /// True in `part` of `whole` cases; shrinks toward false.
  ///
  /// - Precondition: `0 ≤ part ≤ whole` and `whole > 0`.
  public func chance(_ part: Int, in whole: Int) -> Bool {
    precondition(0 <= part && part <= whole && whole > 0, "A chance of \(part) in \(whole) does not exist")
    if part == 0 || part == whole { return part > 0 }
    return draw(upTo: 1) { random(upTo: UInt64(whole - 1)) < UInt64(part) ? 1 : 0 } == 1
  }

  /// One of the elements, each equally likely; shrinks toward the first.
  ///
  /// - Precondition: there is at least one.
  @inlinable
  public func element<Element>(of elements: [Element]) -> Element {
    precondition(!elements.isEmpty, "There is nothing to choose from")
    return elements[Int(truncatingIfNeeded: draw(upTo: UInt64(elements.count - 1)))]
  }

  /// One of the elements, each as likely as its weight is of the sum of weights; shrinks toward the first.
  ///
  /// Meant for commands too: `choices.weighted([(6, .join), (3, .pay), (1, .cancel)])`. Running exhaustively, the
  /// weights do not matter and even an element of weight 0 is visited.
  ///
  /// - Precondition: no weight is negative and their sum is positive.
  public func weighted<Element>(_ elements: [(weight: Int, element: Element)]) -> Element {
    precondition(!elements.isEmpty, "There is nothing to choose from")
    let index = draw(upTo: UInt64(elements.count - 1)) {
      let total = elements.reduce(0) { $0 + $1.weight }
      precondition(total > 0 && elements.allSatisfy { $0.weight >= 0 }, "Weights must be positive")
      var rest = Int(random(upTo: UInt64(total - 1)))
      let chosen = elements.firstIndex { entry in
        rest -= entry.weight
        return rest < 0
      }
      return UInt64(chosen ?? elements.count - 1)
    }
    return elements[Int(index)].element
  }

  /// One of the cases of an enumeration, each equally likely; shrinks toward the first.
  public func anyCase<Value: CaseIterable>(of type: Value.Type) -> Value {
    element(of: Array(type.allCases))
  }

  /// Nothing or a value, each equally likely; shrinks toward nothing.
  @inlinable
  public func optional<Value, Failure: Error>(
    _ value: (Choices) throws(Failure) -> Value
  ) throws(Failure) -> Value? {
    boolean() ? try value(self) : nil
  }

  @usableFromInline
  func signed<Value: FixedWidthInteger>(downTo lower: UInt64, upTo upper: UInt64) -> Value {
    guard draw(upTo: 1) == 1 else { return Value(truncatingIfNeeded: draw(upTo: upper)) }
    return 0 &- Value(truncatingIfNeeded: draw(upTo: lower - 1) + 1)
  }
}
