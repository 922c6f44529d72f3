/// The tallies of all variants of one session, by position in the composition.
///
/// Held as three columns of 32-bit counts, padded to whole vectors with zeros, so that all variants can be answered
/// for in one linear pass.
public struct Tallies: Sendable, Equatable {
  /// The number of variants.
  public let count: Int

  /// Ordered, held and set aside, one column after the other, each ``Tallies/stride`` long.
  private(set) var columns: [Int32]

  /// The length of a column: ``count`` rounded up to whole vectors.
  let stride: Int

  /// The lanes of one vector; columns are padded to a multiple of it.
  static let vectorWidth = 4

  /// Creates the tallies of a session in which nothing was sold yet.
  ///
  /// - Precondition: `count` is not negative and at most ``Composition/maximumVariants``.
  public init(count: Int) {
    precondition(0...Composition.maximumVariants ~= count, "a composition has no such number of variants")
    self.count = count
    stride = Tallies.stride(for: count)
    columns = [Int32](repeating: 0, count: 3 * stride)
  }

  /// Creates tallies from those of the single variants, in product order.
  ///
  /// - Complexity: O(n).
  public init(_ tallies: [Tally]) {
    self.init(count: tallies.count)
    for (position, tally) in tallies.enumerated() { self[position] = tally }
  }

  /// The tally of the variant at a position.
  ///
  /// - Precondition: the position is in `0..<count`.
  /// - Complexity: O(1).
  public subscript(position: Int) -> Tally {
    get {
      precondition(position >= 0 && position < count, "no variant at this position")
      return Tally(
        unchecked: Int(columns[position]), held: Int(columns[stride + position]),
        onHand: Int(columns[2 * stride + position]))
    }
    set {
      precondition(position >= 0 && position < count, "no variant at this position")
      columns[position] = Int32(newValue.ordered)
      columns[stride + position] = Int32(newValue.held)
      columns[2 * stride + position] = Int32(newValue.onHand)
    }
  }

  /// Applies a change to the variant at a position.
  ///
  /// - Throws: as ``Tally/apply(_:)``; nothing is changed then.
  /// - Precondition: the position is in `0..<count`.
  public mutating func apply(_ change: TallyChange, at position: Int) throws(AllocationError) {
    try self[position].apply(change)
  }

  /// A column's length for a number of variants.
  static func stride(for count: Int) -> Int {
    (count + vectorWidth - 1) / vectorWidth * vectorWidth
  }
}
