/// One choice that was made: the number taken, of 0 through the bound; 0 stands for the simplest value.
package struct Choice: Sendable, Hashable {
  /// The number taken.
  package var value: UInt64

  /// The largest number possible; 0 also for a choice that was forced, whatever its value.
  package var bound: UInt64
}

/// The choices that make up one element of a list; the elements of one list share a group and adjoin each other.
package struct Span: Sendable, Hashable {
  package let group: Int
  package let choices: Range<Int>
}

/// What a case chose, and where the elements of its lists lie in it.
package struct Recording: Sendable {
  package let choices: [Choice]
  package let spans: [Span]

  /// The numbers taken: enough to run the case again.
  package var values: [UInt64] { choices.map(\.value) }

  /// The elements of each list, in order.
  var lists: [[Span]] {
    let groups = spans.reduce(0) { max($0, $1.group + 1) }
    var lists = [[Span]](repeating: [], count: groups)
    for span in spans { lists[span.group].append(span) }
    return lists.filter { !$0.isEmpty }
  }

  /// Whether the case of some choices is simpler than that of others: fewer, or else the first difference smaller.
  static func isSimpler(_ values: [UInt64], than others: [UInt64]) -> Bool {
    values.count == others.count ? values.lexicographicallyPrecedes(others) : values.count < others.count
  }
}
